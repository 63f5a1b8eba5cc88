#include "shared/storage/stamper.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"

namespace liandong {
namespace {

constexpr int64_t kNoLimit = std::numeric_limits<int64_t>::max();
// Gaps below the highest placed id that are looked at one by one. Beyond that many, the last ones
// are looked at together with all that lies between them.
constexpr size_t kGapsMax = 32;
// Changes read at once: always this many parameters, so that it is one prepared statement.
constexpr size_t kReadRows = 64;
// And at most this many bytes of documents, unless a single one is longer.
constexpr int64_t kReadBytesMax = 8 << 20;
// Rows of one INSERT: few sizes, so that they are few prepared statements.
constexpr size_t kInsertRows[] = {64, 8, 1};

std::string Marks(std::string_view one, size_t count) {
  std::string marks(one);
  for (size_t i = 1; i < count; ++i) absl::StrAppend(&marks, ", ", std::string(one));
  return marks;
}

// Finds changes without a place where `condition` holds, in ascending order of their ids.
std::string FindSql(const Storage& storage, const std::string& condition) {
  return absl::StrCat("SELECT c.id, LENGTH(c.doc) FROM ", storage.Table("changes"), " c LEFT JOIN ",
                      storage.Table("chain"), " h ON h.change_id = c.id WHERE ", condition,
                      " AND h.change_id IS NULL ORDER BY c.id LIMIT ?");
}

struct Link {
  ChainPosition position;
  int64_t change_id;
};

absl::Status InsertLinks(db::Connection& connection, const std::string& table,
                         const std::vector<Link>& links, int64_t low_water) {
  size_t next = 0;
  for (const size_t rows : kInsertRows) {
    const std::string sql =
        absl::StrCat("INSERT INTO ", table, " (seq, change_id, hash, low_water) VALUES ",
                     Marks("(?, ?, ?, ?)", rows));
    while (links.size() - next >= rows) {
      db::Values values;
      values.reserve(rows * 4);
      for (const size_t end = next + rows; next < end; ++next) {
        values.emplace_back(links[next].position.seq);
        values.emplace_back(links[next].change_id);
        values.emplace_back(links[next].position.hash);
        values.emplace_back(low_water);
      }
      RETURN_IF_ERROR(connection.Execute(sql, values).status());
    }
  }
  return absl::OkStatus();
}

}  // namespace

Stamper::Stamper(Storage& storage, StamperOptions options, db::MonotonicClock clock)
    : storage_(storage),
      options_(options),
      clock_(clock),
      new_sql_(FindSql(storage,
                       [] {
                         std::string condition = "(c.id > ?";
                         for (size_t i = 0; i < kGapsMax; ++i)
                           condition += " OR c.id BETWEEN ? AND ?";
                         return condition + ")";
                       }())),
      sweep_sql_(FindSql(storage, "c.id > ? AND c.id <= ?")),
      changes_sql_(absl::StrCat("SELECT ", kChangeColumns, " FROM ", storage.Table("changes"),
                                " c WHERE c.id IN (", Marks("?", kReadRows),
                                ") ORDER BY c.id LIMIT ", kReadRows)),
      low_water_(options.transaction_lifetime_max),
      loop_(
          storage.pool(),
          {.lease = storage.Table("stamper"),
           .term = options.lease_term,
           .idle_interval = options.idle_interval,
           .gather_time = options.gather_time},
          [this](const db::LeaseGuard& lease) { return Step(lease); }, clock) {}

absl::StatusOr<bool> Stamper::Step(const db::LeaseGuard& lease) {
  if (!head_ || epoch_ != lease.epoch()) RETURN_IF_ERROR(ReadHead(lease.epoch()));
  ASSIGN_OR_RETURN(const Batch batch, PlaceNew(lease));
  for (const int64_t id : batch.ids) low_water_.Placed(id);
  low_water_.Read(batch.began, clock_(), batch.full ? batch.ids.back() : kNoLimit);
  if (batch.full) return true;
  return Sweep(lease);
}

// The previous holder's last transaction has ended: the lease could not be taken before. So what
// is read here stays the end of the chain for as long as CheckEpoch succeeds.
absl::Status Stamper::ReadHead(int64_t epoch) {
  ASSIGN_OR_RETURN(
      const db::Rows rows,
      db::ReadRows(storage_.pool(), absl::Now() + kChainPageTimeout,
                   absl::StrCat("SELECT seq, hash, low_water, (SELECT MAX(change_id) FROM ",
                                storage_.Table("chain"), ") FROM ", storage_.Table("chain"),
                                " ORDER BY seq DESC LIMIT 1")));
  if (rows.empty()) {
    head_ = ChainStart(storage_);
    low_water_.Start(0, 0);
  } else {
    head_ = ChainPosition{rows[0].Int(0), rows[0].Text(1)};
    low_water_.Start(rows[0].Int(2), rows[0].Int(3));
  }
  if (epoch_ != epoch) {
    epoch_ = epoch;
    sweep_after_ = 0;
    sweep_to_ = low_water_.value();
    sweep_due_ = clock_() + options_.sweep_interval;
  }
  return absl::OkStatus();
}

absl::StatusOr<Stamper::Batch> Stamper::PlaceNew(const db::LeaseGuard& lease) {
  db::Values range{low_water_.highest()};
  for (const LowWater::Range& gap : low_water_.Gaps(kGapsMax)) {
    range.emplace_back(gap.first);
    range.emplace_back(gap.last);
  }
  while (range.size() < 1 + 2 * kGapsMax) {  // BETWEEN 1 AND 0: nothing
    range.emplace_back(1);
    range.emplace_back(0);
  }
  return Place(lease, new_sql_, range);
}

// The ids come from one statement, thus from one snapshot, in ascending order. Versions of one
// resource have ascending ids and become visible in that order, so they get their places in it.
absl::StatusOr<Stamper::Batch> Stamper::Place(const db::LeaseGuard& lease,
                                              const std::string& find_sql,
                                              const db::Values& range) {
  Batch batch;
  batch.began = clock_();
  const absl::Time deadline = absl::Now() + kChainPageTimeout;
  db::Values values = range;
  values.emplace_back(options_.batch_max);
  ASSIGN_OR_RETURN(const db::Rows rows, db::ReadRows(storage_.pool(), deadline, find_sql, values));
  if (rows.empty()) return batch;
  ChainPosition head;
  absl::Status placed =
      db::Transact(storage_.pool(), deadline, [&](db::Connection& connection) -> absl::Status {
        RETURN_IF_ERROR(lease.CheckEpoch(connection));
        head = *head_;
        return Append(connection, rows, head);
      });
  if (!placed.ok()) {
    // Whether a COMMIT took effect may be unknown: the next step reads the end of the chain again.
    head_.reset();
    return placed;
  }
  head_ = std::move(head);
  for (const db::Row& row : rows) batch.ids.push_back(row.Int(0));
  batch.full = rows.size() == static_cast<size_t>(options_.batch_max);
  return batch;
}

absl::Status Stamper::Append(db::Connection& connection, const db::Rows& changes,
                             ChainPosition& head) {
  std::vector<Link> links;
  links.reserve(changes.size());
  for (size_t next = 0; next < changes.size();) {
    db::Values ids;
    int64_t bytes = 0;
    while (next < changes.size() && ids.size() < kReadRows &&
           (ids.empty() || bytes + changes[next].Int(1) <= kReadBytesMax)) {
      ids.emplace_back(changes[next].Int(0));
      bytes += changes[next].Int(1);
      ++next;
    }
    const size_t wanted = ids.size();
    ids.resize(kReadRows, ids.back());
    ASSIGN_OR_RETURN(const db::Rows rows, connection.Query(changes_sql_, ids));
    if (rows.size() != wanted) return absl::DataLossError("a committed change has vanished");
    for (const db::Row& row : rows) {
      const ChangeRecord change = ReadChangeRecord(row, 0);
      head = head.After(CanonicalChange(change));
      links.push_back({head, change.id});
    }
  }
  return InsertLinks(connection, storage_.Table("chain"), links, low_water_.value());
}

// Finds what the low-water mark has passed although it should not have: a transaction that
// outlived its limit. Its changes get their places late, and out of order with later versions.
absl::StatusOr<bool> Stamper::Sweep(const db::LeaseGuard& lease) {
  if (sweep_after_ >= sweep_to_) {
    if (clock_() < sweep_due_) return false;
    sweep_after_ = 0;
    sweep_to_ = low_water_.value();
    sweep_due_ = clock_() + options_.sweep_interval;
    if (sweep_to_ == 0) return false;
  }
  const int64_t end = std::min(sweep_after_ + options_.sweep_ids_max, sweep_to_);
  ASSIGN_OR_RETURN(const Batch batch, Place(lease, sweep_sql_, {sweep_after_, end}));
  if (!batch.ids.empty()) {
    LOG_ERROR("changes committed after the transaction lifetime limit",
              {"table", storage_.Table("changes")}, {"changes", batch.ids.size()});
  }
  sweep_after_ = batch.full ? batch.ids.back() : end;
  return sweep_after_ < sweep_to_;
}

absl::StatusOr<Backlog> ReadBacklog(Storage& storage, absl::Time deadline) {
  const std::string changes = storage.Table("changes");
  const std::string chain = storage.Table("chain");
  ASSIGN_OR_RETURN(
      const db::Rows rows,
      db::ReadRows(
          storage.pool(), deadline,
          absl::StrCat("SELECT COUNT(*), MIN(waiting.at_us) FROM (SELECT c.at_us FROM ", changes,
                       " c LEFT JOIN ", chain, " h ON h.change_id = c.id WHERE c.id > COALESCE((",
                       "SELECT low_water FROM ", chain, " ORDER BY seq DESC LIMIT 1), 0)",
                       " AND h.change_id IS NULL ORDER BY c.id LIMIT ?) waiting"),
          {kBacklogCountMax}));
  Backlog backlog;
  backlog.count = rows[0].Int(0);
  if (backlog.count > 0) {
    const absl::Duration age = storage.clock().Now() - absl::FromUnixMicros(rows[0].Int(1));
    backlog.oldest_age = std::max(age, absl::ZeroDuration());
  }
  return backlog;
}

}  // namespace liandong
