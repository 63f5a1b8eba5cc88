// The source of randomness, injected wherever a nonce, a key or an id is made.
#ifndef SHARED_CRYPTO_RANDOM_H_
#define SHARED_CRYPTO_RANDOM_H_

#include <cstddef>
#include <functional>
#include <string>

namespace liandong::crypto {

// Returns exactly the number of bytes asked for. Thread-safe. Only tests supply another than
// SecureRandom(): a nonce drawn twice under one key breaks AES-GCM.
using Random = std::function<std::string(size_t)>;

// The library's generator, seeded by the kernel. Ends the process when it can not deliver.
Random SecureRandom();

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_RANDOM_H_
