#include "services/funds/quota/quota_service.h"

#include "services/funds/ledger/accounts.h"
#include "services/funds/testing/funds_world.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

class QuotaServiceTest : public FundsWorld {};

// Clause 3.6.b: within budget and balance, and nothing leaves the account.
TEST_F(QuotaServiceTest, RaisesQuotasInsideTheAccount) {
  ASSERT_THAT(OpenFund(), IsOk());
  EXPECT_THAT(Allot({{v1::PURPOSE_WORK, 1}}), RefusedWith(kNoBudgetInForce));
  ASSERT_THAT(PutInForce(SampleLines()), IsOk());
  ASSERT_THAT(Deposit("1", 794'660'000), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::QuotaAllotment allotment, Allot(SampleLines()));
  EXPECT_EQ(allotment.total_fen(), 794'660'000);
  const v1::ProjectPosition position = Position();
  EXPECT_EQ(position.balance_fen(), 794'660'000);
  for (const auto& line : position.lines()) EXPECT_EQ(line.quota_fen(), line.approved_fen());
  ExpectBooksGood();
}

TEST_F(QuotaServiceTest, NotOneFenAboveTheLine) {
  ASSERT_THAT(OpenFund(), IsOk());
  ASSERT_THAT(PutInForce(SampleLines()), IsOk());
  ASSERT_THAT(Deposit("1", 794'660'000), IsOk());
  ASSERT_THAT(Allot({{v1::PURPOSE_WORK, 14'820'000}}), IsOk());
  const int64_t before = Footprint();
  const auto refused = Allot({{v1::PURPOSE_SURVEY, 1}, {v1::PURPOSE_WORK, 1}}, "2");
  EXPECT_THAT(refused, RefusedWith(kLineExceeded));
  EXPECT_EQ(MetadataOf(refused.status(), "excess_fen"), "1");
  EXPECT_THAT(Allot({{v1::PURPOSE_SURVEY, 1}, {v1::PURPOSE_SURVEY, 1}}, "3"),
              RefusedWith(kPurposeTwice));
  EXPECT_EQ(Footprint(), before);
}

TEST_F(QuotaServiceTest, NotOneFenAboveWhatWasPaidIn) {
  ASSERT_THAT(OpenFund(), IsOk());
  ASSERT_THAT(PutInForce(SampleLines()), IsOk());
  ASSERT_THAT(Deposit("1", 1'000), IsOk());
  const auto refused = Allot({{v1::PURPOSE_COMPENSATION, 600}, {v1::PURPOSE_WORK, 401}});
  EXPECT_THAT(refused, RefusedWith(kFundsShortfall));
  EXPECT_EQ(MetadataOf(refused.status(), "short_fen"), "1");
  EXPECT_THAT(Allot({{v1::PURPOSE_COMPENSATION, 600}, {v1::PURPOSE_WORK, 400}}), IsOk());
}

TEST(CheckQuotaLinesTest, FrozenMoneyStaysForCompensation) {
  v1::Budget budget;
  for (v1::Purpose purpose : {v1::PURPOSE_COMPENSATION, v1::PURPOSE_WORK}) {
    auto& line = *budget.add_lines();
    line.set_purpose(purpose);
    line.set_approved_fen(1000);
  }
  const Books books({{kBank, {1000, 0, 0, 0}}, {kFunding, {0, 1000, 0, 0}}});
  v1::QuotaAllotment work;
  work.add_lines()->set_purpose(v1::PURPOSE_WORK);
  work.mutable_lines(0)->set_amount_fen(301);
  const absl::Status refused =
      CheckQuotaLines(work, budget, books, {.decision_fen = 700, .cases = {}});
  EXPECT_THAT(refused, RefusedWith(kFundsShortfall));
  EXPECT_EQ(MetadataOf(refused, "short_fen"), "1");
  work.mutable_lines(0)->set_amount_fen(300);
  EXPECT_THAT(CheckQuotaLines(work, budget, books, {.decision_fen = 700, .cases = {}}), IsOk());
  work.mutable_lines(0)->set_purpose(v1::PURPOSE_COMPENSATION);
  work.mutable_lines(0)->set_amount_fen(1000);
  EXPECT_THAT(CheckQuotaLines(work, budget, books, {.decision_fen = 700, .cases = {}}), IsOk());
}

}  // namespace
}  // namespace liandong::funds
