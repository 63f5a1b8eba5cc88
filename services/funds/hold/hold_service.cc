#include "services/funds/hold/hold_service.h"

#include "services/funds/fund/open_fund.h"
#include "services/funds/payment/payment_rules.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {

absl::Status HoldService::CheckTarget(Mutation& m, const v1::Hold& hold) {
  v1::Purpose purpose;
  if (hold.payment().empty()) {
    ASSIGN_OR_RETURN(v1::Obligation obligation, obligations_.Lock(m, hold.obligation()));
    purpose = obligation.purpose();
  } else {
    ASSIGN_OR_RETURN(v1::Payment payment, payments_.Lock(m, hold.payment()));
    RETURN_IF_ERROR(kPaymentMachine.Next(payment.state(), "PlaceHold").status());
    purpose = payment.purpose();
  }
  return purpose == v1::PURPOSE_COMPENSATION ? Refuse(kHoldNotOnCompensation) : absl::OkStatus();
}

absl::StatusOr<v1::Hold> HoldService::PlaceHold(const RequestContext& context,
                                                const v1::PlaceHoldRequest& request) {
  const v1::Hold& asked = request.hold();
  if (asked.payment().empty() == asked.obligation().empty()) return Refuse(kHoldTarget);
  RETURN_IF_ERROR(CheckOfProject(asked.payment().empty() ? asked.obligation() : asked.payment(),
                                 request.parent()));
  return Mutate<v1::Hold>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Hold> {
    ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, request.parent()));
    RETURN_IF_ERROR(CheckTarget(m, asked));
    v1::Hold hold = asked;
    hold.set_name(request.parent() + "/holds/" + request.hold_id());
    hold.set_state(v1::Hold::STATE_PLACED);
    hold.set_placed_by(m.context().caller.agency);
    hold.set_officer(m.actor());
    return holds_.Insert(m, hold, {.territory = fund.territory()});
  });
}

absl::StatusOr<v1::Hold> HoldService::EndHold(const RequestContext& context,
                                              const v1::EndHoldRequest& request) {
  return Mutate<v1::Hold>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Hold> {
    RETURN_IF_ERROR(LockOpenFund(funds_, m, ProjectOf(request.name())).status());
    ASSIGN_OR_RETURN(v1::Hold hold, holds_.Lock(m, request.name()));
    // Nobody else is told that there is one.
    if (hold.placed_by() != m.context().caller.agency) return Refuse(kResourceNotFound);
    ASSIGN_OR_RETURN(v1::Hold::State next, kHoldMachine.Next(hold.state(), "EndHold"));
    hold.set_state(next);
    hold.set_end_reason(request.reason());
    return holds_.Update(m, hold);
  });
}

absl::StatusOr<v1::Hold> HoldService::GetHold(const RequestContext& context,
                                              const v1::GetHoldRequest& request) {
  return holds_.Get(context, request);
}

}  // namespace liandong::funds
