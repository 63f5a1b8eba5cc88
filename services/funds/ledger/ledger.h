// Booking: the only writer of the journal.
//
//   ASSIGN_OR_RETURN(Ledger ledger, Ledger::Open(m, "projects/P1"));
//   RETURN_IF_ERROR(ledger.Post(kBank, kFunding, amount_fen, deposit.name()).status());
//   RETURN_IF_ERROR(ledger.Close());
#ifndef SERVICES_FUNDS_LEDGER_LEDGER_H_
#define SERVICES_FUNDS_LEDGER_LEDGER_H_

#include <set>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/funds/ledger/books.h"
#include "services/funds/ledger/journal_store.h"
#include "shared/storage/mutation.h"

namespace liandong::funds {

// The open books of one project within one mutation. What was booked is kept only when Close() was
// called and the mutation commits: a refused entry refuses the whole mutation.
class Ledger {
 public:
  // Locks the journal's head; the caller holds the lock on the project's fund.
  static absl::StatusOr<Ledger> Open(Mutation& m, std::string_view project);

  const Books& books() const { return books_; }

  // Each answers the sequence number of its entry. Refusals are those of Books::Apply.
  absl::StatusOr<int64_t> Post(std::string_view debit, std::string_view credit, int64_t amount_fen,
                               std::string_view reference);
  absl::StatusOr<int64_t> Reserve(std::string_view debit, std::string_view credit,
                                  int64_t amount_fen, std::string_view reference);
  // A reservation is settled or voided once, a posting reversed once: the database refuses more.
  absl::StatusOr<int64_t> Settle(int64_t reservation, std::string_view reference);
  absl::StatusOr<int64_t> Void(int64_t reservation, std::string_view reference);
  absl::StatusOr<int64_t> Reverse(int64_t posting, std::string_view reference);

  // Writes balances and head; nothing may be booked afterwards.
  absl::Status Close();

 private:
  Ledger(Mutation& m, std::string_view project, JournalHead head, Books books);
  absl::StatusOr<int64_t> Book(Entry entry);
  absl::StatusOr<int64_t> Resolve(v1::EntryKind kind, int64_t reservation,
                                  std::string_view reference);

  Mutation* m_;
  std::string project_;
  JournalHead head_;
  Books books_;
  std::set<std::string> known_;    // accounts that have a row
  std::set<std::string> touched_;  // accounts to write
  bool first_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_LEDGER_LEDGER_H_
