// Signatures over named domains, and the keys they are verified with.
//
// What is signed is `domain ‖ 0x00 ‖ payload`: a signature over one kind of thing is never one over
// another. The payload is kept and passed on as the bytes that were signed, never serialised anew.
#ifndef SHARED_CRYPTO_SIGNATURE_H_
#define SHARED_CRYPTO_SIGNATURE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "shared/crypto/key.h"
#include "shared/status/reason.h"

namespace liandong::crypto {

struct SignedEnvelope {
  std::string key_id;
  SignatureAlgorithm algorithm = SignatureAlgorithm::kEd25519;
  std::string payload;
  std::string signature;
};

// INTERNAL when `domain` is empty or holds a zero byte.
absl::StatusOr<SignedEnvelope> SignEnvelope(const PrivateKey& key, std::string_view key_id,
                                            std::string_view domain, std::string payload);

// A public key as it is published, valid within [valid_from, valid_to) and before revoked_at.
struct PublishedKey {
  std::string key_id;
  PublicKey key;
  absl::Time valid_from = absl::InfinitePast();
  absl::Time valid_to = absl::InfiniteFuture();
  absl::Time revoked_at = absl::InfiniteFuture();

  bool ValidAt(absl::Time at) const { return valid_from <= at && at < valid_to; }
  bool RevokedAt(absl::Time at) const { return revoked_at <= at; }
};

// Immutable once filled; thread-safe to read. Old keys stay in the set: their signatures stay
// verifiable for the time they were made in.
class SigningKeySet {
 public:
  // False, and nothing added, when the id is empty or taken.
  bool Add(PublishedKey key);
  // Null when unknown.
  const PublishedKey* Find(std::string_view key_id) const;
  size_t size() const { return keys_.size(); }
  // By key id.
  std::vector<const PublishedKey*> All() const;

  // Whether `envelope` was signed in `domain` by one of these keys while it was valid. `at` is
  // when the verifier knows the signature to have existed (its own clock, or the time it recorded
  // on receipt), never a time out of the payload: whoever stole a key can write any time there.
  // SIGNATURE_KEY_UNKNOWN, SIGNATURE_KEY_NOT_VALID, SIGNATURE_KEY_REVOKED, SIGNATURE_ALGORITHM,
  // SIGNATURE_INVALID.
  absl::Status Verify(std::string_view domain, const SignedEnvelope& envelope, absl::Time at) const;

 private:
  std::map<std::string, PublishedKey, std::less<>> keys_;
};

inline constexpr Reason kSignatureKeyUnknown{
    "SIGNATURE_KEY_UNKNOWN", absl::StatusCode::kInvalidArgument,
    "the signing key {key_id} is not published", "签名密钥{key_id}未公布"};
inline constexpr Reason kSignatureKeyNotValid{
    "SIGNATURE_KEY_NOT_VALID", absl::StatusCode::kFailedPrecondition,
    "the signing key {key_id} was not valid at {at}", "签名密钥{key_id}在{at}不在有效期内"};
inline constexpr Reason kSignatureKeyRevoked{
    "SIGNATURE_KEY_REVOKED", absl::StatusCode::kFailedPrecondition,
    "the signing key {key_id} was revoked at {revoked_at}", "签名密钥{key_id}已于{revoked_at}吊销"};
inline constexpr Reason kSignatureAlgorithm{
    "SIGNATURE_ALGORITHM", absl::StatusCode::kInvalidArgument,
    "the signature names another algorithm than the key {key_id}", "签名算法与密钥{key_id}不一致"};
inline constexpr Reason kSignatureInvalid{"SIGNATURE_INVALID", absl::StatusCode::kInvalidArgument,
                                          "the signature does not match what it signs",
                                          "签名与内容不符"};

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_SIGNATURE_H_
