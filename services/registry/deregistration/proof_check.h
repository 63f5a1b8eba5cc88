// Whether funds' signed statement says what a basis claims. Offline: funds is not asked.
#ifndef SERVICES_REGISTRY_DEREGISTRATION_PROOF_CHECK_H_
#define SERVICES_REGISTRY_DEREGISTRATION_PROOF_CHECK_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "liandong/common/v1/proof.pb.h"
#include "liandong/registry/v1/deregistration.pb.h"
#include "services/registry/units/obstacle.h"
#include "shared/auth/directory.h"

namespace liandong::registry {

inline constexpr std::string_view kProofDomain = "liandong proof v1";

// Verifies a signature of funds at an instant. Thread-safe.
using ProofVerifier = std::function<absl::Status(const common::v1::SignedProof&, absl::Time at)>;

// By the signing keys that the directory in force publishes for funds. `directory` outlives it.
ProofVerifier VerifyByDirectory(const auth::DirectoryHolder& directory);

// PROOF_INVALID when the signature does not verify at `now`; PROOF_MISMATCH when the statement is
// not of funds, this household and this way of compensation; PROOF_EXPIRED.
Obstacles ProofObstacles(const v1::DeregistrationBasis& basis, const ProofVerifier& verify,
                         absl::Time now);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_DEREGISTRATION_PROOF_CHECK_H_
