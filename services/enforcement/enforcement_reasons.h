// Everything enforcement refuses with, beside the shared layer's own reasons.
#ifndef SERVICES_ENFORCEMENT_ENFORCEMENT_REASONS_H_
#define SERVICES_ENFORCEMENT_ENFORCEMENT_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::enforcement {

// Who may act.
inline constexpr Reason kApplicantNotDecider{
    "APPLICANT_NOT_DECIDER", absl::StatusCode::kPermissionDenied,
    "only the government that made the compensation decision applies to the court (R590-28)",
    "只有作出补偿决定的人民政府可以申请人民法院强制执行（条例第二十八条）"};
inline constexpr Reason kExecutorNotNamed{"EXECUTOR_NOT_NAMED", absl::StatusCode::kPermissionDenied,
                                          "the ruling names another body to carry it out",
                                          "裁定书载明的实施主体不是该单位"};
inline constexpr Reason kInvestorWall{"INVESTOR_WALL", absl::StatusCode::kPermissionDenied,
                                      "the investor takes no part in moving people (R590-27)",
                                      "建设单位不得参与搬迁活动（条例第二十七条）"};
inline constexpr Reason kHeadSignatureMissing{
    "HEAD_SIGNATURE_MISSING", absl::StatusCode::kFailedPrecondition,
    "the application is signed by the head of the applying government",
    "强制执行申请书须由申请机关负责人签名"};

// The household and its decision.
inline constexpr Reason kDecisionNotServed{
    "DECISION_NOT_SERVED", absl::StatusCode::kFailedPrecondition,
    "the compensation decision has not been served", "补偿决定尚未送达"};
inline constexpr Reason kDecisionMismatch{"DECISION_MISMATCH", absl::StatusCode::kInvalidArgument,
                                          "the decision is about another household",
                                          "该补偿决定不属于此被征收户"};
inline constexpr Reason kForeignProject{"FOREIGN_PROJECT", absl::StatusCode::kInvalidArgument,
                                        "household, decision and case belong to one project",
                                        "被征收户、补偿决定与案件须属于同一项目"};
inline constexpr Reason kDecisionAnnulled{
    "DECISION_ANNULLED", absl::StatusCode::kFailedPrecondition,
    "the compensation decision was annulled in a review or suit",
    "该补偿决定已在行政复议或行政诉讼中被撤销"};
inline constexpr Reason kDecisionRefused{
    "DECISION_REFUSED", absl::StatusCode::kFailedPrecondition,
    "the court has refused to enforce this decision, in {case}",
    "法院已在{case}中裁定不准予执行该决定"};
inline constexpr Reason kVacateDayRunning{
    "VACATE_DAY_RUNNING", absl::StatusCode::kFailedPrecondition,
    "the household has until {vacate_until} to vacate", "搬迁期限至{vacate_until}届满，尚未届满"};
inline constexpr Reason kHouseVacated{"HOUSE_VACATED", absl::StatusCode::kFailedPrecondition,
                                      "the house is vacated; nothing is left to enforce",
                                      "房屋已腾空，无须强制执行"};
inline constexpr Reason kAppealPending{"APPEAL_PENDING", absl::StatusCode::kFailedPrecondition,
                                       "a review or suit of the household is pending",
                                       "该户已申请行政复议或提起行政诉讼，尚未审结"};

// Cases.
inline constexpr Reason kCaseState{"CASE_STATE", absl::StatusCode::kFailedPrecondition,
                                   "{action} does not fit a case in {state}; possible: {possible}",
                                   "案件处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kCaseOpen{"CASE_OPEN", absl::StatusCode::kAlreadyExists,
                                  "another case of this household is running",
                                  "该户已有正在办理的案件"};
inline constexpr Reason kCaseEnded{"CASE_ENDED", absl::StatusCode::kFailedPrecondition,
                                   "the case has ended; nothing more can be done in it",
                                   "案件已终结，不得继续实施"};
inline constexpr Reason kNotEligible{
    "NOT_ELIGIBLE", absl::StatusCode::kFailedPrecondition,
    "not to be filed before {earliest}: appeal periods run to {appeal_until} and no demand has "
    "been served",
    "{earliest}前不得申请：复议、诉讼期限至{appeal_until}届满，且尚未送达催告书"};
inline constexpr Reason kAppealPeriodOpen{
    "APPEAL_PERIOD_OPEN", absl::StatusCode::kFailedPrecondition,
    "the household may still ask for review or sue until the end of {appeal_until}",
    "复议、诉讼期限至{appeal_until}日终届满，尚未届满"};
inline constexpr Reason kAttestationMissing{
    "ATTESTATION_MISSING", absl::StatusCode::kFailedPrecondition,
    "{body} has not stated that nothing is pending", "{body_zh}尚未出具未复议未诉讼证明"};
inline constexpr Reason kRightsNoticeMissing{
    "RIGHTS_NOTICE_MISSING", absl::StatusCode::kFailedPrecondition,
    "the demand must tell of the right to state and defend (Administrative Compulsion Law 35)",
    "催告书须载明当事人的陈述权和申辩权（行政强制法第三十五条）"};
inline constexpr Reason kDemandRunning{
    "DEMAND_RUNNING", absl::StatusCode::kFailedPrecondition,
    "the demand runs to {last_day}; filing is possible from {from}",
    "催告期至{last_day}届满，自{from}起可以申请"};
inline constexpr Reason kWindowClosed{"WINDOW_CLOSED", absl::StatusCode::kFailedPrecondition,
                                      "the three months to apply to the court ended on {last_day}",
                                      "申请人民法院强制执行的三个月期限已于{last_day}届满"};
inline constexpr Reason kJurisdiction{
    "JURISDICTION", absl::StatusCode::kFailedPrecondition,
    "the house is under the jurisdiction of {court} (Fa Shi [2012] No. 4, 1)",
    "房屋所在地的管辖法院为{court}（法释〔2012〕4号第一条）"};
inline constexpr Reason kProofMissing{
    "PROOF_MISSING", absl::StatusCode::kFailedPrecondition,
    "no live proof that the compensation is in escrow or frozen: {finding}",
    "无有效的提存或资金证明：{finding_zh}"};
inline constexpr Reason kAttachmentMissing{"ATTACHMENT_MISSING",
                                           absl::StatusCode::kFailedPrecondition,
                                           "the pack lacks {kind}", "申请材料缺少{kind_zh}"};
inline constexpr Reason kFundingHeld{"FUNDING_HELD", absl::StatusCode::kFailedPrecondition,
                                     "money is frozen for this case already",
                                     "该案件的资金已经冻结保全"};
inline constexpr Reason kRulingIncomplete{
    "RULING_INCOMPLETE", absl::StatusCode::kInvalidArgument,
    "a permit names its executor and nothing else, a refusal its ground and nothing else",
    "准予执行的裁定须且仅须载明实施主体，不准予执行的须且仅须载明理由"};

// Notice and preparation.
inline constexpr Reason kRulingNotServed{"RULING_NOT_SERVED", absl::StatusCode::kFailedPrecondition,
                                         "the ruling has not been served", "裁定书尚未送达"};
inline constexpr Reason kLetterMissing{"LETTER_MISSING", absl::StatusCode::kFailedPrecondition,
                                       "no letter has gone to {body} (4.4)",
                                       "尚未函告{body_zh}（4.4）"};
inline constexpr Reason kPlanMissing{"PLAN_MISSING", absl::StatusCode::kFailedPrecondition,
                                     "the action has no plan (4.5)", "尚未制定实施方案（4.5）"};
inline constexpr Reason kResourceMissing{"RESOURCE_MISSING", absl::StatusCode::kFailedPrecondition,
                                         "the plan reserves no {kind} (5.5)",
                                         "实施方案未落实{kind_zh}保障（5.5）"};
inline constexpr Reason kIssueOpen{"ISSUE_OPEN", absl::StatusCode::kFailedPrecondition,
                                   "{count} issues of the plan are neither closed nor accepted",
                                   "实施方案尚有{count}个问题未解决或未确认"};
inline constexpr Reason kRosterIncomplete{
    "ROSTER_INCOMPLETE", absl::StatusCode::kFailedPrecondition, "{body} is not on the roster (4.6)",
    "{body_zh}未列入现场名册（4.6）"};

// Day and hour.
inline constexpr Reason kNoticeRunning{
    "NOTICE_RUNNING", absl::StatusCode::kFailedPrecondition,
    "the notice runs through {last_day}; the action is possible from {from}",
    "通知期至{last_day}届满，自{from}起方可实施"};
inline constexpr Reason kDayNotTold{"DAY_NOT_TOLD", absl::StatusCode::kFailedPrecondition,
                                    "the household was told of {day}, not of today",
                                    "已书面告知被执行人的日期为{day}，并非今日"};
inline constexpr Reason kDayPast{"DAY_PAST", absl::StatusCode::kFailedPrecondition, "{day} is past",
                                 "{day}已过"};
inline constexpr Reason kStatutoryHoliday{
    "STATUTORY_HOLIDAY", absl::StatusCode::kFailedPrecondition,
    "{day} is a statutory holiday: {name} (Administrative Compulsion Law 43)",
    "{day}为法定节假日：{name_zh}（行政强制法第四十三条）"};
inline constexpr Reason kCalendarProvisional{
    "CALENDAR_PROVISIONAL", absl::StatusCode::kFailedPrecondition,
    "the holidays around {day} are not published; it may become a rest day",
    "{day}所涉年度的放假安排尚未公布，可能成为休息日"};
inline constexpr Reason kWeekend{"WEEKEND", absl::StatusCode::kFailedPrecondition,
                                 "{day} is a {name}", "{day}为{name_zh}"};
inline constexpr Reason kBlackoutDay{"BLACKOUT_DAY", absl::StatusCode::kFailedPrecondition,
                                     "{day} is barred: {name}", "{day}不得实施：{name_zh}"};
inline constexpr Reason kNight{
    "NIGHT", absl::StatusCode::kFailedPrecondition,
    "no enforcement at night; possible from {from} to {until} (Administrative Compulsion Law 43)",
    "不得在夜间实施强制执行，可实施时间为{from}至{until}（行政强制法第四十三条）"};

// On site.
inline constexpr Reason kActionState{
    "ACTION_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit an action in {state}; possible: {possible}",
    "行动处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kBodyAbsent{"BODY_ABSENT", absl::StatusCode::kFailedPrecondition,
                                    "{body} is on the roster but not present",
                                    "名册所列{body_zh}未到场"};
inline constexpr Reason kResourceAbsent{"RESOURCE_ABSENT", absl::StatusCode::kFailedPrecondition,
                                        "{kind} is not in place", "{kind_zh}保障未到位"};
inline constexpr Reason kIncidentOpen{"INCIDENT_OPEN", absl::StatusCode::kFailedPrecondition,
                                      "{incident} has not been closed", "{incident}尚未处置完毕"};
inline constexpr Reason kIncidentUnknown{"INCIDENT_UNKNOWN", absl::StatusCode::kFailedPrecondition,
                                         "{incident} has not suspended this action",
                                         "{incident}未曾使该行动中止"};
inline constexpr Reason kRecordIncomplete{
    "RECORD_INCOMPLETE", absl::StatusCode::kFailedPrecondition,
    "the record needs a time line and a property list (4.6)", "笔录须有过程记载和财物清单（4.6）"};
inline constexpr Reason kSignatureSlotEmpty{
    "SIGNATURE_SLOT_EMPTY", absl::StatusCode::kFailedPrecondition,
    "the slot {slot} is empty; a note replaces only the executed person's signature",
    "{slot_zh}未签名或盖章；只有被执行人拒签可以注明情况代替"};

// Visits.
inline constexpr Reason kVisitHours{"VISIT_HOURS", absl::StatusCode::kFailedPrecondition,
                                    "visits are made between {from} and {until}",
                                    "走访须在{from}至{until}之间进行"};
inline constexpr Reason kTwoVisitorsRequired{
    "TWO_VISITORS_REQUIRED", absl::StatusCode::kInvalidArgument,
    "two different visitors make a visit", "走访须由两名以上不同人员进行"};

// The catalogue, for bars and fields that name a reason, and for the reference.
inline constexpr const Reason* kReasons[] = {
    &kApplicantNotDecider,
    &kExecutorNotNamed,
    &kInvestorWall,
    &kHeadSignatureMissing,
    &kDecisionNotServed,
    &kDecisionMismatch,
    &kDecisionAnnulled,
    &kDecisionRefused,
    &kVacateDayRunning,
    &kHouseVacated,
    &kAppealPending,
    &kCaseState,
    &kCaseOpen,
    &kCaseEnded,
    &kNotEligible,
    &kAppealPeriodOpen,
    &kAttestationMissing,
    &kRightsNoticeMissing,
    &kDemandRunning,
    &kWindowClosed,
    &kJurisdiction,
    &kProofMissing,
    &kAttachmentMissing,
    &kFundingHeld,
    &kRulingIncomplete,
    &kRulingNotServed,
    &kLetterMissing,
    &kPlanMissing,
    &kResourceMissing,
    &kIssueOpen,
    &kRosterIncomplete,
    &kNoticeRunning,
    &kDayNotTold,
    &kDayPast,
    &kStatutoryHoliday,
    &kCalendarProvisional,
    &kWeekend,
    &kBlackoutDay,
    &kNight,
    &kActionState,
    &kBodyAbsent,
    &kResourceAbsent,
    &kIncidentOpen,
    &kIncidentUnknown,
    &kRecordIncomplete,
    &kSignatureSlotEmpty,
    &kVisitHours,
    &kTwoVisitorsRequired,
    &kForeignProject,
};

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_ENFORCEMENT_REASONS_H_
