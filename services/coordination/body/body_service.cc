#include "services/coordination/body/body_service.h"

#include "absl/strings/str_cat.h"
#include "services/coordination/body/body_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::coordination {

absl::StatusOr<v1::Body> BodyService::DesignateStaff(const RequestContext& context,
                                                     const v1::DesignateStaffRequest& request) {
  RETURN_IF_ERROR(CheckOfficers(request.body(), context.caller.agency));
  return Mutate<v1::Body>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Body> {
    v1::Body stated = request.body();
    stated.set_name(BodyName(context.caller.agency));
    stated.set_agency(context.caller.capacity);
    stated.set_state(StateOf(stated));
    absl::StatusOr<v1::Body> before = bodies_.Lock(m, stated.name());
    if (before.ok()) {
      *stated.mutable_create_time() = before->create_time();
      return bodies_.Update(m, stated);
    }
    if (ReasonOf(before.status()) != kResourceNotFound.name) return before.status();
    return bodies_.Insert(m, stated, {});
  });
}

absl::StatusOr<v1::Body> BodyService::GetBody(const RequestContext& context,
                                              const v1::GetBodyRequest& request) {
  return bodies_.Get(context, request);
}

absl::StatusOr<v1::ListBodiesResponse> BodyService::ListBodies(
    const RequestContext& context, const v1::ListBodiesRequest& request) {
  return bodies_.List<v1::ListBodiesResponse>(context, request);
}

absl::StatusOr<v1::Training> BodyService::RecordTraining(const RequestContext& context,
                                                         const v1::RecordTrainingRequest& request) {
  ASSIGN_OR_RETURN(Date held, FromProto(request.training().held_date()));
  if (held > DateOf(context.now)) return Refuse(kHeldInFuture);
  return Mutate<v1::Training>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Training> {
        v1::Training training = request.training();
        training.set_name(absl::StrCat("trainings/", request.training_id()));
        training.set_state(v1::Training::STATE_HELD);
        return trainings_.Insert(m, training, {});
      });
}

absl::StatusOr<v1::Training> BodyService::GetTraining(const RequestContext& context,
                                                      const v1::GetTrainingRequest& request) {
  return trainings_.Get(context, request);
}

absl::StatusOr<v1::ListTrainingsResponse> BodyService::ListTrainings(
    const RequestContext& context, const v1::ListTrainingsRequest& request) {
  return trainings_.List<v1::ListTrainingsResponse>(context, request);
}

}  // namespace liandong::coordination
