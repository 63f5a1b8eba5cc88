// A monotonic clock that stands still until it is moved.
#ifndef SHARED_TESTING_MANUAL_CLOCK_H_
#define SHARED_TESTING_MANUAL_CLOCK_H_

#include <atomic>
#include <chrono>
#include <cstdint>

#include "shared/db/lease.h"

namespace liandong::testing {

// Thread-safe; outlives whoever was given its Function().
class ManualClock {
 public:
  void Advance(std::chrono::milliseconds by) { now_ms_ += by.count(); }
  db::MonotonicTime Now() const { return db::MonotonicTime(std::chrono::milliseconds(now_ms_)); }
  db::MonotonicClock Function() {
    return [this] { return Now(); };
  }

 private:
  std::atomic<int64_t> now_ms_{1'000'000};
};

}  // namespace liandong::testing

#endif  // SHARED_TESTING_MANUAL_CLOCK_H_
