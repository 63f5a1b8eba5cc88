// Follows the change stream of a service to the right: each change is handled once, in order, in the
// transaction that moves the position on.
#ifndef SHARED_COMMANDS_CONSUMER_H_
#define SHARED_COMMANDS_CONSUMER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "liandong/common/v1/changes.pb.h"
#include "shared/db/lease.h"
#include "shared/rpc/peers.h"
#include "shared/storage/mutation.h"

namespace liandong {

// What a change means here. Runs under MutateAsSystem; may run twice, like every transaction body.
using ChangeHandler = std::function<absl::Status(Mutation&, const common::v1::Change&)>;

// Thread-safe.
class EventConsumer {
 public:
  // `types`: full message names to follow; none: all this service may see.
  EventConsumer(Storage& storage, rpc::Peers& peers, common::v1::Service source,
                std::vector<std::string> types, ChangeHandler handler);

  // Reads what is new, at most kChangesPerStepMax; true when there may be more. The step of a
  // LeasedLoop named after the source.
  absl::StatusOr<bool> Step(const db::LeaseGuard& guard);

  // Machine time at which the newest pass that found nothing new began; InfinitePast before.
  absl::Time caught_up_at() const;
  std::string lease_name() const;

  static constexpr int kChangesPerStepMax = 500;
  static constexpr absl::Duration kStepTimeMax = absl::Seconds(10);

 private:
  absl::Status Handle(const db::LeaseGuard& guard, const common::v1::Change& change);

  Storage& storage_;
  rpc::Peers& peers_;
  const common::v1::Service source_;
  const std::string source_name_;
  const std::vector<std::string> types_;
  const ChangeHandler handler_;
  mutable absl::Mutex mutex_;
  absl::Time caught_up_at_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

}  // namespace liandong

#endif  // SHARED_COMMANDS_CONSUMER_H_
