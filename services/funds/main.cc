#include "liandong/funds/v1/budget.pb.h"
#include "services/funds/budget/budget_service.h"
#include "services/funds/fund/fund_service.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/migrations.h"
#include "shared/runtime/service_main.h"

namespace {

using liandong::Runtime;
using liandong::funds::BudgetService;
using liandong::funds::FundService;

struct Funds {
  explicit Funds(Runtime& runtime)
      : funds(runtime.storage(), runtime.rules()), budgets(runtime.storage(), runtime.rules()) {
    auto& binder = runtime.binder();
    binder.Unary(&funds, &FundService::OpenProjectFund);
    binder.Unary(&funds, &FundService::GetProjectFund);
    binder.Unary(&funds, &FundService::ListProjectFunds);
    binder.Unary(&budgets, &BudgetService::CreateBudget);
    binder.Unary(&budgets, &BudgetService::GetBudget);
    binder.Unary(&budgets, &BudgetService::ListBudgets);
    binder.Unary(&budgets, &BudgetService::UpdateBudget);
    binder.Unary(&budgets, &BudgetService::SubmitBudget);
    binder.Unary(&budgets, &BudgetService::ReviewBudget);
  }

  FundService funds;
  BudgetService budgets;
};

}  // namespace

int main(int argc, char** argv) {
  return liandong::ServiceMain(
      argc, argv,
      {.service = liandong::common::v1::SERVICE_FUNDS,
       .migrations = &liandong::funds_migrations(),
       .proto_services = {"liandong.funds.v1.FundService", "liandong.funds.v1.BudgetService"},
       .reasons = {std::begin(liandong::funds::kReasons), std::end(liandong::funds::kReasons)},
       .build = [](Runtime& runtime) { return std::make_shared<Funds>(runtime); }});
}
