// One connection to the database, and the only place where the connector is touched.
#ifndef SHARED_DB_CONNECTION_H_
#define SHARED_DB_CONNECTION_H_

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

struct ConnectOptions {
  std::string url;  // unix:///path/mysqld.sock or tcp://host:port
  std::string database;
  std::string user;
  std::string password;
  // TLS to the database (tcp only); all three or none.
  std::string tls_ca;
  std::string tls_cert;
  std::string tls_key;
  int connect_timeout_seconds = 2;
  int statement_timeout_seconds = 30;
  int lock_wait_timeout_seconds = 2;
};

// The server ends a transaction that has been idle for so long.
inline constexpr int kIdleTransactionSeconds = 60;

// Not thread-safe. Every statement is prepared once per connection and kept; `?` stands for a
// value, so that no value ever becomes SQL text.
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

  static constexpr size_t kStatementsMax = 1000;

 private:
  Connection();
  absl::StatusOr<sql::PreparedStatement*> Prepare(std::string_view sql, const Values& values);
  absl::Status Simple(const char* sql);
  absl::Status Failed(int number, std::string_view text);

  std::unique_ptr<sql::Connection> connection_;
  std::unordered_map<std::string, std::unique_ptr<sql::PreparedStatement>> statements_;
  bool usable_ = true;
};

// Must be called once in main() before any thread exists: the driver initialises itself lazily
// and not thread-safely.
void InitialiseDriver();

}  // namespace liandong::db

#endif  // SHARED_DB_CONNECTION_H_
