#include "shared/storage/verify_chain.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/checkpoint.h"

namespace liandong {
namespace {

using Kind = Difference::Kind;

// Ids looked through at once for changes without a place.
constexpr int64_t kWindowIds = 20'000;

// A place in the chain as it is stored.
struct Entry {
  int64_t seq = 0;
  int64_t change_id = 0;
  std::string hash;
  bool has_change = false;
  ChangeRecord change;
  std::string canonical;
};

absl::StatusOr<std::vector<Entry>> ReadEntries(Storage& storage, int64_t after, int max) {
  ASSIGN_OR_RETURN(
      const db::Rows rows,
      db::ReadRows(storage.pool(), absl::Now() + kChainPageTimeout,
                   absl::StrCat("SELECT h.seq, h.change_id, h.hash, ", kChangeColumns, " FROM ",
                                storage.Table("chain"), " h LEFT JOIN ", storage.Table("changes"),
                                " c ON c.id = h.change_id WHERE h.seq > ?"
                                " ORDER BY h.seq LIMIT ?"),
                   {after, max}));
  std::vector<Entry> entries;
  entries.reserve(rows.size());
  for (const db::Row& row : rows) {
    Entry entry;
    entry.seq = row.Int(0);
    entry.change_id = row.Int(1);
    entry.hash = row.Text(2);
    entry.has_change = !row.IsNull(3);
    if (entry.has_change) {
      entry.change = ReadChangeRecord(row, 3);
      entry.canonical = CanonicalChange(entry.change);
      entry.change.doc.clear();
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

Difference About(Kind kind, const Entry& entry) {
  return {.kind = kind,
          .seq = entry.seq,
          .change_id = entry.change_id,
          .resource = entry.change.resource,
          .version = entry.change.version,
          .detail = ""};
}

// The entry's hash is not what its change and the one before make. Which of the two is wrong shows
// in the next entry, which was hashed over the original.
absl::StatusOr<Kind> WhatWasAltered(Storage& storage, const Entry& entry,
                                    const ChainPosition& computed) {
  ASSIGN_OR_RETURN(const std::vector<Entry> next, ReadEntries(storage, entry.seq, 1));
  if (next.empty() || next[0].seq != entry.seq + 1 || !next[0].has_change) {
    return Kind::kEntryAltered;
  }
  const ChainPosition stored{entry.seq, entry.hash};
  if (stored.After(next[0].canonical).hash == next[0].hash) return Kind::kChangeAltered;
  if (computed.After(next[0].canonical).hash == next[0].hash) return Kind::kHashAltered;
  return Kind::kEntryAltered;
}

// The hash stored in place `seq`; nothing when that place is empty.
absl::StatusOr<std::optional<std::string>> StoredHash(Storage& storage, int64_t seq) {
  if (seq == 0) return ChainStart(storage).hash;
  ASSIGN_OR_RETURN(const db::Rows rows,
                   db::ReadRows(storage.pool(), absl::Now() + kChainPageTimeout,
                                absl::StrCat("SELECT hash FROM ", storage.Table("chain"),
                                             " WHERE seq = ? LIMIT 1"),
                                {seq}));
  if (rows.empty()) return std::nullopt;
  return rows[0].Text(0);
}

absl::StatusOr<std::optional<Difference>> ComparePosition(Storage& storage,
                                                          const ChainPosition& known) {
  ASSIGN_OR_RETURN(const std::optional<std::string> hash, StoredHash(storage, known.seq));
  std::optional<Difference> difference;
  if (!hash) {
    difference = Difference{.kind = Kind::kTailCut, .seq = known.seq};
  } else if (*hash != known.hash) {
    difference = Difference{.kind = Kind::kTailRewritten, .seq = known.seq};
  }
  return difference;
}

absl::StatusOr<std::optional<Difference>> FindWithoutPlace(Storage& storage,
                                                           absl::Duration allowed,
                                                           absl::Time deadline) {
  const std::string changes = storage.Table("changes");
  ASSIGN_OR_RETURN(const db::Rows last,
                   db::ReadRows(storage.pool(), absl::Now() + kChainPageTimeout,
                                absl::StrCat("SELECT MAX(id) FROM ", changes)));
  const int64_t before_us = absl::ToUnixMicros(storage.clock().Now() - allowed);
  const std::string sql = absl::StrCat(
      "SELECT c.id, c.resource, c.version FROM ", changes, " c LEFT JOIN ", storage.Table("chain"),
      " h ON h.change_id = c.id WHERE c.id > ? AND c.id <= ? AND h.change_id IS NULL"
      " AND c.at_us < ? ORDER BY c.id LIMIT 1");
  for (int64_t after = 0; after < last[0].Int(0); after += kWindowIds) {
    if (absl::Now() >= deadline) return Refuse(kVerificationUnfinished);
    ASSIGN_OR_RETURN(const db::Rows rows,
                     db::ReadRows(storage.pool(), absl::Now() + kChainPageTimeout, sql,
                                  {after, after + kWindowIds, before_us}));
    if (rows.empty()) continue;
    return Difference{.kind = Kind::kChangeWithoutPlace,
                      .change_id = rows[0].Int(0),
                      .resource = rows[0].Text(1),
                      .version = rows[0].Int(2)};
  }
  return std::nullopt;
}

}  // namespace

absl::StatusOr<ChainReport> VerifyChain(Storage& storage, const VerifyChainOptions& options,
                                        const ChainProgress& progress) {
  ChainReport report;
  report.verified = options.from.value_or(ChainStart(storage));
  ASSIGN_OR_RETURN(report.difference, ComparePosition(storage, report.verified));
  if (report.difference) return report;

  for (bool more = true; more;) {
    if (absl::Now() >= options.deadline) return Refuse(kVerificationUnfinished);
    ASSIGN_OR_RETURN(const std::vector<Entry> entries,
                     ReadEntries(storage, report.verified.seq, options.page_changes_max));
    for (const Entry& entry : entries) {
      if (entry.seq != report.verified.seq + 1) {
        report.difference = Difference{.kind = Kind::kPlaceMissing, .seq = report.verified.seq + 1};
        return report;
      }
      if (!entry.has_change) {
        report.difference = About(Kind::kChangeMissing, entry);
        return report;
      }
      ChainPosition computed = report.verified.After(entry.canonical);
      if (computed.hash != entry.hash) {
        ASSIGN_OR_RETURN(const Kind kind, WhatWasAltered(storage, entry, computed));
        report.difference = About(kind, entry);
        return report;
      }
      report.verified = std::move(computed);
    }
    more = entries.size() == static_cast<size_t>(options.page_changes_max);
    RETURN_IF_ERROR(progress(report.verified));
  }

  if (options.checkpoint) {
    const common::v1::Checkpoint& checkpoint = *options.checkpoint;
    if (checkpoint.origin() != ChainOrigin(storage)) {
      report.difference = Difference{.kind = Kind::kOtherChain, .detail = checkpoint.origin()};
      return report;
    }
    ASSIGN_OR_RETURN(report.difference,
                     ComparePosition(storage, {checkpoint.size(), checkpoint.head_hash()}));
    if (report.difference) return report;
  }
  ASSIGN_OR_RETURN(report.difference,
                   FindWithoutPlace(storage, options.without_place_max, options.deadline));
  return report;
}

}  // namespace liandong
