#include "services/acquisition/compensation/compensation_rules.h"

#include "services/acquisition/agreement/agreement_reasons.h"
#include "services/acquisition/papers.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::Status CheckRequest(const v1::RequestCompensationDecisionRequest& request,
                          const v1::Scheme& scheme, const v1::Appraisal* appraisal, bool has_signed,
                          Date today) {
  Gates gates;
  if (!scheme.has_signing_until()) {
    gates.Close(kSigningNotOpened, scheme.name());
  } else if (const Date last = DayOf(scheme.signing_until().legal_due()); today <= last) {
    gates.Close(kSigningPeriodOpen, scheme.name(),
                {{"last", FormatDate(last)}, {"earliest", FormatDate(last + 1)}});
  }
  if (appraisal == nullptr || appraisal->state() != v1::Appraisal::STATE_SERVED) {
    gates.Close(kAppraisalNotServed, request.household());
  } else if (const Date last = DayOf(appraisal->review_until().legal_due()); today <= last) {
    gates.Close(kValueReviewOpen, appraisal->name(), {{"last", FormatDate(last)}});
  }
  if (has_signed) gates.Close(kAgreementStands, request.household());
  if (!request.has_opinions_heard()) gates.Close(kOpinionsNotHeard, request.household());
  if (!request.has_methods_offered()) gates.Close(kMethodsNotOffered, request.household());
  return gates.status();
}

std::vector<std::string> MissingContents(const v1::MakeCompensationDecisionRequest& request) {
  std::vector<std::string> missing;
  if (!request.has_payment_due()) missing.push_back("payment_due");
  if (request.vacate_days() == 0) missing.push_back("vacate_days");
  if (request.transition().empty()) missing.push_back("transition");
  if (request.place_posted().empty()) missing.push_back("place_posted");
  return missing;
}

}  // namespace liandong::acquisition
