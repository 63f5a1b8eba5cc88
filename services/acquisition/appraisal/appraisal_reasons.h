// What the appraisal is refused with.
#ifndef SERVICES_ACQUISITION_APPRAISAL_APPRAISAL_REASONS_H_
#define SERVICES_ACQUISITION_APPRAISAL_APPRAISAL_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::acquisition {

inline constexpr Reason kTooFewCandidates{"TOO_FEW_CANDIDATES", absl::StatusCode::kInvalidArgument,
                                          "a lot is drawn among two or more different candidates",
                                          "摇号须有两家以上不同的候选机构"};
inline constexpr Reason kDrawDiffers{"DRAW_DIFFERS", absl::StatusCode::kFailedPrecondition,
                                     "the published seed draws another candidate",
                                     "按公布的种子应抽中其他机构"};
inline constexpr Reason kChoiceState{
    "CHOICE_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a choice in {state}; possible: {possible}",
    "机构选定处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kAppraiserNotChosenByOwners{
    "APPRAISER_NOT_CHOSEN_BY_OWNERS", absl::StatusCode::kFailedPrecondition,
    "the owners, or a lot attested by a notary, have not chosen this appraiser (Regulation 20)",
    "该机构未经被征收人选定或经公证的摇号选定（条例20）"};
inline constexpr Reason kPriceNotWholeYuan{"PRICE_NOT_WHOLE_YUAN",
                                           absl::StatusCode::kInvalidArgument,
                                           "a unit price is in whole yuan", "单价应为整数元"};
inline constexpr Reason kValuationDate{
    "VALUATION_DATE", absl::StatusCode::kInvalidArgument,
    "houses are valued at {expected}, the announcement day (Regulation 19), not at {given}",
    "价值时点应为征收决定公告日{expected}（条例19），不是{given}"};
inline constexpr Reason kAppraisersMissing{"APPRAISERS_MISSING", absl::StatusCode::kInvalidArgument,
                                           "a report is signed by {needed} registered appraisers",
                                           "评估报告须由{needed}名注册房地产估价师签字"};
inline constexpr Reason kValuesNotPosted{"VALUES_NOT_POSTED", absl::StatusCode::kFailedPrecondition,
                                         "the preliminary values were not posted in full time",
                                         "初步评估结果未公示或公示期未满"};
inline constexpr Reason kNotAllowed{
    "NOT_ALLOWED", absl::StatusCode::kPermissionDenied,
    "nobody but the appraiser sets values (Regulation 20); a comment may be given",
    "除评估机构外任何单位不得改动评估结果（条例20），可提出意见"};
inline constexpr Reason kAppraisalState{
    "APPRAISAL_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit an appraisal in {state}; possible: {possible}",
    "评估处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kServiceIncomplete{
    "SERVICE_INCOMPLETE", absl::StatusCode::kInvalidArgument,
    "what is left behind needs two witnesses and a recording", "留置送达须有两名见证人并录像"};
inline constexpr Reason kServiceDate{"SERVICE_DATE", absl::StatusCode::kInvalidArgument,
                                     "papers are not served in the future, nor before they exist",
                                     "送达日期不得晚于当日或早于文书日期"};

inline constexpr const Reason* kAppraisalReasons[] = {
    &kTooFewCandidates,  &kDrawDiffers,    &kChoiceState,       &kAppraiserNotChosenByOwners,
    &kPriceNotWholeYuan, &kValuationDate,  &kAppraisersMissing, &kValuesNotPosted,
    &kNotAllowed,        &kAppraisalState, &kServiceIncomplete, &kServiceDate};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_APPRAISAL_APPRAISAL_REASONS_H_
