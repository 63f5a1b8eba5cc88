#include <atomic>
#include <thread>

#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "shared/db/db_errors.h"
#include "shared/db/pool.h"
#include "shared/status/macros.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_database.h"
#include "shared/testing/test_pki.h"

namespace liandong::db {
namespace {

using ::liandong::testing::IsOk;
using ::liandong::testing::RefusedWith;
using ::liandong::testing::TestDatabase;

absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

class DbTest : public ::testing::Test {
 protected:
  DbTest() {
    database_.Execute(
        "CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(40), b LONGBLOB, "
        "UNIQUE KEY one_v (v), CHECK (id >= 0))");
  }
  TestDatabase database_;
};

TEST_F(DbTest, EveryKindOfValueComesBack) {
  std::string binary;
  for (int i = 0; i < 256; ++i) binary.push_back(static_cast<char>(i));
  ASSERT_OK_AND_ASSIGN(auto connection, database_.pool().Acquire(Soon()));
  ASSERT_THAT(connection->Execute("INSERT INTO t (id, v, b) VALUES (?, ?, ?)",
                                  {int64_t{9007199254740993}, "征收", binary}),
              IsOk());
  ASSERT_THAT(connection->Execute("INSERT INTO t (id, v, b) VALUES (?, ?, ?)",
                                  {1, Value(), std::string(100'000, '\xff')}),
              IsOk());
  ASSERT_OK_AND_ASSIGN(Rows rows, connection->Query("SELECT id, v, b FROM t ORDER BY id"));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_TRUE(rows[0].IsNull(1));
  EXPECT_EQ(rows[0].Text(2), std::string(100'000, '\xff'));
  EXPECT_EQ(rows[1].Int(0), 9007199254740993);
  EXPECT_EQ(rows[1].Text(1), "征收");
  EXPECT_EQ(rows[1].Text(2), binary);
}

TEST_F(DbTest, UpdateCountsMatchedRows) {
  ASSERT_OK_AND_ASSIGN(auto connection, database_.pool().Acquire(Soon()));
  ASSERT_THAT(connection->Execute("INSERT INTO t (id, v) VALUES (1, 'a')"), IsOk());
  ASSERT_OK_AND_ASSIGN(int64_t matched, connection->Execute("UPDATE t SET v = 'a' WHERE id = 1"));
  EXPECT_EQ(matched, 1);
}

TEST_F(DbTest, DuplicateKeyIsNamed) {
  ASSERT_OK_AND_ASSIGN(auto connection, database_.pool().Acquire(Soon()));
  ASSERT_THAT(connection->Execute("INSERT INTO t (id, v) VALUES (1, 'a')"), IsOk());
  absl::Status status = connection->Execute("INSERT INTO t (id, v) VALUES (2, 'a')").status();
  EXPECT_TRUE(IsDuplicateKey(status, "one_v")) << status;
  EXPECT_FALSE(IsDuplicateKey(status, "PRIMARY"));
}

TEST_F(DbTest, RefusedStatementShowsOnlyItsNumber) {
  ASSERT_OK_AND_ASSIGN(auto connection, database_.pool().Acquire(Soon()));
  absl::Status status = connection->Execute("INSERT INTO t (id, v) VALUES (-1, 'secret')").status();
  EXPECT_THAT(status, RefusedWith(kDatabaseError));
  EXPECT_EQ(std::string(status.message()).find("secret"), std::string::npos);
}

TEST_F(DbTest, FailedBodyChangesNothing) {
  absl::Status status = Transact(database_.pool(), Soon(), [](Connection& c) -> absl::Status {
    RETURN_IF_ERROR(c.Execute("INSERT INTO t (id) VALUES (1)").status());
    return absl::FailedPreconditionError("no");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_OK_AND_ASSIGN(Rows rows, ReadRows(database_.pool(), Soon(), "SELECT COUNT(*) FROM t"));
  EXPECT_EQ(rows[0].Int(0), 0);
}

TEST_F(DbTest, ABodyThatThrowsChangesNothingNorDoesTheNextTransactionCommitIt) {
  Pool pool(database_.options(), 1);  // the same connection again
  const absl::Status thrown = Transact(pool, Soon(), [](Connection& c) -> absl::Status {
    RETURN_IF_ERROR(c.Execute("INSERT INTO t (id) VALUES (1)").status());
    throw std::out_of_range("no such element");
  });
  EXPECT_EQ(thrown.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(
      Transact(pool, Soon(),
               [](Connection& c) { return c.Execute("INSERT INTO t (id) VALUES (2)").status(); }),
      IsOk());
  ASSERT_OK_AND_ASSIGN(Rows rows, ReadRows(pool, Soon(), "SELECT id FROM t"));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].Int(0), 2);
}

TEST_F(DbTest, DeadlockedTransactionsAreRunAgain) {
  database_.Execute("INSERT INTO t (id, v) VALUES (1, 'a'), (2, 'b')");
  std::vector<std::thread> threads;
  std::atomic<int> done{0};
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 20; ++round) {
        absl::Status status =
            Transact(database_.pool(), Soon(), [&](Connection& c) -> absl::Status {
              // Opposite lock order in the two threads.
              RETURN_IF_ERROR(c.Query("SELECT v FROM t WHERE id = ? FOR UPDATE", {1 + i}).status());
              return c.Query("SELECT v FROM t WHERE id = ? FOR UPDATE", {2 - i}).status();
            });
        if (status.ok()) ++done;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(done, 40);
}

TEST_F(DbTest, KilledConnectionIsReplacedWithinTheSameCall) {
  ASSERT_THAT(ReadRows(database_.pool(), Soon(), "SELECT 1"), IsOk());
  ASSERT_OK_AND_ASSIGN(Rows rows, ReadRows(database_.pool(), Soon(), "SELECT CONNECTION_ID()"));
  database_.Execute("KILL " + std::to_string(rows[0].Int(0)));
  ASSERT_OK_AND_ASSIGN(Rows again, ReadRows(database_.pool(), Soon(), "SELECT CONNECTION_ID()"));
  EXPECT_NE(again[0].Int(0), rows[0].Int(0));
}

// What the server counts in this session.
int64_t Counted(Connection& connection, const std::string& name) {
  auto rows = connection.Query(
      "SELECT CAST(variable_value AS SIGNED) FROM information_schema.session_status"
      " WHERE variable_name = ? LIMIT 1",
      {name});
  EXPECT_THAT(rows, IsOk());
  return rows.ok() && !rows->empty() ? (*rows)[0].Int(0) : -1;
}

TEST_F(DbTest, KeepsTheStatementsUsedLastAndClosesTheOthers) {
  ASSERT_OK_AND_ASSIGN(auto connection, database_.pool().Acquire(Soon()));
  ASSERT_THAT(connection->Query("SELECT 'hot'"), IsOk());
  const int64_t before = Counted(*connection, "COM_STMT_PREPARE");
  constexpr int kMany = static_cast<int>(Connection::kStatementsMax) * 2;
  for (int i = 0; i < kMany; ++i) {
    ASSERT_THAT(connection->Query("SELECT " + std::to_string(i)), IsOk());
    ASSERT_THAT(connection->Query("SELECT 'hot'"), IsOk());
  }
  // One hot statement for all, and perhaps the counting one once more.
  EXPECT_LE(Counted(*connection, "COM_STMT_PREPARE") - before, kMany + 1);
  EXPECT_LE(Counted(*connection, "COM_STMT_PREPARE") - Counted(*connection, "COM_STMT_CLOSE"),
            static_cast<int64_t>(Connection::kStatementsMax));
}

TEST_F(DbTest, ServerWithoutTlsIsRefusedByWhoAsksForIt) {
  const testing::TestFolder folder;
  const testing::TestAuthority authority("database");
  const testing::TestCertificate client = authority.Issue({.common_name = "funds"});
  ConnectOptions guarded = database_.options();
  guarded.tls_ca = folder.Write("ca.pem", authority.certificate_pem());
  guarded.tls_cert = folder.Write("cert.pem", client.certificate_pem);
  guarded.tls_key = folder.Write("key.pem", client.key_pem);
  EXPECT_THAT(Connection::Open(guarded).status(), RefusedWith(kDatabaseUnavailable));
}

TEST_F(DbTest, ServerThatIsNotThereAnswersAtOnce) {
  ConnectOptions nowhere = database_.options();
  nowhere.url = "unix:///nonexistent/mysqld.sock";
  Pool pool(nowhere, 2);
  EXPECT_THAT(Transact(pool, Soon(), [](Connection&) { return absl::OkStatus(); }),
              RefusedWith(kDatabaseUnavailable));
  EXPECT_FALSE(pool.reachable());
}

TEST_F(DbTest, ExhaustedPoolIsBusyAtTheDeadline) {
  Pool pool(database_.options(), 1);
  ASSERT_OK_AND_ASSIGN(auto held, pool.Acquire(Soon()));
  EXPECT_THAT(pool.Acquire(absl::Now()), RefusedWith(kDatabaseBusy));
  EXPECT_EQ(pool.in_use(), 1);
}

}  // namespace
}  // namespace liandong::db
