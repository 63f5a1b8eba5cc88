// Everything funds refuses with, beside the shared layer's own reasons.
#ifndef SERVICES_FUNDS_FUNDS_REASONS_H_
#define SERVICES_FUNDS_FUNDS_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::funds {

inline constexpr Reason kAccountInUse{"ACCOUNT_IN_USE", absl::StatusCode::kAlreadyExists,
                                      "this account already serves another project",
                                      "该账户已用于其他项目"};
inline constexpr Reason kFundNotOpen{"FUND_NOT_OPEN", absl::StatusCode::kFailedPrecondition,
                                     "the project has no open special account",
                                     "该项目没有处于开立状态的征收专户"};
inline constexpr Reason kUnknownPurpose{
    "UNKNOWN_PURPOSE", absl::StatusCode::kInvalidArgument,
    "project money has six purposes (3.10.n); this is none of them",
    "征收资金只有六类用途，该用途不在其列"};
inline constexpr Reason kPurposeTwice{"PURPOSE_TWICE", absl::StatusCode::kInvalidArgument,
                                      "a purpose has one line in a budget; {purpose} has more",
                                      "同一用途在预算中只能有一行，{purpose}重复"};
inline constexpr Reason kCostCapExceeded{
    "COST_CAP_EXCEEDED", absl::StatusCode::kFailedPrecondition,
    "{purpose} may be {cap_fen} fen at most by rule {rule} ({source}); {asked_fen} were asked",
    "按规则{rule}（{source}），{purpose}上限为{cap_fen}分，申报{asked_fen}分"};
inline constexpr Reason kBudgetState{
    "BUDGET_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a budget in {state}; possible: {possible}",
    "预算处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kReviewIncomplete{
    "REVIEW_INCOMPLETE", absl::StatusCode::kInvalidArgument,
    "the review must name every line of the budget once, and no other",
    "评审须逐行列明预算的每一项且不得多列"};
inline constexpr Reason kLineAboveSubmission{
    "LINE_ABOVE_SUBMISSION", absl::StatusCode::kInvalidArgument,
    "{purpose}: {approved_fen} fen approved, but only {submitted_fen} submitted",
    "{purpose}：核定{approved_fen}分超过申报{submitted_fen}分"};
inline constexpr Reason kReductionWithoutReason{
    "REDUCTION_WITHOUT_REASON", absl::StatusCode::kInvalidArgument,
    "{purpose} is reduced without an opinion", "{purpose}被核减但未说明理由"};

// The catalogue, for bars and fields that name a reason, and for the reference.
inline constexpr const Reason* kReasons[] = {
    &kAccountInUse,    &kFundNotOpen,      &kUnknownPurpose,      &kPurposeTwice,
    &kCostCapExceeded, &kBudgetState,      &kReviewIncomplete,    &kLineAboveSubmission,
    &kReductionWithoutReason,
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_FUNDS_REASONS_H_
