#include "shared/rpc/stream.h"

namespace liandong::rpc {

StreamHub::StreamHub(absl::Duration poll_interval, size_t streams_max)
    : poll_interval_(poll_interval), streams_max_(streams_max), thread_([this] { Run(); }) {}

StreamHub::~StreamHub() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

absl::Status StreamHub::Join(std::shared_ptr<Sleeper> sleeper) {
  absl::MutexLock lock(&mutex_);
  if (draining_) return Refuse(kDraining);
  if (sleepers_.size() >= streams_max_) return Refuse(kTooManyStreams);
  sleepers_.insert(std::move(sleeper));
  return absl::OkStatus();
}

void StreamHub::Leave(const Sleeper* sleeper) {
  absl::MutexLock lock(&mutex_);
  for (auto it = sleepers_.begin(); it != sleepers_.end(); ++it) {
    if (it->get() != sleeper) continue;
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
  return {sleepers_.begin(), sleepers_.end()};
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
