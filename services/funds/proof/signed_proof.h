// Signing what funds states about its own data, and verifying such statements offline.
#ifndef SERVICES_FUNDS_PROOF_SIGNED_PROOF_H_
#define SERVICES_FUNDS_PROOF_SIGNED_PROOF_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "liandong/common/v1/proof.pb.h"
#include "shared/crypto/signature.h"

namespace liandong::funds {

inline constexpr std::string_view kProofDomain = "liandong proof v1";

// How long a statement about money that was paid, and one about money that is frozen, may be relied
// on without asking again.
inline constexpr int kPaidProofYears = 30;
inline constexpr int kFrozenProofYears = 1;

// Thread-safe. `key` outlives it.
class ProofSigner {
 public:
  ProofSigner(const crypto::PrivateKey& key, std::string key_id)
      : key_(key), key_id_(std::move(key_id)) {}

  // Fills in the issuer.
  absl::StatusOr<common::v1::SignedProof> Sign(common::v1::ProofStatement statement) const;

 private:
  const crypto::PrivateKey& key_;
  const std::string key_id_;
};

// The statement of a proof whose signature holds and which still states something at `at` (business
// time). `known_at` is when the verifier knows the signature to have existed, as in
// SigningKeySet::Verify, whose refusals it passes on. PROOF_MALFORMED, PROOF_EXPIRED.
absl::StatusOr<common::v1::ProofStatement> OpenProof(const common::v1::SignedProof& proof,
                                                     const crypto::SigningKeySet& keys,
                                                     absl::Time known_at, absl::Time at);

// For fields of statements.
void SetTime(google::protobuf::Timestamp& timestamp, absl::Time time);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_PROOF_SIGNED_PROOF_H_
