// Who leads an incident, who may regrade it, who owes a report, what closes it. Pure.
#ifndef SERVICES_PETITIONS_INCIDENT_INCIDENT_RULES_H_
#define SERVICES_PETITIONS_INCIDENT_INCIDENT_RULES_H_

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "liandong/petitions/v1/incident.pb.h"
#include "services/petitions/petitions_reasons.h"
#include "shared/context/request_context.h"
#include "shared/rules/state_machine.h"

namespace liandong::petitions {

using v1::Incident;

// An incident that no enforcement action waits for is closed at once; the outcome of the command to
// enforcement takes the other two.
inline constexpr rules::Transition<Incident::State> kIncidentMoves[] = {
    {Incident::STATE_UNSPECIFIED, "ReportIncident", Incident::STATE_OPEN},
    {Incident::STATE_OPEN, "AddIncidentReport", Incident::STATE_OPEN},
    {Incident::STATE_OPEN, "ChangeGrade", Incident::STATE_OPEN},
    {Incident::STATE_OPEN, "CheckInAtScene", Incident::STATE_OPEN},
    {Incident::STATE_OPEN, "CloseIncident", Incident::STATE_CLOSED},
    {Incident::STATE_OPEN, "CloseIncident (action suspended)", Incident::STATE_CLOSE_PENDING},
    {Incident::STATE_CLOSE_PENDING, "AllowResume accepted", Incident::STATE_CLOSED},
    {Incident::STATE_CLOSE_PENDING, "AllowResume refused", Incident::STATE_OPEN},
};
inline constexpr rules::StateMachine kIncidentMachine("Incident", kIncidentState, kIncidentMoves);

// Role of a body's principal (负责人) in the directory.
inline constexpr std::string_view kHeadRole = "head";
bool IsHead(const Caller& caller);

// Whether the head of this body can send the report that the unit concerned owes (5.1.b).
bool CanReport(common::v1::Agency unit);

// The body that leads an incident of `grade` (5.3.a–c).
common::v1::Agency LeadOf(v1::Grade grade, std::string_view territory);

// Whether `caller` may change the grade (5.3.e): raised by the lead or a level above it, lowered by
// a level above it only. GRADE_UNCHANGED, RAISE_FROM_BELOW, LOWER_FROM_BELOW.
absl::Status CheckRegrade(v1::Grade from, v1::Grade to, std::string_view territory,
                          common::v1::Agency caller);

// The three reports owed from the moment an incident occurred (5.1.b), all missing.
std::vector<v1::OwedReport> OwedReports(absl::Time occurred, absl::Duration within);

// The duties that a report of this caller fulfils; none for the territory's progress report.
// NOT_CONCERNED, UNIT_HEAD_REQUIRED.
absl::StatusOr<std::vector<v1::ReportDuty>> DutiesOf(const Incident& incident,
                                                     const Caller& caller);

// Adds the caller's report: fulfils what it owes, or follows up.
void AddReport(Incident& incident, const std::vector<v1::ReportDuty>& duties,
               std::string_view reporter, absl::Time at, std::string_view text);

// Every gate that keeps an incident from being closed by `caller`.
absl::Status CheckClosing(const Incident& incident, common::v1::Agency caller);

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_INCIDENT_INCIDENT_RULES_H_
