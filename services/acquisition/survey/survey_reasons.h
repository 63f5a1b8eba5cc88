// What the survey is refused with.
#ifndef SERVICES_ACQUISITION_SURVEY_SURVEY_REASONS_H_
#define SERVICES_ACQUISITION_SURVEY_SURVEY_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::acquisition {

inline constexpr Reason kTwoSurveyorsRequired{
    "TWO_SURVEYORS_REQUIRED", absl::StatusCode::kInvalidArgument,
    "an inventory needs two different surveyors", "调查登记须由两名以上调查人员进行"};
inline constexpr Reason kOwnerOrWitness{"OWNER_OR_WITNESS", absl::StatusCode::kInvalidArgument,
                                        "the owners sign, or a witness of another body does",
                                        "须由权利人签字或由其他单位见证人见证"};
inline constexpr Reason kSurveyDate{"SURVEY_DATE", absl::StatusCode::kInvalidArgument,
                                    "the survey lies in the future or before the freeze",
                                    "调查日期晚于当日或早于暂停办理通知"};
inline constexpr Reason kTwoOfficersRequired{
    "TWO_OFFICERS_REQUIRED", absl::StatusCode::kInvalidArgument,
    "evidence needs {needed} different officers", "取证须有{needed}名以上执法人员"};
inline constexpr Reason kOpinionsMissing{"OPINIONS_MISSING", absl::StatusCode::kInvalidArgument,
                                         "a joint review needs the opinions of two bodies",
                                         "会审须有两个以上单位的意见"};
inline constexpr Reason kDeterminerIsInvestigator{
    "DETERMINER_IS_INVESTIGATOR", absl::StatusCode::kPermissionDenied,
    "who investigated does not determine", "调查取证单位不得认定"};
inline constexpr Reason kOwnerNotHeard{"OWNER_NOT_HEARD", absl::StatusCode::kFailedPrecondition,
                                       "the owner was not heard", "未听取当事人陈述申辩"};
inline constexpr Reason kRightsNotTold{"RIGHTS_NOT_TOLD", absl::StatusCode::kFailedPrecondition,
                                       "the right to appeal was not told", "未告知救济权利"};
inline constexpr Reason kBuildingState{
    "BUILDING_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a building in {state}; possible: {possible}",
    "未登记建筑处于{state}，不能执行{action}；可执行：{possible}"};

inline constexpr const Reason* kSurveyReasons[] = {
    &kTwoSurveyorsRequired, &kOwnerOrWitness,  &kSurveyDate,
    &kTwoOfficersRequired,  &kOpinionsMissing, &kDeterminerIsInvestigator,
    &kOwnerNotHeard,        &kRightsNotTold,   &kBuildingState};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_SURVEY_SURVEY_REASONS_H_
