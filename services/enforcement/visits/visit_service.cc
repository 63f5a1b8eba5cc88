#include "services/enforcement/visits/visit_service.h"

#include <set>

#include "services/enforcement/actions/day_rules.h"
#include "services/enforcement/cases/case_rules.h"
#include "services/enforcement/timestamps.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::enforcement {

absl::StatusOr<v1::Visit> VisitService::RecordVisit(const RequestContext& context,
                                                    const v1::RecordVisitRequest& request) {
  const auto& visitors = request.visit().visitors();
  if (std::set<std::string>(visitors.begin(), visitors.end()).size() < 2) {
    return Refuse(kTwoVisitorsRequired);
  }
  return Mutate<v1::Visit>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Visit> {
        ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.parent()));
        if (IsOver(c.state())) return Refuse(kCaseEnded);
        ASSIGN_OR_RETURN(ClosedGates gates,
                         VisitGates(DateOf(m.now()), MinuteOfDay(m.now()), rules_));
        RETURN_IF_ERROR(gates.status());
        v1::Visit visit = request.visit();
        visit.set_name(request.parent() + "/visits/" + request.visit_id());
        visit.set_household(c.household());
        *visit.mutable_visited_at() = ToTimestamp(m.now());
        return visits_.Insert(m, visit, {.territory = m.held().at(c.name()).territory});
      });
}

absl::StatusOr<v1::ListVisitsResponse> VisitService::ListVisits(
    const RequestContext& context, const v1::ListVisitsRequest& request) {
  return visits_.List<v1::ListVisitsResponse>(context, request);
}

}  // namespace liandong::enforcement
