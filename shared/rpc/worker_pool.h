// The threads that run calls. gRPC's own callback threads are few and must never block.
#ifndef SHARED_RPC_WORKER_POOL_H_
#define SHARED_RPC_WORKER_POOL_H_

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace liandong::rpc {

// Thread-safe. Tasks run in the order they were taken in.
class WorkerPool {
 public:
  WorkerPool(int workers, size_t queue_max);
  // Runs what is queued, then ends the threads.
  ~WorkerPool();

  // False when the queue is full or the pool is stopping: the task was not taken.
  bool TrySubmit(std::function<void()> task);
  size_t queued() const;

 private:
  void Work();

  const size_t queue_max_;
  mutable absl::Mutex mutex_;
  absl::CondVar ready_;
  std::deque<std::function<void()>> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace liandong::rpc

#endif  // SHARED_RPC_WORKER_POOL_H_
