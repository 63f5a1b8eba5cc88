// Asymmetric keys: Ed25519 for our own signatures, and P-256 beside it for officers whose cards
// know no other curve.
//
// Keys are immutable, cheap to copy and thread-safe. These functions sign bare bytes; everything
// but a JWT goes through signature.h, which separates domains.
#ifndef SHARED_CRYPTO_KEY_H_
#define SHARED_CRYPTO_KEY_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "shared/crypto/secret.h"
#include "shared/status/reason.h"

struct evp_pkey_st;

namespace liandong::crypto {

// A further suite (e.g. 国密 SM2) is a further value: what is signed says which one it used.
enum class SignatureAlgorithm { kEd25519, kEs256 };

// "Ed25519" and "ES256".
std::string_view NameOf(SignatureAlgorithm algorithm);
std::optional<SignatureAlgorithm> AlgorithmNamed(std::string_view name);

// Keys whose id starts with this were made for development. Production refuses them.
inline constexpr std::string_view kDevelopmentKeyPrefix = "dev-";
bool IsDevelopmentKey(std::string_view key_id);
enum class DevelopmentKeys { kRefused, kAccepted };

class PublicKey {
 public:
  // The first PEM block of `pem`, "PUBLIC KEY". KEY_INVALID unless it is Ed25519 or P-256.
  static absl::StatusOr<PublicKey> FromPem(std::string_view pem);

  SignatureAlgorithm algorithm() const { return algorithm_; }
  // Equal for equal keys, whatever PEM they came from.
  const std::string& pem() const { return pem_; }

  // `signature` is 64 bytes: RFC 8032 for Ed25519, R ‖ S (RFC 7518 section 3.4) for ES256.
  bool Verify(std::string_view message, std::string_view signature) const;

 private:
  friend class PrivateKey;
  static absl::StatusOr<PublicKey> Adopt(std::shared_ptr<evp_pkey_st> key);
  PublicKey(std::shared_ptr<evp_pkey_st> key, SignatureAlgorithm algorithm, std::string pem);

  std::shared_ptr<evp_pkey_st> key_;
  SignatureAlgorithm algorithm_;
  std::string pem_;
};

class PrivateKey {
 public:
  static absl::StatusOr<PrivateKey> Generate(SignatureAlgorithm algorithm);
  // The first PEM block of `pem`, "PRIVATE KEY" without a pass phrase. KEY_INVALID.
  static absl::StatusOr<PrivateKey> FromPem(std::string_view pem);
  // The same from a file that only its owner may access; errors of ReadSecretFile.
  static absl::StatusOr<PrivateKey> FromFile(const std::string& path);

  SignatureAlgorithm algorithm() const { return public_key_.algorithm(); }
  const PublicKey& public_key() const { return public_key_; }
  // PKCS #8 PEM.
  absl::StatusOr<Secret> ToPem() const;

  // 64 bytes, as PublicKey::Verify takes them.
  absl::StatusOr<std::string> Sign(std::string_view message) const;

 private:
  static absl::StatusOr<PrivateKey> Adopt(std::shared_ptr<evp_pkey_st> key);
  PrivateKey(std::shared_ptr<evp_pkey_st> key, PublicKey public_key);

  std::shared_ptr<evp_pkey_st> key_;
  PublicKey public_key_;
};

inline constexpr Reason kKeyInvalid{"KEY_INVALID", absl::StatusCode::kInvalidArgument,
                                    "not a usable {kind} key in PEM form (Ed25519 or P-256)",
                                    "不是可用的PEM格式密钥（{kind}；限Ed25519或P-256）"};

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_KEY_H_
