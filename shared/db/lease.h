// What only one replica does at a time: the lease (租约) is a row with an epoch.
//
// No wall clock decides. The holder trusts its lease for one term after it last renewed it, by its
// own monotonic clock; a waiter takes over when it has seen epoch and beat unchanged for one term
// by its own. That keeps two replicas from doing the same work; what keeps the data right, however
// badly clocks run or processes stall, is CheckEpoch inside every leased transaction.
#ifndef SHARED_DB_LEASE_H_
#define SHARED_DB_LEASE_H_

#include <chrono>
#include <functional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "shared/db/pool.h"
#include "shared/status/reason.h"

namespace liandong::db {

inline constexpr Reason kLeaseLost{"LEASE_LOST", absl::StatusCode::kAborted,
                                   "the lease {lease} is no longer held by this replica",
                                   "本副本已不再持有租约{lease}"};

using MonotonicTime = std::chrono::steady_clock::time_point;
// Thread-safe. Tests supply one that moves when they say so.
using MonotonicClock = std::function<MonotonicTime()>;
inline MonotonicTime SteadyNow() { return std::chrono::steady_clock::now(); }

inline constexpr size_t kLeaseNameLengthMax = 60;

class Lease;

// A lease as it was held in one epoch: what a leased piece of work carries. Thread-safe.
class LeaseGuard {
 public:
  // Rises whenever the lease is taken: what was cached under another epoch must be read again.
  int64_t epoch() const { return epoch_; }
  // Whether the lease is still trusted, without asking the database.
  bool held() const;
  // First statement of every leased transaction: keeps the lease from being taken until the
  // transaction ends. LEASE_LOST when it has been taken, released or has run out.
  absl::Status CheckEpoch(Connection& connection) const;

 private:
  friend class Lease;
  LeaseGuard(const Lease& lease, int64_t epoch) : lease_(lease), epoch_(epoch) {}

  const Lease& lease_;
  const int64_t epoch_;
};

// One contender for the lease `name`. TryHold and Release are called by one thread.
class Lease {
 public:
  // Every contender for a lease uses the same `term`.
  Lease(Pool& pool, std::string name, std::chrono::milliseconds term,
        MonotonicClock clock = SteadyNow);
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  // Renews the lease when a third of the term has passed, or looks whether it can be taken; does
  // not wait. Whether it is held afterwards. An error of the database says nothing about that: the
  // lease stays trusted until its term is over.
  absl::StatusOr<bool> TryHold();
  // Lets the next contender take the lease at once.
  void Release();

  bool held() const;
  // What TryHold has last taken; call it only when TryHold answered true.
  LeaseGuard guard() const;
  // How long TryHold has nothing to do.
  std::chrono::milliseconds UntilDue() const;

  const std::string& name() const { return name_; }

 private:
  friend class LeaseGuard;
  struct Seen {
    int64_t epoch = 0;
    int64_t beat = 0;
    MonotonicTime since;
  };

  absl::Status Run(std::string_view sql, const Values& values, int64_t& matched);
  absl::StatusOr<bool> Renew(MonotonicTime start);
  absl::StatusOr<bool> Contend();
  absl::StatusOr<bool> Create(MonotonicTime start);
  absl::StatusOr<bool> Take(MonotonicTime start, int64_t epoch, int64_t beat);
  void SetHeld(int64_t epoch, MonotonicTime renewed_at);

  Pool& pool_;
  const std::string name_;
  const std::string holder_;  // of this object alone
  const std::chrono::milliseconds term_;
  const MonotonicClock clock_;
  Seen seen_;  // what another holder last showed
  mutable absl::Mutex mutex_;
  int64_t epoch_ ABSL_GUARDED_BY(mutex_) = 0;  // 0: not held
  MonotonicTime renewed_at_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace liandong::db

#endif  // SHARED_DB_LEASE_H_
