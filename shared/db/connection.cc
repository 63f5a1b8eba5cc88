#include "shared/db/connection.h"

#include <cppconn/connection.h>
#include <cppconn/datatype.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>
#include <mysql_driver.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "shared/db/db_errors.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::db {
namespace {

constexpr int kServerHoldsTooManyStatements = 1461;

bool IsInteger(int type) {
  switch (type) {
    case sql::DataType::BIT:
    case sql::DataType::TINYINT:
    case sql::DataType::SMALLINT:
    case sql::DataType::MEDIUMINT:
    case sql::DataType::INTEGER:
    case sql::DataType::BIGINT:
    case sql::DataType::YEAR:
      return true;
    default:
      return false;
  }
}

void Bind(sql::PreparedStatement& statement, const Values& values) {
  for (size_t i = 0; i < values.size(); ++i) {
    const auto index = static_cast<unsigned>(i + 1);
    if (values[i].is_null()) {
      statement.setNull(index, sql::DataType::VARCHAR);
    } else if (values[i].is_number()) {
      statement.setInt64(index, values[i].number());
    } else {
      statement.setString(index, sql::SQLString(values[i].text()));
    }
  }
}

}  // namespace

void InitialiseDriver() { sql::mysql::get_driver_instance(); }

Connection::Connection() = default;

Connection::~Connection() {
  try {
    ForgetStatements();
    connection_.reset();
  } catch (const std::exception&) {  // a dead server makes closing fail; nothing is lost
  }
}

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const ConnectOptions& options) {
  auto opened = std::unique_ptr<Connection>(new Connection());
  try {
    sql::ConnectOptionsMap map;
    map["hostName"] = options.url;
    map["userName"] = options.user;
    map["password"] = options.password;
    if (!options.database.empty()) map["schema"] = options.database;
    map["OPT_CONNECT_TIMEOUT"] = options.connect_timeout_seconds;
    map["OPT_READ_TIMEOUT"] = options.statement_timeout_seconds;
    map["OPT_WRITE_TIMEOUT"] = options.statement_timeout_seconds;
    map["CLIENT_FOUND_ROWS"] = true;
    if (!options.tls_ca.empty()) {
      map["sslCA"] = options.tls_ca;
      map["sslCert"] = options.tls_cert;
      map["sslKey"] = options.tls_key;
      // Without these a server, or who sits before it, could simply say that it has no TLS.
      map["sslEnforce"] = true;
      map["sslVerify"] = true;
    }
    opened->connection_.reset(sql::mysql::get_driver_instance()->connect(map));
  } catch (const sql::SQLException& e) {
    LOG_WARN("database connect failed", {"error", e.getErrorCode()});
    return FromDriver(e.getErrorCode(), e.what());
  } catch (const std::exception& e) {
    return absl::InternalError("database connect failed");
  }
  RETURN_IF_ERROR(opened->Simple("SET NAMES utf8mb4"));
  RETURN_IF_ERROR(
      opened->Simple("SET SESSION sql_mode = "
                     "'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'"));
  RETURN_IF_ERROR(opened->Simple("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"));
  // A transaction that nobody goes on with ends: the change chain's low-water mark relies on a
  // bound (Stamper::transaction_lifetime_max). The comment is code to MariaDB alone.
  RETURN_IF_ERROR(opened->Simple(
      absl::StrCat("SET SESSION innodb_lock_wait_timeout = ", options.lock_wait_timeout_seconds,
                   " /*M!100300 , idle_transaction_timeout = ", options.idle_transaction_seconds,
                   " */")
          .c_str()));
  return opened;
}

absl::Status Connection::Failed(int number, std::string_view text) {
  absl::Status status = FromDriver(number, text);
  if (IsConnectionLost(status)) usable_ = false;
  if (ReasonOf(status) == kDatabaseError.name) {
    // The server's text can quote values: only its number is logged.
    LOG_ERROR("statement refused by the database", {"error", number});
  }
  return status;
}

absl::Status Connection::Simple(const char* sql) {
  try {
    std::unique_ptr<sql::Statement> statement(connection_->createStatement());
    statement->execute(sql);
    return absl::OkStatus();
  } catch (const sql::SQLException& e) {
    return Failed(e.getErrorCode(), e.what());
  } catch (const std::exception& e) {
    usable_ = false;
    return absl::InternalError("database driver failed");
  }
}

absl::StatusOr<sql::PreparedStatement*> Connection::Prepare(std::string_view sql,
                                                            const Values& values) {
  if (auto kept = by_sql_.find(sql); kept != by_sql_.end()) {
    statements_.splice(statements_.begin(), statements_, kept->second);
  } else {
    if (statements_.size() >= kStatementsMax) {
      by_sql_.erase(statements_.back().sql);
      statements_.pop_back();
    }
    Prepared fresh{.sql = std::string(sql), .statement = nullptr};
    try {
      fresh.statement.reset(connection_->prepareStatement(fresh.sql));
    } catch (const sql::SQLException& e) {
      if (e.getErrorCode() != kServerHoldsTooManyStatements || statements_.empty()) throw;
      ForgetStatements();
      fresh.statement.reset(connection_->prepareStatement(fresh.sql));
    }
    statements_.push_front(std::move(fresh));
    by_sql_.emplace(statements_.front().sql, statements_.begin());
  }
  Bind(*statements_.front().statement, values);
  return statements_.front().statement.get();
}

void Connection::ForgetStatements() {
  by_sql_.clear();
  statements_.clear();
}

absl::StatusOr<int64_t> Connection::Execute(std::string_view sql, const Values& values) {
  try {
    ASSIGN_OR_RETURN(sql::PreparedStatement * statement, Prepare(sql, values));
    return statement->executeUpdate();
  } catch (const sql::SQLException& e) {
    return Failed(e.getErrorCode(), e.what());
  } catch (const std::exception& e) {
    usable_ = false;
    return absl::InternalError("database driver failed");
  }
}

absl::StatusOr<Rows> Connection::Query(std::string_view sql, const Values& values) {
  try {
    ASSIGN_OR_RETURN(sql::PreparedStatement * statement, Prepare(sql, values));
    std::unique_ptr<sql::ResultSet> result(statement->executeQuery());
    sql::ResultSetMetaData* meta = result->getMetaData();
    const unsigned columns = meta->getColumnCount();
    std::vector<bool> integer(columns);
    for (unsigned i = 0; i < columns; ++i) integer[i] = IsInteger(meta->getColumnType(i + 1));
    Rows rows;
    while (result->next()) {
      Values row;
      row.reserve(columns);
      for (unsigned i = 0; i < columns; ++i) {
        if (result->isNull(i + 1)) {
          row.emplace_back();
        } else if (integer[i]) {
          row.emplace_back(int64_t{result->getInt64(i + 1)});
        } else {
          row.emplace_back(result->getString(i + 1).asStdString());
        }
      }
      rows.emplace_back(std::move(row));
    }
    return rows;
  } catch (const sql::SQLException& e) {
    return Failed(e.getErrorCode(), e.what());
  } catch (const std::exception& e) {
    usable_ = false;
    return absl::InternalError("database driver failed");
  }
}

absl::StatusOr<int64_t> Connection::LastInsertId() {
  ASSIGN_OR_RETURN(Rows rows, Query("SELECT LAST_INSERT_ID()"));
  return rows[0].Int(0);
}

absl::Status Connection::Begin() { return Simple("START TRANSACTION"); }
absl::Status Connection::Commit() { return Simple("COMMIT"); }

void Connection::Rollback() {
  if (usable_ && !Simple("ROLLBACK").ok()) usable_ = false;
}

}  // namespace liandong::db
