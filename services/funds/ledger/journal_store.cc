#include "services/funds/ledger/journal_store.h"

#include "absl/strings/str_cat.h"
#include "services/funds/funds_reasons.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {
namespace {

// More than the chart of accounts has.
constexpr int kAccountsMax = 64;
constexpr int kGroupsMax = 1000;

#define JOURNAL_COLUMNS                                                                  \
  "seq, kind, debit, credit, amount_fen, refers_to, reference, agency, officer, method," \
  " request_id, at_us, hash"

constexpr char kSelectHead[] =
    "SELECT seq, hash, at_us FROM ledger_heads WHERE project = ? LIMIT 1";
constexpr char kLockHead[] =
    "SELECT seq, hash, at_us FROM ledger_heads WHERE project = ? LIMIT 1 FOR UPDATE";
constexpr char kInsertHead[] =
    "INSERT INTO ledger_heads (seq, hash, at_us, project) VALUES (?, ?, ?, ?)";
constexpr char kUpdateHead[] =
    "UPDATE ledger_heads SET seq = ?, hash = ?, at_us = ? WHERE project = ?";
constexpr char kSelectBalances[] =
    "SELECT account, debits_posted, credits_posted, debits_pending, credits_pending"
    " FROM ledger_accounts WHERE project = ? LIMIT ?";
constexpr char kInsertBalance[] =
    "INSERT INTO ledger_accounts (debits_posted, credits_posted, debits_pending,"
    " credits_pending, project, account) VALUES (?, ?, ?, ?, ?, ?)";
constexpr char kUpdateBalance[] =
    "UPDATE ledger_accounts SET debits_posted = ?, credits_posted = ?, debits_pending = ?,"
    " credits_pending = ? WHERE project = ? AND account = ?";
constexpr char kInsertEntry[] =
    "INSERT INTO journal (project, " JOURNAL_COLUMNS
    ", resolves, reverses) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kSelectEntry[] =
    "SELECT " JOURNAL_COLUMNS " FROM journal WHERE project = ? AND seq = ? LIMIT 1";
constexpr char kSelectEntries[] =
    "SELECT " JOURNAL_COLUMNS
    " FROM journal WHERE project = ? AND seq > ? AND at_us <= ? ORDER BY seq LIMIT ?";
// One half for each side, so that each has its index.
constexpr char kSelectAccountEntries[] =
    "(SELECT " JOURNAL_COLUMNS
    " FROM journal WHERE project = ? AND debit = ? AND seq > ? AND at_us <= ? ORDER BY seq LIMIT ?)"
    " UNION ALL (SELECT " JOURNAL_COLUMNS
    " FROM journal WHERE project = ? AND credit = ? AND seq > ? AND at_us <= ? ORDER BY seq"
    " LIMIT ?) ORDER BY seq LIMIT ?";
constexpr char kFoldDebits[] =
    "SELECT debit, kind, CAST(SUM(amount_fen) AS SIGNED), COUNT(*) FROM journal"
    " WHERE project = ? AND at_us <= ? GROUP BY debit, kind LIMIT ?";
constexpr char kFoldCredits[] =
    "SELECT credit, kind, CAST(SUM(amount_fen) AS SIGNED), COUNT(*) FROM journal"
    " WHERE project = ? AND at_us <= ? GROUP BY credit, kind LIMIT ?";
constexpr char kInsertReference[] =
    "INSERT INTO bank_references (reference, used_by, at_us) VALUES (?, ?, ?)";

StoredEntry EntryOf(const db::Row& row) {
  StoredEntry stored;
  Entry& entry = stored.entry;
  entry.seq = row.Int(0);
  entry.kind = static_cast<v1::EntryKind>(row.Int(1));
  entry.debit = row.Text(2);
  entry.credit = row.Text(3);
  entry.amount_fen = row.Int(4);
  entry.refers_to = row.Int(5);
  entry.reference = row.Text(6);
  entry.agency = row.Text(7);
  entry.officer = row.Text(8);
  entry.method = row.Text(9);
  entry.request_id = row.Text(10);
  entry.at_us = row.Int(11);
  stored.hash = row.Text(12);
  return stored;
}

void AddKind(v1::EntryKind kind, int64_t sum, int64_t& posted, int64_t& pending) {
  switch (kind) {
    case v1::ENTRY_KIND_PENDING:
      pending += sum;
      break;
    case v1::ENTRY_KIND_VOID:
      pending -= sum;
      break;
    case v1::ENTRY_KIND_SETTLE:
      posted += sum;
      pending -= sum;
      break;
    default:
      posted += sum;
  }
}

}  // namespace

absl::StatusOr<JournalHead> ReadHead(db::Connection& connection, std::string_view project,
                                     bool lock) {
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(lock ? kLockHead : kSelectHead, {project}));
  if (rows.empty()) return JournalHead();
  return JournalHead{rows[0].Int(0), rows[0].Text(1), rows[0].Int(2)};
}

absl::Status WriteHead(db::Connection& connection, std::string_view project,
                       const JournalHead& head, bool first) {
  return connection
      .Execute(first ? kInsertHead : kUpdateHead, {head.seq, head.hash, head.at_us, project})
      .status();
}

absl::StatusOr<Books> ReadBooks(db::Connection& connection, std::string_view project) {
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(kSelectBalances, {project, kAccountsMax}));
  std::map<std::string, Balance, std::less<>> balances;
  for (const db::Row& row : rows) {
    balances[row.Text(0)] = {row.Int(1), row.Int(2), row.Int(3), row.Int(4)};
  }
  return Books(std::move(balances));
}

absl::Status WriteBalance(db::Connection& connection, std::string_view project,
                          const std::string& account, const Balance& balance, bool first) {
  return connection
      .Execute(first ? kInsertBalance : kUpdateBalance,
               {balance.debits_posted, balance.credits_posted, balance.debits_pending,
                balance.credits_pending, project, account})
      .status();
}

absl::Status InsertEntry(db::Connection& connection, std::string_view project,
                         const StoredEntry& stored) {
  const Entry& e = stored.entry;
  db::Value resolves, reverses;
  if (e.kind == v1::ENTRY_KIND_SETTLE || e.kind == v1::ENTRY_KIND_VOID) resolves = e.refers_to;
  if (e.kind == v1::ENTRY_KIND_REVERSE) reverses = e.refers_to;
  return connection
      .Execute(kInsertEntry, {project, e.seq, static_cast<int>(e.kind), e.debit, e.credit,
                              e.amount_fen, e.refers_to, e.reference, e.agency, e.officer, e.method,
                              e.request_id, e.at_us, stored.hash, resolves, reverses})
      .status();
}

absl::StatusOr<StoredEntry> ReadEntry(db::Connection& connection, std::string_view project,
                                      int64_t seq) {
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(kSelectEntry, {project, seq}));
  if (rows.empty()) return absl::NotFoundError("no such journal entry");
  return EntryOf(rows[0]);
}

absl::StatusOr<std::vector<StoredEntry>> ReadEntries(db::Connection& connection,
                                                     std::string_view project,
                                                     std::string_view account, int64_t after,
                                                     int64_t until_us, int max) {
  auto rows = account.empty() ? connection.Query(kSelectEntries, {project, after, until_us, max})
                              : connection.Query(kSelectAccountEntries,
                                                 {project, account, after, until_us, max, project,
                                                  account, after, until_us, max, max});
  if (!rows.ok()) return rows.status();
  std::vector<StoredEntry> entries;
  for (const db::Row& row : *rows) entries.push_back(EntryOf(row));
  return entries;
}

absl::StatusOr<FoldedBooks> FoldUntil(db::Connection& connection, std::string_view project,
                                      int64_t until_us) {
  FoldedBooks folded;
  ASSIGN_OR_RETURN(db::Rows debits, connection.Query(kFoldDebits, {project, until_us, kGroupsMax}));
  for (const db::Row& row : debits) {
    Balance& balance = folded.balances[row.Text(0)];
    AddKind(static_cast<v1::EntryKind>(row.Int(1)), row.Int(2), balance.debits_posted,
            balance.debits_pending);
    folded.entries += row.Int(3);
  }
  ASSIGN_OR_RETURN(db::Rows credits,
                   connection.Query(kFoldCredits, {project, until_us, kGroupsMax}));
  for (const db::Row& row : credits) {
    Balance& balance = folded.balances[row.Text(0)];
    AddKind(static_cast<v1::EntryKind>(row.Int(1)), row.Int(2), balance.credits_posted,
            balance.credits_pending);
  }
  return folded;
}

absl::Status UseBankReference(db::Connection& connection, const std::string& reference,
                              const std::string& used_by, int64_t at_us) {
  const absl::Status inserted =
      connection.Execute(kInsertReference, {reference, used_by, at_us}).status();
  if (db::IsDuplicateKey(inserted)) return Refuse(kReceiptUsed);
  return inserted;
}

}  // namespace liandong::funds
