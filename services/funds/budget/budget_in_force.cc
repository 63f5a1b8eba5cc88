#include "services/funds/budget/budget_in_force.h"

#include "services/funds/funds_reasons.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {
namespace {

constexpr char kSelectInForce[] = "SELECT name FROM budgets WHERE in_force_for = ? LIMIT 1";

}  // namespace

absl::StatusOr<std::string> NameOfBudgetInForce(db::Connection& connection,
                                                std::string_view project) {
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(kSelectInForce, {project}));
  return rows.empty() ? std::string() : rows[0].Text(0);
}

absl::StatusOr<v1::Budget> LockBudgetInForce(Store<v1::Budget>& budgets, Mutation& m,
                                             std::string_view project) {
  ASSIGN_OR_RETURN(std::string name, NameOfBudgetInForce(m.db(), project));
  if (name.empty()) return Refuse(kNoBudgetInForce);
  return budgets.Lock(m, name);
}

}  // namespace liandong::funds
