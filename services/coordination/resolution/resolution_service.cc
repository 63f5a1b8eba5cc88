#include "services/coordination/resolution/resolution_service.h"

#include "absl/strings/str_cat.h"
#include "services/coordination/body/assignment.h"
#include "services/coordination/resolution/resolution_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::coordination {

absl::StatusOr<v1::Resolution> ResolutionService::AdoptResolution(
    const RequestContext& context, const v1::AdoptResolutionRequest& request) {
  return Mutate<v1::Resolution>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Resolution> {
        v1::Resolution resolution = request.resolution();
        ASSIGN_OR_RETURN(v1::Meeting meeting, meetings_.Lock(m, resolution.meeting()));
        if (meeting.chair() != m.actor()) return Refuse(kNotChair, {{"chair", meeting.chair()}});
        RETURN_IF_ERROR(CheckAssignment(
            m, bodies_,
            {.lead_body = resolution.lead_body(),
             .assisting = {resolution.assisting().begin(), resolution.assisting().end()},
             .due_date = resolution.due_date()}));
        resolution.set_name(absl::StrCat("resolutions/", request.resolution_id()));
        resolution.set_state(v1::Resolution::STATE_OPEN);
        resolution.set_adopted_by(m.actor());
        return resolutions_.Insert(m, resolution, {});
      });
}

absl::StatusOr<v1::Resolution> ResolutionService::AnswerResolution(
    const RequestContext& context, const v1::AnswerResolutionRequest& request) {
  return Mutate<v1::Resolution>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Resolution> {
        ASSIGN_OR_RETURN(v1::Resolution resolution, resolutions_.Lock(m, request.name()));
        RETURN_IF_ERROR(CheckLead(context.caller, resolution.lead_body()));
        ASSIGN_OR_RETURN(v1::Resolution::State next,
                         kResolutionMachine.Next(resolution.state(), "AnswerResolution"));
        resolution.set_state(next);
        resolution.set_answer(request.answer());
        resolution.set_answered_by(m.actor());
        *resolution.mutable_answered_date() = ToProto(DateOf(m.now()));
        return resolutions_.Update(m, resolution);
      });
}

absl::StatusOr<v1::Resolution> ResolutionService::CloseResolution(
    const RequestContext& context, const v1::CloseResolutionRequest& request) {
  const bool returned = !request.return_reason().empty();
  return Mutate<v1::Resolution>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Resolution> {
        ASSIGN_OR_RETURN(v1::Resolution resolution, resolutions_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(
            v1::Resolution::State next,
            kResolutionMachine.Next(resolution.state(),
                                    returned ? "CloseResolution (return)" : "CloseResolution"));
        resolution.set_state(next);
        resolution.set_return_reason(request.return_reason());
        if (!returned) resolution.set_closed_by(m.actor());
        return resolutions_.Update(m, resolution);
      });
}

absl::StatusOr<v1::Resolution> ResolutionService::GetResolution(
    const RequestContext& context, const v1::GetResolutionRequest& request) {
  return resolutions_.Get(context, request);
}

absl::StatusOr<v1::ListResolutionsResponse> ResolutionService::ListResolutions(
    const RequestContext& context, const v1::ListResolutionsRequest& request) {
  return resolutions_.List<v1::ListResolutionsResponse>(context, request);
}

}  // namespace liandong::coordination
