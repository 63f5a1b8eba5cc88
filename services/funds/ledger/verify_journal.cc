#include "services/funds/ledger/verify_journal.h"

#include <limits>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "shared/status/macros.h"

namespace liandong::funds {
namespace {

constexpr int kPageEntries = 500;
constexpr int64_t kAllTimes = std::numeric_limits<int64_t>::max();

}  // namespace

bool JournalVerifier::Differs(int64_t seq, std::string what) {
  report_.difference = std::move(what);
  report_.difference_seq = seq;
  return false;
}

std::string JournalVerifier::RefersWrongly(const Entry& entry, const Original& original) {
  switch (entry.kind) {
    case v1::ENTRY_KIND_POST:
    case v1::ENTRY_KIND_PENDING:
      return entry.refers_to == 0 ? "" : "refers to another entry without need";
    case v1::ENTRY_KIND_SETTLE:
    case v1::ENTRY_KIND_VOID: {
      const auto found = open_.find(entry.refers_to);
      if (found == open_.end()) return "resolves no open reservation";
      const Entry& reserved = found->second;
      return reserved.debit == entry.debit && reserved.credit == entry.credit &&
                     reserved.amount_fen == entry.amount_fen
                 ? ""
                 : "resolves a reservation of other accounts or amount";
    }
    case v1::ENTRY_KIND_REVERSE: {
      const Entry* posting = entry.refers_to < entry.seq ? original(entry.refers_to) : nullptr;
      if (posting == nullptr ||
          (posting->kind != v1::ENTRY_KIND_POST && posting->kind != v1::ENTRY_KIND_SETTLE)) {
        return "reverses no posting";
      }
      if (reversed_.count(entry.refers_to) > 0) return "reverses a posting twice";
      return posting->debit == entry.credit && posting->credit == entry.debit &&
                     posting->amount_fen == entry.amount_fen
                 ? ""
                 : "reverses a posting of other accounts or amount";
    }
    default:
      return "is of no known kind";
  }
}

bool JournalVerifier::Take(const StoredEntry& stored, const Original& original) {
  const Entry& entry = stored.entry;
  if (!report_.difference.empty()) return false;
  if (entry.seq != report_.entries + 1) return Differs(report_.entries + 1, "the entry is missing");
  if (entry.at_us < at_us_) return Differs(entry.seq, "lies before the entry in front of it");
  if (ChainHash(report_.head_hash, project_, entry) != stored.hash) {
    return Differs(entry.seq, "the hash does not follow from the entry");
  }
  if (std::string wrong = RefersWrongly(entry, original); !wrong.empty()) {
    return Differs(entry.seq, std::move(wrong));
  }
  if (const absl::Status applied = books_.Apply(entry); !applied.ok()) {
    return Differs(entry.seq, "breaks a limit of the books");
  }
  if (entry.kind == v1::ENTRY_KIND_PENDING) open_[entry.seq] = entry;
  if (entry.kind == v1::ENTRY_KIND_SETTLE || entry.kind == v1::ENTRY_KIND_VOID) {
    open_.erase(entry.refers_to);
  }
  if (entry.kind == v1::ENTRY_KIND_REVERSE) reversed_.insert(entry.refers_to);
  report_.entries = entry.seq;
  report_.head_hash = stored.hash;
  at_us_ = entry.at_us;
  return true;
}

bool JournalVerifier::Matches(const Books& stored, const JournalHead& head) {
  if (!report_.difference.empty()) return false;
  if (head.seq != report_.entries || head.hash != report_.head_hash) {
    return Differs(report_.entries, "the journal does not end where its head says");
  }
  if (stored.balances() == books_.balances()) return true;
  for (const auto& [account, balance] : stored.balances()) {
    if (!(books_.Of(account) == balance)) {
      return Differs(report_.entries,
                     absl::StrCat("the balance of ", account, " is not the sum of its entries"));
    }
  }
  return Differs(report_.entries, "an account of the journal has no balance");
}

absl::StatusOr<JournalReport> VerifyStoredJournal(db::Pool& pool, std::string_view project,
                                                  absl::Time deadline) {
  JournalVerifier verifier(project);
  // Takes what there is after the verified part; true when a full page came.
  const auto take_page = [&](db::Connection& connection) -> absl::StatusOr<bool> {
    ASSIGN_OR_RETURN(
        std::vector<StoredEntry> page,
        ReadEntries(connection, project, "", verifier.report().entries, kAllTimes, kPageEntries));
    std::optional<Entry> original;
    for (const StoredEntry& stored : page) {
      const bool good = verifier.Take(stored, [&](int64_t seq) -> const Entry* {
        auto found = ReadEntry(connection, project, seq);
        if (!found.ok()) return nullptr;
        original = std::move(found->entry);
        return &*original;
      });
      if (!good) return false;
    }
    return page.size() == kPageEntries;
  };
  {
    ASSIGN_OR_RETURN(db::Pool::Lease connection, pool.Acquire(deadline));
    while (true) {
      ASSIGN_OR_RETURN(bool more, take_page(*connection));
      if (!more) break;
    }
  }
  if (!verifier.report().difference.empty()) return verifier.report();
  // Nothing is booked while the head is held, so journal and balances are of one moment. A second
  // run of the transaction goes on where the first one stopped.
  RETURN_IF_ERROR(db::Transact(pool, deadline, [&](db::Connection& connection) -> absl::Status {
    ASSIGN_OR_RETURN(JournalHead head, ReadHead(connection, project, /*lock=*/true));
    while (true) {
      ASSIGN_OR_RETURN(bool more, take_page(connection));
      if (!more) break;
    }
    ASSIGN_OR_RETURN(Books stored, ReadBooks(connection, project));
    verifier.Matches(stored, head);
    return absl::OkStatus();
  }));
  return verifier.report();
}

}  // namespace liandong::funds
