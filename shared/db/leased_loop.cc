#include "shared/db/leased_loop.h"

#include <algorithm>

#include "absl/random/random.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::db {
namespace {

std::chrono::milliseconds Backoff(int failures) {
  thread_local absl::BitGen random;
  const auto full = std::min(LeasedLoop::kBackoffMin * (1 << std::min(failures - 1, 10)),
                             LeasedLoop::kBackoffMax);
  return std::chrono::milliseconds(absl::Uniform(random, full.count() / 2, full.count()));
}

}  // namespace

LeasedLoop::LeasedLoop(Pool& pool, LeasedLoopOptions options, Step step, MonotonicClock clock)
    : lease_(pool, options.lease, options.term, std::move(clock)),
      options_(std::move(options)),
      step_(std::move(step)) {}

LeasedLoop::~LeasedLoop() { Stop(); }

void LeasedLoop::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
  lease_.Release();
}

void LeasedLoop::Start() {
  thread_ = std::thread([this] { Run(); });
}

void LeasedLoop::Notify() {
  {
    std::lock_guard lock(mutex_);
    if (notified_) return;
    notified_ = true;
  }
  woken_.notify_all();
}

absl::StatusOr<LeasedLoop::Round> LeasedLoop::StepOnce() {
  ASSIGN_OR_RETURN(const bool held, lease_.TryHold());
  if (!held) return Round::kWaiting;
  const LeaseGuard guard = lease_.guard();
  absl::StatusOr<bool> more = false;
  try {
    more = step_(guard);
  } catch (...) {  // its text could quote data
    more = absl::InternalError("exception in a step");
  }
  RETURN_IF_ERROR(more.status());
  return *more ? Round::kMore : Round::kIdle;
}

void LeasedLoop::Run() {
  int failures = 0;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    notified_ = false;
    lock.unlock();
    const absl::StatusOr<Round> round = StepOnce();
    lock.lock();
    if (!round.ok()) {
      // Only the first of a row is worth a line: an outage lasts for many.
      if (++failures == 1) {
        LOG_WARN("leased work failed", {"lease", lease_.name()},
                 {"code", absl::StatusCodeToString(round.status().code())},
                 {"reason", ReasonOf(round.status())});
      }
      // Notifications do not shorten it: they may be what fails.
      woken_.wait_for(lock, Backoff(failures), [this] { return stopping_; });
      continue;
    }
    if (failures > 0) LOG_INFO("leased work goes on", {"lease", lease_.name()});
    failures = 0;
    switch (*round) {
      case Round::kMore:
        break;
      case Round::kIdle:
        if (woken_.wait_for(lock, std::min(options_.idle_interval, lease_.UntilDue()),
                            [this] { return stopping_ || notified_; })) {
          woken_.wait_for(lock, options_.gather_time, [this] { return stopping_; });
        }
        break;
      case Round::kWaiting:
        woken_.wait_for(lock, lease_.UntilDue(), [this] { return stopping_; });
        break;
    }
  }
}

}  // namespace liandong::db
