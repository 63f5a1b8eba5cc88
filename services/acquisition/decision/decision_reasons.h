// What the expropriation decision is refused with.
#ifndef SERVICES_ACQUISITION_DECISION_DECISION_REASONS_H_
#define SERVICES_ACQUISITION_DECISION_DECISION_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::acquisition {

inline constexpr Reason kDeciderNotGovernment{
    "DECIDER_NOT_GOVERNMENT", absl::StatusCode::kPermissionDenied,
    "only a city or county government decides (Regulation 4, 8, 26)",
    "征收决定、补偿决定只能由市、县级人民政府作出（条例4、8、26）"};
inline constexpr Reason kNotTheDecidingGovernment{
    "NOT_THE_DECIDING_GOVERNMENT", absl::StatusCode::kPermissionDenied,
    "the project names another deciding government", "本项目的征收人为其他人民政府"};
inline constexpr Reason kRedLineOfOtherProject{
    "RED_LINE_OF_OTHER_PROJECT", absl::StatusCode::kFailedPrecondition,
    "the decision names the red line of another project", "征收决定所引用的红线属于其他项目"};
inline constexpr Reason kFundsShortfall{
    "FUNDS_SHORTFALL", absl::StatusCode::kFailedPrecondition,
    "the special account is {short_fen} fen short of the compensation line",
    "征收专户距补偿款预算尚缺{short_fen}分"};
inline constexpr Reason kBudgetNotInForce{
    "BUDGET_NOT_IN_FORCE", absl::StatusCode::kFailedPrecondition,
    "the project has no budget in force", "该项目没有生效的预算"};
inline constexpr Reason kPlanPackIncomplete{"PLAN_PACK_INCOMPLETE",
                                            absl::StatusCode::kFailedPrecondition,
                                            "{have} of {need} plans are there; missing: {missing}",
                                            "规划计划资料{have}/{need}，缺：{missing}"};
inline constexpr Reason kSchemeNotReviewed{
    "SCHEME_NOT_REVIEWED", absl::StatusCode::kFailedPrecondition,
    "the scheme has not passed the review before the decision", "方案未通过决定前的程序性审查"};
inline constexpr Reason kRiskAssessmentMissing{
    "RISK_ASSESSMENT_MISSING", absl::StatusCode::kFailedPrecondition,
    "no social-stability risk assessment is filed", "未备案社会稳定风险评估"};
inline constexpr Reason kSurveyIncomplete{
    "SURVEY_INCOMPLETE", absl::StatusCode::kFailedPrecondition,
    "{unsurveyed} of {households} households are not surveyed",
    "{households}户中尚有{unsurveyed}户未调查登记"};
inline constexpr Reason kSurveyNotPosted{"SURVEY_NOT_POSTED", absl::StatusCode::kFailedPrecondition,
                                         "the survey results were not posted in full time",
                                         "调查结果未公示或公示期未满"};
inline constexpr Reason kBuildingUndetermined{
    "BUILDING_UNDETERMINED", absl::StatusCode::kFailedPrecondition,
    "{count} unregistered buildings are not determined", "尚有{count}处未登记建筑未认定"};
inline constexpr Reason kExecutiveMinutesMissing{
    "EXECUTIVE_MINUTES_MISSING", absl::StatusCode::kFailedPrecondition,
    "{households} households: the executive meeting's minutes are missing",
    "涉及{households}户，缺少政府常务会议纪要"};
inline constexpr Reason kDecisionState{
    "DECISION_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a decision in {state}; possible: {possible}",
    "征收决定处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kRightsNoticeMissing{
    "RIGHTS_NOTICE_MISSING", absl::StatusCode::kInvalidArgument,
    "the announcement must tell the rights of review and suit; missing: {missing}",
    "公告须载明行政复议、行政诉讼权利，缺：{missing}"};
inline constexpr Reason kAnnouncementIncomplete{
    "ANNOUNCEMENT_INCOMPLETE", absl::StatusCode::kInvalidArgument,
    "the announcement lacks: {missing}", "公告缺少：{missing}"};
inline constexpr Reason kDecisionNotAnnounced{
    "DECISION_NOT_ANNOUNCED", absl::StatusCode::kFailedPrecondition,
    "the expropriation decision is not announced", "征收决定尚未公告"};

inline constexpr const Reason* kDecisionReasons[] = {
    &kDeciderNotGovernment, &kNotTheDecidingGovernment, &kRedLineOfOtherProject,
    &kSurveyIncomplete,     &kFundsShortfall,           &kBudgetNotInForce,
    &kPlanPackIncomplete,   &kSchemeNotReviewed,        &kRiskAssessmentMissing,
    &kSurveyNotPosted,      &kBuildingUndetermined,     &kExecutiveMinutesMissing,
    &kDecisionState,        &kRightsNoticeMissing,      &kAnnouncementIncomplete,
    &kDecisionNotAnnounced};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_DECISION_DECISION_REASONS_H_
