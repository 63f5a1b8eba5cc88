#include "shared/rpc/stream.h"

#include "absl/strings/str_cat.h"

namespace liandong::rpc {

StreamHub::StreamHub(absl::Duration poll_interval, const StreamLimits& limits)
    : poll_interval_(poll_interval), limits_(limits), thread_([this] { Run(); }) {}

StreamHub::~StreamHub() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

absl::Status StreamHub::Join(std::shared_ptr<Sleeper> sleeper, const std::string& agency) {
  absl::MutexLock lock(&mutex_);
  if (draining_) return Refuse(kDraining);
  const auto held = of_caller_.find(agency);
  if (held != of_caller_.end() && held->second >= limits_.streams_per_caller_max) {
    return Refuse(kCallerStreamLimit, {{"limit", absl::StrCat(limits_.streams_per_caller_max)}});
  }
  if (static_cast<int64_t>(sleepers_.size()) >= limits_.streams_max) {
    return Refuse(kTooManyStreams);
  }
  sleepers_.emplace(std::move(sleeper), agency);
  ++of_caller_[agency];
  return absl::OkStatus();
}

void StreamHub::Leave(const Sleeper* sleeper) {
  absl::MutexLock lock(&mutex_);
  for (auto it = sleepers_.begin(); it != sleepers_.end(); ++it) {
    if (it->first.get() != sleeper) continue;
    const auto count = of_caller_.find(it->second);
    if (--count->second == 0) of_caller_.erase(count);
    sleepers_.erase(it);
    return;
  }
}

void StreamHub::WakeAll() {
  absl::MutexLock lock(&mutex_);
  woken_ = true;
}

std::vector<std::shared_ptr<StreamHub::Sleeper>> StreamHub::Everyone() const {
  absl::MutexLock lock(&mutex_);
  std::vector<std::shared_ptr<Sleeper>> everyone;
  everyone.reserve(sleepers_.size());
  for (const auto& [sleeper, agency] : sleepers_) everyone.push_back(sleeper);
  return everyone;
}

void StreamHub::DrainAll() {
  {
    absl::MutexLock lock(&mutex_);
    draining_ = true;
  }
  for (const auto& sleeper : Everyone()) sleeper->Drain();
}

size_t StreamHub::size() const {
  absl::MutexLock lock(&mutex_);
  return sleepers_.size();
}

void StreamHub::Run() {
  auto due = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return woken_ || stopping_; };
  while (true) {
    {
      absl::MutexLock lock(&mutex_);
      // Another replica may have written what this one has not been told of: look anyway.
      mutex_.AwaitWithTimeout(absl::Condition(&due), poll_interval_);
      if (stopping_) return;
      woken_ = false;
    }
    for (const auto& sleeper : Everyone()) sleeper->Wake();
  }
}

}  // namespace liandong::rpc
