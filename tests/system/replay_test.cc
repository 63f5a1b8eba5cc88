// One request_id, one effect: over the wire, from many callers at once, and for its owner alone.
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/operations.pb.h"
#include "liandong/funds/v1/budget.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "shared/db/pool.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/runtime/operations_service.h"
#include "shared/storage/mutation.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_client.h"
#include "shared/testing/test_database.h"
#include "shared/testing/test_storage.h"
#include "tests/support/service_process.h"

namespace liandong::testing {
namespace {

using common::v1::AGENCY_FINANCE;
using common::v1::AGENCY_HOUSING_BUREAU;
using common::v1::SERVICE_FUNDS;
using funds::v1::Budget;
using funds::v1::CreateBudgetRequest;
using funds::v1::OpenProjectFundRequest;
using funds::v1::ProjectFund;

constexpr int kCallers = 50;

class ReplayTest : public ::testing::Test {
 protected:
  void SetUp() override {
    // One agency may have all calls of a test in flight.
    ASSERT_OK_AND_ASSIGN(
        process_, ServiceProcess::Start(
                      pki_, {.service = SERVICE_FUNDS,
                             .database = database_.options(),
                             .workers = kCallers + 1,
                             .flags = {"--log_level=error",
                                       absl::StrCat("--in_flight_per_caller_max=", kCallers)}}));
    housing_ = Client(AGENCY_HOUSING_BUREAU);
  }

  std::unique_ptr<TestClient> Client(common::v1::Agency agency) {
    return std::make_unique<TestClient>(pki_, process_->port(), SERVICE_FUNDS,
                                        &pki_.Certificate(agency));
  }

  static OpenProjectFundRequest OpenFund(const std::string& project) {
    OpenProjectFundRequest request;
    request.set_parent(project);
    request.set_request_id(NewRequestId());
    request.mutable_fund()->set_territory("431103");
    request.mutable_fund()->set_bank("bank");
    request.mutable_fund()->set_investor("cig");
    request.mutable_fund()->set_account_number("82000100000001");
    request.mutable_fund()->set_supervision_agreement("示例监管协议");
    return request;
  }
  static CreateBudgetRequest NewBudget(const std::string& project, const std::string& id) {
    CreateBudgetRequest request;
    request.set_parent(project);
    request.set_budget_id(id);
    request.set_request_id(NewRequestId());
    request.mutable_budget()->set_estimate_document("概算1号");
    auto* line = request.mutable_budget()->add_lines();
    line->set_purpose(funds::v1::PURPOSE_COMPENSATION);
    line->set_submitted_fen(100);
    return request;
  }

  int64_t Count(const std::string& table) {
    auto rows = db::ReadRows(database_.pool(), absl::InfiniteFuture(),
                             absl::StrCat("SELECT COUNT(*) FROM ", table, " LIMIT 1"));
    return rows.ok() ? (*rows)[0].Int(0) : -1;
  }

  TestPki pki_;
  TestDatabase database_;
  std::unique_ptr<ServiceProcess> process_;
  std::unique_ptr<TestClient> housing_;
};

TEST_F(ReplayTest, TheSameRequestHasTheSameAnswerByteForByte) {
  const auto request = OpenFund("projects/P1");
  ASSERT_OK_AND_ASSIGN(const ProjectFund first,
                       housing_->Call<ProjectFund>(request, {.officer = "housing-bureau-1"}));
  for (int i = 0; i < 3; ++i) {
    ASSERT_OK_AND_ASSIGN(const ProjectFund again,
                         housing_->Call<ProjectFund>(request, {.officer = "housing-bureau-1"}));
    EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  }
  EXPECT_EQ(Count("changes"), 1);
  EXPECT_EQ(Count("requests"), 1);
}

TEST_F(ReplayTest, ManyCallersAtOnceHaveOneEffectAndOneAnswer) {
  const auto request = OpenFund("projects/P1");
  std::vector<absl::StatusOr<ProjectFund>> answers(kCallers, absl::UnknownError("not called"));
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      answers[i] = housing_->Call<ProjectFund>(request, {.officer = "housing-bureau-1"});
    });
  }
  for (auto& caller : callers) caller.join();
  std::set<std::string> distinct;
  for (const auto& answer : answers) {
    ASSERT_THAT(answer, IsOk());
    distinct.insert(answer->SerializeAsString());
  }
  EXPECT_EQ(distinct.size(), 1u);
  EXPECT_EQ(Count("changes"), 1);
}

TEST_F(ReplayTest, AnotherPayloadUnderTheSameIdIsRefused) {
  auto request = OpenFund("projects/P1");
  ASSERT_THAT(housing_->Call<ProjectFund>(request, {.officer = "housing-bureau-1"}), IsOk());
  request.mutable_fund()->set_bank("bank-2");
  EXPECT_THAT(housing_->Call<ProjectFund>(request, {.officer = "housing-bureau-1"}),
              RefusedWith(kRequestIdReused));
  EXPECT_EQ(Count("changes"), 1);
}

// Business time has passed the instant by the time of the replay: that is no move backward.
TEST_F(ReplayTest, AMoveOfTheClockIsMadeOnce) {
  const auto operations = Client(common::v1::AGENCY_OPERATOR);
  common::v1::MoveClockRequest move;
  move.mutable_to()->set_seconds(absl::ToUnixSeconds(absl::Now() + absl::Hours(24)));
  move.set_request_id(NewRequestId());
  ASSERT_OK_AND_ASSIGN(const auto first, operations->Call<common::v1::MoveClockResponse>(move));
  EXPECT_EQ(first.now().seconds(), move.to().seconds());
  for (int i = 0; i < 3; ++i) {
    ASSERT_OK_AND_ASSIGN(const auto again, operations->Call<common::v1::MoveClockResponse>(move));
    EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  }
  EXPECT_EQ(Count("requests"), 1);
  ASSERT_OK_AND_ASSIGN(
      const auto clock,
      operations->Call<common::v1::GetClockResponse>(common::v1::GetClockRequest()));
  EXPECT_GE(clock.now().seconds(), move.to().seconds());
  auto other = move;
  other.mutable_to()->set_seconds(move.to().seconds() + 60);
  EXPECT_THAT(operations->Call<common::v1::MoveClockResponse>(other),
              RefusedWith(kRequestIdReused));
  other = move;
  other.set_request_id(NewRequestId());
  EXPECT_THAT(operations->Call<common::v1::MoveClockResponse>(other), RefusedWith(kClockBackward));
}

TEST_F(ReplayTest, AnAnswerIsItsOwnersAlone) {
  const auto request = OpenFund("projects/P1");
  ASSERT_THAT(housing_->Call<ProjectFund>(request, {.officer = "housing-bureau-1"}), IsOk());
  // To a colleague it is a request of the colleague's own.
  EXPECT_THAT(housing_->Call<ProjectFund>(request, {.officer = "housing-bureau-2"}),
              RefusedWith(kResourceExists));
  EXPECT_THAT(Client(AGENCY_FINANCE)->Call<ProjectFund>(request, {.officer = "finance-1"}),
              RefusedWith(rpc::kAgencyNotAllowed));
  EXPECT_EQ(Count("changes"), 1);
}

TEST_F(ReplayTest, ARefusalIsNotRememberedAndLeavesNothing) {
  const CallOptions officer{.officer = "housing-bureau-1"};
  funds::v1::SubmitBudgetRequest submit;
  submit.set_name("projects/P1/budgets/v1");
  submit.set_request_id(NewRequestId());
  EXPECT_THAT(housing_->Call<Budget>(submit, officer), RefusedWith(kResourceNotFound));
  EXPECT_EQ(Count("requests"), 0);
  ASSERT_THAT(housing_->Call<ProjectFund>(OpenFund("projects/P1"), officer), IsOk());
  ASSERT_THAT(housing_->Call<Budget>(NewBudget("projects/P1", "v1"), officer), IsOk());
  EXPECT_THAT(housing_->Call<Budget>(submit, officer), IsOk())
      << "the very same request, now that what it names exists";
  EXPECT_EQ(Count("requests"), 3);
}

TEST_F(ReplayTest, OfCallersWhoRaceOneWins) {
  ASSERT_THAT(housing_->Call<ProjectFund>(OpenFund("projects/P1"), {.officer = "housing-bureau-1"}),
              IsOk());
  std::vector<absl::StatusOr<Budget>> answers(kCallers, absl::UnknownError("not called"));
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      answers[i] =
          housing_->Call<Budget>(NewBudget("projects/P1", "v1"),
                                 {.officer = i % 2 ? "housing-bureau-1" : "housing-bureau-2"});
    });
  }
  for (auto& caller : callers) caller.join();
  int winners = 0;
  for (const auto& answer : answers) {
    if (answer.ok()) {
      ++winners;
    } else {
      EXPECT_THAT(answer, RefusedWith(kResourceExists));
    }
  }
  EXPECT_EQ(winners, 1);
  EXPECT_EQ(Count("budgets"), 1);
  EXPECT_EQ(Count("requests"), 2);
}

}  // namespace
}  // namespace liandong::testing
