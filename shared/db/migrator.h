// Brings a database to the schema this release needs: one statement a step, each recorded, so that
// a run that was interrupted goes on where it stopped.
#ifndef SHARED_DB_MIGRATOR_H_
#define SHARED_DB_MIGRATOR_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "shared/db/connection.h"
#include "shared/status/reason.h"

namespace liandong::db {

// One file of statements, embedded at build time. Files are applied in the order of their number
// and never edited once released: the checksum of an applied file is compared.
struct MigrationFile {
  std::string_view name;  // "0001_side_tables"
  std::string_view sql;
};

struct MigrationSet {
  std::string component;  // "shared", "sealed", "funds"
  std::vector<MigrationFile> files;
  // {key} placeholders in the statements.
  std::vector<std::pair<std::string, std::string>> substitutions;
};

inline constexpr Reason kSchemaMismatch{
    "SCHEMA_MISMATCH", absl::StatusCode::kFailedPrecondition,
    "schema of {component}: the database has {applied}, this release needs {needed}",
    "{component}的数据库结构为{applied}，本版本需要{needed}"};
inline constexpr Reason kMigrationChanged{
    "MIGRATION_CHANGED", absl::StatusCode::kFailedPrecondition,
    "migration {file} was changed after it had been applied", "迁移文件{file}在执行后被改动"};

// Longest a single step, or waiting for another migrator, may take.
inline constexpr int kMigrationStepSecondsMax = 6 * 60 * 60;

// Applies what is missing, as an account with DDL and GRANT rights; the timeouts of `options` are
// those of calls and do not apply. One migrator at a time: a second one waits on a row lock that
// the first holds on a connection of its own (DDL commits whatever its own connection had open).
//
// A step of data and its record are one transaction. DDL is not: the first step that a run applies
// may have been carried out by a run that died before recording it, so there "exists already" and
// "is gone already" mean done.
absl::Status Migrate(const ConnectOptions& options, const std::vector<MigrationSet>& sets);

// SCHEMA_MISMATCH unless every file of the sets has been applied in full. Newer ones may have been:
// code runs before and after each migration, so that replicas can be replaced one by one.
absl::Status CheckSchema(Connection& connection, const std::vector<MigrationSet>& sets);

// The statements of a file: split at the semicolon that ends a line, comments removed.
std::vector<std::string> SplitStatements(std::string_view sql);

}  // namespace liandong::db

#endif  // SHARED_DB_MIGRATOR_H_
