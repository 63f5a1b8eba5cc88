// One call, start to end: deadline, caller, access, field rules, business function, mask, status.
// Metrics and the log line of a call are written here and nowhere else; a sealed method
// (Access.sealed) has neither.
#ifndef SHARED_RPC_DISPATCHER_H_
#define SHARED_RPC_DISPATCHER_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "shared/metrics/metrics.h"
#include "shared/rpc/authenticator.h"
#include "shared/rpc/method.h"
#include "shared/rpc/worker_pool.h"
#include "shared/storage/access_log.h"
#include "shared/time/clock.h"

namespace liandong::rpc {

struct DispatchLimits {
  int workers = 16;
  size_t queue_max = 1024;
  // Of one agency, so that it leaves workers for the others. Calls that a service makes in its own
  // name are bounded by its own workers, and not counted.
  int in_flight_per_caller_max = 8;
  // Longest a call may take, also when its caller names no deadline.
  absl::Duration call_time_max = absl::Seconds(30);
  // Kept back from the caller's deadline for the answer's way home.
  absl::Duration deadline_margin = absl::Milliseconds(20);
  bool development = false;
};

// What a write that was refused had answered before, if its request id has had its effect.
using StoredAnswer = std::function<std::optional<absl::Status>(
    const RequestContext& context, const google::protobuf::Message& request,
    google::protobuf::Message& response)>;

// Thread-safe.
class Dispatcher {
 public:
  Dispatcher(const DispatchLimits& limits, Authenticator& authenticator, const Clock& clock,
             Metrics& metrics, AccessLog& access_log, ReasonLookup reasons);

  // Before the server starts. A method's metrics exist from then on, so that a rate over them is
  // never undefined. `method` outlives the dispatcher.
  void Register(const Method& method);

  // Before the server starts. None: no method writes.
  void SetStoredAnswer(StoredAnswer stored_answer) { stored_answer_ = std::move(stored_answer); }

  // Runs `task` on a worker; false when the queue is full.
  bool TrySubmit(std::function<void()> task) { return pool_.TrySubmit(std::move(task)); }

  // The whole unary pipeline, on a worker. Never throws.
  absl::Status RunUnary(const Method& method, grpc::CallbackServerContext& call,
                        const UnaryHandler& handler, google::protobuf::Message& request,
                        google::protobuf::Message& response);

  // The parts of it that a stream goes through as well. Admit: whether the method is served here,
  // time is left and the caller may; `context` then holds what had been proven, also when refused.
  absl::Status Admit(const Method& method, grpc::CallbackServerContext& call,
                     RequestContext& context);
  absl::Status CheckFields(google::protobuf::Message& request) const {
    return EnforceFieldRules(request, reasons_);
  }
  // Admission of an already admitted stream's next batch.
  absl::Status StillAdmitted(const RequestContext& context, grpc::CallbackServerContext& call);

  // Counts, logs and records a finished call; what its caller is told. `admitted`: the caller was
  // let in, so that nothing about a sealed matter may show that it called.
  absl::Status Conclude(const Method& method, const RequestContext& context, bool admitted,
                        const absl::Status& outcome, absl::Duration took);

  const ReasonLookup& reasons() const { return reasons_; }
  WorkerPool& pool() { return pool_; }

 private:
  class InFlight;
  struct Figures {
    prometheus::Counter* handled_ok;
    prometheus::Histogram* seconds;
  };
  prometheus::Counter& Handled(const Method& method, absl::StatusCode code);

  const DispatchLimits limits_;
  Authenticator& authenticator_;
  const Clock& clock_;
  Metrics& metrics_;
  AccessLog& access_log_;
  const ReasonLookup reasons_;
  StoredAnswer stored_answer_;
  std::map<const Method*, Figures> figures_;  // fixed before the server starts
  absl::Mutex mutex_;
  std::map<std::string, int> in_flight_ ABSL_GUARDED_BY(mutex_);
  // Last, so that its threads end before what they use.
  WorkerPool pool_;
};

}  // namespace liandong::rpc

#endif  // SHARED_RPC_DISPATCHER_H_
