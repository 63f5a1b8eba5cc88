#include "services/funds/budget/budget_service.h"

#include "services/funds/budget/budget_in_force.h"
#include "services/funds/budget/budget_rules.h"
#include "services/funds/fund/open_fund.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/journal_store.h"
#include "services/funds/position/position.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {
namespace {

// No purpose may end up with less than what is spent, owed or allotted of it.
absl::Status CheckUsed(const Books& books, const v1::Budget& budget) {
  Gates gates;
  for (v1::Purpose purpose : kPurposes) {
    const int64_t used = UsedFen(books, purpose);
    const int64_t approved = ApprovedFen(budget, purpose);
    if (approved >= used) continue;
    gates.Close(kLineBelowUsed, v1::Purpose_Name(purpose),
                {{"purpose", v1::Purpose_Name(purpose)},
                 {"approved_fen", std::to_string(approved)},
                 {"used_fen", std::to_string(used)}});
  }
  return gates.status();
}

}  // namespace

absl::StatusOr<v1::Budget> BudgetService::CreateBudget(const RequestContext& context,
                                                       const v1::CreateBudgetRequest& request) {
  RETURN_IF_ERROR(CheckLines(request.budget(), rules_, DateOf(context.now)));
  return Mutate<v1::Budget>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Budget> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, request.parent()));
        v1::Budget budget = request.budget();
        budget.set_name(request.parent() + "/budgets/" + request.budget_id());
        budget.set_state(v1::Budget::STATE_DRAFT);
        budget.set_maker(m.actor());
        return budgets_.Insert(m, budget, {.territory = fund.territory()});
      });
}

absl::StatusOr<v1::Budget> BudgetService::GetBudget(const RequestContext& context,
                                                    const v1::GetBudgetRequest& request) {
  return budgets_.Get(context, request);
}

absl::StatusOr<v1::ListBudgetsResponse> BudgetService::ListBudgets(
    const RequestContext& context, const v1::ListBudgetsRequest& request) {
  return budgets_.List<v1::ListBudgetsResponse>(context, request);
}

absl::StatusOr<v1::Budget> BudgetService::UpdateBudget(const RequestContext& context,
                                                       const v1::UpdateBudgetRequest& request) {
  RETURN_IF_ERROR(CheckLines(request.budget(), rules_, DateOf(context.now)));
  return Mutate<v1::Budget>(storage_, context, request,
                            [&](Mutation& m) -> absl::StatusOr<v1::Budget> {
                              ASSIGN_OR_RETURN(v1::Budget budget, budgets_.Lock(m, request.name()));
                              ASSIGN_OR_RETURN(v1::Budget::State next,
                                               kBudgetMachine.Next(budget.state(), "UpdateBudget"));
                              *budget.mutable_lines() = request.budget().lines();
                              budget.set_estimate_document(request.budget().estimate_document());
                              budget.set_maker(m.actor());
                              budget.set_state(next);
                              return budgets_.Update(m, budget);
                            });
}

absl::StatusOr<v1::Budget> BudgetService::SubmitBudget(const RequestContext& context,
                                                       const v1::SubmitBudgetRequest& request) {
  return Mutate<v1::Budget>(storage_, context, request,
                            [&](Mutation& m) -> absl::StatusOr<v1::Budget> {
                              ASSIGN_OR_RETURN(v1::Budget budget, budgets_.Lock(m, request.name()));
                              ASSIGN_OR_RETURN(v1::Budget::State next,
                                               kBudgetMachine.Next(budget.state(), "SubmitBudget"));
                              budget.set_state(next);
                              return budgets_.Update(m, budget);
                            });
}

absl::StatusOr<v1::Budget> BudgetService::ReviewBudget(const RequestContext& context,
                                                       const v1::ReviewBudgetRequest& request) {
  const std::string project = ParentOf(request.name());
  return Mutate<v1::Budget>(storage_, context, request,
                            [&](Mutation& m) -> absl::StatusOr<v1::Budget> {
                              // The fund is the root of all money of its project: versions change
                              // one at a time.
                              RETURN_IF_ERROR(LockOpenFund(funds_, m, project).status());
                              ASSIGN_OR_RETURN(v1::Budget budget, budgets_.Lock(m, request.name()));
                              ASSIGN_OR_RETURN(v1::Budget::State next,
                                               kBudgetMachine.Next(budget.state(), "ReviewBudget"));
                              budget.set_reviewer(m.actor());
                              budget.set_estimate_opinion(request.estimate_opinion());
                              if (!request.return_reason().empty()) {
                                budget.set_state(v1::Budget::STATE_RETURNED);
                                budget.set_return_reason(request.return_reason());
                                return budgets_.Update(m, budget);
                              }
                              RETURN_IF_ERROR(ApplyReview(request, budget));
                              ASSIGN_OR_RETURN(Books books, ReadBooks(m.db(), project));
                              RETURN_IF_ERROR(CheckUsed(books, budget));
                              RETURN_IF_ERROR(SupersedeCurrent(m, project));
                              budget.set_state(next);
                              budget.clear_return_reason();
                              budget.set_in_force_for(project);
                              return budgets_.Update(m, budget);
                            });
}

absl::Status BudgetService::SupersedeCurrent(Mutation& m, const std::string& project) {
  auto current = LockBudgetInForce(budgets_, m, project);
  if (ReasonOf(current.status()) == kNoBudgetInForce.name) return absl::OkStatus();
  RETURN_IF_ERROR(current.status());
  current->set_state(v1::Budget::STATE_SUPERSEDED);
  current->clear_in_force_for();
  return budgets_.Update(m, *current).status();
}

}  // namespace liandong::funds
