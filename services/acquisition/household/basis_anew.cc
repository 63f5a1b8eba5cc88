#include "services/acquisition/household/basis_anew.h"

#include "liandong/registry/v1/deregistration.pb.h"
#include "services/acquisition/household/household_rules.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {

bool IsDisputed(const v1::Household& household) {
  return household.appeal_pending() || IsAnnulled(household);
}

absl::Status TellBasisAnew(Mutation& m, const v1::Household& household) {
  if (!household.deregistration_basis()) return absl::OkStatus();
  using registry::v1::DeregistrationBasis;
  const bool agreed = !household.agreement().empty();
  registry::v1::PushDeregistrationBasisRequest request;
  DeregistrationBasis& basis = *request.mutable_basis();
  basis.set_name(ProjectOf(household.name()) + "/deregistrationBases/" + household.household_no());
  basis.set_household(household.name());
  basis.set_unit_code(household.unit_code());
  basis.set_source_kind(agreed ? DeregistrationBasis::SOURCE_KIND_AGREEMENT
                               : DeregistrationBasis::SOURCE_KIND_DECISION);
  basis.set_source(agreed ? household.agreement() : household.compensation_decision());
  basis.set_compensated(household.compensation_state() == v1::COMPENSATION_STATE_DEPOSITED
                            ? DeregistrationBasis::COMPENSATED_ESCROWED
                            : DeregistrationBasis::COMPENSATED_PAID);
  *basis.mutable_funds_proof() = household.basis_proof();
  basis.set_dispute_pending(IsDisputed(household));
  return m.Command(common::v1::SERVICE_REGISTRY, kBasisAnew, household.name(), request);
}

}  // namespace liandong::acquisition
