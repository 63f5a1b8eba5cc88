#include "shared/runtime/operations_service.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "shared/db/pool.h"
#include "shared/log/log.h"
#include "shared/rpc/field_rules.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/chain.h"
#include "shared/storage/checkpoint.h"
#include "shared/storage/mutation.h"
#include "shared/storage/schema.h"
#include "shared/storage/verify_chain.h"
#include "shared/storage/verify_resources.h"

namespace liandong {
namespace {

using common::v1::Change;

constexpr char kLockOffset[] = "SELECT offset_us FROM clock_offset WHERE id = 1 LIMIT 1 FOR UPDATE";
constexpr char kSelectOffset[] = "SELECT offset_us FROM clock_offset WHERE id = 1 LIMIT 1";
constexpr char kUpdateOffset[] = "UPDATE clock_offset SET offset_us = ? WHERE id = 1";
constexpr char kSelectPending[] =
    "SELECT id, source, kind, target, attempts, created_us FROM commands WHERE state = 0"
    " ORDER BY seq LIMIT ?";

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const int64_t us = absl::ToUnixMicros(time);
  timestamp.set_seconds(us / 1'000'000);
  timestamp.set_nanos(static_cast<int32_t>(us % 1'000'000 * 1000));
  return timestamp;
}

absl::Time ToTime(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixMicros(timestamp.seconds() * 1'000'000 + timestamp.nanos() / 1000);
}

// A feed as a server stream.
class WatchSource : public rpc::StreamSource<Change> {
 public:
  WatchSource(ChangeFeed::Cursor cursor, bool until_now)
      : cursor_(std::move(cursor)), until_now_(until_now) {}

  absl::StatusOr<std::vector<Change>> Next(const RequestContext& context) override {
    std::vector<Change> changes;
    // One look covers a stretch of the chain that may hold nothing for this caller.
    do {
      ASSIGN_OR_RETURN(changes,
                       cursor_.Next(static_cast<int>(rpc::kStreamBatchMax), context.deadline));
      // The rest at the next look: a worker is not one stream's for as long as it may take.
    } while (changes.empty() && !cursor_.caught_up() && absl::Now() < context.deadline);
    if (changes.empty() && cursor_.caught_up() && until_now_) return Refuse(rpc::kStreamEnded);
    return changes;
  }
  std::string resume_token() const override {
    auto token = cursor_.Token();
    return token.ok() ? *token : "";
  }

 private:
  ChangeFeed::Cursor cursor_;
  const bool until_now_;
};

}  // namespace

void OperationsService::Bind(rpc::Binder& binder) {
  binder.Stream<common::v1::WatchRequest, Change>(
      [this](const RequestContext& context, const google::protobuf::Message& request) {
        return OpenWatch(context, request);
      });
  binder.Unary(this, &OperationsService::ListSigningKeys);
  binder.Unary(this, &OperationsService::GetCheckpoint);
  binder.Unary(this, &OperationsService::VerifyChanges);
  binder.Unary(this, &OperationsService::ListPendingCommands);
  binder.Unary(this, &OperationsService::InstallDirectory);
  binder.Unary(this, &OperationsService::RestartConsumer);
  binder.Unary(this, &OperationsService::GetClock);
  binder.Unary(this, &OperationsService::MoveClock);
  binder.Unary(this, &OperationsService::Quiesce);
}

std::vector<std::string> OperationsService::VisibleTypes(const Caller& caller) const {
  std::vector<std::string> types;
  for (const rpc::Method* method : methods_) {
    const auto* output = method->descriptor->output_type();
    if (!absl::StartsWith(method->descriptor->name(), "Get") || method->access.sealed() ||
        !output->options().HasExtension(common::v1::resource)) {
      continue;
    }
    if (parts_.authenticator.Admits(caller, *method)) types.push_back(output->full_name());
  }
  std::sort(types.begin(), types.end());
  return types;
}

std::vector<const google::protobuf::Descriptor*> OperationsService::ResourceTypes() const {
  std::set<const google::protobuf::Descriptor*> types;
  for (const rpc::Method* method : methods_) {
    const auto* output = method->descriptor->output_type();
    // Sealed resources have their changes in a table set of their own.
    if (method->access.sealed()) continue;
    if (output->options().HasExtension(common::v1::resource)) types.insert(output);
  }
  return {types.begin(), types.end()};
}

absl::StatusOr<std::unique_ptr<rpc::StreamSource<Change>>> OperationsService::OpenWatch(
    const RequestContext& context, const google::protobuf::Message& message) {
  const auto& request = static_cast<const common::v1::WatchRequest&>(message);
  FeedFilter filter;
  filter.types = {request.types().begin(), request.types().end()};
  filter.admitted_types = VisibleTypes(context.caller);
  filter.parent = request.project();
  ASSIGN_OR_RETURN(ChangeFeed::Cursor cursor,
                   feed_.Open(context, request.resume_token(), filter, &rpc::MaskPersonalData));
  return std::make_unique<WatchSource>(std::move(cursor), request.until_now());
}

absl::StatusOr<common::v1::ListSigningKeysResponse> OperationsService::ListSigningKeys(
    const RequestContext&, const common::v1::ListSigningKeysRequest&) {
  ASSIGN_OR_RETURN(auto directory, parts_.directory.Require());
  common::v1::ListSigningKeysResponse response;
  for (const crypto::PublishedKey* key : directory->SigningKeysOf(parts_.service).All()) {
    auto* out = response.add_keys();
    out->set_service(parts_.service);
    out->set_key_id(key->key_id);
    out->set_public_key(key->key.pem());
    if (key->valid_from > absl::InfinitePast()) {
      *out->mutable_valid_from() = ToTimestamp(key->valid_from);
    }
    if (key->valid_to < absl::InfiniteFuture())
      *out->mutable_valid_to() = ToTimestamp(key->valid_to);
    if (key->revoked_at < absl::InfiniteFuture()) {
      *out->mutable_revoked_at() = ToTimestamp(key->revoked_at);
    }
  }
  return response;
}

absl::StatusOr<common::v1::SignedCheckpoint> OperationsService::GetCheckpoint(
    const RequestContext& context, const common::v1::GetCheckpointRequest&) {
  return MakeCheckpoint(parts_.storage, parts_.signing_key, parts_.signing_key_id, absl::Now(),
                        context.deadline);
}

absl::StatusOr<common::v1::VerifyChangesResponse> OperationsService::VerifyChanges(
    const RequestContext& context, const common::v1::VerifyChangesRequest& request) {
  VerifyChainOptions options;
  options.deadline = context.deadline;
  if (request.has_known()) {
    ASSIGN_OR_RETURN(auto directory, parts_.directory.Require());
    ASSIGN_OR_RETURN(
        options.checkpoint,
        OpenCheckpoint(request.known(), directory->SigningKeysOf(parts_.service), absl::Now()));
  }
  ASSIGN_OR_RETURN(ChainReport chain, VerifyChain(parts_.storage, options));
  ASSIGN_OR_RETURN(ResourcesReport resources,
                   VerifyResources(parts_.storage, ResourceTypes(), context.deadline));
  common::v1::VerifyChangesResponse response;
  response.set_changes_verified(chain.verified.seq);
  response.set_resources_verified(resources.resources_verified);
  if (chain.difference) response.add_differences(chain.difference->Text());
  for (const Difference& difference : resources.differences) {
    response.add_differences(difference.Text());
  }
  return response;
}

absl::StatusOr<common::v1::ListPendingCommandsResponse> OperationsService::ListPendingCommands(
    const RequestContext& context, const common::v1::ListPendingCommandsRequest& request) {
  const int size = request.page_size() > 0 ? std::min(request.page_size(), 1000) : 50;
  ASSIGN_OR_RETURN(db::Rows rows,
                   db::ReadRows(parts_.storage.pool(), context.deadline, kSelectPending, {size}));
  common::v1::ListPendingCommandsResponse response;
  for (const db::Row& row : rows) {
    auto* command = response.add_commands();
    command->set_id(row.Text(0));
    command->set_source(row.Text(1));
    command->set_kind(row.Text(2));
    command->set_target(static_cast<common::v1::Service>(row.Int(3)));
    command->set_attempts(static_cast<int32_t>(row.Int(4)));
    *command->mutable_create_time() = ToTimestamp(absl::FromUnixMicros(row.Int(5)));
  }
  return response;
}

absl::StatusOr<common::v1::InstallDirectoryResponse> OperationsService::InstallDirectory(
    const RequestContext& context, const common::v1::InstallDirectoryRequest& request) {
  common::v1::InstallDirectoryResponse response;
  ASSIGN_OR_RETURN(const int64_t version,
                   parts_.directories.Install(parts_.storage, context, request));
  response.set_version(version);
  return response;
}

absl::StatusOr<common::v1::RestartConsumerResponse> OperationsService::RestartConsumer(
    const RequestContext& context, const common::v1::RestartConsumerRequest& request) {
  for (const EventConsumer* consumer : consumers_) {
    if (consumer->source() != request.source()) continue;
    RETURN_IF_ERROR(MutateOnce(parts_.storage, context, request, [&](db::Connection& connection) {
      return consumer->Restart(connection);
    }));
    LOG_WARN("a stream is read from its beginning", {"source", consumer->source_name()});
    return common::v1::RestartConsumerResponse();
  }
  return Refuse(kNotConsumed);
}

absl::StatusOr<common::v1::GetClockResponse> OperationsService::GetClock(
    const RequestContext& context, const common::v1::GetClockRequest&) {
  common::v1::GetClockResponse response;
  *response.mutable_now() = ToTimestamp(context.now);
  if (auto directory = parts_.directory.Get()) response.set_directory_version(directory->version());
  return response;
}

absl::StatusOr<common::v1::MoveClockResponse> OperationsService::MoveClock(
    const RequestContext& context, const common::v1::MoveClockRequest& request) {
  const absl::Time to = ToTime(request.to());
  RETURN_IF_ERROR(
      MutateOnce(parts_.storage, context, request, [&](db::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(db::Rows rows, connection.Query(kLockOffset));
        if (rows.empty()) return absl::InternalError("no clock offset in a development database");
        const absl::Time machine_now = absl::Now();
        const absl::Time now = machine_now + absl::Microseconds(rows[0].Int(0));
        if (to < now) return Refuse(kClockBackward, {{"now", absl::FormatTime(now)}});
        return connection.Execute(kUpdateOffset, {absl::ToInt64Microseconds(to - machine_now)})
            .status();
      }));
  {
    // Read again, in one order with other moves: this one may be a replay, or others have followed.
    absl::MutexLock lock(&clock_mutex_);
    ASSIGN_OR_RETURN(db::Rows rows,
                     db::ReadRows(parts_.storage.pool(), context.deadline, kSelectOffset));
    if (rows.empty()) return absl::InternalError("no clock offset in a development database");
    parts_.clock.SetOffset(absl::Microseconds(rows[0].Int(0)));
  }
  common::v1::MoveClockResponse response;
  *response.mutable_now() = request.to();
  return response;
}

absl::StatusOr<common::v1::QuiesceResponse> OperationsService::Quiesce(
    const RequestContext& context, const common::v1::QuiesceRequest&) {
  const absl::Time since = absl::Now();
  while (true) {
    std::vector<std::string> lagging;
    for (const Background& background : background_) {
      background.notify();
      auto lag = background.lagging(since);
      if (!lag.ok()) {
        lagging.push_back(absl::StrCat(background.name, ": ", lag.status().message()));
      } else if (!lag->empty()) {
        lagging.push_back(absl::StrCat(background.name, ": ", *lag));
      }
    }
    if (lagging.empty()) return common::v1::QuiesceResponse();
    if (absl::Now() >= context.deadline) {
      return Refuse(kNotQuiet, {{"lagging", absl::StrJoin(lagging, "; ")}});
    }
    absl::SleepFor(absl::Milliseconds(5));
  }
}

}  // namespace liandong
