// Follows the change stream of a service to the right: each change is handled once, in order, in
// the transaction that moves the position on. Only a restart makes it handle changes again, from
// the first one on: what a handler writes is what the newest change says.
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

  // Has the stream be read from its beginning. Within a transaction; the step that runs ends.
  absl::Status Restart(db::Connection& connection) const;

  // Machine time at which the newest pass that found nothing new began; InfinitePast before.
  absl::Time caught_up_at() const;
  // How long ago that was, or how long this replica has been at it; zero while another one is.
  absl::Duration Lag(absl::Time machine_now) const;
  common::v1::Service source() const { return source_; }
  const std::string& source_name() const { return source_name_; }
  std::string lease_name() const;

  static constexpr int kChangesPerStepMax = 500;
  // Well within the lease's term; no change is begun in its last third.
  static constexpr absl::Duration kStepTimeMax = absl::Seconds(3);
  // Longer than a loop rests between two steps, whatever fails.
  static constexpr absl::Duration kIdleTimeMax = absl::Seconds(30);

 private:
  absl::StatusOr<std::string> ReadPosition(absl::Time deadline);
  // Reads on from `position`; how many changes were handled.
  absl::StatusOr<int> Read(const db::LeaseGuard& guard, std::string position, absl::Time began);
  // `position`: where the change before left the stream.
  absl::Status Handle(const db::LeaseGuard& guard, const common::v1::Change& change,
                      const std::string& position);

  Storage& storage_;
  rpc::Peers& peers_;
  const common::v1::Service source_;
  const std::string source_name_;
  const std::vector<std::string> types_;
  const ChangeHandler handler_;
  mutable absl::Mutex mutex_;
  absl::Time caught_up_at_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  // Since when steps have followed each other here, and the newest.
  absl::Time following_since_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  absl::Time stepped_at_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  // Why the newest step failed; so that each reason is logged once.
  std::string failing_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace liandong

#endif  // SHARED_COMMANDS_CONSUMER_H_
