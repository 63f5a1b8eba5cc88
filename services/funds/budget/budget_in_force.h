// Finding the budget a project spends by.
#ifndef SERVICES_FUNDS_BUDGET_BUDGET_IN_FORCE_H_
#define SERVICES_FUNDS_BUDGET_BUDGET_IN_FORCE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "liandong/funds/v1/budget.pb.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// Its name; "" when none is in force.
absl::StatusOr<std::string> NameOfBudgetInForce(db::Connection& connection,
                                                std::string_view project);
// Locked; the caller holds the fund's lock. NO_BUDGET_IN_FORCE.
absl::StatusOr<v1::Budget> LockBudgetInForce(Store<v1::Budget>& budgets, Mutation& m,
                                             std::string_view project);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_BUDGET_BUDGET_IN_FORCE_H_
