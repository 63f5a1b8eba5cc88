// What an action may do and when: states, preparation and gates. Pure.
#ifndef SERVICES_ENFORCEMENT_ACTIONS_ACTION_RULES_H_
#define SERVICES_ENFORCEMENT_ACTIONS_ACTION_RULES_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "liandong/enforcement/v1/action.pb.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "services/enforcement/closed_gates.h"
#include "services/enforcement/enforcement_reasons.h"
#include "services/enforcement/peers/facts.h"
#include "shared/calendar/calendar.h"
#include "shared/calendar/deadline.h"
#include "shared/rules/rule_set.h"
#include "shared/rules/state_machine.h"

namespace liandong::enforcement {

using v1::Action;

// Actions in brackets are outcomes of commands and facts of acquisition's stream. A refused claim
// leads back to where the action stood.
inline constexpr rules::Transition<Action::State> kActionMoves[] = {
    {Action::STATE_UNSPECIFIED, "ServeNotice", Action::STATE_NOTICED},
    {Action::STATE_NOTICED, "PlanAction", Action::STATE_NOTICED},
    {Action::STATE_NOTICED, "SetRoster", Action::STATE_NOTICED},
    {Action::STATE_NOTICED, "RescheduleAction", Action::STATE_NOTICED},
    {Action::STATE_SUSPENDED, "RescheduleAction", Action::STATE_SUSPENDED},
    {Action::STATE_NOTICED, "StartAction", Action::STATE_START_PENDING},
    {Action::STATE_SUSPENDED, "ResumeAction", Action::STATE_START_PENDING},
    {Action::STATE_START_PENDING, "(claim granted)", Action::STATE_UNDER_WAY},
    {Action::STATE_START_PENDING, "(start refused)", Action::STATE_NOTICED},
    {Action::STATE_START_PENDING, "(resumption refused)", Action::STATE_SUSPENDED},
    {Action::STATE_NOTICED, "SuspendAction (not started)", Action::STATE_NOTICED},
    {Action::STATE_START_PENDING, "SuspendAction (not started)", Action::STATE_NOTICED},
    {Action::STATE_START_PENDING, "SuspendAction", Action::STATE_SUSPENDED},
    {Action::STATE_UNDER_WAY, "SuspendAction", Action::STATE_SUSPENDED},
    {Action::STATE_SUSPENDED, "SuspendAction", Action::STATE_SUSPENDED},
    {Action::STATE_UNDER_WAY, "RecordProceedings", Action::STATE_UNDER_WAY},
    {Action::STATE_UNDER_WAY, "CloseAction", Action::STATE_CLOSE_PENDING},
    {Action::STATE_CLOSE_PENDING, "(vacating recorded)", Action::STATE_COMPLETED},
    {Action::STATE_CLOSE_PENDING, "(vacating refused)", Action::STATE_SUSPENDED},
    {Action::STATE_NOTICED, "(vacated)", Action::STATE_ENDED},
    {Action::STATE_START_PENDING, "(vacated)", Action::STATE_ENDED},
    {Action::STATE_UNDER_WAY, "(vacated)", Action::STATE_ENDED},
    {Action::STATE_SUSPENDED, "(vacated)", Action::STATE_ENDED},
};
inline constexpr rules::StateMachine kActionMachine("Action", kActionState, kActionMoves);

// The state after `action`: CASE_ENDED when the household vacated by itself, ACTION_STATE.
absl::StatusOr<Action::State> NextState(const Action& a, std::string_view action);

// The period of a notice served on `served`: its last day, the action from the day after.
absl::StatusOr<Deadline> NoticePeriod(Date served, const rules::RuleSet& rules,
                                      const Calendar& calendar);

// Who carries a permit out: the applicant, or the court that calls. EXECUTOR_NOT_NAMED.
absl::StatusOr<std::string> ExecutorOf(const v1::Case& c, std::string_view caller,
                                       common::v1::Agency capacity);

// Serving the notice that names `day`.
absl::StatusOr<ClosedGates> NoticeGates(const v1::Case& c, const v1::Notice& notice,
                                        const Deadline& period, Date day,
                                        const HouseholdFacts& household,
                                        const rules::RuleSet& rules, const Calendar& calendar);

// A roster names no investor: INVESTOR_WALL.
absl::Status CheckRoster(const google::protobuf::RepeatedPtrField<v1::RosterEntry>& entries);

// Records a halt of the action and moves it: ACTION_STATE, CASE_ENDED. The same incident halts
// once. An action only noticed is held by an incident alone.
absl::Status Halt(Action& a, std::string_view incident, std::string_view by, absl::Time now);

// Setting another day. One before the told day takes the notice period anew.
absl::StatusOr<ClosedGates> RescheduleGates(const Action& a, Date day, Date today,
                                            const rules::RuleSet& rules, const Calendar& calendar);

// Notice over, the told day, no barred day or hour.
absl::StatusOr<ClosedGates> TimeGates(const Action& a, absl::Time now, const rules::RuleSet& rules,
                                      const Calendar& calendar);

// What starting and resuming share: incidents, time, money, house and appeal.
absl::StatusOr<ClosedGates> ForceGates(const Action& a, const HouseholdFacts& household,
                                       const MoneyFacts& money, absl::Time now,
                                       const rules::RuleSet& rules, const Calendar& calendar);

// Plan, means and people, and whether they are on the spot.
ClosedGates ReadinessGates(const Action& a, const v1::StartActionRequest& present);

// Incidents that still halt the action.
ClosedGates IncidentGates(const Action& a);

// The record is written and every slot signed, or noted where a note is allowed.
ClosedGates ClosingGates(const Action& a, const v1::CloseActionRequest& closing);

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_ACTIONS_ACTION_RULES_H_
