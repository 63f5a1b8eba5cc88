// A thread that does one replica's work whenever this process holds the lease to it.
#ifndef SHARED_DB_LEASED_LOOP_H_
#define SHARED_DB_LEASED_LOOP_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "shared/db/lease.h"

namespace liandong::db {

struct LeasedLoopOptions {
  std::string lease;
  std::chrono::milliseconds term{10'000};
  // Longest rest of the holder between two steps when nobody notifies it.
  std::chrono::milliseconds idle_interval{1'000};
  // Waited after a notification, so that one step serves all that come together.
  std::chrono::milliseconds gather_time{0};
};

class LeasedLoop {
 public:
  // Does a piece of work well within a third of the term, every transaction of it beginning with
  // guard.CheckEpoch(). True: call again at once, there is more. An exception is an error like any.
  using Step = std::function<absl::StatusOr<bool>(const LeaseGuard& guard)>;

  LeasedLoop(Pool& pool, LeasedLoopOptions options, Step step, MonotonicClock clock = SteadyNow);
  ~LeasedLoop();
  LeasedLoop(const LeasedLoop&) = delete;
  LeasedLoop& operator=(const LeasedLoop&) = delete;

  // Starts the thread. Call at most once.
  void Start();
  // Ends the thread after the step it is in, and releases the lease; it can still be notified.
  // Loops that notify each other are stopped before any of them is destroyed.
  void Stop();
  // There is work: ends the holder's rest. Cheap; thread-safe.
  void Notify();

  enum class Round { kWaiting, kIdle, kMore };
  // What the thread does in one turn: holds or contends for the lease and, while it is held, takes
  // one step. Tests call it instead of Start().
  absl::StatusOr<Round> StepOnce();

  // Rest after an error: doubles from min to max, with jitter.
  static constexpr std::chrono::milliseconds kBackoffMin{100};
  static constexpr std::chrono::milliseconds kBackoffMax{5'000};

 private:
  void Run();

  Lease lease_;
  const LeasedLoopOptions options_;
  const Step step_;
  std::mutex mutex_;
  // Waits by the steady clock, which absl::CondVar of this Abseil does not.
  std::condition_variable woken_;
  bool notified_ = false;  // under mutex_
  bool stopping_ = false;  // under mutex_
  std::thread thread_;
};

}  // namespace liandong::db

#endif  // SHARED_DB_LEASED_LOOP_H_
