#include "tests/support/books.h"

#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "shared/status/macros.h"

namespace liandong::testing {
namespace {

// Ids made at random or by time, and fingerprints under a service's own random key.
constexpr char kRandom[] =
    "[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    "|h1:[^ :]+:[0-9a-f]+";
// Leases, positions and tries depend on how a service ran, keys and epochs are random; what two
// services tell a third (the time line) comes in any order.
constexpr char kColumns[] =
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = ?"
    " AND table_name NOT IN ('leases', 'clock_offset', 'stream_epoch', 'access_log',"
    " 'schema_steps', 'directories', 'chain', 'sealed_chain', 'consumed', 'sealed_consumed')"
    " AND data_type NOT LIKE '%blob' AND data_type NOT LIKE '%binary'"
    " AND column_name NOT LIKE '%\\_us'"
    " AND CONCAT(table_name, '.', column_name) NOT IN ('changes.id', 'sealed_changes.id',"
    " 'commands.id', 'commands.seq', 'commands.attempts', 'timeline.seq')"
    " AND column_name NOT IN ('trace_id', 'digest')"
    " ORDER BY table_name, ordinal_position LIMIT 10000";

}  // namespace

absl::StatusOr<std::multiset<std::string>> ReadBooks(const db::ConnectOptions& database) {
  ASSIGN_OR_RETURN(std::unique_ptr<db::Connection> connection, db::Connection::Open(database));
  ASSIGN_OR_RETURN(const db::Rows columns, connection->Query(kColumns, {database.database}));
  std::map<std::string, std::string> rows_of;  // table to the expression of a row
  for (const db::Row& column : columns) {
    std::string& row = rows_of[column.Text(0)];
    absl::StrAppend(&row, row.empty() ? "" : ", ", "CONCAT('", column.Text(1), "=', COALESCE(",
                    column.Text(1), ", 'NULL'))");
  }
  std::multiset<std::string> books;
  for (const auto& [table, row] : rows_of) {
    ASSIGN_OR_RETURN(const db::Rows rows, connection->Query(absl::StrCat(
                                              "SELECT REGEXP_REPLACE(CONCAT_WS(' ', ", row, "), '",
                                              kRandom, "', '*') FROM ", table, " LIMIT 1000000")));
    for (const db::Row& entry : rows) books.insert(absl::StrCat(table, ": ", entry.Text(0)));
  }
  return books;
}

}  // namespace liandong::testing
