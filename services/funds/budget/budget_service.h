// Budget versions (征收补偿经费预算): drawn up by the Housing Bureau, reviewed by Finance.
#ifndef SERVICES_FUNDS_BUDGET_BUDGET_SERVICE_H_
#define SERVICES_FUNDS_BUDGET_BUDGET_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/funds/v1/budget.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// Thread-safe. Contracts: protos/liandong/funds/v1/budget.proto.
class BudgetService {
 public:
  BudgetService(Storage& storage, const rules::RuleSet& rules)
      : storage_(storage), rules_(rules), funds_(storage), budgets_(storage) {}

  absl::StatusOr<v1::Budget> CreateBudget(const RequestContext& context,
                                          const v1::CreateBudgetRequest& request);
  absl::StatusOr<v1::Budget> GetBudget(const RequestContext& context,
                                       const v1::GetBudgetRequest& request);
  absl::StatusOr<v1::ListBudgetsResponse> ListBudgets(const RequestContext& context,
                                                      const v1::ListBudgetsRequest& request);
  absl::StatusOr<v1::Budget> UpdateBudget(const RequestContext& context,
                                          const v1::UpdateBudgetRequest& request);
  absl::StatusOr<v1::Budget> SubmitBudget(const RequestContext& context,
                                          const v1::SubmitBudgetRequest& request);
  absl::StatusOr<v1::Budget> ReviewBudget(const RequestContext& context,
                                          const v1::ReviewBudgetRequest& request);

 private:
  // Ends the version that was in force until now; the fund's row is locked.
  absl::Status SupersedeCurrent(Mutation& m, const std::string& project);

  Storage& storage_;
  const rules::RuleSet& rules_;
  Store<v1::ProjectFund> funds_;
  Store<v1::Budget> budgets_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_BUDGET_BUDGET_SERVICE_H_
