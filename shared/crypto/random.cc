#include "shared/crypto/random.h"

#include <openssl/rand.h>

#include "shared/crypto/openssl.h"

namespace liandong::crypto {

Random SecureRandom() {
  return [](size_t size) {
    std::string bytes(size, '\0');
    if (RAND_bytes_ex(nullptr, Bytes(bytes), size, 0) != 1) LibraryUnusable("random bytes");
    return bytes;
  };
}

}  // namespace liandong::crypto
