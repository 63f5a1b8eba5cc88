// What a budget must look like and how Finance's review changes it. Pure.
#ifndef SERVICES_FUNDS_BUDGET_BUDGET_RULES_H_
#define SERVICES_FUNDS_BUDGET_BUDGET_RULES_H_

#include "absl/status/status.h"
#include "liandong/funds/v1/budget.pb.h"
#include "services/funds/funds_reasons.h"
#include "shared/calendar/date.h"
#include "shared/rules/rule_set.h"
#include "shared/rules/state_machine.h"

namespace liandong::funds {

using v1::Budget;

// ReviewBudget leads to RETURNED when it carries a return reason; the table names the usual way.
inline constexpr rules::Transition<Budget::State> kBudgetMoves[] = {
    {Budget::STATE_UNSPECIFIED, "CreateBudget", Budget::STATE_DRAFT},
    {Budget::STATE_DRAFT, "UpdateBudget", Budget::STATE_DRAFT},
    {Budget::STATE_RETURNED, "UpdateBudget", Budget::STATE_DRAFT},
    {Budget::STATE_DRAFT, "SubmitBudget", Budget::STATE_SUBMITTED},
    {Budget::STATE_SUBMITTED, "ReviewBudget", Budget::STATE_IN_FORCE},
    {Budget::STATE_SUBMITTED, "ReviewBudget (return)", Budget::STATE_RETURNED},
    {Budget::STATE_IN_FORCE, "ReviewBudget (of the next version)", Budget::STATE_SUPERSEDED},
};
inline constexpr rules::StateMachine kBudgetMachine("Budget", kBudgetState, kBudgetMoves);

// PURPOSE_TWICE; COST_CAP_EXCEEDED when work costs or contingency exceed their share of the
// compensation line by the rules of `day`. All at once.
absl::Status CheckLines(const Budget& budget, const rules::RuleSet& rules, Date day);

// Writes Finance's findings into the lines: REVIEW_INCOMPLETE, LINE_ABOVE_SUBMISSION,
// REDUCTION_WITHOUT_REASON, all at once; the budget is unchanged then.
absl::Status ApplyReview(const v1::ReviewBudgetRequest& review, Budget& budget);

// Approved fen of a purpose; 0 when the budget has no such line.
int64_t ApprovedFen(const Budget& budget, v1::Purpose purpose);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_BUDGET_BUDGET_RULES_H_
