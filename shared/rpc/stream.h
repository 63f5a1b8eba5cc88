// Server streams: a source is asked for its next items on a worker, written one by one, asked
// again; with nothing new it waits for the hub's next wake without holding a thread.
#ifndef SHARED_RPC_STREAM_H_
#define SHARED_RPC_STREAM_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "grpcpp/grpcpp.h"
#include "shared/rpc/dispatcher.h"
#include "shared/rpc/method.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/rpc/to_grpc.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::rpc {

struct StreamLimits {
  int64_t streams_max = 512;
  // So that no caller takes them all.
  int64_t streams_per_caller_max = 64;
};

// Wakes waiting streams, and ends all of them when the server drains. Thread-safe.
class StreamHub {
 public:
  class Sleeper {
   public:
    virtual ~Sleeper() = default;
    // Looks for new items; called without locks held.
    virtual void Wake() = 0;
    // Ends the stream with DRAINING.
    virtual void Drain() = 0;
  };

  StreamHub(absl::Duration poll_interval, const StreamLimits& limits);
  ~StreamHub();

  // `agency`: whose stream it is. CALLER_STREAM_LIMIT; TOO_MANY_STREAMS; DRAINING.
  absl::Status Join(std::shared_ptr<Sleeper> sleeper, const std::string& agency);
  void Leave(const Sleeper* sleeper);
  // Something new may be there.
  void WakeAll();
  void DrainAll();
  size_t size() const;

 private:
  void Run();
  std::vector<std::shared_ptr<Sleeper>> Everyone() const;

  const absl::Duration poll_interval_;
  const StreamLimits limits_;
  mutable absl::Mutex mutex_;
  // Each with its caller.
  std::map<std::shared_ptr<Sleeper>, std::string> sleepers_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, int64_t> of_caller_ ABSL_GUARDED_BY(mutex_);
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

// Where a stream's items come from; used by one thread at a time.
template <class Item>
class StreamSource {
 public:
  virtual ~StreamSource() = default;
  // The next items, at most kStreamBatchMax; none when there is nothing new yet. An error ends the
  // stream with that status; OUT_OF_RANGE with reason STREAM_ENDED ends it with OK.
  virtual absl::StatusOr<std::vector<Item>> Next(const RequestContext& context) = 0;
  // Where to go on later; told to the client when the stream ends.
  virtual std::string resume_token() const { return ""; }
};

inline constexpr size_t kStreamBatchMax = 200;
inline constexpr Reason kTooManyStreams{"TOO_MANY_STREAMS", absl::StatusCode::kResourceExhausted,
                                        "this server holds its maximum of streams",
                                        "该服务的订阅数已达上限"};
inline constexpr Reason kCallerStreamLimit{
    "CALLER_STREAM_LIMIT", absl::StatusCode::kResourceExhausted,
    "this caller holds its maximum of {limit} streams", "该调用方的订阅数已达上限{limit}"};
inline constexpr Reason kStreamEnded{"STREAM_ENDED", absl::StatusCode::kOutOfRange,
                                     "the stream has delivered everything", "数据已全部送达"};

template <class Item>
class StreamCall : public grpc::ServerWriteReactor<Item> {
 public:
  using Open = std::function<absl::StatusOr<std::unique_ptr<StreamSource<Item>>>(
      const RequestContext&, const google::protobuf::Message&)>;

  StreamCall(Dispatcher& dispatcher, StreamHub& hub, const Method& method,
             grpc::CallbackServerContext& call, google::protobuf::Message& request,
             const Open& open)
      : dispatcher_(dispatcher),
        hub_(hub),
        method_(method),
        call_(call),
        request_(request),
        open_(open),
        face_(std::make_shared<Face>(this)) {}

  void Start() {
    if (!Submit(&StreamCall::Begin)) End(RefuseRetryable(kOverloaded, absl::Seconds(1)));
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return End(absl::CancelledError("client gone"));
    if (++next_ < items_.size()) return this->StartWrite(&items_[next_]);
    if (!Submit(&StreamCall::Pump)) Rest();
  }
  void OnCancel() override { face_->Cancel(); }
  void OnDone() override {
    face_->Forget();
    hub_.Leave(face_.get());
    delete this;
  }

 private:
  // What the hub holds: outlives the call, reaches it only while it rests.
  class Face : public StreamHub::Sleeper {
   public:
    explicit Face(StreamCall* call) : call_(call) {}
    void Wake() override {
      Rouse([](StreamCall* call) { call->Resume(); });
    }
    void Drain() override {
      {
        absl::MutexLock lock(&mutex_);
        draining_ = true;
      }
      Rouse([](StreamCall* call) { call->EndDraining(); });
    }
    void Cancel() {
      Rouse([](StreamCall* call) { call->End(absl::CancelledError("cancelled")); });
    }
    void Forget() {
      absl::MutexLock lock(&mutex_);
      call_ = nullptr;
    }
    // From here on a wake, a drain or a cancellation takes the call over, once. False when one came
    // since the last rest: the caller goes on itself.
    bool Rest() {
      absl::MutexLock lock(&mutex_);
      if (draining_ || missed_) {
        missed_ = false;
        return false;
      }
      resting_ = true;
      return true;
    }
    bool draining() const {
      absl::MutexLock lock(&mutex_);
      return draining_;
    }

   private:
    template <class Act>
    void Rouse(Act act) {
      StreamCall* call;
      {
        absl::MutexLock lock(&mutex_);
        if (!resting_) {
          missed_ = true;
          return;
        }
        if (call_ == nullptr) return;
        resting_ = false;
        call = call_;
      }
      act(call);
    }
    mutable absl::Mutex mutex_;
    StreamCall* call_ ABSL_GUARDED_BY(mutex_);
    bool resting_ ABSL_GUARDED_BY(mutex_) = false;
    // Somebody came while the call did not rest.
    bool missed_ ABSL_GUARDED_BY(mutex_) = false;
    bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  };

  bool Submit(void (StreamCall::*step)()) {
    return dispatcher_.TrySubmit([this, step] { (this->*step)(); });
  }

  // Business code's exceptions end the stream, never the process.
  template <class Act>
  static auto Guarded(Act act) -> decltype(act()) {
    try {
      return act();
    } catch (...) {
      return absl::InternalError("exception");
    }
  }

  void Begin() {
    absl::Status opened = Guarded([this]() -> absl::Status {
      RETURN_IF_ERROR(dispatcher_.Admit(method_, call_, context_));
      admitted_ = true;
      RETURN_IF_ERROR(dispatcher_.CheckFields(request_));
      ASSIGN_OR_RETURN(source_, open_(context_, request_));
      return hub_.Join(face_, context_.caller.agency);
    });
    if (!opened.ok()) return End(opened);
    Pump();
  }

  void Pump() {
    if (call_.IsCancelled()) return End(absl::CancelledError("cancelled"));
    if (face_->draining()) return EndDraining();
    // A revoked certificate ends its streams too.
    if (absl::Status still = dispatcher_.StillAdmitted(context_, call_); !still.ok()) {
      return End(still);
    }
    context_.deadline = absl::Now() + absl::Seconds(10);
    auto items = Guarded([this] { return source_->Next(context_); });
    if (!items.ok()) {
      return End(ReasonOf(items.status()) == kStreamEnded.name ? absl::OkStatus() : items.status());
    }
    if (items->empty()) return Rest();
    items_ = *std::move(items);
    next_ = 0;
    this->StartWrite(&items_[0]);
  }

  // The last thing a thread does with this object: once resting, another thread may end and delete
  // it. With no worker free, what was missed waits for the hub's next wake.
  void Rest() {
    while (!face_->Rest()) {
      if (face_->draining()) return EndDraining();
      if (Submit(&StreamCall::Pump)) return;
    }
  }
  void Resume() {
    if (!Submit(&StreamCall::Pump)) Rest();
  }

  void EndDraining() {
    End(Refuse(kDraining, {{"resume_token", source_ ? source_->resume_token() : ""}}));
  }

  void End(const absl::Status& outcome) {
    this->Finish(ToGrpc(
        dispatcher_.Conclude(method_, context_, admitted_, outcome, absl::Now() - started_)));
  }

  Dispatcher& dispatcher_;
  StreamHub& hub_;
  const Method& method_;
  grpc::CallbackServerContext& call_;
  google::protobuf::Message& request_;
  const Open& open_;
  const std::shared_ptr<Face> face_;
  const absl::Time started_ = absl::Now();
  RequestContext context_;
  bool admitted_ = false;
  std::unique_ptr<StreamSource<Item>> source_;
  std::vector<Item> items_;
  size_t next_ = 0;
};

}  // namespace liandong::rpc

#endif  // SHARED_RPC_STREAM_H_
