#include "services/funds/payment/run_service.h"

#include "services/funds/testing/funds_world.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

constexpr auto kSettled = v1::PaymentResult::OUTCOME_SETTLED;
constexpr auto kFailed = v1::PaymentResult::OUTCOME_FAILED;
constexpr auto kReturned = v1::PaymentResult::OUTCOME_RETURNED;

class RunServiceTest : public FundsWorld {
 protected:
  void SetUp() override {
    Fill();
    ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
    ASSERT_THAT(Push(MakeObligation("H03", {{"house", v1::ITEM_KIND_HOUSE_VALUE, 68'586'225}},
                                    {{"bank", v1::PAYEE_KIND_MORTGAGEE, 28'000'000},
                                     {"owner", v1::PAYEE_KIND_HOUSEHOLD, 40'586'225}})),
                IsOk());
    ASSERT_THAT(PrepareAll("H01", 100), IsOk());
    ASSERT_THAT(PrepareAll("H03", 68'586'225), IsOk());
  }
  v1::PaymentRun GetRun(const std::string& id) {
    auto run = Call(Hsb(), runs_, &RunService::GetPaymentRun, OfRun<v1::GetPaymentRunRequest>(id));
    EXPECT_THAT(run, IsOk());
    return run.value_or(v1::PaymentRun());
  }
};

// Clause 3.10.n: maker, checker and payer are three persons.
TEST_F(RunServiceTest, ThreeOfficersAndNoneTwice) {
  ASSERT_OK_AND_ASSIGN(v1::PaymentRun run, Assemble("run-1", {"H01", "H03"}));
  EXPECT_EQ(run.total_fen(), 68'586'325);
  EXPECT_EQ(run.maker(), "hsb/hsb-1");
  ASSERT_EQ(run.preparers_size(), 1);
  EXPECT_EQ(run.preparers(0), "lsd/lsd-1");
  const int64_t before = Footprint();
  EXPECT_THAT(Check("run-1", 1), RefusedWith(kFourEyes));
  EXPECT_THAT(Instruct("run-1", 1), RefusedWith(kFourEyes));
  EXPECT_THAT(Instruct("run-1", 3), RefusedWith(kRunState));
  EXPECT_EQ(Footprint(), before);
  ASSERT_OK_AND_ASSIGN(run, Check("run-1", 2));
  EXPECT_EQ(run.state(), v1::PaymentRun::STATE_CHECKED);
  EXPECT_THAT(Instruct("run-1", 2), RefusedWith(kFourEyes));
  EXPECT_THAT(Check("run-1", 3), RefusedWith(kRunState));
  ASSERT_OK_AND_ASSIGN(run, Instruct("run-1", 3));
  EXPECT_EQ(run.state(), v1::PaymentRun::STATE_INSTRUCTED);
  EXPECT_EQ(run.payer(), "hsb/hsb-3");
  EXPECT_EQ(Position().pending_fen(), 68'586'325);
  EXPECT_EQ(Position().spent_fen(), 0);
  ExpectBooksGood();
}

TEST_F(RunServiceTest, PreparerOfAServiceDoesNotCheckIt) {
  ASSERT_THAT(Contract("work", v1::PURPOSE_WORK, 10), IsOk());
  v1::PreparePaymentRequest paper = Paper("work", "work", v1::PAYMENT_KIND_SERVICE, 10, 1, "发票1");
  ASSERT_THAT(Call(Hsb(2), payments_, &PaymentService::PreparePayment, paper), IsOk());
  ASSERT_THAT(Assemble("run-1", {"work"}), IsOk());
  EXPECT_THAT(Check("run-1", 2), RefusedWith(kFourEyes));
  EXPECT_THAT(Check("run-1", 3), IsOk());
}

// Clause 3.10.n: money that no household waits for has as many eyes as theirs.
TEST_F(RunServiceTest, WhoPreparedOrRecordedTheContractDoesNotMakeTheRun) {
  ASSERT_THAT(Contract("work", v1::PURPOSE_WORK, 10), IsOk());  // hsb-5
  v1::PreparePaymentRequest paper = Paper("work", "work", v1::PAYMENT_KIND_SERVICE, 10, 1, "发票1");
  ASSERT_THAT(Call(Hsb(6), payments_, &PaymentService::PreparePayment, paper), IsOk());
  v1::CreatePaymentRunRequest create;
  create.set_parent("projects/P1");
  create.set_payment_run_id("run-1");
  create.mutable_payment_run()->add_payments("projects/P1/payments/work");
  const int64_t before = Footprint();
  for (int officer : {5, 6}) {
    EXPECT_THAT(Call(Hsb(officer), runs_, &RunService::CreatePaymentRun, create),
                RefusedWith(kFourEyes));
  }
  EXPECT_EQ(Footprint(), before);
  ASSERT_THAT(Assemble("run-1", {"work"}), IsOk());
  EXPECT_THAT(Check("run-1", 5), RefusedWith(kFourEyes));
  ASSERT_THAT(Check("run-1", 2), IsOk());
  EXPECT_THAT(Instruct("run-1", 5), RefusedWith(kFourEyes));
  EXPECT_THAT(Instruct("run-1", 3), IsOk());
}

// PAYMENT_CHECKERS: from 2,000,000.00 on two checkers agree.
TEST_F(RunServiceTest, LargePaymentNeedsTwoCheckers) {
  ASSERT_THAT(Push(Simple("H04", 200'000'000)), IsOk());
  ASSERT_THAT(PrepareAll("H04", 200'000'000), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::PaymentRun run, Assemble("run-1", {"H04"}));
  EXPECT_EQ(run.checkers_needed(), 2);
  ASSERT_OK_AND_ASSIGN(run, Check("run-1", 2));
  EXPECT_EQ(run.state(), v1::PaymentRun::STATE_ASSEMBLED);
  EXPECT_THAT(Check("run-1", 2), RefusedWith(kFourEyes));
  EXPECT_THAT(Instruct("run-1", 4), RefusedWith(kRunState));
  ASSERT_OK_AND_ASSIGN(run, Check("run-1", 3));
  EXPECT_EQ(run.state(), v1::PaymentRun::STATE_CHECKED);
  EXPECT_THAT(Instruct("run-1", 4), IsOk());
}

// By the run's total: splitting a sum over payments does not spare the second checker.
TEST_F(RunServiceTest, ManySmallPaymentsNeedTwoCheckersLikeALargeOne) {
  ASSERT_THAT(Push(Simple("H04", 100'000'000)), IsOk());
  ASSERT_THAT(Push(Simple("H05", 99'999'999)), IsOk());
  ASSERT_THAT(Push(Simple("H06", 1)), IsOk());
  ASSERT_THAT(PrepareAll("H04", 100'000'000), IsOk());
  ASSERT_THAT(PrepareAll("H05", 99'999'999), IsOk());
  ASSERT_THAT(PrepareAll("H06", 1), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::PaymentRun below, Assemble("run-1", {"H04", "H05"}));
  EXPECT_EQ(below.total_fen(), 199'999'999);
  EXPECT_EQ(below.checkers_needed(), 1);
  ASSERT_THAT(Call(Hsb(), runs_, &RunService::CancelPaymentRun,
                   OfRun<v1::CancelPaymentRunRequest>("run-1")),
              IsOk());
  ASSERT_OK_AND_ASSIGN(v1::PaymentRun at, Assemble("run-2", {"H04", "H05", "H06"}));
  EXPECT_EQ(at.total_fen(), 200'000'000);
  EXPECT_EQ(at.checkers_needed(), 2);
  ASSERT_THAT(Check("run-2", 2), IsOk());
  const int64_t before = Footprint();
  EXPECT_THAT(Check("run-2", 2), RefusedWith(kFourEyes));
  EXPECT_THAT(Instruct("run-2", 4), RefusedWith(kRunState));
  EXPECT_EQ(Footprint(), before);
  ASSERT_THAT(Check("run-2", 3), IsOk());
  EXPECT_THAT(Instruct("run-2", 4), IsOk());
}

TEST_F(RunServiceTest, PaymentIsInOneRunAndOneProject) {
  EXPECT_THAT(Assemble("run-1", {"H01", "H01"}), RefusedWith(kDuplicateId));
  v1::CreatePaymentRunRequest foreign;
  foreign.set_parent("projects/P2");
  foreign.set_payment_run_id("run-1");
  foreign.mutable_payment_run()->add_payments("projects/P1/payments/H01");
  EXPECT_THAT(Call(Hsb(), runs_, &RunService::CreatePaymentRun, foreign),
              RefusedWith(kForeignProject));
  ASSERT_THAT(Assemble("run-1", {"H01"}), IsOk());
  EXPECT_THAT(Assemble("run-2", {"H01", "H03"}), RefusedWith(kPaymentState));
  EXPECT_EQ(GetPayment("H03").state(), v1::Payment::STATE_PREPARED);
}

TEST_F(RunServiceTest, DissolvedRunFreesItsPayments) {
  ASSERT_THAT(Assemble("run-1", {"H01", "H03"}), IsOk());
  ASSERT_THAT(Check("run-1"), IsOk());
  ASSERT_THAT(Call(Hsb(), runs_, &RunService::CancelPaymentRun,
                   OfRun<v1::CancelPaymentRunRequest>("run-1")),
              IsOk());
  EXPECT_THAT(Check("run-1", 3), RefusedWith(kRunState));
  EXPECT_THAT(Order("run-2", {"H01", "H03"}), IsOk());
  EXPECT_THAT(Call(Hsb(), runs_, &RunService::CancelPaymentRun,
                   OfRun<v1::CancelPaymentRunRequest>("run-2")),
              RefusedWith(kRunState));
}

TEST_F(RunServiceTest, ChangedObligationStopsTheRun) {
  ASSERT_THAT(Assemble("run-1", {"H01", "H03"}), IsOk());
  // The house of H01 is sealed meanwhile: the court names the account.
  ASSERT_THAT(Push(MakeObligation("H01", {{"house", v1::ITEM_KIND_HOUSE_VALUE, 100}},
                                  {{"court", v1::PAYEE_KIND_COURT_ACCOUNT, 100}}, 2)),
              IsOk());
  const int64_t before = Footprint();
  EXPECT_THAT(Check("run-1"), RefusedWith(kObligationChanged));
  EXPECT_EQ(Footprint(), before);
}

TEST_F(RunServiceTest, ChangeAfterTheCheckStopsTheInstruction) {
  ASSERT_THAT(Assemble("run-1", {"H01", "H03"}), IsOk());
  ASSERT_THAT(Check("run-1"), IsOk());
  ASSERT_THAT(Push(MakeObligation("H01", {{"house", v1::ITEM_KIND_HOUSE_VALUE, 100}},
                                  {{"court", v1::PAYEE_KIND_COURT_ACCOUNT, 100}}, 2)),
              IsOk());
  EXPECT_THAT(Instruct("run-1"), RefusedWith(kObligationChanged));
  EXPECT_EQ(Position().pending_fen(), 0);
}

class TightRunTest : public FundsWorld {
 protected:
  void SetUp() override {
    ASSERT_THAT(OpenFund(), IsOk());
    ASSERT_THAT(PutInForce(SampleLines()), IsOk());
    ASSERT_THAT(Deposit("1", 741'000'010), IsOk());
    ASSERT_THAT(Allot({{v1::PURPOSE_COMPENSATION, 199}, {v1::PURPOSE_WORK, 11}}), IsOk());
    ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
    ASSERT_THAT(Push(Simple("H02", 100)), IsOk());
    ASSERT_THAT(PrepareAll("H01", 100), IsOk());
    ASSERT_THAT(PrepareAll("H02", 100), IsOk());
    ASSERT_THAT(Contract("work", v1::PURPOSE_WORK, 11), IsOk());
    ASSERT_THAT(Prepare(Paper("work", "work", v1::PAYMENT_KIND_SERVICE, 11, 1, "发票1")), IsOk());
  }
};

TEST_F(TightRunTest, RunIsInstructedWithinItsQuotaOrNotAtAll) {
  ASSERT_THAT(Assemble("run-1", {"H01", "H02"}), IsOk());
  ASSERT_THAT(Check("run-1"), IsOk());
  const int64_t before = Footprint();
  const auto refused = Instruct("run-1");
  EXPECT_THAT(refused, RefusedWith(kQuotaExceeded));
  EXPECT_EQ(MetadataOf(refused.status(), "excess_fen"), "1");
  EXPECT_EQ(Footprint(), before);
  EXPECT_EQ(GetPayment("H01").state(), v1::Payment::STATE_CHECKED);
  ASSERT_THAT(Allot({{v1::PURPOSE_COMPENSATION, 1}}, "2"), IsOk());
  EXPECT_THAT(Instruct("run-1"), IsOk());
}

// 741,000,010 fen in the account, all of the compensation line frozen: 10 are left for the rest.
TEST_F(TightRunTest, FrozenMoneyIsNotPaidForAnythingElse) {
  v1::IssueFundingProofRequest request;
  request.set_parent("projects/P1");
  request.set_proof_id("decision-1");
  request.set_purpose(v1::FundingProof::PURPOSE_DECISION);
  request.set_subject("projects/P1/decision");
  request.set_amount_fen(741'000'000);
  ASSERT_THAT(Call(Acquisition(), proofs_, &FundingProofService::IssueFundingProof, request),
              IsOk());
  ASSERT_THAT(Assemble("run-1", {"work"}), IsOk());
  ASSERT_THAT(Check("run-1"), IsOk());
  const auto refused = Instruct("run-1");
  EXPECT_THAT(refused, RefusedWith(kFundsShortfall));
  EXPECT_EQ(MetadataOf(refused.status(), "short_fen"), "1");
  EXPECT_THAT(Pay("run-2", {"H01"}), IsOk());
  ExpectBooksGood();
}

// The bank's results: once, however often and in whatever order they come.
TEST_F(RunServiceTest, ResultToldThreeTimesHasOneEffect) {
  ASSERT_THAT(Order("run-1", {"H01", "H03"}), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::PaymentRun run,
                       Report("run-1", {Result("H03", kSettled, "B2", "owner")}));
  EXPECT_EQ(run.state(), v1::PaymentRun::STATE_INSTRUCTED);
  EXPECT_EQ(GetPayment("H03").state(), v1::Payment::STATE_INSTRUCTED);
  const std::vector<v1::PaymentResult> rest = {Result("H01", kSettled, "B1"),
                                               Result("H03", kSettled, "B3", "bank")};
  ASSERT_OK_AND_ASSIGN(run, Report("run-1", rest));
  EXPECT_EQ(run.state(), v1::PaymentRun::STATE_DONE);
  EXPECT_EQ(run.settled_fen(), 68'586'325);
  const int64_t before = Footprint();
  for (int again = 0; again < 2; ++again) {
    // What is known already is answered, never refused: kBankResultKnown stays inside.
    EXPECT_THAT(Report("run-1", rest), ::testing::Not(RefusedWith(kBankResultKnown)));
    ASSERT_OK_AND_ASSIGN(v1::PaymentRun same, Report("run-1", rest));
    EXPECT_EQ(same.SerializeAsString(), run.SerializeAsString());
  }
  EXPECT_EQ(Footprint(), before);
  EXPECT_EQ(Position().spent_fen(), 68'586'325);
  EXPECT_EQ(Position().encumbered_fen(), 0);
  EXPECT_EQ(Position().pending_fen(), 0);
  const v1::Obligation h03 = GetObligation("H03");
  EXPECT_EQ(h03.state(), v1::Obligation::STATE_SETTLED);
  EXPECT_EQ(h03.payees(0).paid_fen(), 28'000'000);
  EXPECT_EQ(h03.payees(1).paid_fen(), 40'586'225);
  ExpectBooksGood();
}

TEST_F(RunServiceTest, WrongResultsAreRefusedAndBookNothing) {
  ASSERT_THAT(Order("run-1", {"H01"}), IsOk());
  const int64_t before = Footprint();
  EXPECT_THAT(Report("run-1", {Result("H03", kSettled, "B1")}), RefusedWith(kInstructionUnknown));
  EXPECT_THAT(Report("run-1", {Result("H01", kSettled, "B1", "nobody")}),
              RefusedWith(kInstructionUnknown));
  EXPECT_THAT(Report("run-1", {Result("H01", kReturned, "B1")}), RefusedWith(kBankResultConflict));
  EXPECT_THAT(Report("run-1", {Result("H01", kSettled, "projects/P1-D1")}),
              RefusedWith(kReceiptUsed));
  EXPECT_EQ(Footprint(), before);
  ASSERT_THAT(Report("run-1", {Result("H01", kSettled, "B1")}), IsOk());
  EXPECT_THAT(Report("run-1", {Result("H01", kFailed, "B2")}), RefusedWith(kBankResultConflict));
  EXPECT_THAT(Report("run-1", {Result("H01", kSettled, "B2")}), RefusedWith(kBankResultConflict));
}

TEST_F(RunServiceTest, FailedPartIsRetriedAloneInAnotherRun) {
  ASSERT_THAT(Order("run-1", {"H03"}), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::PaymentRun run,
                       Report("run-1", {Result("H03", kSettled, "B1", "bank"),
                                        Result("H03", kFailed, "B2", "owner")}));
  EXPECT_EQ(run.state(), v1::PaymentRun::STATE_DONE);
  EXPECT_EQ(run.settled_fen(), 28'000'000);
  EXPECT_EQ(GetPayment("H03").state(), v1::Payment::STATE_FAILED);
  EXPECT_EQ(Position().pending_fen(), 0);
  EXPECT_EQ(GetObligation("H03").state(), v1::Obligation::STATE_PARTLY_PAID);
  ASSERT_OK_AND_ASSIGN(run, Assemble("run-2", {"H03"}));
  EXPECT_EQ(run.total_fen(), 40'586'225);
  ASSERT_THAT(Check("run-2"), IsOk());
  ASSERT_THAT(Instruct("run-2"), IsOk());
  // The old failure, told late, is not the result of the new order.
  EXPECT_THAT(Report("run-2", {Result("H03", kFailed, "B2", "owner")}), RefusedWith(kReceiptUsed));
  EXPECT_THAT(Report("run-1", {Result("H03", kFailed, "B2", "owner")}),
              RefusedWith(kInstructionUnknown));
  ASSERT_THAT(Report("run-2", {Result("H03", kSettled, "B3", "owner")}), IsOk());
  EXPECT_EQ(GetObligation("H03").paid_fen(), 68'586'225);
  ExpectBooksGood();
}

// A payee closed its account: the next version of the obligation has another one.
TEST_F(RunServiceTest, FailedPartGoesToTheAccountOfToday) {
  ASSERT_THAT(Order("run-1", {"H03"}), IsOk());
  ASSERT_THAT(Report("run-1", {Result("H03", kSettled, "B1", "bank"),
                               Result("H03", kFailed, "B2", "owner")}),
              IsOk());
  v1::Obligation corrected =
      MakeObligation("H03", {{"house", v1::ITEM_KIND_HOUSE_VALUE, 68'586'225}},
                     {{"bank", v1::PAYEE_KIND_MORTGAGEE, 28'000'000},
                      {"owner", v1::PAYEE_KIND_HOUSEHOLD, 40'586'225}},
                     2);
  corrected.mutable_payees(1)->set_account("6299990000000000020");
  ASSERT_THAT(Push(corrected), IsOk());
  ASSERT_THAT(Order("run-2", {"H03"}), IsOk());
  EXPECT_EQ(GetPayment("H03").parts(1).account(), "6299990000000000020");
  EXPECT_EQ(GetPayment("H03").parts(0).account(), "6299990000000000012");
  ASSERT_THAT(Report("run-2", {Result("H03", kSettled, "B3", "owner")}), IsOk());
  EXPECT_EQ(GetObligation("H03").state(), v1::Obligation::STATE_SETTLED);
  ExpectBooksGood();
}

// Another payee is another paper: nothing is paid to whom it is no longer owed.
TEST_F(RunServiceTest, FailedPartOfAnotherPayeeIsNotPaid) {
  ASSERT_THAT(Order("run-1", {"H01"}), IsOk());
  ASSERT_THAT(Report("run-1", {Result("H01", kFailed, "B1")}), IsOk());
  ASSERT_THAT(Push(MakeObligation("H01", {{"house", v1::ITEM_KIND_HOUSE_VALUE, 100}},
                                  {{"court", v1::PAYEE_KIND_COURT_ACCOUNT, 100}}, 2)),
              IsOk());
  const int64_t before = Footprint();
  EXPECT_THAT(Assemble("run-2", {"H01"}), RefusedWith(kObligationChanged));
  EXPECT_EQ(Footprint(), before);
  ASSERT_THAT(Cancel("H01"), IsOk());
  EXPECT_THAT(Assemble("run-2", {"H01"}), RefusedWith(kObligationChanged));
}

TEST_F(RunServiceTest, ReturnedMoneyComesBackToAccountAndLine) {
  ASSERT_THAT(Order("run-1", {"H01"}), IsOk());
  ASSERT_THAT(Report("run-1", {Result("H01", kSettled, "B1")}), IsOk());
  EXPECT_TRUE(GetObligation("H01").has_proof());
  ASSERT_OK_AND_ASSIGN(v1::PaymentRun run, Report("run-1", {Result("H01", kReturned, "B2")}));
  EXPECT_EQ(run.settled_fen(), 0);
  EXPECT_EQ(GetPayment("H01").state(), v1::Payment::STATE_FAILED);
  const v1::Obligation back = GetObligation("H01");
  EXPECT_EQ(back.state(), v1::Obligation::STATE_OPEN);
  EXPECT_FALSE(back.compensated());
  EXPECT_FALSE(back.has_proof());
  EXPECT_EQ(Position().balance_fen(), 794'660'000);
  EXPECT_EQ(Position().spent_fen(), 0);
  const int64_t before = Footprint();
  EXPECT_THAT(Report("run-1", {Result("H01", kReturned, "B2")}), IsOk());
  EXPECT_THAT(Report("run-1", {Result("H01", kReturned, "B3")}), RefusedWith(kBankResultConflict));
  EXPECT_EQ(Footprint(), before);
  ASSERT_THAT(Pay("run-2", {"H01"}), IsOk());
  EXPECT_TRUE(GetObligation("H01").compensated());
  ExpectBooksGood();
}

TEST_F(RunServiceTest, PaidHouseholdHasASignedProof) {
  world_.SetNow("2026-04-17 10:00");
  ASSERT_THAT(Pay("run-1", {"H03"}), IsOk());
  const v1::Obligation h03 = GetObligation("H03");
  EXPECT_TRUE(h03.compensated());
  crypto::SigningKeySet keys;
  keys.Add({.key_id = "dev-funds-1", .key = key_.public_key()});
  ASSERT_OK_AND_ASSIGN(auto statement,
                       OpenProof(h03.proof(), keys, world_.clock().Now(), world_.clock().Now()));
  EXPECT_EQ(statement.kind(), common::v1::ProofStatement::KIND_COMPENSATION_PAID);
  EXPECT_EQ(statement.household(), "projects/P1/households/H03");
  EXPECT_EQ(statement.subject(), "projects/P1/agreements/H03");
  EXPECT_EQ(statement.amount_fen(), 68'586'225);
  EXPECT_EQ(statement.audience(), "registry");
  EXPECT_EQ(statement.issuer(), "funds");
}

TEST_F(RunServiceTest, UnsettledRunStaysReadable) {
  ASSERT_THAT(Order("run-1", {"H01"}), IsOk());
  EXPECT_EQ(GetRun("run-1").payments_size(), 1);
}

}  // namespace
}  // namespace liandong::funds
