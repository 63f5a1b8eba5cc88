#include "services/funds/budget/budget_service.h"
#include "services/funds/escrow/escrow_service.h"
#include "services/funds/financing/financing_service.h"
#include "services/funds/fund/fund_service.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/hold/hold_service.h"
#include "services/funds/ledger/ledger_service.h"
#include "services/funds/metrics/funds_metrics.h"
#include "services/funds/migrations.h"
#include "services/funds/obligation/obligation_service.h"
#include "services/funds/payment/bank_results.h"
#include "services/funds/payment/payment_service.h"
#include "services/funds/payment/run_service.h"
#include "services/funds/proof/proof_service.h"
#include "services/funds/purchase/purchase_service.h"
#include "services/funds/quota/quota_service.h"
#include "shared/runtime/service_main.h"

namespace {

using namespace liandong::funds;  // NOLINT: the whole file is about this service
using liandong::Runtime;

struct Funds {
  explicit Funds(Runtime& runtime)
      : signer(runtime.signing_key(), runtime.signing_key_id()),
        funds(runtime.storage(), runtime.rules()),
        budgets(runtime.storage(), runtime.rules()),
        purchases(runtime.storage()),
        financing(runtime.storage()),
        quotas(runtime.storage()),
        obligations(runtime.storage()),
        payments(runtime.storage()),
        runs(runtime.storage(), runtime.rules()),
        results(runtime.storage(), signer),
        escrows(runtime.storage(), runtime.rules(), runtime.calendar(), signer),
        proofs(runtime.storage(), signer),
        holds(runtime.storage()),
        ledger(runtime.storage()) {
    BindMoneyIn(runtime.binder());
    BindMoneyOut(runtime.binder());
    AddFigures(runtime.figures(), runtime.metrics(), runtime.storage());
  }

  void BindMoneyIn(liandong::rpc::Binder& binder) {
    binder.Unary(&funds, &FundService::OpenProjectFund);
    binder.Unary(&funds, &FundService::CloseProjectFund);
    binder.Unary(&funds, &FundService::GetProjectFund);
    binder.Unary(&funds, &FundService::ListProjectFunds);
    binder.Unary(&budgets, &BudgetService::CreateBudget);
    binder.Unary(&budgets, &BudgetService::GetBudget);
    binder.Unary(&budgets, &BudgetService::ListBudgets);
    binder.Unary(&budgets, &BudgetService::UpdateBudget);
    binder.Unary(&budgets, &BudgetService::SubmitBudget);
    binder.Unary(&budgets, &BudgetService::ReviewBudget);
    binder.Unary(&purchases, &PurchaseService::ApprovePurchaseMethod);
    binder.Unary(&purchases, &PurchaseService::GetPurchaseApproval);
    binder.Unary(&financing, &FinancingService::FileFinancingPlan);
    binder.Unary(&financing, &FinancingService::GetFinancingPlan);
    binder.Unary(&financing, &FinancingService::AnnounceDeposit);
    binder.Unary(&financing, &FinancingService::ConfirmDeposit);
    binder.Unary(&financing, &FinancingService::GetDeposit);
    binder.Unary(&financing, &FinancingService::ListDeposits);
    binder.Unary(&quotas, &QuotaService::AllotQuota);
    binder.Unary(&quotas, &QuotaService::GetQuotaAllotment);
    binder.Unary(&proofs, &FundingProofService::IssueFundingProof);
    binder.Unary(&proofs, &FundingProofService::ReleaseFundingProof);
    binder.Unary(&proofs, &FundingProofService::GetFundingProof);
    binder.Unary(&ledger, &LedgerService::GetProjectPosition);
    binder.Unary(&ledger, &LedgerService::GetTrialBalance);
    binder.Unary(&ledger, &LedgerService::GetAccountStatement);
    binder.Unary(&ledger, &LedgerService::VerifyJournal);
  }

  void BindMoneyOut(liandong::rpc::Binder& binder) {
    binder.Unary(&obligations, &ObligationService::PushObligation);
    binder.Unary(&obligations, &ObligationService::CancelObligation);
    binder.Unary(&obligations, &ObligationService::RecordServiceContract);
    binder.Unary(&obligations, &ObligationService::GetObligation);
    binder.Unary(&obligations, &ObligationService::ListObligations);
    binder.Unary(&payments, &PaymentService::PreparePayment);
    binder.Unary(&payments, &PaymentService::CancelPayment);
    binder.Unary(&payments, &PaymentService::GetPayment);
    binder.Unary(&payments, &PaymentService::ListPayments);
    binder.Unary(&payments, &PaymentService::RecordPaymentRefusal);
    binder.Unary(&payments, &PaymentService::GetPaymentRefusal);
    binder.Unary(&runs, &RunService::CreatePaymentRun);
    binder.Unary(&runs, &RunService::CheckPaymentRun);
    binder.Unary(&runs, &RunService::InstructPaymentRun);
    binder.Unary(&runs, &RunService::CancelPaymentRun);
    binder.Unary(&runs, &RunService::GetPaymentRun);
    binder.Unary(&results, &BankResults::ReportPaymentResults);
    binder.Unary(&escrows, &EscrowService::OpenEscrow);
    binder.Unary(&escrows, &EscrowService::CheckEscrow);
    binder.Unary(&escrows, &EscrowService::CancelEscrow);
    binder.Unary(&escrows, &EscrowService::InstructEscrow);
    binder.Unary(&escrows, &EscrowService::ConfirmEscrowDeposit);
    binder.Unary(&escrows, &EscrowService::IssueEscrowCertificate);
    binder.Unary(&escrows, &EscrowService::NotifyCreditor);
    binder.Unary(&escrows, &EscrowService::WithdrawEscrow);
    binder.Unary(&escrows, &EscrowService::GetEscrow);
    binder.Unary(&escrows, &EscrowService::ListEscrows);
    binder.Unary(&holds, &HoldService::PlaceHold);
    binder.Unary(&holds, &HoldService::EndHold);
    binder.Unary(&holds, &HoldService::GetHold);
  }

  ProofSigner signer;
  FundService funds;
  BudgetService budgets;
  PurchaseService purchases;
  FinancingService financing;
  QuotaService quotas;
  ObligationService obligations;
  PaymentService payments;
  RunService runs;
  BankResults results;
  EscrowService escrows;
  FundingProofService proofs;
  HoldService holds;
  LedgerService ledger;
};

}  // namespace

int main(int argc, char** argv) {
  return liandong::ServiceMain(
      argc, argv,
      {.service = liandong::common::v1::SERVICE_FUNDS,
       .migrations = &liandong::funds_migrations(),
       .proto_services = {"liandong.funds.v1.FundService", "liandong.funds.v1.BudgetService",
                          "liandong.funds.v1.PurchaseService", "liandong.funds.v1.FinancingService",
                          "liandong.funds.v1.QuotaService", "liandong.funds.v1.ObligationService",
                          "liandong.funds.v1.PaymentService", "liandong.funds.v1.EscrowService",
                          "liandong.funds.v1.FundingProofService", "liandong.funds.v1.HoldService",
                          "liandong.funds.v1.LedgerService"},
       .reasons = {std::begin(kReasons), std::end(kReasons)},
       .build = [](Runtime& runtime) { return std::make_shared<Funds>(runtime); }});
}
