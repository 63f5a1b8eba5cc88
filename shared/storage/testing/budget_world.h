// Budgets on a real database, for the tests of the change chain and what reads it.
#ifndef SHARED_STORAGE_TESTING_BUDGET_WORLD_H_
#define SHARED_STORAGE_TESTING_BUDGET_WORLD_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "liandong/funds/v1/budget.pb.h"
#include "shared/db/leased_loop.h"
#include "shared/storage/stamper.h"
#include "shared/storage/store.h"
#include "shared/testing/manual_clock.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong::testing {

inline const std::vector<db::MigrationFile>& BudgetTables() {
  static const auto* tables = new std::vector<db::MigrationFile>{
      {"0001_budgets",
       "CREATE TABLE budgets (name VARCHAR(200) PRIMARY KEY, parent VARCHAR(200) NOT NULL,"
       " territory VARCHAR(6) NOT NULL, seal TINYINT NOT NULL, version BIGINT NOT NULL,"
       " doc LONGBLOB NOT NULL, state VARCHAR(40) NOT NULL, in_force_for VARCHAR(200) NULL,"
       " UNIQUE KEY one_in_force (in_force_for));\n"
       "CREATE TABLE project_funds (name VARCHAR(200) PRIMARY KEY, parent VARCHAR(200) NOT NULL,"
       " territory VARCHAR(6) NOT NULL, seal TINYINT NOT NULL, version BIGINT NOT NULL,"
       " doc LONGBLOB NOT NULL, state VARCHAR(40) NOT NULL, account_number VARCHAR(60) NULL,"
       " investor VARCHAR(63) NULL);"}};
  return *tables;
}

class BudgetWorld : public ::testing::Test {
 protected:
  using Budget = funds::v1::Budget;

  BudgetWorld() : world_("funds", BudgetTables()), budgets_(world_.storage()) {}

  Storage& storage() { return world_.storage(); }
  static absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

  RequestContext Caller(std::string agency = "hsb") {
    return world_.Context(common::v1::AGENCY_HOUSING_BUREAU, std::move(agency), "hsb-1",
                          "liandong.funds.v1.BudgetService.CreateBudget");
  }

  // Each a mutation of its own; `name` is "projects/P1/budgets/v1".
  absl::Status Create(const std::string& name, const Placement& placement = {"431103"}) {
    return MutateAsSystem(storage(), Caller(), RequestKey{}, [&](Mutation& m) {
      Budget budget;
      budget.set_name(name);
      budget.set_state(Budget::STATE_DRAFT);
      budget.set_maker(m.actor());
      return budgets_.Insert(m, budget, placement).status();
    });
  }
  absl::Status Amend(const std::string& name) {
    return MutateAsSystem(storage(), Caller(), RequestKey{}, [&](Mutation& m) -> absl::Status {
      ASSIGN_OR_RETURN(Budget budget, budgets_.Lock(m, name));
      budget.set_return_reason(absl::StrCat("change after version ", budget.etag()));
      return budgets_.Update(m, budget).status();
    });
  }
  void CreateMany(int count, const std::string& project = "P1") {
    for (int i = 1; i <= count; ++i) {
      ASSERT_THAT(Create(absl::StrCat("projects/", project, "/budgets/v", i)), IsOk());
    }
  }

  // A connection outside the pool, in a transaction that has written one change and stays open.
  std::unique_ptr<db::Connection> OpenChange(const std::string& resource) {
    auto connection = db::Connection::Open(world_.database().options());
    EXPECT_THAT(connection, IsOk());
    EXPECT_THAT((*connection)->Begin(), IsOk());
    EXPECT_THAT(InsertChange(**connection, "changes", resource, Budget::descriptor()->full_name()),
                IsOk());
    return *std::move(connection);
  }
  // A change without its resource.
  absl::Status InsertChange(db::Connection& connection, const std::string& table,
                            const std::string& resource, const std::string& type,
                            const std::string& doc = "") {
    return connection
        .Execute(
            absl::StrCat("INSERT INTO ", table,
                         " (resource, version, type, territory, seal, subject, method, agency,"
                         " officer, request_id, trace_id, at_us, answer, doc)"
                         " VALUES (?, 1, ?, '431103', 1, '', 'm', 'hsb', '', '', '', ?, 0, ?)"),
            {resource, type, absl::ToUnixMicros(world_.clock().Now()), doc})
        .status();
  }

  std::unique_ptr<Stamper> NewStamper(StamperOptions options = {}) {
    return std::make_unique<Stamper>(storage(), options, monotonic_.Function());
  }
  // Steps until nothing waits for its place any more.
  void Drain(Stamper& stamper) {
    for (;;) {
      ASSERT_OK_AND_ASSIGN(const auto round, stamper.StepOnce());
      if (round == db::LeasedLoop::Round::kIdle) return;
      if (round == db::LeasedLoop::Round::kWaiting) monotonic_.Advance(StamperOptions().lease_term);
    }
  }
  void Stamp() {
    auto stamper = NewStamper();
    Drain(*stamper);
  }

  int64_t Number(const std::string& sql) {
    auto rows = db::ReadRows(storage().pool(), Soon(), sql);
    EXPECT_THAT(rows, IsOk());
    return rows.ok() && !rows->empty() ? (*rows)[0].Int(0) : -1;
  }

  TestStorage world_;
  Store<Budget> budgets_;
  ManualClock monotonic_;
};

}  // namespace liandong::testing

#endif  // SHARED_STORAGE_TESTING_BUDGET_WORLD_H_
