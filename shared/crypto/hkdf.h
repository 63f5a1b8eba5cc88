// Deriving independent keys from one.
#ifndef SHARED_CRYPTO_HKDF_H_
#define SHARED_CRYPTO_HKDF_H_

#include <cstddef>
#include <string_view>

#include "absl/status/statusor.h"
#include "shared/crypto/secret.h"

namespace liandong::crypto {

// What one derivation can give (RFC 5869: 255 digests) and what its info may hold.
inline constexpr size_t kHkdfOutputBytesMax = 255 * 32;
inline constexpr size_t kHkdfInfoBytesMax = 1024;

// HKDF-SHA-256, extract and expand (RFC 5869). `salt` and `info` may be empty. INTERNAL when
// `key` is empty, `info` too long or `length` not within 1..kHkdfOutputBytesMax.
absl::StatusOr<Secret> HkdfSha256(const Secret& key, std::string_view salt, std::string_view info,
                                  size_t length);

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_HKDF_H_
