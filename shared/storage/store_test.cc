#include "shared/storage/store.h"

#include <atomic>
#include <thread>

#include "gtest/gtest.h"
#include "liandong/funds/v1/budget.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "shared/db/db_errors.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong {
namespace {

using funds::v1::Budget;
using funds::v1::CreateBudgetRequest;
using funds::v1::GetBudgetRequest;
using funds::v1::ListBudgetsRequest;
using funds::v1::ListBudgetsResponse;
using funds::v1::SubmitBudgetRequest;
using testing::IsOk;
using testing::NewRequestId;
using testing::RefusedWith;

const std::vector<db::MigrationFile> kTables = {
    {"0001_budgets",
     "CREATE TABLE budgets (name VARCHAR(200) PRIMARY KEY, parent VARCHAR(200) NOT NULL,"
     " territory VARCHAR(6) NOT NULL, seal TINYINT NOT NULL, version BIGINT NOT NULL,"
     " doc LONGBLOB NOT NULL, state VARCHAR(40) NOT NULL, in_force_for VARCHAR(200) NULL,"
     " UNIQUE KEY one_in_force (in_force_for));\n"
     "CREATE TABLE project_funds (name VARCHAR(200) PRIMARY KEY, parent VARCHAR(200) NOT NULL,"
     " territory VARCHAR(6) NOT NULL, seal TINYINT NOT NULL, version BIGINT NOT NULL,"
     " doc LONGBLOB NOT NULL, state VARCHAR(40) NOT NULL, account_number VARCHAR(60) NULL,"
     " investor VARCHAR(63) NULL);"}};

class StoreTest : public ::testing::Test {
 protected:
  StoreTest() : world_("funds", kTables), budgets_(world_.storage()) {}

  RequestContext Hsb(std::string method = "Create") {
    return world_.Context(common::v1::AGENCY_HOUSING_BUREAU, "hsb", "hsb-1", std::move(method));
  }

  CreateBudgetRequest Request(const std::string& id) {
    CreateBudgetRequest request;
    request.set_parent("projects/P1");
    request.set_budget_id(id);
    request.set_request_id(NewRequestId());
    request.mutable_budget()->set_estimate_document("概算1号");
    return request;
  }

  absl::StatusOr<Budget> Create(const RequestContext& context, const CreateBudgetRequest& request,
                                const std::string& territory = "431103") {
    return Mutate<Budget>(world_.storage(), context, request,
                          [&](Mutation& m) -> absl::StatusOr<Budget> {
                            Budget budget = request.budget();
                            budget.set_name(request.parent() + "/budgets/" + request.budget_id());
                            budget.set_state(Budget::STATE_DRAFT);
                            budget.set_maker(m.actor());
                            return budgets_.Insert(m, budget, {.territory = territory});
                          });
  }

  absl::StatusOr<Budget> Submit(const RequestContext& context, const SubmitBudgetRequest& request) {
    return Mutate<Budget>(world_.storage(), context, request,
                          [&](Mutation& m) -> absl::StatusOr<Budget> {
                            ASSIGN_OR_RETURN(Budget budget, budgets_.Lock(m, request.name()));
                            if (budget.state() != Budget::STATE_DRAFT) {
                              return absl::FailedPreconditionError("not a draft");
                            }
                            budget.set_state(Budget::STATE_SUBMITTED);
                            return budgets_.Update(m, budget);
                          });
  }

  int64_t Count(const std::string& what) {
    auto rows = db::ReadRows(world_.database().pool(), absl::Now() + absl::Seconds(5),
                             "SELECT COUNT(*) FROM " + what);
    return rows.ok() ? (*rows)[0].Int(0) : -1;
  }

  testing::TestStorage world_;
  Store<Budget> budgets_;
};

TEST_F(StoreTest, WriteIsOneResourceOneChangeOneClaim) {
  ASSERT_OK_AND_ASSIGN(Budget made, Create(Hsb(), Request("v1")));
  EXPECT_EQ(made.etag(), "1");
  EXPECT_EQ(made.maker(), "hsb/hsb-1");
  ASSERT_OK_AND_ASSIGN(Budget read, budgets_.Read(Hsb(), "projects/P1/budgets/v1"));
  EXPECT_EQ(read.SerializeAsString(), made.SerializeAsString());
  EXPECT_EQ(Count("budgets"), 1);
  EXPECT_EQ(Count("changes WHERE resource = 'projects/P1/budgets/v1' AND version = 1"), 1);
  EXPECT_EQ(Count("requests"), 1);
}

TEST_F(StoreTest, RefusedWriteLeavesNothing) {
  ASSERT_THAT(Create(Hsb(), Request("v1")), IsOk());
  EXPECT_THAT(Create(Hsb(), Request("v1")), RefusedWith(kResourceExists));
  EXPECT_EQ(Count("changes"), 1);
  EXPECT_EQ(Count("requests"), 1);
}

// As a service method does that reads its gates before it writes.
TEST_F(StoreTest, WhatHadItsEffectIsAnsweredWhateverTheGatesSayNow) {
  const CreateBudgetRequest request = Request("v1");
  Budget replayed;
  EXPECT_FALSE(Replay(world_.storage(), Hsb(), request, replayed)) << "no effect yet";
  ASSERT_OK_AND_ASSIGN(const Budget created, Create(Hsb(), request));
  std::optional<absl::Status> stored = Replay(world_.storage(), Hsb(), request, replayed);
  ASSERT_TRUE(stored);
  EXPECT_THAT(*stored, IsOk());
  EXPECT_EQ(replayed.SerializeAsString(), created.SerializeAsString());

  RequestContext other = Hsb();
  other.caller.officer = "hsb-2";
  EXPECT_FALSE(Replay(world_.storage(), other, request, replayed)) << "another's request id";
  CreateBudgetRequest changed = request;
  changed.mutable_budget()->set_estimate_document("概算2号");
  stored = Replay(world_.storage(), Hsb(), changed, replayed);
  ASSERT_TRUE(stored);
  EXPECT_THAT(*stored, RefusedWith(kRequestIdReused));
  ListBudgetsResponse no_resource;
  EXPECT_FALSE(Replay(world_.storage(), Hsb(), request, no_resource));
}

TEST_F(StoreTest, WhatTheServiceDoesIsRecordedUnderItsNameOrTheRequestItAnswers) {
  RequestContext sweeper = Hsb("sweep.test");
  sweeper.caller.officer = "";
  sweeper.caller.agency = "service/funds";
  const auto make = [&](const RequestKey& key, const std::string& name) {
    return MutateAsSystem(world_.storage(), sweeper, key, [&](Mutation& m) {
      Budget budget;
      budget.set_name(name);
      budget.set_state(Budget::STATE_DRAFT);
      return budgets_.Insert(m, budget, {}).status();
    });
  };
  ASSERT_THAT(make({}, "projects/P1/budgets/v1"), IsOk());
  ASSERT_THAT(make({"hsb", "hsb-1", "Create", "id"}, "projects/P1/budgets/v2"), IsOk());
  auto rows = db::ReadRows(world_.database().pool(), absl::Now() + absl::Seconds(5),
                           "SELECT agency, officer, method, request_id FROM changes ORDER BY id");
  ASSERT_THAT(rows, IsOk());
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].Text(0), "service/funds");
  EXPECT_EQ((*rows)[0].Text(1), "");
  EXPECT_EQ((*rows)[0].Text(2), "sweep.test");
  EXPECT_EQ((*rows)[0].Text(3), "");
  EXPECT_EQ((*rows)[1].Text(1), "hsb-1");
  EXPECT_EQ((*rows)[1].Text(2), "Create");
}

TEST_F(StoreTest, FieldsThatAContractFixesStayAsTheyWereMade) {
  using funds::v1::ProjectFund;
  Store<ProjectFund> funds(world_.storage());
  const auto run = [&](const std::function<absl::Status(Mutation&)>& body) {
    return MutateAsSystem(world_.storage(), Hsb(), RequestKey{}, body);
  };
  ASSERT_THAT(run([&](Mutation& m) {
                ProjectFund fund;
                fund.set_name("projects/P1/fund");
                fund.set_territory("431103");
                fund.set_account_number("12345678");
                return funds.Insert(m, fund, {"431103"}).status();
              }),
              IsOk());
  const auto update = [&](const std::function<void(ProjectFund&)>& change) {
    return run([&](Mutation& m) -> absl::Status {
      ASSIGN_OR_RETURN(ProjectFund fund, funds.Lock(m, "projects/P1/fund"));
      change(fund);
      return funds.Update(m, fund).status();
    });
  };
  EXPECT_THAT(update([](ProjectFund& fund) { fund.set_bank("other"); }), IsOk());
  const absl::Status refused = update([](ProjectFund& fund) { fund.set_account_number("1"); });
  EXPECT_THAT(refused, RefusedWith(kFieldImmutable));
  EXPECT_EQ(MetadataOf(refused, "field"), "account_number");
  EXPECT_THAT(update([](ProjectFund& fund) { fund.clear_territory(); }),
              RefusedWith(kFieldImmutable));
  EXPECT_EQ(Count("changes"), 2);
}

TEST_F(StoreTest, NobodyMakesWhatLiesOutsideItsReach) {
  RequestContext zone = Hsb();
  zone.scope.territories = {"431171"};
  const absl::Status refused = Create(zone, Request("v1"), "431103").status();
  EXPECT_THAT(refused, RefusedWith(kForeignTerritory));
  EXPECT_EQ(MetadataOf(refused, "territory"), "431103");
  EXPECT_EQ(Count("budgets"), 0);
  EXPECT_EQ(Count("changes"), 0);
  EXPECT_EQ(Count("requests"), 0);
  EXPECT_THAT(Create(zone, Request("v1"), "431171"), IsOk());
  EXPECT_THAT(Create(zone, Request("v2"), ""), IsOk()) << "a matter of the whole city";
}

TEST_F(StoreTest, WhatActsForTheServiceReachesEveryTerritory) {
  RequestContext service;
  service.caller.agency = "service/funds";
  service.scope = SystemScope();
  service.now = world_.clock().Now();
  service.deadline = absl::Now() + absl::Seconds(20);
  EXPECT_THAT(MutateAsSystem(world_.storage(), service, RequestKey{},
                             [&](Mutation& m) {
                               Budget budget;
                               budget.set_name("projects/P1/budgets/v1");
                               budget.set_state(Budget::STATE_DRAFT);
                               return budgets_.Insert(m, budget, {.territory = "431171"}).status();
                             }),
              IsOk());
  EXPECT_EQ(Count("budgets"), 1);
}

TEST_F(StoreTest, FiftyParallelCallsWithOneRequestIdHaveOneEffectAndOneAnswer) {
  const CreateBudgetRequest request = Request("v1");
  std::vector<std::string> answers(50);
  std::vector<std::thread> threads;
  for (auto& answer : answers) {
    threads.emplace_back([&] {
      auto made = Create(Hsb(), request);
      answer = made.ok() ? made->SerializeAsString() : made.status().ToString();
    });
  }
  for (auto& thread : threads) thread.join();
  ASSERT_OK_AND_ASSIGN(Budget read, budgets_.Read(Hsb(), "projects/P1/budgets/v1"));
  for (const auto& answer : answers) EXPECT_EQ(answer, read.SerializeAsString());
  EXPECT_EQ(Count("changes"), 1);
}

TEST_F(StoreTest, AnotherPayloadUnderTheSameRequestIdIsRefused) {
  CreateBudgetRequest request = Request("v1");
  ASSERT_THAT(Create(Hsb(), request), IsOk());
  request.mutable_budget()->set_estimate_document("概算2号");
  EXPECT_THAT(Create(Hsb(), request), RefusedWith(kRequestIdReused));
}

TEST_F(StoreTest, AnotherAgencyReplayingARequestIdGetsNothingOfIt) {
  CreateBudgetRequest request = Request("v1");
  ASSERT_THAT(Create(Hsb(), request), IsOk());
  RequestContext other = world_.Context(common::v1::AGENCY_FINANCE, "fin", "fin-1", "Create");
  EXPECT_THAT(Create(other, request), RefusedWith(kResourceExists));
  EXPECT_EQ(Count("changes"), 1);
}

TEST_F(StoreTest, ReplayIsReadThroughTheCallersScopeOfToday) {
  CreateBudgetRequest request = Request("v1");
  ASSERT_THAT(Create(Hsb(), request), IsOk());
  RequestContext moved = Hsb();
  moved.scope.territories = {"431171"};
  EXPECT_THAT(Create(moved, request), RefusedWith(kResourceNotFound));
}

TEST_F(StoreTest, OneTransitionManyCallersOneWinner) {
  ASSERT_THAT(Create(Hsb(), Request("v1")), IsOk());
  std::atomic<int> won{0}, lost{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      SubmitBudgetRequest request;
      request.set_name("projects/P1/budgets/v1");
      request.set_request_id(NewRequestId());
      auto result = Submit(Hsb("Submit"), request);
      if (result.ok()) ++won;
      if (result.status().code() == absl::StatusCode::kFailedPrecondition) ++lost;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, 7);
  EXPECT_EQ(Count("changes"), 2);
}

TEST_F(StoreTest, StaleEtagIsRefusedAndChangesNothing) {
  ASSERT_THAT(Create(Hsb(), Request("v1")), IsOk());
  SubmitBudgetRequest request;
  request.set_name("projects/P1/budgets/v1");
  request.set_etag("7");
  request.set_request_id(NewRequestId());
  EXPECT_THAT(Submit(Hsb("Submit"), request), RefusedWith(kEtagMismatch));
  EXPECT_EQ(Count("changes"), 1);
  request.set_etag("1");
  EXPECT_THAT(Submit(Hsb("Submit"), request), IsOk());
}

TEST_F(StoreTest, FourEyesAreCheckedWhereTheRowIsLocked) {
  ASSERT_THAT(Create(Hsb(), Request("v1")), IsOk());
  common::v1::Access access;
  access.add_separate_from("maker");
  RequestContext same = Hsb("Submit");
  same.access = &access;
  SubmitBudgetRequest request;
  request.set_name("projects/P1/budgets/v1");
  request.set_request_id(NewRequestId());
  EXPECT_THAT(Submit(same, request), RefusedWith(kFourEyes));
  RequestContext other = same;
  other.caller.officer = "hsb-2";
  EXPECT_THAT(Submit(other, request), IsOk());
}

TEST_F(StoreTest, ForeignTerritoryLooksLikeAbsence) {
  ASSERT_THAT(Create(Hsb(), Request("v1"), "431171"), IsOk());
  RequestContext lsd = Hsb();
  lsd.scope.territories = {"431103"};
  absl::Status foreign = budgets_.Read(lsd, "projects/P1/budgets/v1").status();
  absl::Status absent = budgets_.Read(lsd, "projects/P1/budgets/v9").status();
  EXPECT_THAT(foreign, RefusedWith(kResourceNotFound));
  EXPECT_EQ(foreign, absent);
  SubmitBudgetRequest request;
  request.set_name("projects/P1/budgets/v1");
  request.set_request_id(NewRequestId());
  EXPECT_THAT(Submit(lsd, request), RefusedWith(kResourceNotFound));
}

TEST_F(StoreTest, SealedRowLooksLikeAbsence) {
  ASSERT_THAT(Create(Hsb(), Request("v1")), IsOk());
  world_.database().Execute("UPDATE budgets SET seal = 2");
  EXPECT_THAT(budgets_.Read(Hsb(), "projects/P1/budgets/v1"), RefusedWith(kResourceNotFound));
  ListBudgetsRequest list;
  list.set_parent("projects/P1");
  ASSERT_OK_AND_ASSIGN(auto page, budgets_.List<ListBudgetsResponse>(Hsb(), list));
  EXPECT_EQ(page.budgets_size(), 0);
}

TEST_F(StoreTest, ListPagesByKeyAndFiltersByColumn) {
  for (int i = 0; i < 7; ++i) ASSERT_THAT(Create(Hsb(), Request("v" + std::to_string(i))), IsOk());
  ListBudgetsRequest list;
  list.set_parent("projects/P1");
  list.set_page_size(3);
  list.set_state(Budget::STATE_DRAFT);
  std::vector<std::string> seen;
  do {
    ASSERT_OK_AND_ASSIGN(auto page, budgets_.List<ListBudgetsResponse>(Hsb(), list));
    EXPECT_LE(page.budgets_size(), 3);
    for (const auto& budget : page.budgets()) seen.push_back(budget.name());
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  ASSERT_EQ(seen.size(), 7u);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  list.set_state(Budget::STATE_IN_FORCE);
  ASSERT_OK_AND_ASSIGN(auto none, budgets_.List<ListBudgetsResponse>(Hsb(), list));
  EXPECT_EQ(none.budgets_size(), 0);
}

TEST_F(StoreTest, PageTokenServesItsCallerAndQueryOnly) {
  for (int i = 0; i < 3; ++i) ASSERT_THAT(Create(Hsb(), Request("v" + std::to_string(i))), IsOk());
  ListBudgetsRequest list;
  list.set_parent("projects/P1");
  list.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(auto page, budgets_.List<ListBudgetsResponse>(Hsb(), list));
  list.set_page_token(page.next_page_token());
  RequestContext other = Hsb();
  other.caller.agency = "fin";
  EXPECT_THAT(budgets_.List<ListBudgetsResponse>(other, list), RefusedWith(kPageTokenInvalid));
  list.set_state(Budget::STATE_DRAFT);
  EXPECT_THAT(budgets_.List<ListBudgetsResponse>(Hsb(), list), RefusedWith(kPageTokenInvalid));
}

TEST_F(StoreTest, AsOfShowsTheResourceAsItWas) {
  ASSERT_THAT(Create(Hsb(), Request("v1")), IsOk());
  world_.SetNow("2026-02-28 09:00");
  SubmitBudgetRequest submit;
  submit.set_name("projects/P1/budgets/v1");
  submit.set_request_id(NewRequestId());
  ASSERT_THAT(Submit(Hsb("Submit"), submit), IsOk());
  GetBudgetRequest get;
  get.set_name("projects/P1/budgets/v1");
  ASSERT_OK_AND_ASSIGN(Budget now, budgets_.Get(Hsb(), get));
  EXPECT_EQ(now.state(), Budget::STATE_SUBMITTED);
  get.mutable_as_of()->set_seconds(now.update_time().seconds() - 1);
  ASSERT_OK_AND_ASSIGN(Budget then, budgets_.Get(Hsb(), get));
  EXPECT_EQ(then.state(), Budget::STATE_DRAFT);
  EXPECT_EQ(then.etag(), "1");
  get.mutable_as_of()->set_seconds(now.create_time().seconds() - 1);
  EXPECT_THAT(budgets_.Get(Hsb(), get), RefusedWith(kNoHistoryThen));
}

}  // namespace
}  // namespace liandong
