#include "services/funds/proof/signed_proof.h"

#include "services/funds/funds_reasons.h"
#include "shared/calendar/date.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {

void SetTime(google::protobuf::Timestamp& timestamp, absl::Time time) {
  const int64_t us = absl::ToUnixMicros(time);
  timestamp.set_seconds(us / 1'000'000);
  timestamp.set_nanos(static_cast<int32_t>(us % 1'000'000 * 1000));
}

absl::StatusOr<common::v1::SignedProof> ProofSigner::Sign(
    common::v1::ProofStatement statement) const {
  statement.set_issuer("funds");
  ASSIGN_OR_RETURN(
      crypto::SignedEnvelope envelope,
      crypto::SignEnvelope(key_, key_id_, kProofDomain, statement.SerializeAsString()));
  common::v1::SignedProof proof;
  proof.set_payload(envelope.payload);
  proof.set_key_id(envelope.key_id);
  proof.set_signature(envelope.signature);
  return proof;
}

absl::StatusOr<common::v1::ProofStatement> OpenProof(const common::v1::SignedProof& proof,
                                                     const crypto::SigningKeySet& keys,
                                                     absl::Time known_at, absl::Time at) {
  crypto::SignedEnvelope envelope;
  envelope.key_id = proof.key_id();
  envelope.payload = proof.payload();
  envelope.signature = proof.signature();
  RETURN_IF_ERROR(keys.Verify(kProofDomain, envelope, known_at));
  common::v1::ProofStatement statement;
  if (!statement.ParseFromString(proof.payload())) return Refuse(kProofMalformed);
  const absl::Time expires = absl::FromUnixSeconds(statement.expires_at().seconds());
  if (at >= expires) {
    return Refuse(kProofExpired, {{"expires", FormatDate(DateOf(expires))}});
  }
  return statement;
}

}  // namespace liandong::funds
