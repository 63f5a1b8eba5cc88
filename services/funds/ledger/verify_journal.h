// Reads a journal again and finds the first thing that is not as it must be.
#ifndef SERVICES_FUNDS_LEDGER_VERIFY_JOURNAL_H_
#define SERVICES_FUNDS_LEDGER_VERIFY_JOURNAL_H_

#include <map>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/funds/ledger/books.h"
#include "services/funds/ledger/journal_store.h"
#include "shared/db/pool.h"

namespace liandong::funds {

struct JournalReport {
  int64_t entries = 0;  // verified without a difference
  std::string head_hash;
  std::string difference;  // "" when there is none
  int64_t difference_seq = 0;
};

// Follows entries in order: sequence, time, hash, what settlements and reversals refer to, and
// every limit of the books. Holds one reservation in memory for each that is still open.
class JournalVerifier {
 public:
  explicit JournalVerifier(std::string_view project) : project_(project) {}

  // False from the first difference on. `original` finds the entry a reversal refers to, null when
  // there is none.
  using Original = std::function<const Entry*(int64_t seq)>;
  bool Take(const StoredEntry& stored, const Original& original);
  // Whether these are the balances of what was taken and this is where it ended.
  bool Matches(const Books& stored, const JournalHead& head);

  const JournalReport& report() const { return report_; }
  const Books& books() const { return books_; }

 private:
  bool Differs(int64_t seq, std::string what);
  std::string RefersWrongly(const Entry& entry, const Original& original);

  const std::string project_;
  JournalReport report_;
  Books books_;
  int64_t at_us_ = 0;
  std::map<int64_t, Entry> open_;
  std::set<int64_t> reversed_;
};

// Verifies the stored journal of a project: page by page while writes go on, the end of it under
// the lock of its head. Each page within the deadline (machine time).
absl::StatusOr<JournalReport> VerifyStoredJournal(db::Pool& pool, std::string_view project,
                                                  absl::Time deadline);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_LEDGER_VERIFY_JOURNAL_H_
