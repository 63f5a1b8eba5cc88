// When a compensation decision may be asked for and what it must say. Pure.
#ifndef SERVICES_ACQUISITION_COMPENSATION_COMPENSATION_RULES_H_
#define SERVICES_ACQUISITION_COMPENSATION_COMPENSATION_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "liandong/acquisition/v1/appraisal.pb.h"
#include "liandong/acquisition/v1/compensation.pb.h"
#include "liandong/acquisition/v1/scheme.pb.h"
#include "services/acquisition/compensation/compensation_reasons.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::acquisition {

using v1::CompensationDecision;

inline constexpr rules::Transition<CompensationDecision::State> kCompensationMoves[] = {
    {CompensationDecision::STATE_UNSPECIFIED, "RequestCompensationDecision",
     CompensationDecision::STATE_REQUESTED},
    {CompensationDecision::STATE_REQUESTED, "MakeCompensationDecision",
     CompensationDecision::STATE_OBLIGATION_PENDING},
    {CompensationDecision::STATE_OBLIGATION_PENDING, "obligation taken on",
     CompensationDecision::STATE_MADE},
    {CompensationDecision::STATE_OBLIGATION_PENDING, "obligation refused",
     CompensationDecision::STATE_REQUESTED},
    {CompensationDecision::STATE_MADE, "ServeCompensationDecision",
     CompensationDecision::STATE_SERVED},
};
inline constexpr rules::StateMachine kCompensationMachine("CompensationDecision",
                                                          kCompensationDecisionState,
                                                          kCompensationMoves);

// SIGNING_NOT_OPENED, SIGNING_PERIOD_OPEN, APPRAISAL_NOT_SERVED, VALUE_REVIEW_OPEN,
// AGREEMENT_STANDS, OPINIONS_NOT_HEARD, METHODS_NOT_OFFERED; all at once. `appraisal` is null when
// there is none.
absl::Status CheckRequest(const v1::RequestCompensationDecisionRequest& request,
                          const v1::Scheme& scheme, const v1::Appraisal* appraisal, bool has_signed,
                          Date today);

// Contents of article 25 that are missing, by name.
std::vector<std::string> MissingContents(const v1::MakeCompensationDecisionRequest& request);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_COMPENSATION_COMPENSATION_RULES_H_
