// Commands: calls to other services that a committed mutation asked for. One replica delivers them,
// in order per source resource, with the request id they were stored under; a target that is away
// is asked again for ever, and holds up no other target; a refusal is an outcome. The outcome's
// handler runs in the transaction that closes the command. A command travels on behalf of the
// officer whose request asked for it where the method admits that (Access.on_behalf_services),
// otherwise in the service's own name.
#ifndef SHARED_COMMANDS_RELAY_H_
#define SHARED_COMMANDS_RELAY_H_

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "shared/db/lease.h"
#include "shared/rpc/peers.h"
#include "shared/storage/mutation.h"

namespace liandong {

// What became of a command.
struct CommandOutcome {
  std::string source;
  std::string kind;
  const google::protobuf::Message& request;
  // OK, or the target's refusal.
  absl::Status status;
  // The answer when `status` is OK.
  const google::protobuf::Message& response;
};

// Moves the source resource on. An error keeps the command open, to be closed again later: only
// faults are errors here, a refusal is handled.
using OutcomeHandler = std::function<absl::Status(Mutation&, const CommandOutcome&)>;

// How the call that asked for a command learns that it was refused.
enum class Refusal {
  // The call is refused with it: without the command, nothing of the request has come about.
  kAnswersTheCall,
  // The call answers its resource, which shows the refusal: the rest of the request stands.
  kShownInTheResource,
};

// Thread-safe.
class CommandRelay {
 public:
  // How one delivery is made: Peers::Call in a service, a fake target in tests.
  using Deliver = std::function<absl::Status(common::v1::Service, const rpc::OnBehalf&,
                                             const google::protobuf::Message& request,
                                             google::protobuf::Message& response)>;

  CommandRelay(Storage& storage, Deliver deliver, const OutcomeLimits& limits = {});

  // Before the first step. One handler a kind.
  void OnOutcome(const std::string& kind, OutcomeHandler handler,
                 Refusal refusal = Refusal::kAnswersTheCall);

  // Delivers what is due; true when more is waiting. The step of a LeasedLoop.
  absl::StatusOr<bool> Step(const db::LeaseGuard& guard);

  // Waits until every command of the request is closed, within OutcomeLimits and until shortly
  // before the call's deadline: OK also when they are not, the resource itself shows what is
  // pending. The first refusal that answers the call otherwise.
  absl::Status AwaitOutcome(const RequestContext& context, const RequestKey& key);

  // Open commands and the age of the oldest, for metrics and Quiesce.
  struct Backlog {
    int64_t open = 0;
    absl::Duration oldest;
    // Of the open ones, those this replica found not to be of the service's own writing.
    int64_t forged = 0;
  };
  absl::StatusOr<Backlog> ReadBacklog();
  // How many commands of each kind were ever refused. Every kind is named.
  absl::StatusOr<std::map<std::string, int64_t>> ReadRefused();

  // Of one target in one step.
  static constexpr int kBatchMax = 32;
  // No delivery begins later in a step, and none takes longer: well within the lease's term.
  static constexpr absl::Duration kStepTimeMax = absl::Seconds(3);
  static constexpr absl::Duration kDeliveryTimeMax = absl::Seconds(3);
  static constexpr absl::Duration kRetryPauseMin = absl::Milliseconds(100);
  static constexpr absl::Duration kRetryPauseMax = absl::Seconds(10);
  // Left of a caller's deadline to read and send the answer.
  static constexpr absl::Duration kAnswerTime = absl::Milliseconds(300);

 private:
  struct Record;
  struct Kind {
    OutcomeHandler handler;
    Refusal refusal;
  };
  struct Pause {
    absl::Time until;
    absl::Duration length;
  };
  absl::StatusOr<bool> StepTarget(const db::LeaseGuard& guard, int64_t target, absl::Time until);
  // Reads the command's request. An error where it was not stored by this service as it stands.
  absl::Status Open(const Record& record, google::protobuf::Message& request);
  absl::Status DeliverOne(const db::LeaseGuard& guard, const Record& record);
  absl::Status Close(const db::LeaseGuard& guard, const Record& record,
                     const google::protobuf::Message& request, const absl::Status& status,
                     const google::protobuf::Message& response);
  // Of commands by id and of targets by name.
  bool Paused(const std::string& what);
  void PauseLonger(const std::string& what);

  Storage& storage_;
  const Deliver deliver_;
  const OutcomeLimits limits_;
  std::map<std::string, Kind> kinds_;  // fixed before the first step
  absl::Mutex mutex_;
  std::map<std::string, Pause> pauses_ ABSL_GUARDED_BY(mutex_);
  // Commands never to be delivered, by id.
  std::set<std::string> forged_ ABSL_GUARDED_BY(mutex_);
  int waiters_ ABSL_GUARDED_BY(mutex_) = 0;
  // Whose turn it is first: steps are short, and a slow target must not take all of them.
  size_t turn_ = 0;
  // Counts closed commands, so that waiters wake.
  int64_t closed_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace liandong

#endif  // SHARED_COMMANDS_RELAY_H_
