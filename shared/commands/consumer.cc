#include "shared/commands/consumer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/support/sync_stream.h"
#include "liandong/common/v1/operations.pb.h"
#include "shared/auth/spiffe.h"
#include "shared/db/pool.h"
#include "shared/log/log.h"
#include "shared/rpc/to_grpc.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong {
namespace {

using common::v1::Change;

constexpr char kWatch[] = "/liandong.common.v1.OperationsService/Watch";
constexpr char kSelectPosition[] = "SELECT resume_token FROM consumed WHERE source = ? LIMIT 1";
constexpr char kLockPosition[] =
    "SELECT resume_token, changes FROM consumed WHERE source = ? LIMIT 1 FOR UPDATE";
constexpr char kStartPosition[] =
    "INSERT IGNORE INTO consumed (source, resume_token, changes, at_us) VALUES (?, '', 0, 0)";
constexpr char kMovePosition[] =
    "UPDATE consumed SET resume_token = ?, changes = changes + 1, at_us = ? WHERE source = ?";
constexpr char kRestart[] = "UPDATE consumed SET resume_token = '' WHERE source = ?";

constexpr Reason kConsumerRestarted{"CONSUMER_RESTARTED", absl::StatusCode::kAborted,
                                    "the stream of {source} is being read from its beginning",
                                    "正在从头读取{source}的数据流"};

}  // namespace

EventConsumer::EventConsumer(Storage& storage, rpc::Peers& peers, common::v1::Service source,
                             std::vector<std::string> types, ChangeHandler handler)
    : storage_(storage),
      peers_(peers),
      source_(source),
      source_name_(auth::ServiceName(source)),
      types_(std::move(types)),
      handler_(std::move(handler)) {}

std::string EventConsumer::lease_name() const { return absl::StrCat("consume-", source_name_); }

absl::Time EventConsumer::caught_up_at() const {
  absl::MutexLock lock(&mutex_);
  return caught_up_at_;
}

absl::Duration EventConsumer::Lag(absl::Time machine_now) const {
  absl::MutexLock lock(&mutex_);
  if (machine_now - stepped_at_ > kIdleTimeMax) return absl::ZeroDuration();
  return machine_now - std::max(caught_up_at_, following_since_);
}

absl::Status EventConsumer::Restart(db::Connection& connection) const {
  return connection.Execute(kRestart, {source_name_}).status();
}

absl::StatusOr<bool> EventConsumer::Step(const db::LeaseGuard& guard) {
  const absl::Time began = absl::Now();
  {
    absl::MutexLock lock(&mutex_);
    if (began - stepped_at_ > kIdleTimeMax) following_since_ = began;
    stepped_at_ = began;
  }
  absl::StatusOr<std::string> position = ReadPosition(began + kStepTimeMax);
  const absl::StatusOr<int> handled =
      position.ok() ? Read(guard, *std::move(position), began) : position.status();
  absl::MutexLock lock(&mutex_);
  if (!handled.ok()) {
    std::string reason = ReasonOf(handled.status());
    if (reason != failing_) {
      LOG_WARN("a stream can not be followed", {"source", source_name_}, {"reason", reason});
    }
    failing_ = std::move(reason);
    return handled.status();
  }
  failing_.clear();
  if (*handled == 0) caught_up_at_ = began;
  return *handled > 0;
}

absl::StatusOr<std::string> EventConsumer::ReadPosition(absl::Time deadline) {
  RETURN_IF_ERROR(db::Transact(storage_.pool(), deadline, [&](db::Connection& c) {
    return c.Execute(kStartPosition, {source_name_}).status();
  }));
  ASSIGN_OR_RETURN(const db::Rows rows,
                   db::ReadRows(storage_.pool(), deadline, kSelectPosition, {source_name_}));
  return rows.empty() ? "" : rows[0].Text(0);
}

absl::StatusOr<int> EventConsumer::Read(const db::LeaseGuard& guard, std::string position,
                                        absl::Time began) {
  auto channel = peers_.ChannelTo(source_);
  if (channel == nullptr) return Refuse(rpc::kServiceNotConfigured, {{"service", source_name_}});
  rpc::AwaitConnected(*channel, began + kStepTimeMax);
  common::v1::WatchRequest request;
  request.set_resume_token(position);
  for (const std::string& type : types_) request.add_types(type);
  request.set_until_now(true);

  grpc::ClientContext call;
  call.set_deadline(absl::ToChronoTime(began + kStepTimeMax));
  std::unique_ptr<grpc::ClientReader<Change>> reader(
      grpc::internal::ClientReaderFactory<Change>::Create(
          channel.get(),
          grpc::internal::RpcMethod(kWatch, grpc::internal::RpcMethod::SERVER_STREAMING), &call,
          request));
  const absl::Time until = began + kStepTimeMax * 2 / 3;
  Change change;
  int handled = 0;
  bool stopped = false;
  absl::Status failed;
  while (!stopped && reader->Read(&change)) {
    failed = Handle(guard, change, position);
    if (failed.ok()) {
      ++handled;
      position = change.resume_token();
    }
    stopped = !failed.ok() || handled == kChangesPerStepMax || absl::Now() >= until;
  }
  if (stopped) call.TryCancel();
  const absl::Status ended = rpc::FromGrpc(reader->Finish());
  RETURN_IF_ERROR(failed);
  // What ended a stream that brought something shows in the next step, if it lasts.
  if (handled == 0) RETURN_IF_ERROR(ended);
  return handled;
}

absl::Status EventConsumer::Handle(const db::LeaseGuard& guard, const Change& change,
                                   const std::string& position) {
  RequestContext context;
  context.caller.agency = absl::StrCat("service/", storage_.service());
  context.scope = SystemScope();
  context.method = absl::StrCat("consume.", source_name_);
  context.now = storage_.clock().Now();
  context.deadline = absl::Now() + kStepTimeMax;
  return MutateAsSystem(storage_, context, RequestKey{}, [&](Mutation& m) -> absl::Status {
    RETURN_IF_ERROR(guard.CheckEpoch(m.db()));
    ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kLockPosition, {source_name_}));
    if (rows.empty()) return absl::InternalError("the position of a stream vanished");
    const std::string stored = rows[0].Text(0);
    // A COMMIT that took effect unnoticed has handled this change already.
    if (stored == change.resume_token()) return absl::OkStatus();
    if (stored != position) return Refuse(kConsumerRestarted, {{"source", source_name_}});
    RETURN_IF_ERROR(handler_(m, change));
    return m.db()
        .Execute(kMovePosition,
                 {change.resume_token(), absl::ToUnixMicros(context.now), source_name_})
        .status();
  });
}

}  // namespace liandong
