// The rows of the books: journal, balances, heads, bank references. SQL only, no decisions.
#ifndef SERVICES_FUNDS_LEDGER_JOURNAL_STORE_H_
#define SERVICES_FUNDS_LEDGER_JOURNAL_STORE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/funds/ledger/books.h"
#include "shared/db/connection.h"

namespace liandong::funds {

struct StoredEntry {
  Entry entry;
  std::string hash;
};

// Where a project's journal ends.
struct JournalHead {
  int64_t seq = 0;
  std::string hash;
  int64_t at_us = 0;
};

// The head before the first entry when there is none. FOR UPDATE when `lock`.
absl::StatusOr<JournalHead> ReadHead(db::Connection& connection, std::string_view project,
                                     bool lock);
absl::Status WriteHead(db::Connection& connection, std::string_view project,
                       const JournalHead& head, bool first);

// All balances of a project, as one statement sees them.
absl::StatusOr<Books> ReadBooks(db::Connection& connection, std::string_view project);
absl::Status WriteBalance(db::Connection& connection, std::string_view project,
                          const std::string& account, const Balance& balance, bool first);

absl::Status InsertEntry(db::Connection& connection, std::string_view project,
                         const StoredEntry& stored);
// NOT_FOUND when there is no such entry.
absl::StatusOr<StoredEntry> ReadEntry(db::Connection& connection, std::string_view project,
                                      int64_t seq);
// Entries after `after`, at most `max`, in order; only those of `account` unless it is empty, and
// only those up to `until_us`.
absl::StatusOr<std::vector<StoredEntry>> ReadEntries(db::Connection& connection,
                                                     std::string_view project,
                                                     std::string_view account, int64_t after,
                                                     int64_t until_us, int max);
// The balances as the entries up to `until_us` make them, and how many those are.
struct FoldedBooks {
  std::map<std::string, Balance, std::less<>> balances;
  int64_t entries = 0;
};
absl::StatusOr<FoldedBooks> FoldUntil(db::Connection& connection, std::string_view project,
                                      int64_t until_us);

// RECEIPT_USED when the bank's number served before.
absl::Status UseBankReference(db::Connection& connection, const std::string& reference,
                              const std::string& used_by, int64_t at_us);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_LEDGER_JOURNAL_STORE_H_
