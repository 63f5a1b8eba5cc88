#include "services/registry/deregistration/proof_check.h"

#include <string>

#include "services/registry/registry_reasons.h"
#include "shared/calendar/date.h"
#include "shared/crypto/signature.h"
#include "shared/status/macros.h"

namespace liandong::registry {
namespace {

using common::v1::ProofStatement;

Obstacles One(const Reason& reason, const v1::DeregistrationBasis& basis, std::string key,
              std::string value) {
  return {{&reason, {{"unit", basis.unit_code()}, {std::move(key), std::move(value)}}}};
}

ProofStatement::Kind ExpectedKind(const v1::DeregistrationBasis& basis) {
  return basis.compensated() == v1::DeregistrationBasis::COMPENSATED_ESCROWED
             ? ProofStatement::KIND_ESCROW
             : ProofStatement::KIND_COMPENSATION_PAID;
}

}  // namespace

ProofVerifier VerifyByDirectory(const auth::DirectoryHolder& directory) {
  return [&directory](const common::v1::SignedProof& proof, absl::Time at) -> absl::Status {
    ASSIGN_OR_RETURN(const auto current, directory.Require());
    crypto::SignedEnvelope envelope;
    envelope.key_id = proof.key_id();
    envelope.payload = proof.payload();
    envelope.signature = proof.signature();
    return current->SigningKeysOf(common::v1::SERVICE_FUNDS).Verify(kProofDomain, envelope, at);
  };
}

Obstacles ProofObstacles(const v1::DeregistrationBasis& basis, const ProofVerifier& verify,
                         absl::Time now) {
  if (absl::Status verified = verify(basis.funds_proof(), now); !verified.ok()) {
    return One(kProofInvalid, basis, "cause", ReasonOf(verified));
  }
  ProofStatement statement;
  if (!statement.ParseFromString(basis.funds_proof().payload())) {
    return One(kProofInvalid, basis, "cause", "PAYLOAD");
  }
  if (statement.issuer() != "funds") return One(kProofMismatch, basis, "field", "issuer");
  if (statement.household() != basis.household()) {
    return One(kProofMismatch, basis, "field", "household");
  }
  if (statement.kind() != ExpectedKind(basis)) return One(kProofMismatch, basis, "field", "kind");
  if (statement.amount_fen() < 1) return One(kProofMismatch, basis, "field", "amount_fen");
  if (statement.has_expires_at()) {
    const absl::Time expires = absl::FromUnixSeconds(statement.expires_at().seconds());
    if (expires <= now) {
      return One(kProofExpired, basis, "expired", FormatDate(DateOf(expires)));
    }
  }
  return {};
}

}  // namespace liandong::registry
