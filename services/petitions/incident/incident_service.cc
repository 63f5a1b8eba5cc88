#include "services/petitions/incident/incident_service.h"

#include "absl/strings/str_cat.h"
#include "liandong/enforcement/v1/action.pb.h"
#include "services/petitions/incident/incident_rules.h"
#include "services/petitions/times.h"
#include "shared/calendar/date.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::petitions {
namespace {

constexpr char kSuspendAction[] = "suspend-action";
constexpr char kAllowResume[] = "allow-resume";

}  // namespace

void IncidentService::HandleOutcomes(CommandRelay& relay) {
  // The incident is registered whatever enforcement says.
  relay.OnOutcome(
      kSuspendAction,
      [this](Mutation& m, const CommandOutcome& outcome) { return OnSuspendOutcome(m, outcome); },
      Refusal::kShownInTheResource);
  relay.OnOutcome(kAllowResume, [this](Mutation& m, const CommandOutcome& outcome) {
    return OnResumeOutcome(m, outcome);
  });
}

absl::StatusOr<v1::Incident> IncidentService::Move(Mutation& m, const std::string& name,
                                                   std::string_view action) {
  ASSIGN_OR_RETURN(v1::Incident incident, incidents_.Lock(m, name));
  ASSIGN_OR_RETURN(v1::Incident::State next, kIncidentMachine.Next(incident.state(), action));
  incident.set_state(next);
  return incident;
}

absl::StatusOr<v1::Incident> IncidentService::ReportIncident(
    const RequestContext& context, const v1::ReportIncidentRequest& request) {
  const Date today = DateOf(context.now);
  ASSIGN_OR_RETURN(auto grades, rules_.Get(rules::kIncidentGrade, today));
  ASSIGN_OR_RETURN(auto within, rules_.Get(rules::kIncidentReport, today));
  const absl::Time occurred = ToTime(request.incident().occurred_time());
  if (occurred > context.now) return Refuse(kOccurredInFuture);
  if (!CanReport(request.incident().unit())) {
    return Refuse(kUnitCannotReport,
                  {{"unit", common::v1::Agency_Name(request.incident().unit())}});
  }
  ASSIGN_OR_RETURN(auto duties, DutiesOf(request.incident(), context.caller));
  return Mutate<v1::Incident>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Incident> {
        v1::Incident incident = request.incident();
        incident.set_name(absl::StrCat("incidents/", request.incident_id()));
        incident.set_state(v1::Incident::STATE_OPEN);
        incident.set_grade(static_cast<v1::Grade>(grades.value.At(incident.persons())));
        incident.set_lead_body(LeadOf(incident.grade(), incident.territory()));
        for (auto& owed : OwedReports(occurred, absl::Minutes(within.value))) {
          *incident.add_owed_reports() = std::move(owed);
        }
        AddReport(incident, duties, m.actor(), m.now(), request.text());
        if (!incident.action().empty()) {
          incident.set_action_state(v1::Incident::ACTION_STATE_SUSPEND_PENDING);
          enforcement::v1::SuspendActionRequest suspend;
          suspend.set_name(incident.action());
          suspend.set_incident(incident.name());
          RETURN_IF_ERROR(
              m.Command(common::v1::SERVICE_ENFORCEMENT, kSuspendAction, incident.name(), suspend));
        }
        return incidents_.Insert(m, incident, {.territory = incident.territory()});
      });
}

absl::Status IncidentService::OnSuspendOutcome(Mutation& m, const CommandOutcome& outcome) {
  ASSIGN_OR_RETURN(v1::Incident incident, incidents_.Lock(m, outcome.source));
  if (outcome.status.ok()) {
    incident.set_action_state(v1::Incident::ACTION_STATE_SUSPENDED);
  } else {
    incident.set_action_state(v1::Incident::ACTION_STATE_SUSPEND_REFUSED);
    incident.set_action_refusal(ReasonOf(outcome.status));
  }
  return incidents_.Update(m, incident).status();
}

absl::StatusOr<v1::Incident> IncidentService::AddIncidentReport(
    const RequestContext& context, const v1::AddIncidentReportRequest& request) {
  return Mutate<v1::Incident>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Incident> {
        ASSIGN_OR_RETURN(v1::Incident incident, Move(m, request.name(), "AddIncidentReport"));
        ASSIGN_OR_RETURN(auto duties, DutiesOf(incident, context.caller));
        AddReport(incident, duties, m.actor(), m.now(), request.text());
        return incidents_.Update(m, incident);
      });
}

absl::StatusOr<v1::Incident> IncidentService::ChangeGrade(const RequestContext& context,
                                                          const v1::ChangeGradeRequest& request) {
  return Mutate<v1::Incident>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Incident> {
        ASSIGN_OR_RETURN(v1::Incident incident, Move(m, request.name(), "ChangeGrade"));
        RETURN_IF_ERROR(CheckRegrade(incident.grade(), request.grade(), incident.territory(),
                                     context.caller.capacity));
        auto* change = incident.add_grade_changes();
        change->set_from(incident.grade());
        change->set_to(request.grade());
        change->set_officer(m.actor());
        *change->mutable_at() = ToTimestamp(m.now());
        change->set_cause(request.cause());
        incident.set_grade(request.grade());
        incident.set_lead_body(LeadOf(request.grade(), incident.territory()));
        return incidents_.Update(m, incident);
      });
}

absl::StatusOr<v1::Incident> IncidentService::CheckInAtScene(
    const RequestContext& context, const v1::CheckInAtSceneRequest& request) {
  if (!IsHead(context.caller)) return Refuse(kPrincipalRequired);
  return Mutate<v1::Incident>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Incident> {
        ASSIGN_OR_RETURN(v1::Incident incident, Move(m, request.name(), "CheckInAtScene"));
        // The first arrival counts.
        if (!incident.has_principal_arrived_time()) {
          incident.set_principal(m.actor());
          *incident.mutable_principal_arrived_time() = ToTimestamp(m.now());
        }
        return incidents_.Update(m, incident);
      });
}

absl::StatusOr<v1::Incident> IncidentService::CloseIncident(
    const RequestContext& context, const v1::CloseIncidentRequest& request) {
  return Mutate<v1::Incident>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Incident> {
        ASSIGN_OR_RETURN(v1::Incident incident, incidents_.Lock(m, request.name()));
        const bool suspended =
            incident.action_state() == v1::Incident::ACTION_STATE_SUSPENDED ||
            incident.action_state() == v1::Incident::ACTION_STATE_SUSPEND_PENDING;
        ASSIGN_OR_RETURN(
            v1::Incident::State next,
            kIncidentMachine.Next(incident.state(), suspended ? "CloseIncident (action suspended)"
                                                              : "CloseIncident"));
        RETURN_IF_ERROR(CheckClosing(incident, context.caller.capacity));
        incident.set_state(next);
        incident.set_review(request.review());
        if (suspended) {
          enforcement::v1::AllowResumeRequest resume;
          resume.set_name(incident.action());
          resume.set_incident(incident.name());
          RETURN_IF_ERROR(
              m.Command(common::v1::SERVICE_ENFORCEMENT, kAllowResume, incident.name(), resume));
        }
        return incidents_.Update(m, incident);
      });
}

absl::Status IncidentService::OnResumeOutcome(Mutation& m, const CommandOutcome& outcome) {
  ASSIGN_OR_RETURN(v1::Incident incident,
                   Move(m, outcome.source,
                        outcome.status.ok() ? "AllowResume accepted" : "AllowResume refused"));
  if (outcome.status.ok()) {
    incident.set_action_state(v1::Incident::ACTION_STATE_MAY_RESUME);
  } else {
    incident.set_action_refusal(ReasonOf(outcome.status));
  }
  return incidents_.Update(m, incident).status();
}

absl::StatusOr<v1::Incident> IncidentService::GetIncident(const RequestContext& context,
                                                          const v1::GetIncidentRequest& request) {
  return incidents_.Get(context, request);
}

absl::StatusOr<v1::ListIncidentsResponse> IncidentService::ListIncidents(
    const RequestContext& context, const v1::ListIncidentsRequest& request) {
  return incidents_.List<v1::ListIncidentsResponse>(context, request);
}

}  // namespace liandong::petitions
