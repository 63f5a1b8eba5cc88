// When a set of certificates may be cancelled, and the life of a request. Pure.
#ifndef SERVICES_REGISTRY_DEREGISTRATION_CANCELLATION_RULES_H_
#define SERVICES_REGISTRY_DEREGISTRATION_CANCELLATION_RULES_H_

#include <set>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "liandong/registry/v1/deregistration.pb.h"
#include "liandong/registry/v1/unit.pb.h"
#include "services/registry/deregistration/proof_check.h"
#include "services/registry/registry_reasons.h"
#include "services/registry/units/obstacle.h"
#include "shared/rules/state_machine.h"

namespace liandong::registry {

using v1::Cancellation;
using v1::CancellationItem;

inline constexpr rules::Transition<Cancellation::State> kCancellationMoves[] = {
    {Cancellation::STATE_UNSPECIFIED, "RequestCancellation", Cancellation::STATE_REQUESTED},
    {Cancellation::STATE_REQUESTED, "ApplyCancellation (part)", Cancellation::STATE_PARTLY_APPLIED},
    {Cancellation::STATE_REQUESTED, "ApplyCancellation", Cancellation::STATE_APPLIED},
    {Cancellation::STATE_REQUESTED, "WithdrawCancellation", Cancellation::STATE_WITHDRAWN},
    {Cancellation::STATE_PARTLY_APPLIED, "ApplyCancellation (part)",
     Cancellation::STATE_PARTLY_APPLIED},
    {Cancellation::STATE_PARTLY_APPLIED, "ApplyCancellation", Cancellation::STATE_APPLIED},
    {Cancellation::STATE_PARTLY_APPLIED, "WithdrawCancellation", Cancellation::STATE_WITHDRAWN},
};
inline constexpr rules::StateMachine kCancellationMachine("Cancellation", kCancellationState,
                                                          kCancellationMoves);

// What closes a request for this unit: CANCELLATION_PENDING, UNIT_CANCELLED, NO_CERTIFICATE,
// BASIS_MISSING (`basis` null), DISPUTE_PENDING. Restrictions do not: the request tells their
// holders that they must be dealt with.
Obstacles RequestObstacles(const v1::Unit& unit, const v1::DeregistrationBasis* basis);

// What closes the cancellation of this unit's set under `cancellation`: UNIT_CANCELLED,
// UNIT_NOT_REQUESTED, NO_CERTIFICATE, BASIS_MISSING, the proof's obstacles, DISPUTE_PENDING, every
// restriction that stands.
Obstacles ApplyObstacles(const v1::Unit& unit, std::string_view cancellation,
                         const v1::DeregistrationBasis* basis, const ProofVerifier& verify,
                         absl::Time now);

// The units to cancel now, in the order of their codes: those named, or, when none is, all that
// are still requested.
std::set<std::string> ChosenUnits(const v1::ApplyCancellationRequest& request,
                                  const Cancellation& cancellation);

// Null when the cancellation has no such item.
CancellationItem* FindItem(std::string_view unit_code, Cancellation& cancellation);

// The obstacles as a preview shows them.
v1::PreviewedItem Previewed(const CancellationItem& item, const Obstacles& obstacles);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_DEREGISTRATION_CANCELLATION_RULES_H_
