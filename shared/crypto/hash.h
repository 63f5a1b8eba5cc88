// SHA-256 and HMAC-SHA-256, with the small things digests are used with: their spelling as text,
// comparison, random bytes and UUIDs.
//
// All functions are thread-safe and can not fail on any input.
#ifndef SHARED_CRYPTO_HASH_H_
#define SHARED_CRYPTO_HASH_H_

#include <string>
#include <string_view>

#include "shared/crypto/encoding.h"  // IWYU pragma: export
#include "shared/crypto/random.h"    // IWYU pragma: export
#include "shared/crypto/uuid.h"      // IWYU pragma: export

struct evp_md_ctx_st;

namespace liandong::crypto {

inline constexpr size_t kSha256Bytes = 32;

// The digest, kSha256Bytes long.
std::string Sha256(std::string_view bytes);

// RFC 2104; any key length. kSha256Bytes long.
std::string HmacSha256(std::string_view key, std::string_view bytes);

// Compares in a time that depends on the lengths only.
bool ConstantTimeEqual(std::string_view a, std::string_view b);

// SHA-256 of a byte string that arrives in pieces. Not thread-safe.
class Sha256Hasher {
 public:
  Sha256Hasher();
  Sha256Hasher(const Sha256Hasher&) = delete;
  Sha256Hasher& operator=(const Sha256Hasher&) = delete;
  ~Sha256Hasher();

  void Update(std::string_view bytes);
  // The digest of everything since construction or the last Finish; the hasher starts anew.
  std::string Finish();

 private:
  evp_md_ctx_st* const context_;
};

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_HASH_H_
