// Everything coordination refuses with, beside the shared layer's own reasons.
#ifndef SERVICES_COORDINATION_COORDINATION_REASONS_H_
#define SERVICES_COORDINATION_COORDINATION_REASONS_H_

#include "shared/status/reason.h"
#include "shared/storage/store.h"

namespace liandong::coordination {

// Roster
inline constexpr Reason kSeatUnknown{
    "SEAT_UNKNOWN", absl::StatusCode::kInvalidArgument,
    "the Leading Group has no {kind} of this body and rank (2.a–2.c)",
    "领导小组未设该单位、该级别的{kind}席位（2.a–2.c）"};
inline constexpr Reason kTermDates{"TERM_DATES", absl::StatusCode::kInvalidArgument,
                                   "a term ends on or after its first day",
                                   "任期届满日不得早于起始日"};
inline constexpr Reason kSeatTaken{
    "SEAT_TAKEN", absl::StatusCode::kFailedPrecondition,
    "{officer} holds this seat from {first_day} to {last_day}: one seat, one person at a time",
    "{officer}自{first_day}至{last_day}担任该职，同一席位同一时间只能一人"};
inline constexpr Reason kDirectorNotPrincipal{
    "DIRECTOR_NOT_PRINCIPAL", absl::StatusCode::kFailedPrecondition,
    "the office director is the principal of the Housing Bureau (2.e), who sits among the deputies",
    "办公室主任由市房产局主要负责人兼任（2.e），即其副组长席位的任职人"};
inline constexpr Reason kSeatState{"SEAT_STATE", absl::StatusCode::kFailedPrecondition,
                                   "{action} does not fit a seat in {state}; possible: {possible}",
                                   "席位处于{state}，不能执行{action}；可执行：{possible}"};

// Bodies
inline constexpr Reason kOfficerOfOtherBody{
    "OFFICER_OF_OTHER_BODY", absl::StatusCode::kInvalidArgument,
    "{officer} is no officer of {body}; a body names its own people",
    "{officer}不是{body}的人员，各单位只能指定本单位人员"};
inline constexpr Reason kHeldInFuture{"HELD_IN_FUTURE", absl::StatusCode::kInvalidArgument,
                                      "a course is entered after it was held",
                                      "培训举办之后方可登记"};
inline constexpr Reason kNotDesignated{
    "NOT_DESIGNATED", absl::StatusCode::kFailedPrecondition,
    "{body} has no plan, leader in charge and staff on record (7.2.c): nothing is assigned to it",
    "{body}尚未报备工作方案、分管领导和工作人员（7.2.c），不得向其交办"};
inline constexpr Reason kLeadAssists{"LEAD_ASSISTS", absl::StatusCode::kInvalidArgument,
                                     "{body} leads and can not assist itself",
                                     "{body}为牵头单位，不能同时列为配合单位"};
inline constexpr Reason kDueInPast{"DUE_IN_PAST", absl::StatusCode::kInvalidArgument,
                                   "the due day lies before today", "办结期限早于今日"};
inline constexpr Reason kInvestorKeptOut{
    "INVESTOR_KEPT_OUT", absl::StatusCode::kFailedPrecondition,
    "{body} invests in the project: it neither negotiates, vacates nor enforces (3.11.j)",
    "{body}为投资主体，不得承担协商签约、腾房或强制执行任务（3.11.j）"};
inline constexpr Reason kIndependentBody{
    "INDEPENDENT_BODY", absl::StatusCode::kFailedPrecondition,
    "{body} judges, prosecutes or disciplines independently; it is given support tasks only",
    "{body}依法独立行使职权，仅可交办后勤保障类任务"};
inline constexpr Reason kNotLeadBody{"NOT_LEAD_BODY", absl::StatusCode::kPermissionDenied,
                                     "only the lead, {lead}, acts here",
                                     "只能由牵头单位{lead}办理"};
inline constexpr Reason kTaskState{"TASK_STATE", absl::StatusCode::kFailedPrecondition,
                                   "{action} does not fit a task in {state}; possible: {possible}",
                                   "任务处于{state}，不能执行{action}；可执行：{possible}"};

// Meetings
inline constexpr Reason kChairNotEntitled{
    "CHAIR_NOT_ENTITLED", absl::StatusCode::kPermissionDenied,
    "a joint meeting is chaired by the head or the executive deputy (6.1.b); by the roster "
    "{officer} "
    "is neither today",
    "联席会议由组长或常务副组长主持（6.1.b）；按在任名单，{officer}今日均不担任"};
inline constexpr Reason kInviteesMissing{"INVITEES_MISSING", absl::StatusCode::kInvalidArgument,
                                         "an emergency meeting names who is called (6.1.d)",
                                         "紧急会议须载明参会人员（6.1.d）"};
inline constexpr Reason kAbsentNotInvited{"ABSENT_NOT_INVITED", absl::StatusCode::kInvalidArgument,
                                          "{seat} was not invited and can not be absent",
                                          "{seat}未受邀请，不能列为缺席"};
inline constexpr Reason kMeetingState{
    "MEETING_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a meeting in {state}; possible: {possible}",
    "会议处于{state}，不能执行{action}；可执行：{possible}"};
// Of an alarm, not of a refusal.
inline constexpr Reason kRegularMeetingMissing{
    "REGULAR_MEETING_MISSING", absl::StatusCode::kFailedPrecondition,
    "no regular joint meeting was held in {month} (6.1.c)", "{month}未召开定期联席会议（6.1.c）"};

// Resolutions
inline constexpr Reason kNotChair{"NOT_CHAIR", absl::StatusCode::kPermissionDenied,
                                  "the chair of the meeting, {chair}, adopts its resolutions",
                                  "决议由会议主持人{chair}通过"};
inline constexpr Reason kResolutionState{
    "RESOLUTION_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a resolution in {state}; possible: {possible}",
    "决议处于{state}，不能执行{action}；可执行：{possible}"};

// The catalogue, for bars and fields that name a reason, and for the reference.
inline constexpr const Reason* kReasons[] = {
    &kSeatUnknown,
    &kTermDates,
    &kSeatTaken,
    &kDirectorNotPrincipal,
    &kSeatState,
    &kHeldInFuture,
    &kOfficerOfOtherBody,
    &kNotDesignated,
    &kLeadAssists,
    &kDueInPast,
    &kInvestorKeptOut,
    &kIndependentBody,
    &kNotLeadBody,
    &kTaskState,
    &kChairNotEntitled,
    &kInviteesMissing,
    &kAbsentNotInvited,
    &kMeetingState,
    &kNotChair,
    &kResolutionState,
    &kRegularMeetingMissing,
    &kPageTokenInvalid,
};

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_COORDINATION_REASONS_H_
