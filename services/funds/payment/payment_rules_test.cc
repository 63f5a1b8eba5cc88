#include "services/funds/payment/payment_rules.h"

#include "services/funds/testing/funds_world.h"
#include "shared/testing/machine_check.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

TEST(PaymentMachineTest, EveryPair) {
  using P = Payment;
  liandong::testing::ExpectExactly(
      kPaymentMachine, kPaymentState,
      {{{P::STATE_UNSPECIFIED, "PreparePayment"}, P::STATE_PREPARED},
       {{P::STATE_PREPARED, "CreatePaymentRun"}, P::STATE_IN_RUN},
       {{P::STATE_FAILED, "CreatePaymentRun"}, P::STATE_IN_RUN},
       {{P::STATE_PREPARED, "CancelPayment"}, P::STATE_CANCELLED},
       {{P::STATE_FAILED, "CancelPayment"}, P::STATE_CANCELLED},
       {{P::STATE_IN_RUN, "CheckPaymentRun"}, P::STATE_CHECKED},
       {{P::STATE_IN_RUN, "CancelPaymentRun"}, P::STATE_PREPARED},
       {{P::STATE_CHECKED, "CancelPaymentRun"}, P::STATE_PREPARED},
       {{P::STATE_CHECKED, "InstructPaymentRun"}, P::STATE_INSTRUCTED},
       {{P::STATE_INSTRUCTED, "ReportPaymentResults"}, P::STATE_SETTLED},
       {{P::STATE_INSTRUCTED, "ReportPaymentResults (failed)"}, P::STATE_FAILED},
       {{P::STATE_SETTLED, "ReportPaymentResults (returned)"}, P::STATE_FAILED},
       {{P::STATE_PREPARED, "PlaceHold"}, P::STATE_PREPARED},
       {{P::STATE_IN_RUN, "PlaceHold"}, P::STATE_IN_RUN},
       {{P::STATE_CHECKED, "PlaceHold"}, P::STATE_CHECKED},
       {{P::STATE_FAILED, "PlaceHold"}, P::STATE_FAILED}});
}

TEST(RunMachineTest, EveryPair) {
  using R = PaymentRun;
  liandong::testing::ExpectExactly(
      kRunMachine, kRunState,
      {{{R::STATE_UNSPECIFIED, "CreatePaymentRun"}, R::STATE_ASSEMBLED},
       {{R::STATE_ASSEMBLED, "CheckPaymentRun"}, R::STATE_CHECKED},
       {{R::STATE_ASSEMBLED, "CancelPaymentRun"}, R::STATE_CANCELLED},
       {{R::STATE_CHECKED, "CancelPaymentRun"}, R::STATE_CANCELLED},
       {{R::STATE_CHECKED, "InstructPaymentRun"}, R::STATE_INSTRUCTED},
       {{R::STATE_INSTRUCTED, "ReportPaymentResults"}, R::STATE_DONE}});
}

Payment Paper(v1::PaymentKind kind, int64_t fen, int period, const std::string& invoice = "") {
  Payment payment;
  payment.set_kind(kind);
  payment.set_amount_fen(fen);
  payment.set_period(period);
  payment.set_invoice(invoice);
  return payment;
}

TEST(CheckPaperTest, EachBodyDrawsUpItsOwnPapers) {
  using common::v1::AGENCY_DISTRICT_GOVERNMENT;
  using common::v1::AGENCY_ECONOMIC_ZONE;
  using common::v1::AGENCY_HOUSING_BUREAU;
  const Payment compensation = Paper(v1::PAYMENT_KIND_COMPENSATION, 1, 0);
  EXPECT_THAT(CheckPaper(compensation, AGENCY_DISTRICT_GOVERNMENT), IsOk());
  EXPECT_THAT(CheckPaper(compensation, AGENCY_ECONOMIC_ZONE), IsOk());
  EXPECT_THAT(CheckPaper(compensation, AGENCY_HOUSING_BUREAU), RefusedWith(kPreparerNotEntitled));
  const Payment service = Paper(v1::PAYMENT_KIND_SERVICE, 1, 1, "发票1");
  EXPECT_THAT(CheckPaper(service, AGENCY_HOUSING_BUREAU), IsOk());
  EXPECT_THAT(CheckPaper(service, AGENCY_DISTRICT_GOVERNMENT), RefusedWith(kPreparerNotEntitled));
  EXPECT_THAT(CheckPaper(Paper(v1::PAYMENT_KIND_SERVICE, 1, 1), AGENCY_HOUSING_BUREAU),
              RefusedWith(kInvoiceMissing));
  EXPECT_THAT(CheckPaper(Paper(v1::PAYMENT_KIND_SERVICE, 1, 0, "1"), AGENCY_HOUSING_BUREAU),
              RefusedWith(kPeriodInvalid));
  EXPECT_THAT(CheckPaper(Paper(v1::PAYMENT_KIND_COMPENSATION, 1, 1), AGENCY_DISTRICT_GOVERNMENT),
              RefusedWith(kPeriodInvalid));
  EXPECT_THAT(CheckPaper(Paper(v1::PAYMENT_KIND_TRANSITION, 1, 0), AGENCY_DISTRICT_GOVERNMENT),
              RefusedWith(kPeriodInvalid));
}

class PlanTest : public FundsWorld {
 public:
  using FundsWorld::MakeObligation;
};

TEST(PlanPaymentTest, ExactlyWhatIsOwedAndOnce) {
  const Obligation o = PlanTest::MakeObligation(
      "H01",
      {{"house", v1::ITEM_KIND_HOUSE_VALUE, 100}, {"transition", v1::ITEM_KIND_TRANSITION, 40}},
      {{"owner", v1::PAYEE_KIND_HOUSEHOLD, 140}}, 1, true);
  ASSERT_OK_AND_ASSIGN(auto plan, PlanPayment(o, Paper(v1::PAYMENT_KIND_COMPENSATION, 100, 0), {}));
  EXPECT_EQ(plan.parts, (std::vector<Part>{{0, 100}}));
  EXPECT_EQ(plan.takes, (std::vector<PaymentPlan::Take>{{"house", 100}}));
  const auto wrong = PlanPayment(o, Paper(v1::PAYMENT_KIND_COMPENSATION, 101, 0), {});
  EXPECT_THAT(wrong, RefusedWith(kNotOwed));
  EXPECT_EQ(MetadataOf(wrong.status(), "owed_fen"), "100");
  EXPECT_THAT(PlanPayment(o, Paper(v1::PAYMENT_KIND_COMPENSATION, 100, 0), {{"house", 100}}),
              RefusedWith(kAlreadyPaid));
  EXPECT_THAT(PlanPayment(o, Paper(v1::PAYMENT_KIND_HOME_PURCHASE, 1, 0), {}),
              RefusedWith(kNotOwed));
  EXPECT_THAT(PlanPayment(o, Paper(v1::PAYMENT_KIND_SERVICE, 1, 1), {}), RefusedWith(kNotOwed));
}

TEST(PlanPaymentTest, PeriodsUseTheItemsUp) {
  const Obligation o = PlanTest::MakeObligation(
      "demolition",
      {{"1", v1::ITEM_KIND_SERVICE_CONTRACT, 48}, {"2", v1::ITEM_KIND_SERVICE_CONTRACT, 48}},
      {{"contractor", v1::PAYEE_KIND_CONTRACTOR, 96}});
  const auto paper = [](int64_t fen) { return Paper(v1::PAYMENT_KIND_SERVICE, fen, 1); };
  ASSERT_OK_AND_ASSIGN(auto plan, PlanPayment(o, paper(50), {}));
  EXPECT_EQ(plan.takes, (std::vector<PaymentPlan::Take>{{"1", 48}, {"2", 2}}));
  ASSERT_OK_AND_ASSIGN(plan, PlanPayment(o, paper(48), {{"1", 48}}));
  EXPECT_EQ(plan.takes, (std::vector<PaymentPlan::Take>{{"2", 48}}));
  const auto wrong = PlanPayment(o, paper(49), {{"1", 48}});
  EXPECT_THAT(wrong, RefusedWith(kNotOwed));
  EXPECT_EQ(MetadataOf(wrong.status(), "owed_fen"), "48");
  EXPECT_THAT(PlanPayment(o, paper(1), {{"1", 48}, {"2", 48}}), RefusedWith(kAlreadyPaid));
}

TEST(JudgeResultTest, EveryPartStateAndOutcome) {
  using Part = PaymentPart;
  using Result = v1::PaymentResult;
  const auto judge = [](Part::State state, Result::Outcome outcome, const char* reference) {
    Part part;
    part.set_state(state);
    part.set_bank_reference("known");
    Result result;
    result.set_outcome(outcome);
    result.set_bank_reference(reference);
    return JudgeResult(part, result);
  };
  const auto settled = Result::OUTCOME_SETTLED, failed = Result::OUTCOME_FAILED,
             returned = Result::OUTCOME_RETURNED;
  EXPECT_EQ(*judge(Part::STATE_INSTRUCTED, settled, "new"), ResultEffect::kNew);
  EXPECT_EQ(*judge(Part::STATE_INSTRUCTED, failed, "new"), ResultEffect::kNew);
  EXPECT_THAT(judge(Part::STATE_INSTRUCTED, returned, "new"), RefusedWith(kBankResultConflict));
  EXPECT_EQ(*judge(Part::STATE_SETTLED, settled, "known"), ResultEffect::kKnown);
  EXPECT_THAT(judge(Part::STATE_SETTLED, settled, "new"), RefusedWith(kBankResultConflict));
  EXPECT_THAT(judge(Part::STATE_SETTLED, failed, "new"), RefusedWith(kBankResultConflict));
  EXPECT_EQ(*judge(Part::STATE_SETTLED, returned, "new"), ResultEffect::kNew);
  EXPECT_EQ(*judge(Part::STATE_FAILED, failed, "known"), ResultEffect::kKnown);
  EXPECT_THAT(judge(Part::STATE_FAILED, settled, "new"), RefusedWith(kBankResultConflict));
  EXPECT_EQ(*judge(Part::STATE_RETURNED, returned, "known"), ResultEffect::kKnown);
  EXPECT_THAT(judge(Part::STATE_RETURNED, settled, "known"), RefusedWith(kBankResultConflict));
  EXPECT_THAT(judge(Part::STATE_OPEN, settled, "new"), RefusedWith(kInstructionUnknown));
}

}  // namespace
}  // namespace liandong::funds
