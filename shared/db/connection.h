// One connection to the database, and the only place where the connector is touched.
#ifndef SHARED_DB_CONNECTION_H_
#define SHARED_DB_CONNECTION_H_

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/status/statusor.h"
#include "shared/db/value.h"

namespace sql {
class Connection;
class PreparedStatement;
}  // namespace sql

namespace liandong::db {

inline constexpr int kIdleTransactionSeconds = 60;

struct ConnectOptions {
  std::string url;  // unix:///path/mysqld.sock or tcp://host:port
  std::string database;
  std::string user;
  std::string password;
  // TLS to the database; all three or none. With them a server that does not speak TLS, or whose
  // certificate is not of this authority and name, is refused.
  std::string tls_ca;
  std::string tls_cert;
  std::string tls_key;
  int connect_timeout_seconds = 2;
  int statement_timeout_seconds = 30;
  int lock_wait_timeout_seconds = 2;
  // The server ends a transaction that has been idle for so long; 0: never.
  int idle_transaction_seconds = kIdleTransactionSeconds;
};

// Not thread-safe. The statements used last are kept prepared; `?` stands for a value, so that no
// value ever becomes SQL text.
class Connection {
 public:
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const ConnectOptions& options);
  ~Connection();

  // Runs an INSERT, UPDATE, DELETE or DDL statement; the number of rows it matched.
  absl::StatusOr<int64_t> Execute(std::string_view sql, const Values& values = {});
  // Runs a SELECT. The whole result is held in memory: every SELECT has a LIMIT.
  absl::StatusOr<Rows> Query(std::string_view sql, const Values& values = {});
  // Value of the AUTO_INCREMENT column of the last inserted row (first of a multi-row insert).
  absl::StatusOr<int64_t> LastInsertId();

  absl::Status Begin();
  absl::Status Commit();
  // Never fails: a connection that cannot roll back is broken, and a broken one is discarded.
  void Rollback();

  // False once the server has gone; such a connection must not be used again.
  bool usable() const { return usable_; }

  // More than a service has; every one of every connection counts against the server's
  // max_prepared_stmt_count.
  static constexpr size_t kStatementsMax = 256;

 private:
  Connection();
  absl::StatusOr<sql::PreparedStatement*> Prepare(std::string_view sql, const Values& values);
  void ForgetStatements();
  absl::Status Simple(const char* sql);
  absl::Status Failed(int number, std::string_view text);

  std::unique_ptr<sql::Connection> connection_;
  // Kept statements, the one used last first, and where each is by its text.
  struct Prepared {
    std::string sql;
    std::unique_ptr<sql::PreparedStatement> statement;
  };
  std::list<Prepared> statements_;
  std::unordered_map<std::string_view, std::list<Prepared>::iterator> by_sql_;
  bool usable_ = true;
};

// Must be called once in main() before any thread exists: the driver initialises itself lazily
// and not thread-safely.
void InitialiseDriver();

}  // namespace liandong::db

#endif  // SHARED_DB_CONNECTION_H_
