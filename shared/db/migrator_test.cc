#include "shared/db/migrator.h"

#include "gtest/gtest.h"
#include "shared/db/db_errors.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_database.h"

namespace liandong::db {
namespace {

using ::liandong::testing::IsOk;
using ::liandong::testing::RefusedWith;

constexpr char kFirst[] =
    "-- Two steps; the second names a placeholder.\n"
    "CREATE TABLE a (id BIGINT PRIMARY KEY);\n"
    "CREATE TABLE {prefix}b (\n  id BIGINT PRIMARY KEY\n);\n";
constexpr char kSecond[] = "ALTER TABLE a ADD COLUMN v BIGINT;\n";

std::vector<MigrationSet> Sets(std::vector<MigrationFile> files) {
  return {{.component = "test", .files = std::move(files), .substitutions = {{"prefix", "x_"}}}};
}

class MigratorTest : public ::testing::Test {
 protected:
  absl::Status Check(const std::vector<MigrationSet>& sets) {
    auto connection = Connection::Open(database_.options());
    if (!connection.ok()) return connection.status();
    return CheckSchema(**connection, sets);
  }
  testing::TestDatabase database_;
};

TEST(Migrator, SplitsAtSemicolonsThatEndLines) {
  EXPECT_EQ(SplitStatements(kFirst).size(), 2u);
  EXPECT_EQ(SplitStatements("SELECT ';' FROM a;\n\n-- end\n"),
            (std::vector<std::string>{"SELECT ';' FROM a"}));
}

TEST_F(MigratorTest, AppliesWhatIsMissingOnceAndGoesOnWhereItStopped) {
  ASSERT_THAT(Migrate(database_.options(), Sets({{"0001_first", kFirst}})), IsOk());
  // As if the process had died before the second step was recorded.
  database_.Execute("DROP TABLE x_b");
  database_.Execute("DELETE FROM schema_steps WHERE component = 'test' AND step = 2");
  const auto both = Sets({{"0001_first", kFirst}, {"0002_second", kSecond}});
  ASSERT_THAT(Migrate(database_.options(), both), IsOk());
  ASSERT_THAT(Migrate(database_.options(), both), IsOk());
  EXPECT_THAT(Check(both), IsOk());
  database_.Execute("INSERT INTO a (id, v) VALUES (1, 1)");
  database_.Execute("INSERT INTO x_b (id) VALUES (1)");
}

TEST_F(MigratorTest, ServiceStartsOnItsOwnSchemaOnly) {
  const auto first = Sets({{"0001_first", kFirst}});
  const auto both = Sets({{"0001_first", kFirst}, {"0002_second", kSecond}});
  EXPECT_THAT(Check(first), RefusedWith(kSchemaMismatch));
  ASSERT_THAT(Migrate(database_.options(), first), IsOk());
  EXPECT_THAT(Check(both), RefusedWith(kSchemaMismatch));
  ASSERT_THAT(Migrate(database_.options(), both), IsOk());
  // A replica of the release before must be able to restart until it is replaced.
  EXPECT_THAT(Check(first), IsOk());
}

TEST_F(MigratorTest, StepCarriedOutButNotRecordedIsDone) {
  const auto both = Sets({{"0001_first", kFirst}, {"0002_second", kSecond}});
  ASSERT_THAT(Migrate(database_.options(), both), IsOk());
  // As if the process had died between the DDL and its record.
  for (const char* last : {"file = '0002_second'", "file = '0001_first' AND step = 2"}) {
    database_.Execute(std::string("DELETE FROM schema_steps WHERE component = 'test' AND ") + last);
    EXPECT_THAT(Check(both), RefusedWith(kSchemaMismatch));
    ASSERT_THAT(Migrate(database_.options(), both), IsOk());
    EXPECT_THAT(Check(both), IsOk());
  }
}

TEST_F(MigratorTest, WhatStandsInTheWayOfALaterStepIsNotTakenForIt) {
  database_.Execute("CREATE TABLE x_b (other BIGINT)");
  EXPECT_THAT(Migrate(database_.options(), Sets({{"0001_first", kFirst}})),
              RefusedWith(kDatabaseError));
}

TEST_F(MigratorTest, StepOfDataAndItsRecordAreOneTransaction) {
  constexpr char kData[] =
      "CREATE TABLE a (id BIGINT PRIMARY KEY);\n"
      "INSERT INTO a (id) VALUES (1);\n"
      "INSERT INTO a (id) SELECT id + 1 FROM a;\n";
  ASSERT_THAT(Migrate(database_.options(), Sets({{"0001_data", kData}})), IsOk());
  database_.Execute("DELETE FROM schema_steps WHERE component = 'test' AND step = 3");
  database_.Execute("DELETE FROM a WHERE id = 2");
  database_.Execute(
      "CREATE TRIGGER no_record BEFORE INSERT ON schema_steps FOR EACH ROW"
      " SIGNAL SQLSTATE '45000'");
  EXPECT_THAT(Migrate(database_.options(), Sets({{"0001_data", kData}})),
              RefusedWith(kDatabaseError));
  database_.Execute("DROP TRIGGER no_record");
  ASSERT_THAT(Migrate(database_.options(), Sets({{"0001_data", kData}})), IsOk());
}

// A table may take hours to alter; the guard waits idle in its transaction meanwhile.
TEST_F(MigratorTest, TheTimeoutsOfCallsDoNotBindIt) {
  ConnectOptions hasty = database_.options();
  hasty.statement_timeout_seconds = 1;
  hasty.lock_wait_timeout_seconds = 1;
  hasty.idle_transaction_seconds = 1;
  constexpr char kSlow[] =
      "CREATE TABLE seen (lock_wait BIGINT, idle BIGINT);\n"
      "INSERT INTO seen (lock_wait, idle)"
      " SELECT @@innodb_lock_wait_timeout, @@idle_transaction_timeout;\n";
  ASSERT_THAT(Migrate(hasty, Sets({{"0001_slow", kSlow}})), IsOk());
  auto connection = Connection::Open(database_.options());
  ASSERT_THAT(connection, IsOk());
  auto rows = (*connection)->Query("SELECT lock_wait, idle FROM seen LIMIT 1");
  ASSERT_THAT(rows, IsOk());
  EXPECT_EQ((*rows)[0].Int(0), kMigrationStepSecondsMax);
  EXPECT_EQ((*rows)[0].Int(1), 0);
}

TEST_F(MigratorTest, AppliedFileMustNotChange) {
  ASSERT_THAT(Migrate(database_.options(), Sets({{"0001_first", kFirst}})), IsOk());
  const std::string edited = std::string(kFirst) + "CREATE TABLE c (id BIGINT PRIMARY KEY);\n";
  std::string changed = edited;
  changed.replace(changed.find("CREATE TABLE a"), 14, "CREATE TABLE z");
  EXPECT_THAT(Migrate(database_.options(), Sets({{"0001_first", changed}})),
              RefusedWith(kMigrationChanged));
}

}  // namespace
}  // namespace liandong::db
