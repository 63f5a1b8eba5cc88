#include "services/funds/financing/financing_service.h"

#include "services/funds/testing/funds_world.h"
#include "shared/testing/machine_check.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

class FinancingServiceTest : public FundsWorld {
 protected:
  void SetUp() override { ASSERT_THAT(OpenFund(), IsOk()); }

  absl::StatusOr<v1::FinancingPlan> File(int64_t fen, const std::string& due,
                                         const std::string& etag = "") {
    v1::FileFinancingPlanRequest request;
    request.set_parent("projects/P1");
    request.set_etag(etag);
    auto& instalment = *request.mutable_financing_plan()->add_instalments();
    instalment.set_amount_fen(fen);
    *instalment.mutable_due_date() = Day(due);
    instalment.set_source("自有资金");
    return Call(Cig(), financing_, &FinancingService::FileFinancingPlan, request);
  }
};

TEST(DepositMachineTest, EveryPair) {
  liandong::testing::ExpectExactly(
      kDepositMachine, kDepositState,
      {{{v1::Deposit::STATE_UNSPECIFIED, "AnnounceDeposit"}, v1::Deposit::STATE_ANNOUNCED},
       {{v1::Deposit::STATE_ANNOUNCED, "ConfirmDeposit"}, v1::Deposit::STATE_CONFIRMED}});
}

// Clause 3.11.a.
TEST_F(FinancingServiceTest, PlanIsReplacedAsAWhole) {
  ASSERT_OK_AND_ASSIGN(v1::FinancingPlan plan, File(1000, "2026-03-01"));
  EXPECT_EQ(plan.filed_by(), "cig/cig-1");
  EXPECT_THAT(File(2000, "2026-03-01"), RefusedWith(kEtagMismatch));
  ASSERT_OK_AND_ASSIGN(v1::FinancingPlan replaced, File(2000, "2026-03-01", plan.etag()));
  ASSERT_EQ(replaced.instalments_size(), 1);
  EXPECT_EQ(replaced.instalments(0).amount_fen(), 2000);
}

TEST_F(FinancingServiceTest, LatenessFollowsFromPlanAndDeposits) {
  ASSERT_THAT(File(1000, "2026-03-01"), IsOk());
  EXPECT_EQ(Position().late_fen(), 0);  // 2026-02-27
  world_.SetNow("2026-03-01 09:00");
  EXPECT_EQ(Position().late_fen(), 1000);
  ASSERT_THAT(Deposit("1", 400), IsOk());
  EXPECT_EQ(Position().late_fen(), 600);
}

TEST_F(FinancingServiceTest, OnlyTheProjectsInvestorPaysIn) {
  ASSERT_THAT(OpenFund("projects/P2", "eig", "431171"), IsOk());
  EXPECT_THAT(Announce("1", 100, "projects/P2"), RefusedWith(kNotInvestor));
}

// Clause 3.11.b: announced money is no money; the bank's receipt books it.
TEST_F(FinancingServiceTest, BankConfirmsWhatWasAnnounced) {
  ASSERT_OK_AND_ASSIGN(v1::Deposit deposit, Announce("1", 650'000'000));
  EXPECT_EQ(Position().deposited_fen(), 0);
  const auto wrong = Confirm(deposit.name(), 649'999'999, "R1");
  EXPECT_THAT(wrong, RefusedWith(kAmountMismatch));
  EXPECT_EQ(MetadataOf(wrong.status(), "difference_fen"), "-1");
  ASSERT_OK_AND_ASSIGN(v1::Deposit confirmed, Confirm(deposit.name(), 650'000'000, "R1"));
  EXPECT_EQ(confirmed.state(), v1::Deposit::STATE_CONFIRMED);
  EXPECT_EQ(confirmed.journal_seq(), 1);
  EXPECT_EQ(Position().balance_fen(), 650'000'000);
  ExpectBooksGood();
}

// Clause 3.11.b: no other bank speaks for the account.
TEST_F(FinancingServiceTest, OnlyTheBankThatKeepsTheAccountConfirms) {
  ASSERT_OK_AND_ASSIGN(v1::Deposit deposit, Announce("1", 100));
  v1::ConfirmDepositRequest request;
  request.set_name(deposit.name());
  request.set_amount_fen(100);
  request.set_receipt_number("R1");
  *request.mutable_value_date() = Day("2026-02-28");
  const int64_t before = Footprint();
  EXPECT_THAT(Call(OtherBank(), financing_, &FinancingService::ConfirmDeposit, request),
              RefusedWith(kNotThisBank));
  EXPECT_EQ(Footprint(), before);
  EXPECT_THAT(Call(Bank(), financing_, &FinancingService::ConfirmDeposit, request), IsOk());
}

TEST_F(FinancingServiceTest, ConfirmationRepeatedInAnotherCallHasNoSecondEffect) {
  ASSERT_THAT(Deposit("1", 100), IsOk());
  const int64_t before = Footprint();
  ASSERT_OK_AND_ASSIGN(v1::Deposit again, Confirm("projects/P1/deposits/1", 100, "projects/P1-D1"));
  EXPECT_EQ(again.state(), v1::Deposit::STATE_CONFIRMED);
  EXPECT_EQ(Footprint(), before);
  EXPECT_THAT(Confirm("projects/P1/deposits/1", 100, "R2"), RefusedWith(kDepositState));
  EXPECT_EQ(Footprint(), before);
}

TEST_F(FinancingServiceTest, ReceiptServesOnce) {
  ASSERT_THAT(Deposit("1", 100), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::Deposit second, Announce("2", 100));
  EXPECT_THAT(Confirm(second.name(), 100, "projects/P1-D1"), RefusedWith(kReceiptUsed));
  EXPECT_EQ(Position().balance_fen(), 100);
  ExpectBooksGood();
}

}  // namespace
}  // namespace liandong::funds
