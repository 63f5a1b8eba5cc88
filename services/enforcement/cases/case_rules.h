// What a case may do and when: states, periods and gates. Pure.
#ifndef SERVICES_ENFORCEMENT_CASES_CASE_RULES_H_
#define SERVICES_ENFORCEMENT_CASES_CASE_RULES_H_

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "services/enforcement/closed_gates.h"
#include "services/enforcement/enforcement_reasons.h"
#include "services/enforcement/peers/facts.h"
#include "shared/calendar/calendar.h"
#include "shared/calendar/deadline.h"
#include "shared/rules/rule_set.h"
#include "shared/rules/state_machine.h"

namespace liandong::enforcement {

using v1::Case;

// Actions in brackets are outcomes of commands and facts of acquisition's stream.
inline constexpr rules::Transition<Case::State> kCaseMoves[] = {
    {Case::STATE_UNSPECIFIED, "OpenCase", Case::STATE_OPEN},
    {Case::STATE_OPEN, "AttestNothingPending", Case::STATE_OPEN},
    {Case::STATE_OPEN, "CollectAttachments", Case::STATE_OPEN},
    {Case::STATE_DEMANDED, "CollectAttachments", Case::STATE_DEMANDED},
    {Case::STATE_OPEN, "ServeDemand", Case::STATE_DEMANDED},
    {Case::STATE_DEMANDED, "SecureFunding", Case::STATE_FUNDING_PENDING},
    {Case::STATE_FUNDING_PENDING, "SecureFunding (answered)", Case::STATE_DEMANDED},
    {Case::STATE_DEMANDED, "FileApplication", Case::STATE_FILING_PENDING},
    {Case::STATE_FILING_PENDING, "FileApplication (granted)", Case::STATE_FILED},
    {Case::STATE_FILING_PENDING, "FileApplication (refused)", Case::STATE_DEMANDED},
    {Case::STATE_FILED, "AcceptApplication", Case::STATE_ACCEPTED},
    {Case::STATE_ACCEPTED, "RecordRuling", Case::STATE_PERMITTED},
    {Case::STATE_ACCEPTED, "RecordRuling (refuse)", Case::STATE_REFUSED},
    {Case::STATE_PERMITTED, "ServeRuling", Case::STATE_PERMITTED},
    {Case::STATE_PERMITTED, "ServeNotice", Case::STATE_NOTICED},
    {Case::STATE_NOTICED, "CloseAction (recorded)", Case::STATE_ENFORCED},
    {Case::STATE_OPEN, "(vacated)", Case::STATE_ENDED},
    {Case::STATE_DEMANDED, "(vacated)", Case::STATE_ENDED},
    {Case::STATE_FUNDING_PENDING, "(vacated)", Case::STATE_ENDED},
    {Case::STATE_FILING_PENDING, "(vacated)", Case::STATE_ENDED},
    {Case::STATE_FILED, "(vacated)", Case::STATE_ENDED},
    {Case::STATE_ACCEPTED, "(vacated)", Case::STATE_ENDED},
    {Case::STATE_PERMITTED, "(vacated)", Case::STATE_ENDED},
    {Case::STATE_NOTICED, "(vacated)", Case::STATE_ENDED},
};
inline constexpr rules::StateMachine kCaseMachine("Case", kCaseState, kCaseMoves);

// A case over: what is asked of it is refused with CASE_ENDED, not with CASE_STATE.
bool IsOver(Case::State state);

// The state after `action`: CASE_ENDED, CASE_STATE.
absl::StatusOr<Case::State> NextState(const Case& c, std::string_view action);

// The periods of a case, counted by the rules in force at each start.
struct CaseDates {
  Deadline review;
  // After a review that left the decision standing, fifteen days from its service (行政诉讼法 45).
  Deadline suit;
  // Last day on which the decision can be contested; after a suit that left it standing, the day
  // the judgment took effect.
  Date appeal_until;
  // Three months from then.
  Deadline window;
  // Set once a demand was served.
  std::optional<Deadline> demand;
};
// RULE_NOT_IN_FORCE.
absl::StatusOr<CaseDates> DatesOf(const Case& c, const rules::RuleSet& rules,
                                  const Calendar& calendar);
// Takes the ended appeals of the household into the case, writes its periods and returns them.
absl::StatusOr<CaseDates> SetPeriods(Case& c, const HouseholdFacts& household,
                                     const rules::RuleSet& rules, const Calendar& calendar);
// First day on which filing can be possible; without a demand, the day if one is served on the
// first workday after the appeal periods.
absl::StatusOr<Date> EarliestFiling(const CaseDates& dates, const rules::RuleSet& rules,
                                    const Calendar& calendar);

// Opening: DECISION_MISMATCH, APPLICANT_NOT_DECIDER at once; DECISION_NOT_SERVED,
// VACATE_DAY_RUNNING, HOUSE_VACATED, DECISION_ANNULLED together.
absl::Status CheckOpening(const Case& c, std::string_view caller, const HouseholdFacts& household,
                          const DecisionFacts& decision, Date today);

// Stating that nothing is pending: possible once the appeal periods are over.
ClosedGates AttestationGates(const Case& c, const CaseDates& dates, const HouseholdFacts& household,
                             Date today);

// Serving the demand. The statements of review body and court are asked for only once the appeal
// periods are over: before, nobody can give them.
absl::StatusOr<ClosedGates> DemandGates(const Case& c, const v1::Demand& demand,
                                        const CaseDates& dates, const HouseholdFacts& household,
                                        const rules::RuleSet& rules, Date today);

// Every condition of filing but court and signature; the demand must be served.
ClosedGates FilingGates(const Case& c, const CaseDates& dates, const HouseholdFacts& household,
                        const MoneyFacts& money, Date today);

// NOT_ELIGIBLE: no demand was served yet.
ClosedGate NotEligible(const Case& c, const CaseDates& dates, Date earliest);

// A permit names its executor, a refusal its ground: RULING_INCOMPLETE.
absl::Status CheckRuling(const v1::Ruling& ruling);

// Writes the duty that runs in the case's state: applying until filed, accepting, ruling, none.
absl::Status SetDuty(Case& c, const rules::RuleSet& rules, const Calendar& calendar);

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_CASES_CASE_RULES_H_
