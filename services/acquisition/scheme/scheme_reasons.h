// What the scheme is refused with.
#ifndef SERVICES_ACQUISITION_SCHEME_SCHEME_REASONS_H_
#define SERVICES_ACQUISITION_SCHEME_SCHEME_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::acquisition {

inline constexpr Reason kSchemeState{
    "SCHEME_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a scheme in {state}; possible: {possible}",
    "方案处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kRewardTiersOrder{
    "REWARD_TIERS_ORDER", absl::StatusCode::kInvalidArgument,
    "reward tiers rise in days and fall in reward, within the signing period",
    "奖励档次应按天数递增、金额递减，且不超出签约期限"};
inline constexpr Reason kPriceRange{"PRICE_RANGE", absl::StatusCode::kInvalidArgument,
                                    "{use}, {structure}: the lower price is above the higher",
                                    "{use}{structure}：单价下限高于上限"};
inline constexpr Reason kPriceDeviationUnexplained{
    "PRICE_DEVIATION_UNEXPLAINED", absl::StatusCode::kFailedPrecondition,
    "prices differ from those of {neighbour}; say why",
    "单价与相邻项目{neighbour}不一致，须说明理由"};
inline constexpr Reason kReviewReturned{"REVIEW_RETURNED", absl::StatusCode::kFailedPrecondition,
                                        "returned, missing: {missing}", "退回，缺少：{missing}"};
inline constexpr Reason kConsultationOpen{
    "CONSULTATION_OPEN", absl::StatusCode::kFailedPrecondition,
    "opinions may be given to {legal_due}; earliest {earliest} ({source})",
    "征求意见至{legal_due}，最早{earliest}可结束（{source}）"};
inline constexpr Reason kHearingUnexplained{
    "HEARING_UNEXPLAINED", absl::StatusCode::kInvalidArgument,
    "say what the hearing found or why none was due", "须记载听证情况或不举行听证的理由"};
inline constexpr Reason kSigningOpened{"SIGNING_OPENED", absl::StatusCode::kFailedPrecondition,
                                       "the signing period was opened already", "签约期限已开始"};
inline constexpr Reason kSigningDate{"SIGNING_DATE", absl::StatusCode::kInvalidArgument,
                                     "the signing period begins today or later",
                                     "签约期限不得早于当日开始"};
inline constexpr Reason kReportsNotServed{
    "REPORTS_NOT_SERVED", absl::StatusCode::kFailedPrecondition,
    "{count} households have not been served their report", "尚有{count}户未送达评估报告"};

inline constexpr const Reason* kSchemeReasons[] = {
    &kSchemeState,    &kRewardTiersOrder, &kPriceRange,         &kPriceDeviationUnexplained,
    &kReviewReturned, &kConsultationOpen, &kHearingUnexplained, &kSigningOpened,
    &kSigningDate,    &kReportsNotServed};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_SCHEME_SCHEME_REASONS_H_
