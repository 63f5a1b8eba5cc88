// What every service offers beside its own business. Contract: common/v1/operations.proto.
#ifndef SHARED_RUNTIME_OPERATIONS_SERVICE_H_
#define SHARED_RUNTIME_OPERATIONS_SERVICE_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "liandong/common/v1/operations.pb.h"
#include "shared/auth/directory.h"
#include "shared/commands/consumer.h"
#include "shared/commands/relay.h"
#include "shared/context/request_context.h"
#include "shared/crypto/key.h"
#include "shared/rpc/binder.h"
#include "shared/rpc/stream.h"
#include "shared/runtime/directory_store.h"
#include "shared/storage/change_feed.h"
#include "shared/storage/storage.h"
#include "shared/time/clock.h"

namespace liandong {

inline constexpr Reason kClockBackward{"CLOCK_BACKWARD", absl::StatusCode::kFailedPrecondition,
                                       "business time moves forward only; it is {now}",
                                       "业务时间只能向前推移，当前为{now}"};
inline constexpr Reason kNotQuiet{"NOT_QUIET", absl::StatusCode::kDeadlineExceeded,
                                  "not quiet in time: {lagging}",
                                  "未能在时限内处理完毕：{lagging}"};
inline constexpr Reason kNotConsumed{"NOT_CONSUMED", absl::StatusCode::kFailedPrecondition,
                                     "this service does not follow the stream of that one",
                                     "本服务并未读取该服务的数据流"};

// Something that works behind the calls. `lagging` says what it has not done yet of all that was
// there at `since` (machine time); "" when nothing.
struct Background {
  std::string name;
  std::function<void()> notify;
  std::function<absl::StatusOr<std::string>(absl::Time since)> lagging;
};

// Thread-safe.
class OperationsService {
 public:
  struct Parts {
    Storage& storage;
    Clock& clock;
    auth::DirectoryHolder& directory;
    DirectoryStore& directories;
    common::v1::Service service;
    const crypto::PrivateKey& signing_key;
    std::string signing_key_id;
    CommandRelay& relay;
    rpc::Authenticator& authenticator;
  };
  explicit OperationsService(Parts parts) : parts_(std::move(parts)), feed_(parts_.storage) {}

  // Binds all methods of common.v1.OperationsService.
  void Bind(rpc::Binder& binder);
  // Before the server starts.
  void AddBackground(Background background) { background_.push_back(std::move(background)); }
  void AddConsumer(const EventConsumer& consumer) { consumers_.push_back(&consumer); }
  // `methods`: everything bound; tells which types a caller may watch.
  void SetMethods(std::vector<const rpc::Method*> methods) { methods_ = std::move(methods); }

  absl::StatusOr<common::v1::ListSigningKeysResponse> ListSigningKeys(
      const RequestContext& context, const common::v1::ListSigningKeysRequest& request);
  absl::StatusOr<common::v1::SignedCheckpoint> GetCheckpoint(
      const RequestContext& context, const common::v1::GetCheckpointRequest& request);
  absl::StatusOr<common::v1::VerifyChangesResponse> VerifyChanges(
      const RequestContext& context, const common::v1::VerifyChangesRequest& request);
  absl::StatusOr<common::v1::ListPendingCommandsResponse> ListPendingCommands(
      const RequestContext& context, const common::v1::ListPendingCommandsRequest& request);
  absl::StatusOr<common::v1::InstallDirectoryResponse> InstallDirectory(
      const RequestContext& context, const common::v1::InstallDirectoryRequest& request);
  absl::StatusOr<common::v1::RestartConsumerResponse> RestartConsumer(
      const RequestContext& context, const common::v1::RestartConsumerRequest& request);
  absl::StatusOr<common::v1::GetClockResponse> GetClock(const RequestContext& context,
                                                        const common::v1::GetClockRequest& request);
  absl::StatusOr<common::v1::MoveClockResponse> MoveClock(
      const RequestContext& context, const common::v1::MoveClockRequest& request);
  absl::StatusOr<common::v1::QuiesceResponse> Quiesce(const RequestContext& context,
                                                      const common::v1::QuiesceRequest& request);

 private:
  absl::StatusOr<std::unique_ptr<rpc::StreamSource<common::v1::Change>>> OpenWatch(
      const RequestContext& context, const google::protobuf::Message& request);
  // Every resource type this service answers with.
  std::vector<const google::protobuf::Descriptor*> ResourceTypes() const;
  // Resource types whose Get method admits the caller.
  std::vector<std::string> VisibleTypes(const Caller& caller) const;

  const Parts parts_;
  ChangeFeed feed_;
  // Serialises how the clock follows the database.
  absl::Mutex clock_mutex_;
  std::vector<Background> background_;
  std::vector<const EventConsumer*> consumers_;
  std::vector<const rpc::Method*> methods_;
};

}  // namespace liandong

#endif  // SHARED_RUNTIME_OPERATIONS_SERVICE_H_
