// Court cases of households that do not perform a compensation decision.
#ifndef SERVICES_ENFORCEMENT_CASES_CASE_SERVICE_H_
#define SERVICES_ENFORCEMENT_CASES_CASE_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "services/enforcement/peers/fact_reader.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::enforcement {

// Thread-safe. Contracts: protos/liandong/enforcement/v1/case.proto.
class CaseService {
 public:
  CaseService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar,
              FactReader& facts)
      : storage_(storage), rules_(rules), calendar_(calendar), facts_(facts), cases_(storage) {}

  absl::StatusOr<v1::Case> OpenCase(const RequestContext& context,
                                    const v1::OpenCaseRequest& request);
  absl::StatusOr<v1::Case> GetCase(const RequestContext& context,
                                   const v1::GetCaseRequest& request);
  absl::StatusOr<v1::ListCasesResponse> ListCases(const RequestContext& context,
                                                  const v1::ListCasesRequest& request);
  absl::StatusOr<v1::Eligibility> ExplainEligibility(const RequestContext& context,
                                                     const v1::ExplainEligibilityRequest& request);
  absl::StatusOr<v1::Case> AttestNothingPending(const RequestContext& context,
                                                const v1::AttestNothingPendingRequest& request);
  absl::StatusOr<v1::Case> ServeDemand(const RequestContext& context,
                                       const v1::ServeDemandRequest& request);
  absl::StatusOr<v1::Case> CollectAttachments(const RequestContext& context,
                                              const v1::CollectAttachmentsRequest& request);
  absl::StatusOr<v1::Case> SecureFunding(const RequestContext& context,
                                         const v1::SecureFundingRequest& request);
  absl::StatusOr<v1::Case> FileApplication(const RequestContext& context,
                                           const v1::FileApplicationRequest& request);
  absl::StatusOr<v1::Case> AcceptApplication(const RequestContext& context,
                                             const v1::AcceptApplicationRequest& request);
  absl::StatusOr<v1::Case> RecordRuling(const RequestContext& context,
                                        const v1::RecordRulingRequest& request);
  absl::StatusOr<v1::Case> ServeRuling(const RequestContext& context,
                                       const v1::ServeRulingRequest& request);

 private:
  // Moves the locked case on, with the duty of its new state.
  absl::StatusOr<v1::Case> Save(Mutation& m, v1::Case c, v1::Case::State next);
  // DECISION_REFUSED, when the court has refused to enforce the decision of a new case.
  absl::Status CheckNotRefused(Mutation& m, const std::string& parent, const v1::Case& c);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  FactReader& facts_;
  Store<v1::Case> cases_;
};

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_CASES_CASE_SERVICE_H_
