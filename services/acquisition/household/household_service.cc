#include "services/acquisition/household/household_service.h"

#include "services/acquisition/household/household_rules.h"
#include "services/acquisition/papers.h"
#include "services/acquisition/ties/registry.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::StatusOr<v1::Household> HouseholdService::GetHousehold(
    const RequestContext& context, const v1::GetHouseholdRequest& request) {
  return households_.Get(context, request);
}

absl::StatusOr<v1::ListHouseholdsResponse> HouseholdService::ListHouseholds(
    const RequestContext& context, const v1::ListHouseholdsRequest& request) {
  return households_.List<v1::ListHouseholdsResponse>(context, request);
}

absl::StatusOr<v1::Household> HouseholdService::Change(
    const RequestContext& context, const google::protobuf::Message& request,
    const std::string& name, const std::function<absl::Status(Mutation&, v1::Household&)>& change) {
  return Mutate<v1::Household>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Household> {
        ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, name));
        RETURN_IF_ERROR(change(m, household));
        return households_.Update(m, household);
      });
}

absl::StatusOr<v1::Household> HouseholdService::ClaimCourtFiling(
    const RequestContext& context, const v1::ClaimCourtFilingRequest& request) {
  return Change(context, request, request.household(), [&](Mutation&, v1::Household& household) {
    return ClaimFiling(household, request.case_());
  });
}

absl::StatusOr<v1::Household> HouseholdService::ReleaseCourtFiling(
    const RequestContext& context, const v1::ReleaseCourtFilingRequest& request) {
  return Change(context, request, request.household(), [&](Mutation&, v1::Household& household) {
    return ReleaseFiling(household, request.case_());
  });
}

absl::StatusOr<v1::Household> HouseholdService::ClaimActionStart(
    const RequestContext& context, const v1::ClaimActionStartRequest& request) {
  return Change(context, request, request.household(), [&](Mutation&, v1::Household& household) {
    return ClaimAction(household, request.case_());
  });
}

absl::StatusOr<v1::Household> HouseholdService::RecordForcedVacating(
    const RequestContext& context, const v1::RecordForcedVacatingRequest& request) {
  return Change(context, request, request.household(), [&](Mutation& m, v1::Household& household) {
    return VacateByForce(household, request.case_(), DayOf(request.vacate_date()), DateOf(m.now()),
                         m.actor());
  });
}

absl::StatusOr<v1::Household> HouseholdService::RecordVacating(
    const RequestContext& context, const v1::RecordVacatingRequest& request) {
  return Change(context, request, request.name(), [&](Mutation& m, v1::Household& household) {
    return VacateByItself(household, request.certificate().number(), DayOf(request.vacate_date()),
                          DateOf(m.now()), m.actor());
  });
}

absl::StatusOr<v1::Household> HouseholdService::EnterAppeal(const RequestContext& context,
                                                            const v1::EnterAppealRequest& request) {
  return Change(
      context, request, request.name(), [&](Mutation& m, v1::Household& household) -> absl::Status {
        RETURN_IF_ERROR(acquisition::EnterAppeal(household, request, DateOf(m.now()), m.actor()));
        return CommandBasisAnew(m, household);
      });
}

absl::StatusOr<v1::Household> HouseholdService::CloseAppeal(const RequestContext& context,
                                                            const v1::CloseAppealRequest& request) {
  return Change(context, request, request.name(),
                [&](Mutation& m, v1::Household& household) -> absl::Status {
                  RETURN_IF_ERROR(acquisition::CloseAppeal(
                      household, request, m.context().caller.capacity, DateOf(m.now())));
                  return CommandBasisAnew(m, household);
                });
}

absl::StatusOr<v1::Household> HouseholdService::CloseWaterSupply(
    const RequestContext& context, const v1::CloseWaterSupplyRequest& request) {
  return Change(context, request, request.name(),
                [&](Mutation&, v1::Household& household) -> absl::Status {
                  if (!household.vacated()) return Refuse(kUnitNotVacated);
                  household.set_water_closed(true);
                  return absl::OkStatus();
                });
}

}  // namespace liandong::acquisition
