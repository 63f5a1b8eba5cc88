// Incidents (突发事件) and what they do to enforcement actions.
#ifndef SERVICES_PETITIONS_INCIDENT_INCIDENT_SERVICE_H_
#define SERVICES_PETITIONS_INCIDENT_INCIDENT_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/petitions/v1/incident.pb.h"
#include "shared/commands/relay.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::petitions {

// Thread-safe. Contracts: protos/liandong/petitions/v1/incident.proto.
class IncidentService {
 public:
  IncidentService(Storage& storage, const rules::RuleSet& rules)
      : storage_(storage), rules_(rules), incidents_(storage) {}

  // Registers the outcomes of the commands this service sends.
  void HandleOutcomes(CommandRelay& relay);

  absl::StatusOr<v1::Incident> ReportIncident(const RequestContext& context,
                                              const v1::ReportIncidentRequest& request);
  absl::StatusOr<v1::Incident> AddIncidentReport(const RequestContext& context,
                                                 const v1::AddIncidentReportRequest& request);
  absl::StatusOr<v1::Incident> ChangeGrade(const RequestContext& context,
                                           const v1::ChangeGradeRequest& request);
  absl::StatusOr<v1::Incident> CheckInAtScene(const RequestContext& context,
                                              const v1::CheckInAtSceneRequest& request);
  absl::StatusOr<v1::Incident> CloseIncident(const RequestContext& context,
                                             const v1::CloseIncidentRequest& request);
  absl::StatusOr<v1::Incident> GetIncident(const RequestContext& context,
                                           const v1::GetIncidentRequest& request);
  absl::StatusOr<v1::ListIncidentsResponse> ListIncidents(const RequestContext& context,
                                                          const v1::ListIncidentsRequest& request);

 private:
  absl::StatusOr<v1::Incident> Move(Mutation& m, const std::string& name, std::string_view action);
  absl::Status OnSuspendOutcome(Mutation& m, const CommandOutcome& outcome);
  absl::Status OnResumeOutcome(Mutation& m, const CommandOutcome& outcome);

  Storage& storage_;
  const rules::RuleSet& rules_;
  Store<v1::Incident> incidents_;
};

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_INCIDENT_INCIDENT_SERVICE_H_
