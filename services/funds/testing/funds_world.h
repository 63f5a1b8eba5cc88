// The service's objects on a real database, and the sample project's way through them: every helper
// makes the calls that the story makes, with the story's officers.
#ifndef SERVICES_FUNDS_TESTING_FUNDS_WORLD_H_
#define SERVICES_FUNDS_TESTING_FUNDS_WORLD_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "services/funds/budget/budget_service.h"
#include "services/funds/escrow/escrow_service.h"
#include "services/funds/financing/financing_service.h"
#include "services/funds/fund/fund_service.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/hold/hold_service.h"
#include "services/funds/ledger/ledger_service.h"
#include "services/funds/migrations.h"
#include "services/funds/obligation/obligation_service.h"
#include "services/funds/payment/bank_results.h"
#include "services/funds/payment/payment_service.h"
#include "services/funds/payment/run_service.h"
#include "services/funds/proof/proof_service.h"
#include "services/funds/purchase/purchase_service.h"
#include "services/funds/quota/quota_service.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/rpc/field_rules.h"
#include "shared/rpc/peers.h"
#include "shared/rules/testing/shipped_rules.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong::funds::testing {

using liandong::testing::IsOk;
using liandong::testing::NewRequestId;
using liandong::testing::RefusedWith;
using liandong::testing::ShippedCalendar;
using liandong::testing::ShippedRules;

inline google::type::Date Day(std::string_view iso) { return ToProto(*ParseDate(iso)); }

// One item or payee of an obligation under construction.
struct Item {
  const char* id;
  v1::ItemKind kind;
  int64_t fen;
};
struct Payee {
  const char* id;
  v1::PayeeKind kind;
  int64_t fen;
};

class FundsWorld : public ::testing::Test {
 protected:
  FundsWorld()
      : world_("funds", funds_migrations()),
        key_(*crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519)),
        signer_(key_, "dev-funds-1"),
        funds_(world_.storage(), ShippedRules()),
        budgets_(world_.storage(), ShippedRules()),
        purchases_(world_.storage()),
        financing_(world_.storage()),
        quotas_(world_.storage()),
        obligations_(world_.storage()),
        payments_(world_.storage()),
        runs_(world_.storage(), ShippedRules()),
        results_(world_.storage(), signer_),
        escrows_(world_.storage(), ShippedRules(), ShippedCalendar(), signer_),
        proofs_(world_.storage(), signer_),
        holds_(world_.storage()),
        ledger_(world_.storage()) {}

  // Officers as they appear in the story.
  RequestContext As(common::v1::Agency capacity, const std::string& agency,
                    const std::string& officer) const {
    return world_.Context(capacity, agency, officer);
  }
  RequestContext Hsb(int officer = 1) const {
    return As(common::v1::AGENCY_HOUSING_BUREAU, "hsb", "hsb-" + std::to_string(officer));
  }
  RequestContext Lsd() const { return As(common::v1::AGENCY_DISTRICT_GOVERNMENT, "lsd", "lsd-1"); }
  RequestContext Fin() const { return As(common::v1::AGENCY_FINANCE, "fin", "fin-1"); }
  RequestContext Cig() const { return As(common::v1::AGENCY_CITY_INVESTMENT, "cig", "cig-1"); }
  RequestContext Cdi() const {
    return As(common::v1::AGENCY_DISCIPLINE_COMMISSION, "cdi", "cdi-1");
  }
  RequestContext Notary() const { return As(common::v1::AGENCY_NOTARY, "notary", "notary-2"); }
  RequestContext Bank() const { return As(common::v1::AGENCY_BANK, "bank", ""); }
  RequestContext OtherBank() const { return As(common::v1::AGENCY_BANK, "bank-2", ""); }
  RequestContext Audit() const { return As(common::v1::AGENCY_AUDIT_OFFICE, "audit", "audit-1"); }
  RequestContext Acquisition() const {
    RequestContext context = As(common::v1::AGENCY_UNSPECIFIED, "service/acquisition", "");
    context.caller.service = common::v1::SERVICE_ACQUISITION;
    context.scope.every_territory = true;
    return context;
  }

  // One call as dispatch would make it: the method's access option, its field rules.
  template <class Object, class Request, class Response>
  absl::StatusOr<Response> Call(RequestContext who, Object& object,
                                absl::StatusOr<Response> (Object::*function)(const RequestContext&,
                                                                             const Request&),
                                Request request) {
    const auto* method = rpc::MethodOf(Request::descriptor());
    who.method = method->full_name();
    who.access = &method->options().GetExtension(common::v1::access);
    if constexpr (requires { request.request_id(); }) {
      if (request.request_id().empty()) request.set_request_id(NewRequestId());
    }
    absl::Status fields = rpc::EnforceFieldRules(request, [](std::string_view name) {
      for (const Reason* reason : kReasons) {
        if (reason->name == name) return reason;
      }
      return static_cast<const Reason*>(nullptr);
    });
    if (!fields.ok()) return fields;
    return (object.*function)(who, request);
  }

  absl::StatusOr<v1::ProjectFund> OpenFund(const std::string& project = "projects/P1",
                                           const std::string& investor = "cig",
                                           const std::string& territory = "431103") {
    v1::OpenProjectFundRequest request;
    request.set_parent(project);
    auto& fund = *request.mutable_fund();
    fund.set_territory(territory);
    fund.set_bank("bank");
    fund.set_account_number("8200010000000" + std::to_string(1000 + ++accounts_));
    fund.set_supervision_agreement("监管协议1号");
    fund.set_investor(investor);
    return Call(Hsb(), funds_, &FundService::OpenProjectFund, request);
  }

  // A budget in force with these approved lines.
  absl::StatusOr<v1::Budget> PutInForce(const std::vector<std::pair<v1::Purpose, int64_t>>& lines,
                                        const std::string& id = "v1",
                                        const std::string& project = "projects/P1") {
    v1::CreateBudgetRequest create;
    create.set_parent(project);
    create.set_budget_id(id);
    create.mutable_budget()->set_estimate_document("概算1号");
    v1::ReviewBudgetRequest review;
    for (const auto& [purpose, fen] : lines) {
      auto& line = *create.mutable_budget()->add_lines();
      line.set_purpose(purpose);
      line.set_submitted_fen(fen);
      auto& finding = *review.add_lines();
      finding.set_purpose(purpose);
      finding.set_approved_fen(fen);
    }
    auto budget = Call(Hsb(), budgets_, &BudgetService::CreateBudget, create);
    if (!budget.ok()) return budget;
    v1::SubmitBudgetRequest submit;
    submit.set_name(budget->name());
    budget = Call(Hsb(), budgets_, &BudgetService::SubmitBudget, submit);
    if (!budget.ok()) return budget;
    review.set_name(budget->name());
    return Call(Fin(), budgets_, &BudgetService::ReviewBudget, review);
  }
  // The lines of the sample project.
  static std::vector<std::pair<v1::Purpose, int64_t>> SampleLines() {
    return {{v1::PURPOSE_COMPENSATION, 741'000'000}, {v1::PURPOSE_SURVEY, 2'860'000},
            {v1::PURPOSE_APPRAISAL, 4'150'000},      {v1::PURPOSE_DEMOLITION, 9'600'000},
            {v1::PURPOSE_WORK, 14'820'000},          {v1::PURPOSE_CONTINGENCY, 22'230'000}};
  }

  absl::StatusOr<v1::Deposit> Announce(const std::string& id, int64_t fen,
                                       const std::string& project = "projects/P1") {
    v1::AnnounceDepositRequest request;
    request.set_parent(project);
    request.set_deposit_id(id);
    request.mutable_deposit()->set_amount_fen(fen);
    return Call(Cig(), financing_, &FinancingService::AnnounceDeposit, request);
  }
  absl::StatusOr<v1::Deposit> Confirm(const std::string& name, int64_t fen,
                                      const std::string& receipt) {
    v1::ConfirmDepositRequest request;
    request.set_name(name);
    request.set_amount_fen(fen);
    request.set_receipt_number(receipt);
    *request.mutable_value_date() = Day("2026-02-28");
    return Call(Bank(), financing_, &FinancingService::ConfirmDeposit, request);
  }
  absl::StatusOr<v1::Deposit> Deposit(const std::string& id, int64_t fen,
                                      const std::string& project = "projects/P1") {
    auto announced = Announce(id, fen, project);
    if (!announced.ok()) return announced;
    return Confirm(announced->name(), fen, project + "-D" + id);
  }

  absl::StatusOr<v1::QuotaAllotment> Allot(
      const std::vector<std::pair<v1::Purpose, int64_t>>& lines, const std::string& id = "1",
      const std::string& project = "projects/P1") {
    v1::AllotQuotaRequest request;
    request.set_parent(project);
    request.set_quota_allotment_id(id);
    request.mutable_quota_allotment()->set_voucher("拨款凭证" + id);
    for (const auto& [purpose, fen] : lines) {
      auto& line = *request.mutable_quota_allotment()->add_lines();
      line.set_purpose(purpose);
      line.set_amount_fen(fen);
    }
    return Call(Fin(), quotas_, &QuotaService::AllotQuota, request);
  }

  // Fund, budget, all deposits and quotas of the sample project as of 2026-03-06.
  void Fill() {
    ASSERT_THAT(OpenFund(), IsOk());
    ASSERT_THAT(PutInForce(SampleLines()), IsOk());
    ASSERT_THAT(Deposit("1", 794'660'000), IsOk());
    ASSERT_THAT(Allot(SampleLines()), IsOk());
    ASSERT_THAT(ApprovePurchase(v1::PURPOSE_DEMOLITION, "demolition"), IsOk());
  }

  absl::StatusOr<v1::PurchaseApproval> ApprovePurchase(v1::Purpose purpose, const std::string& id) {
    v1::ApprovePurchaseMethodRequest request;
    request.set_parent("projects/P1");
    request.set_purchase_approval_id(id);
    request.mutable_purchase_approval()->set_purpose(purpose);
    request.mutable_purchase_approval()->set_method(v1::PURCHASE_METHOD_OPEN_TENDER);
    request.mutable_purchase_approval()->set_application("永房采〔2026〕示例1号");
    return Call(Fin(), purchases_, &PurchaseService::ApprovePurchaseMethod, request);
  }

  static v1::Obligation MakeObligation(const std::string& id, const std::vector<Item>& items,
                                       const std::vector<Payee>& payees, int64_t version = 1,
                                       bool transition_later = false,
                                       const std::string& project = "projects/P1") {
    v1::Obligation obligation;
    obligation.set_name(project + "/obligations/" + id);
    obligation.set_household(project + "/households/" + id);
    obligation.set_source(project + "/agreements/" + id);
    obligation.set_source_version(version);
    obligation.set_purpose(v1::PURPOSE_COMPENSATION);
    for (const Item& item : items) {
      auto& added = *obligation.add_items();
      added.set_item_id(item.id);
      added.set_kind(item.kind);
      added.set_amount_fen(item.fen);
    }
    for (const Payee& payee : payees) {
      auto& added = *obligation.add_payees();
      added.set_payee_id(payee.id);
      added.set_kind(payee.kind);
      added.set_display_name("示" + std::string(payee.id));
      added.set_account("6299990000000000012");
      added.set_amount_fen(payee.fen);
    }
    obligation.set_transition_later(transition_later);
    return obligation;
  }
  // All of one household's money in one item for one payee.
  static v1::Obligation Simple(const std::string& id, int64_t fen, int64_t version = 1,
                               const std::string& project = "projects/P1") {
    return MakeObligation(id, {{"house", v1::ITEM_KIND_HOUSE_VALUE, fen}},
                          {{"owner", v1::PAYEE_KIND_HOUSEHOLD, fen}}, version, false, project);
  }
  absl::StatusOr<v1::Obligation> Push(const v1::Obligation& obligation) {
    v1::PushObligationRequest request;
    *request.mutable_obligation() = obligation;
    return Call(Acquisition(), obligations_, &ObligationService::PushObligation, request);
  }
  absl::StatusOr<v1::Obligation> Cancel(const std::string& id) {
    v1::CancelObligationRequest request;
    request.set_name("projects/P1/obligations/" + id);
    request.set_reason("协议解除");
    return Call(Acquisition(), obligations_, &ObligationService::CancelObligation, request);
  }
  absl::StatusOr<v1::Obligation> Contract(const std::string& id, v1::Purpose purpose, int64_t fen) {
    v1::RecordServiceContractRequest request;
    request.set_parent("projects/P1");
    request.set_obligation_id(id);
    request.set_purpose(purpose);
    request.set_contract_number("合同-" + id);
    request.set_contractor("永州示例拆除工程有限公司");
    request.set_account("82000100000000000099");
    request.set_amount_fen(fen);
    return Call(Hsb(5), obligations_, &ObligationService::RecordServiceContract, request);
  }
  v1::Obligation GetObligation(const std::string& id) {
    v1::GetObligationRequest request;
    request.set_name("projects/P1/obligations/" + id);
    auto obligation = Call(Hsb(), obligations_, &ObligationService::GetObligation, request);
    EXPECT_THAT(obligation, IsOk());
    return obligation.value_or(v1::Obligation());
  }

  static v1::PreparePaymentRequest Paper(const std::string& id, const std::string& obligation,
                                         v1::PaymentKind kind, int64_t fen, int period = 0,
                                         const std::string& invoice = "",
                                         const std::string& project = "projects/P1") {
    v1::PreparePaymentRequest request;
    request.set_parent(project);
    request.set_payment_id(id);
    auto& payment = *request.mutable_payment();
    payment.set_obligation("projects/P1/obligations/" + obligation);
    payment.set_kind(kind);
    payment.set_amount_fen(fen);
    payment.set_period(period);
    payment.set_invoice(invoice);
    return request;
  }
  absl::StatusOr<v1::Payment> Prepare(const v1::PreparePaymentRequest& request) {
    return Call(request.payment().kind() == v1::PAYMENT_KIND_SERVICE ? Hsb(5) : Lsd(), payments_,
                &PaymentService::PreparePayment, request);
  }
  absl::StatusOr<v1::Payment> PrepareAll(const std::string& id, int64_t fen) {
    return Prepare(Paper(id, id, v1::PAYMENT_KIND_COMPENSATION, fen));
  }
  v1::Payment GetPayment(const std::string& id) {
    v1::GetPaymentRequest request;
    request.set_name("projects/P1/payments/" + id);
    auto payment = Call(Hsb(), payments_, &PaymentService::GetPayment, request);
    EXPECT_THAT(payment, IsOk());
    return payment.value_or(v1::Payment());
  }

  absl::StatusOr<v1::PaymentRun> Assemble(const std::string& id,
                                          const std::vector<std::string>& payments) {
    v1::CreatePaymentRunRequest request;
    request.set_parent("projects/P1");
    request.set_payment_run_id(id);
    for (const auto& payment : payments) {
      request.mutable_payment_run()->add_payments("projects/P1/payments/" + payment);
    }
    return Call(Hsb(1), runs_, &RunService::CreatePaymentRun, request);
  }
  template <class Request>
  static Request OfRun(const std::string& id) {
    Request request;
    request.set_name("projects/P1/paymentRuns/" + id);
    return request;
  }
  absl::StatusOr<v1::PaymentRun> Check(const std::string& id, int officer = 2) {
    return Call(Hsb(officer), runs_, &RunService::CheckPaymentRun,
                OfRun<v1::CheckPaymentRunRequest>(id));
  }
  absl::StatusOr<v1::PaymentRun> Instruct(const std::string& id, int officer = 3) {
    return Call(Hsb(officer), runs_, &RunService::InstructPaymentRun,
                OfRun<v1::InstructPaymentRunRequest>(id));
  }
  // Assembled, checked by as many as its total needs, instructed.
  absl::StatusOr<v1::PaymentRun> Order(const std::string& id,
                                       const std::vector<std::string>& payments) {
    auto run = Assemble(id, payments);
    if (!run.ok()) return run;
    run = Check(id);
    if (run.ok() && run->state() == v1::PaymentRun::STATE_ASSEMBLED) run = Check(id, 4);
    if (!run.ok()) return run;
    return Instruct(id);
  }
  static v1::PaymentResult Result(const std::string& payment, v1::PaymentResult::Outcome outcome,
                                  const std::string& reference, const std::string& payee = "") {
    v1::PaymentResult result;
    result.set_payment("projects/P1/payments/" + payment);
    result.set_payee_id(payee);
    result.set_outcome(outcome);
    result.set_bank_reference(reference);
    *result.mutable_value_date() = Day("2026-04-17");
    return result;
  }
  absl::StatusOr<v1::PaymentRun> Report(const std::string& run,
                                        const std::vector<v1::PaymentResult>& results) {
    auto request = OfRun<v1::ReportPaymentResultsRequest>(run);
    for (const auto& result : results) *request.add_results() = result;
    return Call(Bank(), results_, &BankResults::ReportPaymentResults, request);
  }
  // Ordered and settled in full.
  absl::StatusOr<v1::PaymentRun> Pay(const std::string& id,
                                     const std::vector<std::string>& payments) {
    auto run = Order(id, payments);
    if (!run.ok()) return run;
    std::vector<v1::PaymentResult> results;
    for (const auto& payment : payments) {
      results.push_back(Result(payment, v1::PaymentResult::OUTCOME_SETTLED, id + "/" + payment));
    }
    return Report(id, results);
  }

  v1::ProjectPosition Position(const std::string& project = "projects/P1") {
    v1::GetProjectPositionRequest request;
    request.set_parent(project);
    auto position = Call(Fin(), ledger_, &LedgerService::GetProjectPosition, request);
    EXPECT_THAT(position, IsOk());
    return position.value_or(v1::ProjectPosition());
  }
  // Journal verified and trial balance even.
  void ExpectBooksGood(const std::string& project = "projects/P1") {
    v1::VerifyJournalRequest verify;
    verify.set_parent(project);
    auto report = Call(Audit(), ledger_, &LedgerService::VerifyJournal, verify);
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->ok()) << report->difference() << " at " << report->difference_seq();
    v1::GetTrialBalanceRequest trial;
    trial.set_parent(project);
    auto balance = Call(Audit(), ledger_, &LedgerService::GetTrialBalance, trial);
    ASSERT_THAT(balance, IsOk());
    EXPECT_TRUE(balance->balanced());
    EXPECT_EQ(balance->entries(), report->entries());
  }

  int64_t Count(const std::string& what) {
    auto rows = db::ReadRows(world_.database().pool(), absl::Now() + absl::Seconds(5),
                             "SELECT COUNT(*) FROM " + what);
    return rows.ok() ? (*rows)[0].Int(0) : -1;
  }
  // Rows that any write leaves: unchanged means that nothing happened.
  int64_t Footprint() { return Count("changes") + Count("journal") + Count("requests"); }

  liandong::testing::TestStorage world_;
  crypto::PrivateKey key_;
  ProofSigner signer_;
  FundService funds_;
  BudgetService budgets_;
  PurchaseService purchases_;
  FinancingService financing_;
  QuotaService quotas_;
  ObligationService obligations_;
  PaymentService payments_;
  RunService runs_;
  BankResults results_;
  EscrowService escrows_;
  FundingProofService proofs_;
  HoldService holds_;
  LedgerService ledger_;
  int accounts_ = 0;
};

}  // namespace liandong::funds::testing

#endif  // SERVICES_FUNDS_TESTING_FUNDS_WORLD_H_
