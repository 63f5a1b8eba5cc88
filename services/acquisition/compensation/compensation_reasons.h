// What compensation decisions is refused with.
#ifndef SERVICES_ACQUISITION_COMPENSATION_COMPENSATION_REASONS_H_
#define SERVICES_ACQUISITION_COMPENSATION_COMPENSATION_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::acquisition {

inline constexpr Reason kSigningPeriodOpen{
    "SIGNING_PERIOD_OPEN", absl::StatusCode::kFailedPrecondition,
    "the signing period runs to {last}; a decision may be asked from {earliest}",
    "签约期限至{last}届满，{earliest}起方可报请补偿决定"};
inline constexpr Reason kValueReviewOpen{"VALUE_REVIEW_OPEN", absl::StatusCode::kFailedPrecondition,
                                         "review of the value may be asked to {last}",
                                         "可申请复核评估至{last}"};
inline constexpr Reason kOpinionsNotHeard{
    "OPINIONS_NOT_HEARD", absl::StatusCode::kFailedPrecondition,
    "the household's opinions were not heard and recorded", "未听取并记录被征收人意见"};
inline constexpr Reason kMethodsNotOffered{
    "METHODS_NOT_OFFERED", absl::StatusCode::kFailedPrecondition,
    "money and exchange were not both offered", "未同时提供货币补偿和产权调换"};
inline constexpr Reason kCompensationDecisionState{
    "COMPENSATION_DECISION_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a compensation decision in {state}; possible: {possible}",
    "补偿决定处于{state}，不能执行{action}；可执行：{possible}"};

inline constexpr const Reason* kCompensationReasons[] = {&kSigningPeriodOpen, &kValueReviewOpen,
                                                         &kOpinionsNotHeard, &kMethodsNotOffered,
                                                         &kCompensationDecisionState};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_COMPENSATION_COMPENSATION_REASONS_H_
