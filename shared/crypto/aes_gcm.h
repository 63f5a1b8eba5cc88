// AES-256-GCM as NIST SP 800-38D has it. Callers want aead.h, whose ciphertext says how to open it.
#ifndef SHARED_CRYPTO_AES_GCM_H_
#define SHARED_CRYPTO_AES_GCM_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "shared/crypto/secret.h"

namespace liandong::crypto {

inline constexpr size_t kAesKeyBytes = 32;
inline constexpr size_t kGcmNonceBytes = 12;
inline constexpr size_t kGcmTagBytes = 16;

// Ciphertext followed by the tag. INTERNAL when the key or nonce has the wrong length or an input
// exceeds 2 GiB. A nonce must never repeat under one key.
absl::StatusOr<std::string> GcmEncrypt(const Secret& key, std::string_view nonce,
                                       std::string_view aad, std::string_view plaintext);

// The plaintext; nothing when the tag does not match key, nonce, aad and ciphertext. INTERNAL as
// above.
absl::StatusOr<std::optional<std::string>> GcmDecrypt(const Secret& key, std::string_view nonce,
                                                      std::string_view aad,
                                                      std::string_view ciphertext_and_tag);

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_AES_GCM_H_
