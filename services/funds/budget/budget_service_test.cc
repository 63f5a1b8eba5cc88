#include "services/funds/budget/budget_service.h"

#include "services/funds/budget/budget_rules.h"
#include "services/funds/testing/funds_world.h"
#include "shared/testing/machine_check.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

class BudgetServiceTest : public FundsWorld {
 protected:
  void SetUp() override { ASSERT_THAT(OpenFund(), IsOk()); }

  v1::CreateBudgetRequest Asked(const std::vector<std::pair<v1::Purpose, int64_t>>& lines) {
    v1::CreateBudgetRequest request;
    request.set_parent("projects/P1");
    request.set_budget_id("v1");
    request.mutable_budget()->set_estimate_document("概算1号");
    for (const auto& [purpose, fen] : lines) {
      auto& line = *request.mutable_budget()->add_lines();
      line.set_purpose(purpose);
      line.set_submitted_fen(fen);
    }
    return request;
  }
  absl::StatusOr<Budget> Create(const v1::CreateBudgetRequest& request) {
    return Call(Hsb(), budgets_, &BudgetService::CreateBudget, request);
  }
  void Submit() {
    v1::SubmitBudgetRequest request;
    request.set_name("projects/P1/budgets/v1");
    ASSERT_THAT(Call(Hsb(), budgets_, &BudgetService::SubmitBudget, request), IsOk());
  }
  absl::StatusOr<Budget> Review(
      const std::vector<std::tuple<v1::Purpose, int64_t, const char*>>& findings,
      const std::string& returned = "") {
    v1::ReviewBudgetRequest request;
    request.set_name("projects/P1/budgets/v1");
    request.set_return_reason(returned);
    request.set_estimate_opinion("概算编制依据充分");
    for (const auto& [purpose, fen, opinion] : findings) {
      auto& line = *request.add_lines();
      line.set_purpose(purpose);
      line.set_approved_fen(fen);
      line.set_opinion(opinion);
    }
    return Call(Fin(), budgets_, &BudgetService::ReviewBudget, request);
  }
};

TEST(BudgetMachineTest, EveryPair) {
  liandong::testing::ExpectExactly(
      kBudgetMachine, kBudgetState,
      {{{Budget::STATE_UNSPECIFIED, "CreateBudget"}, Budget::STATE_DRAFT},
       {{Budget::STATE_DRAFT, "UpdateBudget"}, Budget::STATE_DRAFT},
       {{Budget::STATE_RETURNED, "UpdateBudget"}, Budget::STATE_DRAFT},
       {{Budget::STATE_DRAFT, "SubmitBudget"}, Budget::STATE_SUBMITTED},
       {{Budget::STATE_SUBMITTED, "ReviewBudget"}, Budget::STATE_IN_FORCE},
       {{Budget::STATE_SUBMITTED, "ReviewBudget (return)"}, Budget::STATE_RETURNED},
       {{Budget::STATE_IN_FORCE, "ReviewBudget (of the next version)"}, Budget::STATE_SUPERSEDED}});
}

// Clause 3.10.k: six purposes and no other.
TEST_F(BudgetServiceTest, ReceptionIsNoPurpose) {
  const int64_t before = Footprint();
  EXPECT_THAT(Create(Asked({{static_cast<v1::Purpose>(7), 100}})), RefusedWith(kUnknownPurpose));
  EXPECT_THAT(Create(Asked({{v1::PURPOSE_UNSPECIFIED, 100}})), RefusedWith(kUnknownPurpose));
  EXPECT_EQ(Footprint(), before);
}

TEST_F(BudgetServiceTest, LinesAreCheckedAtOnce) {
  EXPECT_THAT(Create(Asked({{v1::PURPOSE_WORK, 1}, {v1::PURPOSE_WORK, 1}})),
              RefusedWith(kPurposeTwice));
  // 2 % of 1,000,000.00 is 20,000.00.
  EXPECT_THAT(
      Create(Asked({{v1::PURPOSE_COMPENSATION, 100'000'000}, {v1::PURPOSE_WORK, 2'000'001}})),
      RefusedWith(kCostCapExceeded));
  EXPECT_THAT(Create(Asked(
                  {{v1::PURPOSE_COMPENSATION, 100'000'000}, {v1::PURPOSE_CONTINGENCY, 3'000'001}})),
              RefusedWith(kCostCapExceeded));
  EXPECT_THAT(Create(Asked({{v1::PURPOSE_COMPENSATION, 100'000'000},
                            {v1::PURPOSE_WORK, 2'000'000},
                            {v1::PURPOSE_CONTINGENCY, 3'000'000}})),
              IsOk());
}

// Clauses 3.6.a, 3.6.d: line by line, reductions with a reason.
TEST_F(BudgetServiceTest, FinanceReviewsEachLine) {
  ASSERT_THAT(Create(Asked(
                  {{v1::PURPOSE_COMPENSATION, 741'000'000}, {v1::PURPOSE_DEMOLITION, 10'800'000}})),
              IsOk());
  EXPECT_THAT(Review({}), RefusedWith(kBudgetState));
  Submit();
  const auto whole = std::make_tuple(v1::PURPOSE_COMPENSATION, int64_t{741'000'000}, "");
  EXPECT_THAT(Review({whole}), RefusedWith(kReviewIncomplete));
  EXPECT_THAT(Review({whole, {v1::PURPOSE_DEMOLITION, 10'800'001, ""}}),
              RefusedWith(kLineAboveSubmission));
  EXPECT_THAT(Review({whole, {v1::PURPOSE_DEMOLITION, 9'600'000, ""}}),
              RefusedWith(kReductionWithoutReason));
  ASSERT_OK_AND_ASSIGN(Budget budget,
                       Review({whole, {v1::PURPOSE_DEMOLITION, 9'600'000, "按市场价核减"}}));
  EXPECT_EQ(budget.state(), Budget::STATE_IN_FORCE);
  EXPECT_EQ(budget.estimate_opinion(), "概算编制依据充分");
  EXPECT_EQ(ApprovedFen(budget, v1::PURPOSE_DEMOLITION), 9'600'000);
}

TEST_F(BudgetServiceTest, ReturnedVersionIsRevised) {
  ASSERT_THAT(Create(Asked({{v1::PURPOSE_COMPENSATION, 100}})), IsOk());
  Submit();
  ASSERT_OK_AND_ASSIGN(Budget returned, Review({}, "概算依据不足"));
  EXPECT_EQ(returned.state(), Budget::STATE_RETURNED);
  v1::UpdateBudgetRequest update;
  update.set_name(returned.name());
  update.set_etag("1");
  *update.mutable_budget() = Asked({{v1::PURPOSE_COMPENSATION, 90}}).budget();
  EXPECT_THAT(Call(Hsb(), budgets_, &BudgetService::UpdateBudget, update),
              RefusedWith(kEtagMismatch));
  update.set_etag(returned.etag());
  update.clear_request_id();
  ASSERT_OK_AND_ASSIGN(Budget updated, Call(Hsb(), budgets_, &BudgetService::UpdateBudget, update));
  EXPECT_EQ(updated.state(), Budget::STATE_DRAFT);
  EXPECT_EQ(updated.lines(0).submitted_fen(), 90);
}

TEST_F(BudgetServiceTest, NextVersionKeepsWhatIsUsed) {
  ASSERT_THAT(PutInForce({{v1::PURPOSE_COMPENSATION, 1000}}), IsOk());
  ASSERT_THAT(Push(Simple("H01", 600)), IsOk());
  const auto refused = PutInForce({{v1::PURPOSE_COMPENSATION, 599}}, "v2");
  EXPECT_THAT(refused, RefusedWith(kLineBelowUsed));
  EXPECT_EQ(MetadataOf(refused.status(), "used_fen"), "600");
  ASSERT_THAT(PutInForce({{v1::PURPOSE_COMPENSATION, 600}}, "v3"), IsOk());
  EXPECT_EQ(Position().budget_in_force(), "projects/P1/budgets/v3");
  EXPECT_EQ(Count("budgets WHERE in_force_for IS NOT NULL"), 1);
}

TEST_F(BudgetServiceTest, AuthorNeverReviews) {
  ASSERT_THAT(Create(Asked({{v1::PURPOSE_COMPENSATION, 100}})), IsOk());
  Submit();
  v1::ReviewBudgetRequest request;
  request.set_name("projects/P1/budgets/v1");
  request.set_return_reason("退回");
  EXPECT_THAT(Call(Hsb(), budgets_, &BudgetService::ReviewBudget, request), RefusedWith(kFourEyes));
}

}  // namespace
}  // namespace liandong::funds
