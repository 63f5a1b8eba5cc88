// Authenticated encryption whose ciphertext describes itself:
//
//   byte 0      algorithm id (1 = AES-256-GCM; another suite, e.g. 国密 SM4-GCM, takes the next)
//   byte 1      length of the key id, then the key id
//   12 bytes    nonce, random
//   n bytes     ciphertext, as long as the plaintext
//   16 bytes    tag, which covers the bytes before the nonce, the caller's aad and the ciphertext
//
// The aad names the place the ciphertext belongs to, e.g. `service|table|column|row`: moved
// elsewhere it does not open.
#ifndef SHARED_CRYPTO_AEAD_H_
#define SHARED_CRYPTO_AEAD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "shared/crypto/random.h"
#include "shared/crypto/secret.h"
#include "shared/status/reason.h"

namespace liandong::crypto {

inline constexpr uint8_t kAlgorithmAes256Gcm = 1;
inline constexpr size_t kSealedKeyBytes = 32;
inline constexpr size_t kSealedKeyIdBytesMax = 255;
inline constexpr size_t kPlaintextBytesMax = size_t{64} << 20;

// Encrypts under `key` (kSealedKeyBytes long). PLAINTEXT_TOO_LONG; INTERNAL when the key or its
// id (1..kSealedKeyIdBytesMax bytes) has the wrong length.
absl::StatusOr<std::string> Seal(std::string_view key_id, const Secret& key, std::string_view aad,
                                 std::string_view plaintext, const Random& random);

// Decrypts what Seal made, or refuses and returns no part of the plaintext:
// CIPHERTEXT_TRUNCATED   shorter than its own header promises
// CIPHERTEXT_ALGORITHM   algorithm id not known here
// CIPHERTEXT_KEY         made under another key id
// CIPHERTEXT_FORGED      the tag does not match: other key bytes, other aad, or changed bytes
absl::StatusOr<std::string> Open(std::string_view key_id, const Secret& key, std::string_view aad,
                                 std::string_view sealed);

// The key id a ciphertext claims, unauthenticated until Open. CIPHERTEXT_TRUNCATED,
// CIPHERTEXT_ALGORITHM.
absl::StatusOr<std::string> SealedKeyId(std::string_view sealed);

inline constexpr Reason kPlaintextTooLong{"PLAINTEXT_TOO_LONG", absl::StatusCode::kInvalidArgument,
                                          "cannot encrypt {bytes} bytes: the limit is {bytes_max}",
                                          "明文{bytes}字节，超过上限{bytes_max}"};
inline constexpr Reason kCiphertextTruncated{"CIPHERTEXT_TRUNCATED", absl::StatusCode::kDataLoss,
                                             "the ciphertext is cut short", "密文不完整"};
inline constexpr Reason kCiphertextAlgorithm{
    "CIPHERTEXT_ALGORITHM", absl::StatusCode::kDataLoss,
    "the ciphertext names algorithm {algorithm}, which is not known here",
    "密文的算法编号{algorithm}无法识别"};
inline constexpr Reason kCiphertextKey{"CIPHERTEXT_KEY", absl::StatusCode::kDataLoss,
                                       "the ciphertext was made under another key",
                                       "密文由另一密钥加密"};
inline constexpr Reason kCiphertextForged{"CIPHERTEXT_FORGED", absl::StatusCode::kDataLoss,
                                          "the ciphertext does not match its key and place",
                                          "密文与密钥或存放位置不符"};

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_AEAD_H_
