#include "services/funds/payment/payment_service.h"

#include "services/funds/testing/funds_world.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

class PaymentServiceTest : public FundsWorld {
 protected:
  void SetUp() override {
    Fill();
    ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  }
  v1::RecordPaymentRefusalRequest Refused(const std::string& id, const std::string& offered,
                                          const std::string& refused) {
    v1::RecordPaymentRefusalRequest request;
    request.set_parent("projects/P1");
    request.set_payment_refusal_id(id);
    auto& refusal = *request.mutable_payment_refusal();
    refusal.set_obligation("projects/P1/obligations/" + id);
    *refusal.mutable_offered_date() = Day(offered);
    *refusal.mutable_refused_date() = Day(refused);
    refusal.set_statement("对补偿数额有异议");
    refusal.add_witnesses("社区网格员示例");
    return request;
  }
  absl::StatusOr<v1::PaymentRefusal> Record(const v1::RecordPaymentRefusalRequest& request) {
    return Call(Hsb(), payments_, &PaymentService::RecordPaymentRefusal, request);
  }
  absl::StatusOr<v1::Payment> CancelPaper(const std::string& id, const RequestContext& who) {
    v1::CancelPaymentRequest request;
    request.set_name("projects/P1/payments/" + id);
    request.set_reason("重新办理");
    return Call(who, payments_, &PaymentService::CancelPayment, request);
  }
};

// Clause 3.5.e: the territory draws papers up; payees are the obligation's, never the paper's.
TEST_F(PaymentServiceTest, TakesPayeesFromTheObligation) {
  ASSERT_OK_AND_ASSIGN(v1::Payment payment, PrepareAll("H01", 100));
  EXPECT_EQ(payment.state(), v1::Payment::STATE_PREPARED);
  EXPECT_EQ(payment.preparer(), "lsd/lsd-1");
  ASSERT_EQ(payment.parts_size(), 1);
  EXPECT_EQ(payment.parts(0).payee_id(), "owner");
  EXPECT_EQ(payment.parts(0).account(), "6299990000000000012");
  EXPECT_EQ(payment.parts(0).amount_fen(), 100);
}

TEST_F(PaymentServiceTest, SameMoneyIsNotAskedTwice) {
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  const int64_t before = Footprint();
  EXPECT_THAT(Prepare(Paper("H01-again", "H01", v1::PAYMENT_KIND_COMPENSATION, 100)),
              RefusedWith(kAlreadyPaid));
  EXPECT_THAT(Prepare(Paper("H01-b", "H01", v1::PAYMENT_KIND_TRANSITION, 1, 1)),
              RefusedWith(kNotOwed));
  EXPECT_EQ(Footprint(), before);
}

TEST_F(PaymentServiceTest, NoMoneyLeavesItsProject) {
  ASSERT_THAT(OpenFund("projects/P2"), IsOk());
  EXPECT_THAT(Prepare(Paper("x", "H01", v1::PAYMENT_KIND_COMPENSATION, 100, 0, "", "projects/P2")),
              RefusedWith(kForeignProject));
}

TEST_F(PaymentServiceTest, ClosedReachOfAnotherTerritory) {
  RequestContext edz = As(common::v1::AGENCY_ECONOMIC_ZONE, "edz", "edz-1");
  edz.scope.territories = {"431171"};
  EXPECT_THAT(Call(edz, payments_, &PaymentService::PreparePayment,
                   Paper("x", "H01", v1::PAYMENT_KIND_COMPENSATION, 100)),
              RefusedWith(kFundNotOpen));
}

TEST_F(PaymentServiceTest, InvoiceIsGoodForOnePayment) {
  ASSERT_THAT(Contract("demolition", v1::PURPOSE_DEMOLITION, 96), IsOk());
  const auto paper = [](const std::string& id, int period, const std::string& invoice) {
    return Paper(id, "demolition", v1::PAYMENT_KIND_SERVICE, 48, period, invoice);
  };
  EXPECT_THAT(Prepare(paper("d1", 1, "")), RefusedWith(kInvoiceMissing));
  ASSERT_THAT(Prepare(paper("d1", 1, "发票1")), IsOk());
  EXPECT_THAT(Prepare(paper("d2", 2, "发票1")), RefusedWith(kInvoiceUsed));
  EXPECT_THAT(Prepare(paper("d2", 2, "发票2")), IsOk());
  EXPECT_THAT(Prepare(paper("d3", 3, "发票3")), RefusedWith(kAlreadyPaid));
}

TEST_F(PaymentServiceTest, WithdrawnPaperGivesItsItemsBack) {
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  EXPECT_THAT(CancelPaper("H01", Hsb()), RefusedWith(kPreparerNotEntitled));
  ASSERT_OK_AND_ASSIGN(v1::Payment cancelled, CancelPaper("H01", Lsd()));
  EXPECT_EQ(cancelled.state(), v1::Payment::STATE_CANCELLED);
  EXPECT_THAT(CancelPaper("H01", Lsd()), RefusedWith(kPaymentState));
  EXPECT_THAT(Prepare(Paper("H01-2", "H01", v1::PAYMENT_KIND_COMPENSATION, 100)), IsOk());
}

// Clause 4.1.e4.
TEST_F(PaymentServiceTest, RefusalIsRecordedWithItsWitness) {
  world_.SetNow("2026-05-11 09:00");
  ASSERT_OK_AND_ASSIGN(v1::PaymentRefusal refusal,
                       Record(Refused("H01", "2026-05-06", "2026-05-11")));
  EXPECT_EQ(refusal.household(), "projects/P1/households/H01");
  EXPECT_EQ(refusal.recorder(), "hsb/hsb-1");
  EXPECT_THAT(Record(Refused("H01", "2026-05-06", "2026-05-11")), RefusedWith(kResourceExists));
  EXPECT_THAT(Record(Refused("H01", "2026-05-06", "2026-05-05")), RefusedWith(kDatesOutOfOrder));
  EXPECT_THAT(Record(Refused("H01", "2026-05-06", "2026-05-12")), RefusedWith(kDatesOutOfOrder));
  ASSERT_THAT(Contract("work", v1::PURPOSE_WORK, 1), IsOk());
  EXPECT_THAT(Record(Refused("work", "2026-05-06", "2026-05-11")), RefusedWith(kItemNotOfPurpose));
}

// The bank sees accounts in full for what it is to pay, and for nothing before.
TEST_F(PaymentServiceTest, ABanksFullViewEndsAtItsOrders) {
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  RequestContext bank = Bank();
  bank.full_view = true;
  v1::GetPaymentRequest get;
  get.set_name("projects/P1/payments/H01");
  v1::ListPaymentsRequest list;
  list.set_parent("projects/P1");
  EXPECT_THAT(Call(bank, payments_, &PaymentService::GetPayment, get), RefusedWith(kNotWithBank));
  EXPECT_THAT(Call(bank, payments_, &PaymentService::ListPayments, list),
              RefusedWith(kNotWithBank));
  list.set_state(v1::Payment::STATE_PREPARED);
  EXPECT_THAT(Call(bank, payments_, &PaymentService::ListPayments, list),
              RefusedWith(kNotWithBank));
  EXPECT_THAT(Call(Bank(), payments_, &PaymentService::ListPayments, list), IsOk()) << "masked";
  ASSERT_THAT(Order("run-1", {"H01"}), IsOk());
  EXPECT_THAT(Call(bank, payments_, &PaymentService::GetPayment, get), IsOk());
  list.set_state(v1::Payment::STATE_INSTRUCTED);
  ASSERT_OK_AND_ASSIGN(auto orders, Call(bank, payments_, &PaymentService::ListPayments, list));
  EXPECT_EQ(orders.payments_size(), 1);
}

// Clause 3.11.b.
TEST_F(PaymentServiceTest, AnotherBankSeesAndReportsNothing) {
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  ASSERT_THAT(Order("run-1", {"H01"}), IsOk());
  RequestContext other = OtherBank();
  other.full_view = true;
  v1::GetPaymentRequest get;
  get.set_name("projects/P1/payments/H01");
  EXPECT_THAT(Call(other, payments_, &PaymentService::GetPayment, get), RefusedWith(kNotThisBank));
  v1::ListPaymentsRequest list;
  list.set_parent("projects/P1");
  list.set_state(v1::Payment::STATE_INSTRUCTED);
  EXPECT_THAT(Call(other, payments_, &PaymentService::ListPayments, list),
              RefusedWith(kNotThisBank));
  EXPECT_THAT(
      Call(other, runs_, &RunService::GetPaymentRun, OfRun<v1::GetPaymentRunRequest>("run-1")),
      RefusedWith(kNotThisBank));
  auto report = OfRun<v1::ReportPaymentResultsRequest>("run-1");
  *report.add_results() = Result("H01", v1::PaymentResult::OUTCOME_SETTLED, "B1");
  const int64_t before = Footprint();
  EXPECT_THAT(Call(other, results_, &BankResults::ReportPaymentResults, report),
              RefusedWith(kNotThisBank));
  EXPECT_EQ(Footprint(), before);
  EXPECT_THAT(Call(Bank(), results_, &BankResults::ReportPaymentResults, report), IsOk());
}

// Clause 3.10.n: the same invoice of the same contractor, under another contract.
TEST_F(PaymentServiceTest, InvoiceServesOneContract) {
  ASSERT_THAT(Contract("demolition", v1::PURPOSE_DEMOLITION, 50), IsOk());
  ASSERT_THAT(Contract("work", v1::PURPOSE_WORK, 50), IsOk());
  ASSERT_THAT(Prepare(Paper("d", "demolition", v1::PAYMENT_KIND_SERVICE, 50, 1, "发票1")), IsOk());
  const auto paper = Paper("w", "work", v1::PAYMENT_KIND_SERVICE, 50, 1, "发票1");
  const int64_t before = Footprint();
  EXPECT_THAT(Prepare(paper), RefusedWith(kInvoiceUsed));
  EXPECT_EQ(Footprint(), before);
  ASSERT_THAT(CancelPaper("d", Hsb()), IsOk());
  EXPECT_THAT(Prepare(paper), IsOk());
}

// More may become due: what was paid stays paid, and each payee gets what it still lacks.
TEST_F(PaymentServiceTest, SupplementIsPaidToThoseWhoLackIt) {
  const auto owed = [&](int64_t annex, int64_t second, int64_t version) {
    std::vector<Item> items = {{"house", v1::ITEM_KIND_HOUSE_VALUE, 100}};
    if (annex > 0) items.push_back({"annex", v1::ITEM_KIND_LEGAL_ANNEX, annex});
    return MakeObligation(
        "H02", items,
        {{"first", v1::PAYEE_KIND_HOUSEHOLD, 60}, {"second", v1::PAYEE_KIND_HOUSEHOLD, second}},
        version);
  };
  const auto supplement = Paper("H02-annex", "H02", v1::PAYMENT_KIND_COMPENSATION, 30);
  ASSERT_THAT(Push(owed(0, 40, 1)), IsOk());
  ASSERT_THAT(PrepareAll("H02", 100), IsOk());
  ASSERT_THAT(Push(owed(30, 70, 2)), IsOk());
  // As long as the first payment is open, nobody can say what of the rest is whose.
  EXPECT_THAT(Prepare(supplement), RefusedWith(kAlreadyPaid));
  ASSERT_THAT(CancelPaper("H02", Lsd()), IsOk());
  ASSERT_THAT(Push(owed(0, 40, 3)), IsOk());
  ASSERT_THAT(Prepare(Paper("H02-2", "H02", v1::PAYMENT_KIND_COMPENSATION, 100)), IsOk());
  ASSERT_THAT(Pay("run-1", {"H02-2"}), IsOk());
  ASSERT_THAT(Push(owed(30, 70, 4)), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::Payment payment, Prepare(supplement));
  ASSERT_EQ(payment.parts_size(), 1);
  EXPECT_EQ(payment.parts(0).payee_id(), "second");
  EXPECT_EQ(payment.parts(0).amount_fen(), 30);
  ASSERT_THAT(Pay("run-2", {"H02-annex"}), IsOk());
  EXPECT_EQ(GetObligation("H02").state(), v1::Obligation::STATE_SETTLED);
  ExpectBooksGood();
}

TEST_F(PaymentServiceTest, PaidMoneyIsNotRefusedAnyMore) {
  world_.SetNow("2026-05-11 09:00");
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  ASSERT_THAT(Pay("run-1", {"H01"}), IsOk());
  EXPECT_THAT(Record(Refused("H01", "2026-05-06", "2026-05-11")), RefusedWith(kObligationState));
  EXPECT_THAT(Prepare(Paper("H01-2", "H01", v1::PAYMENT_KIND_COMPENSATION, 100)),
              RefusedWith(kAlreadyPaid));
}

}  // namespace
}  // namespace liandong::funds
