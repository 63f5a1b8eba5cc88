#include "services/enforcement/actions/action_service.h"

#include "services/enforcement/actions/action_commands.h"
#include "services/enforcement/actions/action_rules.h"
#include "services/enforcement/cases/case_rules.h"
#include "services/enforcement/timestamps.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::enforcement {

absl::StatusOr<v1::Action> ActionService::ServeNotice(const RequestContext& context,
                                                      const v1::ServeNoticeRequest& request) {
  if (ProjectOf(request.case_()) != request.parent()) return Refuse(kForeignProject);
  ASSIGN_OR_RETURN(Case before, cases_.Read(context, request.case_()));
  ASSIGN_OR_RETURN(HouseholdFacts household, facts_.Household(context, before.household()));
  ASSIGN_OR_RETURN(Date day, FromProto(request.day()));
  return Mutate<v1::Action>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Action> {
        const Date today = DateOf(m.now());
        ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.case_()));
        ASSIGN_OR_RETURN(Case::State next, NextState(c, "ServeNotice"));
        ASSIGN_OR_RETURN(std::string executor,
                         ExecutorOf(c, m.context().caller.agency, m.context().caller.capacity));
        ASSIGN_OR_RETURN(Deadline period, NoticePeriod(today, rules_, calendar_));
        ASSIGN_OR_RETURN(ClosedGates gates, NoticeGates(c, request.notice(), period, day, household,
                                                        rules_, calendar_));
        RETURN_IF_ERROR(gates.status());
        Action a;
        a.set_name(request.parent() + "/actions/" + request.action_id());
        a.set_case_(c.name());
        a.set_household(c.household());
        a.set_executor(executor);
        *a.mutable_notice() = request.notice();
        *a.mutable_notice()->mutable_service()->mutable_date() = ToProto(today);
        *a.mutable_notice()->mutable_period() = ToProto(period);
        *a.mutable_first_day() = ToProto(period.first_day_after());
        *a.mutable_day() = request.day();
        a.set_day_document(request.notice().document_number());
        a.set_state(Action::STATE_NOTICED);
        c.set_state(next);
        c.set_action(a.name());
        RETURN_IF_ERROR(cases_.Update(m, c).status());
        return actions_.Insert(m, a, {.territory = household.territory});
      });
}

absl::StatusOr<v1::Action> ActionService::GetAction(const RequestContext& context,
                                                    const v1::GetActionRequest& request) {
  return actions_.Get(context, request);
}

absl::StatusOr<v1::ListActionsResponse> ActionService::ListActions(
    const RequestContext& context, const v1::ListActionsRequest& request) {
  return actions_.List<v1::ListActionsResponse>(context, request);
}

absl::StatusOr<v1::Action> ActionService::Step(const RequestContext& context,
                                               const google::protobuf::Message& request,
                                               const std::string& name, std::string_view action,
                                               const Change& change) {
  return Mutate<v1::Action>(storage_, context, request,
                            [&](Mutation& m) -> absl::StatusOr<v1::Action> {
                              ASSIGN_OR_RETURN(Action a, actions_.Lock(m, name));
                              if (a.executor() != m.context().caller.agency)
                                return Refuse(kExecutorNotNamed);
                              ASSIGN_OR_RETURN(Action::State next, NextState(a, action));
                              RETURN_IF_ERROR(change(m, a));
                              a.set_state(next);
                              return actions_.Update(m, a);
                            });
}

absl::StatusOr<ActionService::Ground> ActionService::ReadGround(const RequestContext& context,
                                                                const std::string& name) {
  ASSIGN_OR_RETURN(Action a, actions_.Read(context, name));
  ASSIGN_OR_RETURN(Case c, cases_.Read(context, a.case_()));
  ASSIGN_OR_RETURN(HouseholdFacts household, facts_.Household(context, a.household()));
  ASSIGN_OR_RETURN(MoneyFacts money, facts_.Money(context, c, c.application().money_proof()));
  return Ground{std::move(household), std::move(money)};
}

absl::StatusOr<v1::Action> ActionService::PlanAction(const RequestContext& context,
                                                     const v1::PlanActionRequest& request) {
  return Step(context, request, request.name(), "PlanAction", [&](Mutation&, Action& a) {
    *a.mutable_plan() = request.plan();
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::Action> ActionService::SetRoster(const RequestContext& context,
                                                    const v1::SetRosterRequest& request) {
  RETURN_IF_ERROR(CheckRoster(request.entries()));
  return Step(context, request, request.name(), "SetRoster", [&](Mutation&, Action& a) {
    *a.mutable_roster() = request.entries();
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::Action> ActionService::StartAction(const RequestContext& context,
                                                      const v1::StartActionRequest& request) {
  ASSIGN_OR_RETURN(Ground ground, ReadGround(context, request.name()));
  return Step(
      context, request, request.name(), "StartAction", [&](Mutation& m, Action& a) -> absl::Status {
        ASSIGN_OR_RETURN(ClosedGates gates,
                         ForceGates(a, ground.household, ground.money, m.now(), rules_, calendar_));
        gates.Add(ReadinessGates(a, request));
        RETURN_IF_ERROR(gates.status());
        return CommandStartClaim(m, a);
      });
}

absl::StatusOr<v1::Action> ActionService::SuspendAction(const RequestContext& context,
                                                        const v1::SuspendActionRequest& request) {
  return Mutate<v1::Action>(storage_, context, request,
                            [&](Mutation& m) -> absl::StatusOr<v1::Action> {
                              ASSIGN_OR_RETURN(Action a, actions_.Lock(m, request.name()));
                              RETURN_IF_ERROR(Halt(a, request.incident(), m.actor(), m.now()));
                              return actions_.Update(m, a);
                            });
}

absl::StatusOr<v1::Action> ActionService::AllowResume(const RequestContext& context,
                                                      const v1::AllowResumeRequest& request) {
  return Mutate<v1::Action>(storage_, context, request,
                            [&](Mutation& m) -> absl::StatusOr<v1::Action> {
                              ASSIGN_OR_RETURN(Action a, actions_.Lock(m, request.name()));
                              bool known = false;
                              for (v1::Suspension& suspension : *a.mutable_suspensions()) {
                                if (suspension.incident() != request.incident()) continue;
                                known = true;
                                if (!suspension.has_lifted_at()) {
                                  *suspension.mutable_lifted_at() = ToTimestamp(m.now());
                                }
                              }
                              if (!known)
                                return Refuse(kIncidentUnknown, {{"incident", request.incident()}});
                              return actions_.Update(m, a);
                            });
}

absl::StatusOr<v1::Action> ActionService::RescheduleAction(
    const RequestContext& context, const v1::RescheduleActionRequest& request) {
  ASSIGN_OR_RETURN(Date day, FromProto(request.day()));
  return Step(context, request, request.name(), "RescheduleAction",
              [&](Mutation& m, Action& a) -> absl::Status {
                ASSIGN_OR_RETURN(ClosedGates gates,
                                 RescheduleGates(a, day, DateOf(m.now()), rules_, calendar_));
                RETURN_IF_ERROR(gates.status());
                *a.mutable_day() = request.day();
                a.set_day_document(request.document_number());
                *a.mutable_day_service() = request.service();
                *a.mutable_day_service()->mutable_date() = ToProto(DateOf(m.now()));
                return absl::OkStatus();
              });
}

absl::StatusOr<v1::Action> ActionService::ResumeAction(const RequestContext& context,
                                                       const v1::ResumeActionRequest& request) {
  ASSIGN_OR_RETURN(Ground ground, ReadGround(context, request.name()));
  return Step(context, request, request.name(), "ResumeAction",
              [&](Mutation& m, Action& a) -> absl::Status {
                ASSIGN_OR_RETURN(ClosedGates gates, ForceGates(a, ground.household, ground.money,
                                                               m.now(), rules_, calendar_));
                RETURN_IF_ERROR(gates.status());
                return CommandStartClaim(m, a);
              });
}

absl::StatusOr<v1::Action> ActionService::RecordProceedings(
    const RequestContext& context, const v1::RecordProceedingsRequest& request) {
  return Step(context, request, request.name(), "RecordProceedings", [&](Mutation& m, Action& a) {
    v1::ActionRecord* record = a.mutable_record();
    for (const v1::Proceeding& proceeding : request.proceedings()) {
      v1::Proceeding* written = record->add_proceedings();
      *written = proceeding;
      *written->mutable_at() = ToTimestamp(m.now());
    }
    record->mutable_property()->MergeFrom(request.property());
    record->mutable_video_sha256()->MergeFrom(request.video_sha256());
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::Action> ActionService::CloseAction(const RequestContext& context,
                                                      const v1::CloseActionRequest& request) {
  return Step(context, request, request.name(), "CloseAction",
              [&](Mutation& m, Action& a) -> absl::Status {
                RETURN_IF_ERROR(ClosingGates(a, request).status());
                *a.mutable_record()->mutable_signatures() = request.signatures();
                *a.mutable_closed_at() = ToTimestamp(m.now());
                return CommandForcedVacating(m, a);
              });
}

}  // namespace liandong::enforcement
