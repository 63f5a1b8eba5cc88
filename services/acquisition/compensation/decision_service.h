// Compensation decisions (补偿决定) for households without an agreement.
#ifndef SERVICES_ACQUISITION_COMPENSATION_DECISION_SERVICE_H_
#define SERVICES_ACQUISITION_COMPENSATION_DECISION_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/appraisal.pb.h"
#include "liandong/acquisition/v1/compensation.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/acquisition/v1/scheme.pb.h"
#include "services/acquisition/compensation/obligations.h"
#include "shared/calendar/calendar.h"
#include "shared/commands/relay.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/compensation.proto.
class DecisionService {
 public:
  DecisionService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar,
                  Obligations& obligations)
      : storage_(storage),
        rules_(rules),
        calendar_(calendar),
        obligations_(obligations),
        projects_(storage),
        schemes_(storage),
        households_(storage),
        appraisals_(storage),
        agreements_(storage),
        decisions_(storage) {}

  absl::StatusOr<v1::CompensationDecision> RequestCompensationDecision(
      const RequestContext& context, const v1::RequestCompensationDecisionRequest& request);
  absl::StatusOr<v1::CompensationDecision> MakeCompensationDecision(
      const RequestContext& context, const v1::MakeCompensationDecisionRequest& request);
  absl::StatusOr<v1::CompensationDecision> ServeCompensationDecision(
      const RequestContext& context, const v1::ServeCompensationDecisionRequest& request);
  absl::StatusOr<v1::CompensationDecision> GetCompensationDecision(
      const RequestContext& context, const v1::GetCompensationDecisionRequest& request);

  // What funds answered.
  absl::Status OnObligation(Mutation& m, const CommandOutcome& outcome);

 private:
  absl::StatusOr<v1::Scheme> SchemeOf(const RequestContext& context, const v1::Project& project);
  absl::StatusOr<v1::Appraisal> AppraisalOf(Mutation& m, const std::string& household);
  // An agreement, effective or still to be reviewed.
  absl::StatusOr<bool> HasSigned(Mutation& m, const v1::Household& household);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Obligations& obligations_;
  Store<v1::Project> projects_;
  Store<v1::Scheme> schemes_;
  Store<v1::Household> households_;
  Store<v1::Appraisal> appraisals_;
  Store<v1::Agreement> agreements_;
  Store<v1::CompensationDecision> decisions_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_COMPENSATION_DECISION_SERVICE_H_
