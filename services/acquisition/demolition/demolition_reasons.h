// What demolition and cancellation of certificates is refused with.
#ifndef SERVICES_ACQUISITION_DEMOLITION_DEMOLITION_REASONS_H_
#define SERVICES_ACQUISITION_DEMOLITION_DEMOLITION_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::acquisition {

inline constexpr Reason kInstalmentTwice{"INSTALMENT_TWICE", absl::StatusCode::kInvalidArgument,
                                         "an instalment's id stands once", "分期编号重复"};
inline constexpr Reason kHouseDemolished{"HOUSE_DEMOLISHED", absl::StatusCode::kFailedPrecondition,
                                         "the house is down", "房屋已拆除"};
inline constexpr Reason kDemolitionDate{
    "DEMOLITION_DATE", absl::StatusCode::kInvalidArgument,
    "a house is not taken down in the future, nor before it was vacated",
    "拆除日期不得晚于当日或早于腾空日期"};
inline constexpr Reason kAppealPeriodOpen{
    "APPEAL_PERIOD_OPEN", absl::StatusCode::kFailedPrecondition,
    "review or suit may be brought to {last}", "可申请复议或提起诉讼至{last}"};
inline constexpr Reason kProofNotReady{"PROOF_NOT_READY", absl::StatusCode::kFailedPrecondition,
                                       "funds states no proof of payment or escrow yet",
                                       "资金服务尚未出具支付或提存证明"};

inline constexpr const Reason* kDemolitionReasons[] = {
    &kInstalmentTwice, &kHouseDemolished, &kDemolitionDate, &kAppealPeriodOpen, &kProofNotReady};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_DEMOLITION_DEMOLITION_REASONS_H_
