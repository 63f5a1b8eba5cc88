// The stamper (定序器) gives every committed change its place in the chain, one replica at a time.
//
// Order and hash come after the commit, so that no write waits for a common row, and readers of the
// chain see nothing that a slower transaction could still come before.
#ifndef SHARED_STORAGE_STAMPER_H_
#define SHARED_STORAGE_STAMPER_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "shared/db/leased_loop.h"
#include "shared/storage/chain.h"
#include "shared/storage/low_water.h"
#include "shared/storage/storage.h"

namespace liandong {

struct StamperOptions {
  std::chrono::milliseconds lease_term{10'000};
  // Rest between two looks when no commit notifies: changes of other replicas wait this long.
  std::chrono::milliseconds idle_interval{200};
  // Waited after a commit has notified: one batch, one commit, for all that come together. Shorter
  // costs writers throughput (benchmark B4); a stream looks for changes far more seldom.
  std::chrono::milliseconds gather_time{30};
  // How often everything below the low-water mark is looked through as well.
  std::chrono::milliseconds sweep_interval{std::chrono::minutes(10)};
  // No transaction that writes changes lives longer (low_water.h). Must exceed the server's
  // idle_transaction_timeout plus the statement timeout of the connections.
  std::chrono::milliseconds transaction_lifetime_max{120'000};
  // Changes per transaction.
  int batch_max = 500;
  // Ids looked through in one step of a sweep.
  int64_t sweep_ids_max = 20'000;
};

class Stamper {
 public:
  // Contends for the lease "<table prefix>stamper".
  explicit Stamper(Storage& storage, StamperOptions options = {},
                   db::MonotonicClock clock = db::SteadyNow);

  // Starts the thread; the destructor ends it.
  void Start() { loop_.Start(); }
  // See LeasedLoop::Stop.
  void Stop() { loop_.Stop(); }
  // Call after every commit of changes in this process (Storage::SetOnCommit). Thread-safe.
  void Notify() { loop_.Notify(); }
  // One round without the thread, for tests and for draining.
  absl::StatusOr<db::LeasedLoop::Round> StepOnce() { return loop_.StepOnce(); }

 private:
  struct Batch {
    std::vector<int64_t> ids;
    bool full = false;  // there may be more
    db::MonotonicTime began;
  };

  absl::StatusOr<bool> Step(const db::LeaseGuard& lease);
  absl::Status ReadHead(int64_t epoch);
  absl::StatusOr<Batch> PlaceNew(const db::LeaseGuard& lease);
  absl::StatusOr<Batch> Place(const db::LeaseGuard& lease, const std::string& find_sql,
                              const db::Values& range);
  absl::Status Append(db::Connection& connection, const db::Rows& changes, ChainPosition& head);
  absl::StatusOr<bool> Sweep(const db::LeaseGuard& lease);

  Storage& storage_;
  const StamperOptions options_;
  const db::MonotonicClock clock_;
  const std::string new_sql_;
  const std::string sweep_sql_;
  const std::string changes_sql_;

  // All below is used by the loop's thread only.
  // End of the chain: true while this process holds the epoch it was read in; none after an error.
  std::optional<ChainPosition> head_;
  LowWater low_water_;
  int64_t epoch_ = 0;
  // The sweep under way looks through (sweep_after_, sweep_to_].
  int64_t sweep_after_ = 0;
  int64_t sweep_to_ = 0;
  db::MonotonicTime sweep_due_;

  db::LeasedLoop loop_;  // last: its thread ends first
};

// Changes that wait for their place, for metrics; any replica may ask.
struct Backlog {
  int64_t count = 0;  // at most kBacklogCountMax
  // Business time since the oldest of them; zero when there is none.
  absl::Duration oldest_age;
};
inline constexpr int kBacklogCountMax = 10'000;
absl::StatusOr<Backlog> ReadBacklog(Storage& storage, absl::Time deadline);

}  // namespace liandong

#endif  // SHARED_STORAGE_STAMPER_H_
