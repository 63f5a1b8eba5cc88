// Business time: gates, deadlines and dates. Leases, timeouts, tokens and certificates live on
// machine time (absl::Now or a monotonic clock) and never look here.
#ifndef SHARED_TIME_CLOCK_H_
#define SHARED_TIME_CLOCK_H_

#include <atomic>
#include <cstdint>
#include <functional>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace liandong {

// Machine time plus an offset that is zero in production. Thread-safe.
class Clock {
 public:
  explicit Clock(std::function<absl::Time()> machine = [] { return absl::Now(); })
      : machine_(std::move(machine)) {}

  absl::Time Now() const { return machine_() + offset(); }
  absl::Duration offset() const { return absl::Microseconds(offset_us_.load()); }
  // Development only; the caller keeps the rule that business time never moves backward.
  void SetOffset(absl::Duration offset) { offset_us_ = absl::ToInt64Microseconds(offset); }

 private:
  const std::function<absl::Time()> machine_;
  std::atomic<int64_t> offset_us_{0};
};

}  // namespace liandong

#endif  // SHARED_TIME_CLOCK_H_
