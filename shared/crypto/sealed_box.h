// Messages that only one recipient can read: encrypted to an X25519 public key, so that whoever
// stores them, and whoever encrypted them, can not open them again.
//
//   byte 0      suite id (1 = X25519, HKDF-SHA-256, AES-256-GCM)
//   32 bytes    the sender's one-time public key
//   the rest    as in aead.h, under a key derived from both public keys and their shared secret
//
// The sender is not authenticated: what a box holds is as good as the one who stored it.
#ifndef SHARED_CRYPTO_SEALED_BOX_H_
#define SHARED_CRYPTO_SEALED_BOX_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "shared/crypto/random.h"
#include "shared/crypto/secret.h"
#include "shared/status/reason.h"

struct evp_pkey_st;

namespace liandong::crypto {

// Immutable, cheap to copy and thread-safe.
class BoxPublicKey {
 public:
  // The first PEM block of `pem`, "PUBLIC KEY". BOX_KEY_INVALID unless it is X25519.
  static absl::StatusOr<BoxPublicKey> FromPem(std::string_view pem);

  // The same for equal keys: the first 16 hexadecimal digits of the SHA-256 of the raw key.
  std::string fingerprint() const;

  // `aad` names the place the box belongs to: moved elsewhere it does not open.
  // PLAINTEXT_TOO_LONG.
  absl::StatusOr<std::string> Seal(std::string_view aad, std::string_view plaintext,
                                   const Random& random) const;

 private:
  friend class BoxPrivateKey;
  BoxPublicKey(std::shared_ptr<evp_pkey_st> key, std::string raw)
      : key_(std::move(key)), raw_(std::move(raw)) {}

  std::shared_ptr<evp_pkey_st> key_;
  std::string raw_;
};

// The recipient's half: no service holds one.
class BoxPrivateKey {
 public:
  static absl::StatusOr<BoxPrivateKey> Generate();
  // The first PEM block of `pem`, "PRIVATE KEY" without a pass phrase. BOX_KEY_INVALID.
  static absl::StatusOr<BoxPrivateKey> FromPem(std::string_view pem);

  // PEM, "PUBLIC KEY".
  absl::StatusOr<std::string> PublicPem() const;

  // CIPHERTEXT_TRUNCATED, CIPHERTEXT_ALGORITHM, CIPHERTEXT_FORGED (another recipient, another
  // place, or changed bytes).
  absl::StatusOr<std::string> Open(std::string_view aad, std::string_view box) const;

 private:
  explicit BoxPrivateKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}

  std::shared_ptr<evp_pkey_st> key_;
};

inline constexpr Reason kBoxKeyInvalid{"BOX_KEY_INVALID", absl::StatusCode::kInvalidArgument,
                                       "not a usable {kind} key in PEM form (X25519)",
                                       "不是可用的PEM格式密钥（{kind}；限X25519）"};

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_SEALED_BOX_H_
