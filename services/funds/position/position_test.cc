#include "services/funds/position/position.h"

#include "gtest/gtest.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/ledger/accounts.h"
#include "shared/testing/status_matchers.h"

namespace liandong::funds {
namespace {

using liandong::testing::IsOk;
using liandong::testing::RefusedWith;

// 1000 in the account, 100 of them ordered; of compensation 200 paid, 50 in escrow, 300 owed.
Books Sample() {
  const std::string paid = Cost(v1::PURPOSE_COMPENSATION);
  return Books({{kBank, {1250, 250, 0, 100}},
                {kFunding, {0, 1250, 0, 0}},
                {kEscrow, {50, 0, 0, 0}},
                {paid, {200, 0, 100, 0}},
                {Quota(v1::PURPOSE_COMPENSATION), {600, 0, 0, 0}},
                {Encumbered(v1::PURPOSE_COMPENSATION), {300, 0, 0, 0}}});
}

v1::Budget BudgetOf(int64_t compensation_fen) {
  v1::Budget budget;
  auto& line = *budget.add_lines();
  line.set_purpose(v1::PURPOSE_COMPENSATION);
  line.set_approved_fen(compensation_fen);
  return budget;
}

TEST(PositionTest, EscrowCountsAsSpent) {
  EXPECT_EQ(SpentFen(Sample(), v1::PURPOSE_COMPENSATION), 250);
  EXPECT_EQ(InFlightFen(Sample(), v1::PURPOSE_COMPENSATION), 100);
  EXPECT_EQ(UsedFen(Sample(), v1::PURPOSE_COMPENSATION), 600);
}

TEST(PositionTest, LineHoldsExactlyItsAmount) {
  EXPECT_THAT(CheckLine(Sample(), BudgetOf(560), v1::PURPOSE_COMPENSATION, 10), IsOk());
  const absl::Status refused = CheckLine(Sample(), BudgetOf(560), v1::PURPOSE_COMPENSATION, 11);
  EXPECT_THAT(refused, RefusedWith(kLineExceeded));
  EXPECT_EQ(MetadataOf(refused, "excess_fen"), "1");
  EXPECT_EQ(MetadataOf(refused, "line_fen"), "560");
  EXPECT_THAT(CheckLine(Sample(), BudgetOf(560), v1::PURPOSE_WORK, 1), RefusedWith(kLineExceeded));
}

TEST(PositionTest, QuotaCountsWhatIsOrdered) {
  Gates gates;
  CheckQuota(Sample(), v1::PURPOSE_COMPENSATION, 250, gates);
  EXPECT_TRUE(gates.open());
  CheckQuota(Sample(), v1::PURPOSE_COMPENSATION, 251, gates);
  EXPECT_THAT(gates.status(), RefusedWith(kQuotaExceeded));
}

// What is missing for an outflow; 0 when nothing is.
int64_t Short(const Freezes& freezes, const Outflow& outflow) {
  Gates gates;
  CheckMoney(Sample(), freezes, outflow, gates);
  if (gates.open()) return 0;
  EXPECT_THAT(gates.status(), RefusedWith(kFundsShortfall));
  return std::stoll(*MetadataOf(gates.status(), "short_fen"));
}

// 900 are free of orders.
TEST(PositionTest, FrozenMoneyServesCompensationOnly) {
  EXPECT_EQ(Short({}, {.other_fen = 900, .compensation = {}}), 0);
  EXPECT_EQ(Short({}, {.other_fen = 901, .compensation = {}}), 1);
  const Freezes decision{.decision_fen = 700, .cases = {}};
  EXPECT_EQ(Short(decision, {.other_fen = 200, .compensation = {}}), 0);
  EXPECT_EQ(Short(decision, {.other_fen = 201, .compensation = {}}), 1);
  EXPECT_EQ(Short(decision, {.other_fen = 0, .compensation = {{"a", 900}}}), 0);
  // 300 paid to households draw the freeze down to 400.
  EXPECT_EQ(Short(decision, {.other_fen = 201, .compensation = {{"a", 300}}}), 1);
}

TEST(PositionTest, CaseMoneyServesItsHousehold) {
  const Freezes freezes{.decision_fen = 700, .cases = {{"h12", 500}}};
  EXPECT_EQ(freezes.total_fen(), 700);
  EXPECT_EQ(Short(freezes, {.other_fen = 0, .compensation = {{"h12", 500}}}), 0);
  EXPECT_EQ(Short(freezes, {.other_fen = 0, .compensation = {{"h01", 400}}}), 0);
  EXPECT_EQ(Short(freezes, {.other_fen = 0, .compensation = {{"h01", 401}}}), 1);
}

TEST(PositionTest, ShortfallCountsWhatHouseholdsHave) {
  EXPECT_EQ(ShortfallFen(Sample(), 1250), 0);
  EXPECT_EQ(ShortfallFen(Sample(), 1251), 1);
  EXPECT_EQ(ShortfallFen(Books(), 700), 700);
}

TEST(PositionTest, FilledFromBooksAndBudget) {
  const v1::Budget budget = BudgetOf(1260);
  v1::ProjectPosition position;
  FillPosition(Sample(), &budget, position);
  EXPECT_EQ(position.deposited_fen(), 1250);
  EXPECT_EQ(position.balance_fen(), 1000);
  EXPECT_EQ(position.pending_fen(), 100);
  EXPECT_EQ(position.spent_fen(), 250);
  EXPECT_EQ(position.escrowed_fen(), 50);
  EXPECT_EQ(position.encumbered_fen(), 300);
  EXPECT_EQ(position.shortfall_fen(), 10);
  ASSERT_EQ(position.lines_size(), 6);
  EXPECT_EQ(position.lines(0).free_fen(), 710);
}

}  // namespace
}  // namespace liandong::funds
