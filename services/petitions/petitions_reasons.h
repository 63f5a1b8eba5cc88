// Everything petitions refuses with, beside the shared layer's own reasons.
#ifndef SERVICES_PETITIONS_PETITIONS_REASONS_H_
#define SERVICES_PETITIONS_PETITIONS_REASONS_H_

#include "shared/crypto/sealed_box.h"
#include "shared/status/reason.h"

namespace liandong::petitions {

// Petitions
inline constexpr Reason kPetitionState{
    "PETITION_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a petition in {state}; possible: {possible}",
    "信访事项处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kPlaceUnknown{
    "PLACE_UNKNOWN", absl::StatusCode::kFailedPrecondition,
    "rule {rule} routes by territory, and the petition names none; ask for it first",
    "规则{rule}按属地转送，而该信访事项未载明地点，请先补充"};
inline constexpr Reason kPlaceFixed{
    "PLACE_FIXED", absl::StatusCode::kFailedPrecondition,
    "the petition names its place already; only a missing one is added",
    "该信访事项已载明地点，仅可补充缺少的地点"};
inline constexpr Reason kNotLead{"NOT_LEAD", absl::StatusCode::kPermissionDenied,
                                 "only the lead answers a petition; by rule {rule} that is {lead}",
                                 "信访事项只能由牵头单位答复；按规则{rule}，牵头单位为{lead}"};

// Accusations
inline constexpr Reason kAccusationState{
    "ACCUSATION_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit an accusation in {state}; possible: {possible}",
    "检举控告处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kSealingKeyMissing{
    "SEALING_KEY_MISSING", absl::StatusCode::kFailedPrecondition,
    "the discipline commission has registered no key that accusations are encrypted to",
    "纪检监察机关尚未登记用于加密检举控告的公钥"};

// Warnings
inline constexpr Reason kWarningState{
    "WARNING_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a warning in {state}; possible: {possible}",
    "预警报告处于{state}，不能执行{action}；可执行：{possible}"};

// Incidents
inline constexpr Reason kIncidentState{
    "INCIDENT_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit an incident in {state}; possible: {possible}",
    "突发事件处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kOccurredInFuture{"OCCURRED_IN_FUTURE", absl::StatusCode::kInvalidArgument,
                                          "an incident can not be reported before it occurs",
                                          "不能上报尚未发生的事件"};
inline constexpr Reason kUnitCannotReport{
    "UNIT_CANNOT_REPORT", absl::StatusCode::kInvalidArgument,
    "{unit} can not be the unit concerned: its head could never send the report it owes (5.1.b)",
    "{unit}不能列为事发单位，其负责人无法提交应报的报告（5.1.b）"};
inline constexpr Reason kNotConcerned{
    "NOT_CONCERNED", absl::StatusCode::kPermissionDenied,
    "this body owes no report: it is neither headquarters, sub-district office, the unit "
    "concerned nor the territory",
    "该单位不是指挥部、办事处、事发单位或属地，无报告义务"};
inline constexpr Reason kUnitHeadRequired{
    "UNIT_HEAD_REQUIRED", absl::StatusCode::kPermissionDenied,
    "the report of the unit concerned is owed by its head (5.1.b)",
    "事发单位的报告须由其负责人作出（5.1.b）"};
inline constexpr Reason kGradeUnchanged{"GRADE_UNCHANGED", absl::StatusCode::kFailedPrecondition,
                                        "the incident has this grade already", "该事件已是此等级"};
inline constexpr Reason kRaiseFromBelow{
    "RAISE_FROM_BELOW", absl::StatusCode::kPermissionDenied,
    "{lead} leads this incident; only it or a level above raises the grade (5.3.e)",
    "该事件由{lead}牵头，只有其本级或上级可以提级（5.3.e）"};
inline constexpr Reason kLowerFromBelow{
    "LOWER_FROM_BELOW", absl::StatusCode::kPermissionDenied,
    "{lead} leads this incident; only a level above lowers the grade (5.3.e)",
    "该事件由{lead}牵头，只有其上级可以降级（5.3.e）"};
inline constexpr Reason kPrincipalRequired{
    "PRINCIPAL_REQUIRED", absl::StatusCode::kPermissionDenied,
    "the territory's principal comes in person (5.2.b); this officer does not head it",
    "须由区、经开区主要领导亲赴现场（5.2.b），该人员不是负责人"};
inline constexpr Reason kNotLeading{"NOT_LEADING", absl::StatusCode::kPermissionDenied,
                                    "{lead} leads this incident and closes it",
                                    "该事件由{lead}牵头，须由其结束处置"};
inline constexpr Reason kReportMissing{"REPORT_MISSING", absl::StatusCode::kFailedPrecondition,
                                       "{duty} still owes its first report",
                                       "{duty}尚未提交首次报告"};
inline constexpr Reason kPrincipalNotArrived{
    "PRINCIPAL_NOT_ARRIVED", absl::StatusCode::kFailedPrecondition,
    "no principal of the territory has checked in at the scene", "属地主要领导尚未到场签到"};

// The catalogue, for bars and fields that name a reason, and for the reference.
inline constexpr const Reason* kReasons[] = {
    &kPetitionState,       &kPlaceUnknown,          &kNotLead,        &kAccusationState,
    &kSealingKeyMissing,   &kWarningState,          &kIncidentState,  &kOccurredInFuture,
    &kNotConcerned,        &kUnitHeadRequired,      &kGradeUnchanged, &kRaiseFromBelow,
    &kLowerFromBelow,      &kPrincipalRequired,     &kNotLeading,     &kReportMissing,
    &kPrincipalNotArrived, &crypto::kBoxKeyInvalid, &kPlaceFixed,     &kUnitCannotReport,
};

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_PETITIONS_REASONS_H_
