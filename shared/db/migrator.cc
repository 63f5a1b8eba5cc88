#include "shared/db/migrator.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::db {
namespace {

constexpr char kCreateSteps[] =
    "CREATE TABLE IF NOT EXISTS schema_steps ("
    " component VARCHAR(40) NOT NULL,"
    " file VARCHAR(80) NOT NULL,"
    " step INT NOT NULL,"
    " checksum VARCHAR(64) NOT NULL,"
    " PRIMARY KEY (component, file, step))";
constexpr char kLockSteps[] =
    "SELECT step FROM schema_steps WHERE component = '' AND file = '' AND step = 0 LIMIT 1 FOR "
    "UPDATE";
constexpr char kInsertLockRow[] =
    "INSERT IGNORE INTO schema_steps (component, file, step, checksum) VALUES ('', '', 0, '')";
constexpr char kFindStep[] =
    "SELECT checksum FROM schema_steps WHERE component = ? AND file = ? AND step = ? LIMIT 1";
constexpr char kRecordStep[] =
    "INSERT INTO schema_steps (component, file, step, checksum) VALUES (?, ?, ?, ?)";
constexpr char kAppliedFiles[] =
    "SELECT file, COUNT(*) FROM schema_steps WHERE component = ? GROUP BY file ORDER BY file"
    " LIMIT 1000";

std::string Substitute(const std::string& statement, const MigrationSet& set) {
  std::string filled = statement;
  for (const auto& [key, value] : set.substitutions) {
    filled = absl::StrReplaceAll(filled, {{absl::StrCat("{", key, "}"), value}});
  }
  return filled;
}

// The server refused DDL because what it makes is there, or what it removes is not.
bool IsDoneAlready(const absl::Status& status) {
  const auto number = MetadataOf(status, "number");
  for (const char* done : {"1050", "1051", "1060", "1061", "1091", "1826"}) {
    if (number == done) return true;
  }
  return false;
}

// `applied`: steps that this run has applied so far.
absl::Status ApplyStep(Connection& connection, const MigrationSet& set, const MigrationFile& file,
                       int step, const std::string& statement, int& applied) {
  const std::string name(file.name);
  const std::string checksum = crypto::HexEncode(crypto::Sha256(statement));
  ASSIGN_OR_RETURN(Rows rows, connection.Query(kFindStep, {set.component, name, step}));
  if (!rows.empty()) {
    if (rows[0].Text(0) != checksum) return Refuse(kMigrationChanged, {{"file", name}});
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(connection.Begin());
  absl::Status done = connection.Execute(Substitute(statement, set)).status();
  if (applied == 0 && IsDoneAlready(done)) {
    LOG_WARN("migration step had been carried out", {"component", set.component}, {"file", name},
             {"step", step});
    done = absl::OkStatus();
  }
  if (done.ok()) {
    done = connection.Execute(kRecordStep, {set.component, name, step, checksum}).status();
  }
  if (done.ok()) done = connection.Commit();
  if (!done.ok()) {
    connection.Rollback();
    return done;
  }
  ++applied;
  LOG_DEBUG("migration step applied", {"component", set.component}, {"file", name}, {"step", step});
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string> SplitStatements(std::string_view sql) {
  std::vector<std::string> statements;
  std::string current;
  for (absl::string_view line : absl::StrSplit(absl::string_view(sql.data(), sql.size()), '\n')) {
    line = absl::StripTrailingAsciiWhitespace(line);
    if (line.empty() || absl::StartsWith(absl::StripLeadingAsciiWhitespace(line), "--")) continue;
    const bool last = absl::ConsumeSuffix(&line, ";");
    if (!current.empty()) current.push_back('\n');
    current.append(line.data(), line.size());
    if (last) statements.push_back(std::move(current)), current.clear();
  }
  if (!current.empty()) statements.push_back(std::move(current));
  return statements;
}

absl::Status Migrate(const ConnectOptions& options, const std::vector<MigrationSet>& sets) {
  ConnectOptions patient = options;
  patient.statement_timeout_seconds = kMigrationStepSecondsMax;
  patient.lock_wait_timeout_seconds = kMigrationStepSecondsMax;
  patient.idle_transaction_seconds = 0;
  ASSIGN_OR_RETURN(auto guard, Connection::Open(patient));
  ASSIGN_OR_RETURN(auto connection, Connection::Open(patient));
  RETURN_IF_ERROR(guard->Execute(kCreateSteps).status());
  RETURN_IF_ERROR(guard->Execute(kInsertLockRow).status());
  RETURN_IF_ERROR(guard->Begin());
  RETURN_IF_ERROR(guard->Query(kLockSteps).status());
  int applied = 0;
  for (const MigrationSet& set : sets) {
    for (const MigrationFile& file : set.files) {
      int step = 0;
      for (const std::string& statement : SplitStatements(file.sql)) {
        RETURN_IF_ERROR(ApplyStep(*connection, set, file, ++step, statement, applied));
      }
    }
  }
  return guard->Commit();
}

absl::Status CheckSchema(Connection& connection, const std::vector<MigrationSet>& sets) {
  for (const MigrationSet& set : sets) {
    auto rows = connection.Query(kAppliedFiles, {set.component});
    std::string applied = "nothing";
    std::vector<std::string> files;
    if (rows.ok()) {
      for (const Row& row : *rows) files.push_back(row.Text(0));
      if (!files.empty()) applied = files.back();
    }
    bool same = rows.ok() && files.size() >= set.files.size();
    for (size_t i = 0; same && i < set.files.size(); ++i) {
      same = files[i] == set.files[i].name &&
             (*rows)[i].Int(1) == static_cast<int64_t>(SplitStatements(set.files[i].sql).size());
    }
    if (!same) {
      return Refuse(
          kSchemaMismatch,
          {{"component", set.component},
           {"applied", applied},
           {"needed", set.files.empty() ? "nothing" : std::string(set.files.back().name)}});
    }
  }
  return absl::OkStatus();
}

}  // namespace liandong::db
