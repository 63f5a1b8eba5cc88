// kill -9 of the service and of the database under load: every acknowledged write is there exactly
// once, nothing refused left a trace, the chain verifies.
#include <atomic>
#include <map>
#include <random>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/operations.pb.h"
#include "liandong/funds/v1/budget.pb.h"
#include "shared/db/pool.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_client.h"
#include "shared/testing/test_storage.h"
#include "tests/support/mariadb_process.h"
#include "tests/support/service_process.h"

namespace liandong::testing {
namespace {

using common::v1::AGENCY_FINANCE;
using common::v1::AGENCY_HOUSING_BUREAU;
using common::v1::AGENCY_OPERATOR;
using common::v1::SERVICE_FUNDS;
using funds::v1::Budget;

constexpr int kWriters = 6;
constexpr int kRounds = 10;
constexpr int kWritesBetweenKills = 60;

// Whether the call got no decision: the caller sends the same request again.
bool Undecided(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable ||
         status.code() == absl::StatusCode::kDeadlineExceeded ||
         status.code() == absl::StatusCode::kCancelled;
}

class FundsKillTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(mariadb_, MariaDbProcess::Start());
    ASSERT_OK_AND_ASSIGN(database_, mariadb_->CreateDatabase("liandong_funds"));
    ASSERT_OK_AND_ASSIGN(
        funds_, ServiceProcess::Start(pki_, {.service = SERVICE_FUNDS, .database = database_}));
  }

  std::unique_ptr<TestClient> ClientOf(common::v1::Agency agency) {
    return std::make_unique<TestClient>(pki_, funds_->port(), SERVICE_FUNDS,
                                        &pki_.Certificate(agency));
  }

  // Sends one request until somebody decides about it.
  template <class Response, class Request>
  absl::StatusOr<Response> Insist(const TestClient& client, const Request& request,
                                  const std::string& officer) {
    while (true) {
      auto answer = client.Call<Response>(
          request, {.officer = officer, .wait_for_ready = true, .timeout = absl::Seconds(5)});
      if (answer.ok() || !Undecided(answer.status())) return answer;
    }
  }

  TestPki pki_;
  std::unique_ptr<MariaDbProcess> mariadb_;
  db::ConnectOptions database_;
  std::unique_ptr<ServiceProcess> funds_;
};

TEST_F(FundsKillTest, EveryAcknowledgedWriteIsThereExactlyOnce) {
  const std::string housing = TestPki::OfficerOf(AGENCY_HOUSING_BUREAU);
  std::atomic<bool> stop{false};
  std::atomic<int> acknowledged_count{0};
  absl::Mutex mutex;
  std::map<std::string, std::string> acknowledged;  // name to document
  std::vector<std::string> failures;
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int i = 0; i < kWriters; ++i) clients.push_back(ClientOf(AGENCY_HOUSING_BUREAU));

  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      const TestClient& client = *clients[writer];
      const std::string project = absl::StrCat("projects/K", writer);
      funds::v1::OpenProjectFundRequest open;
      open.set_parent(project);
      open.set_request_id(NewRequestId());
      open.mutable_fund()->set_territory("431103");
      open.mutable_fund()->set_bank("bank");
      open.mutable_fund()->set_investor("cig");
      open.mutable_fund()->set_account_number(absl::StrCat(82000100000000 + writer));
      open.mutable_fund()->set_supervision_agreement("示例监管协议");
      auto opened = Insist<funds::v1::ProjectFund>(client, open, housing);
      for (int number = 0; opened.ok() && !stop; ++number) {
        funds::v1::CreateBudgetRequest create;
        create.set_parent(project);
        create.set_budget_id(absl::StrCat("v", number));
        create.set_request_id(NewRequestId());
        create.mutable_budget()->set_estimate_document(absl::StrCat("概算", number, "号"));
        auto* line = create.mutable_budget()->add_lines();
        line->set_purpose(funds::v1::PURPOSE_COMPENSATION);
        line->set_submitted_fen(1 + number);
        auto created = Insist<Budget>(client, create, housing);
        absl::MutexLock lock(&mutex);
        if (created.ok()) {
          acknowledged[created->name()] = created->SerializeAsString();
          ++acknowledged_count;
        } else {
          failures.push_back(created.status().ToString());
          stop = true;
        }
        // A refusal among the writes: it must leave no trace.
        create.set_request_id(NewRequestId());
        create.set_budget_id("refused");
        create.mutable_budget()->add_lines()->CopyFrom(create.budget().lines(0));
        mutex.Unlock();
        auto refused = Insist<Budget>(client, create, housing);
        mutex.Lock();
        if (refused.ok()) failures.push_back("a budget with a purpose twice was accepted");
      }
      if (!opened.ok()) {
        absl::MutexLock lock(&mutex);
        failures.push_back(opened.status().ToString());
        stop = true;
      }
    });
  }

  std::mt19937 random(20261124);
  for (int round = 0; round < kRounds && !stop; ++round) {
    const int target = acknowledged_count + kWritesBetweenKills + static_cast<int>(random() % 20);
    while (acknowledged_count < target && !stop) std::this_thread::yield();
    if (random() % 2 == 0) {
      funds_->Kill();
      ASSERT_THAT(funds_->Restart(), IsOk());
    } else {
      mariadb_->Kill();
      ASSERT_THAT(mariadb_->Restart(), IsOk());
    }
  }
  stop = true;
  for (auto& writer : writers) writer.join();
  EXPECT_TRUE(failures.empty()) << failures.front();
  EXPECT_GE(acknowledged.size(), static_cast<size_t>(kRounds * kWritesBetweenKills));

  db::Pool pool(database_, 4);
  auto count = [&](const std::string& what) {
    auto rows = db::ReadRows(pool, absl::Now() + absl::Seconds(10), "SELECT COUNT(*) FROM " + what);
    return rows.ok() ? (*rows)[0].Int(0) : -1;
  };
  EXPECT_EQ(count("budgets"), static_cast<int64_t>(acknowledged.size()));
  EXPECT_EQ(count("changes WHERE type = 'liandong.funds.v1.Budget'"),
            static_cast<int64_t>(acknowledged.size()));
  EXPECT_EQ(count("budgets WHERE name LIKE '%/refused'"), 0);
  EXPECT_EQ(count("requests"), static_cast<int64_t>(acknowledged.size()) + kWriters);
  auto finance = ClientOf(AGENCY_FINANCE);
  for (const auto& [name, document] : acknowledged) {
    funds::v1::GetBudgetRequest get;
    get.set_name(name);
    ASSERT_OK_AND_ASSIGN(Budget budget, finance->Call<Budget>(get));
    ASSERT_EQ(budget.SerializeAsString(), document) << name;
  }

  auto operations = ClientOf(AGENCY_OPERATOR);
  ASSERT_THAT(operations->Call<common::v1::QuiesceResponse>(common::v1::QuiesceRequest()), IsOk());
  EXPECT_EQ(count("changes"), count("chain"));
  ASSERT_OK_AND_ASSIGN(auto verified, operations->Call<common::v1::VerifyChangesResponse>(
                                          common::v1::VerifyChangesRequest()));
  EXPECT_EQ(verified.differences_size(), 0) << verified.DebugString();
  EXPECT_EQ(verified.changes_verified(), count("changes"));
}

}  // namespace
}  // namespace liandong::testing
