// Drawing the appraiser, and what a report must be. Pure.
#ifndef SERVICES_ACQUISITION_APPRAISAL_APPRAISAL_RULES_H_
#define SERVICES_ACQUISITION_APPRAISAL_APPRAISAL_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "liandong/acquisition/v1/appraisal.pb.h"
#include "services/acquisition/appraisal/appraisal_reasons.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::acquisition {

using v1::Appraisal;
using v1::AppraiserChoice;

inline constexpr rules::Transition<AppraiserChoice::State> kChoiceMoves[] = {
    {AppraiserChoice::STATE_UNSPECIFIED, "DrawAppraiser", AppraiserChoice::STATE_DRAWN},
    {AppraiserChoice::STATE_DRAWN, "AttestDraw", AppraiserChoice::STATE_ATTESTED},
};
inline constexpr rules::StateMachine kChoiceMachine("AppraiserChoice", kChoiceState, kChoiceMoves);

inline constexpr rules::Transition<Appraisal::State> kAppraisalMoves[] = {
    {Appraisal::STATE_UNSPECIFIED, "SubmitPreliminaryValue", Appraisal::STATE_PRELIMINARY},
    {Appraisal::STATE_PRELIMINARY, "CommentOnValue", Appraisal::STATE_PRELIMINARY},
    {Appraisal::STATE_PRELIMINARY, "SubmitAppraisalReport", Appraisal::STATE_FINAL},
    {Appraisal::STATE_FINAL, "ServeAppraisal", Appraisal::STATE_SERVED},
};
inline constexpr rules::StateMachine kAppraisalMachine("Appraisal", kAppraisalState,
                                                       kAppraisalMoves);

// TOO_FEW_CANDIDATES.
absl::Status CheckCandidates(const AppraiserChoice& choice);

// The candidate that the published seed draws: SHA-256 of the seed as one big-endian number modulo
// the number of candidates. Anybody can repeat it.
std::string Draw(const AppraiserChoice& choice);

// PRICE_NOT_WHOLE_YUAN.
absl::Status CheckValues(const v1::AppraisedValues& values);

// VALUATION_DATE, APPRAISERS_MISSING; all at once.
absl::Status CheckReport(const v1::SubmitAppraisalReportRequest& report, Date announced,
                         int64_t signers_needed);

// Writes values and areas into the appraisal, the house and annex values computed.
void SetValues(const v1::AppraisedValues& values, int64_t area_cm2, int64_t annex_area_cm2,
               Appraisal& appraisal);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_APPRAISAL_APPRAISAL_RULES_H_
