// What acquisition asks of the registry: units read, and the commands that make it act.
#ifndef SERVICES_ACQUISITION_TIES_REGISTRY_H_
#define SERVICES_ACQUISITION_TIES_REGISTRY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/expropriation.pb.h"
#include "liandong/acquisition/v1/freeze.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/resettlement.pb.h"
#include "liandong/common/v1/proof.pb.h"
#include "liandong/registry/v1/unit.pb.h"
#include "shared/rpc/peers.h"
#include "shared/storage/mutation.h"

namespace liandong::acquisition {

// A unit as the register states it.
struct UnitFacts {
  std::string unit_code;
  int64_t area_cm2 = 0;
  // Mortgages and seals in force.
  std::vector<v1::Encumbrance> encumbrances;
  // The rights have ended.
  bool cancelled = false;
};

UnitFacts FactsOf(const registry::v1::Unit& unit);

// Refusals of the registry as they come; SERVICE_UNAVAILABLE.
absl::StatusOr<UnitFacts> ReadUnit(rpc::Peers& peers, const RequestContext& context,
                                   const std::string& unit_code);

// Kinds of the commands below, for outcome handlers.
inline constexpr char kFlagFreeze[] = "flag-freeze";
inline constexpr char kFreezeRedLine[] = "freeze-red-line";
inline constexpr char kPushAllotment[] = "push-allotment";
inline constexpr char kPushBasis[] = "push-deregistration-basis";
inline constexpr char kBasisAnew[] = "deregistration-basis-anew";

absl::Status CommandFlagFreeze(Mutation& m, const v1::FreezeNotice& freeze);
absl::Status CommandFreezeRedLine(Mutation& m, const v1::ExpropriationDecision& decision);
// The home `household` exchanged its house for; its parties own it by their shares.
absl::Status CommandPushAllotment(Mutation& m, const v1::Household& household,
                                  const v1::Home& home);
absl::Status CommandPushBasis(Mutation& m, const v1::Household& household,
                              const common::v1::SignedProof& proof);
// Tells the registry whether the basis that it holds is disputed now, because no certificate is
// cancelled while a review or suit runs. Nothing without a basis.
absl::Status CommandBasisAnew(Mutation& m, const v1::Household& household);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_TIES_REGISTRY_H_
