#include "shared/commands/consumer.h"

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

absl::StatusOr<bool> EventConsumer::Step(const db::LeaseGuard& guard) {
  const absl::Time began = absl::Now();
  auto channel = peers_.ChannelTo(source_);
  if (channel == nullptr) return Refuse(rpc::kServiceNotConfigured, {{"service", source_name_}});
  rpc::AwaitConnected(*channel, began + kStepTimeMax);
  RETURN_IF_ERROR(db::Transact(storage_.pool(), began + kStepTimeMax, [&](db::Connection& c) {
    return c.Execute(kStartPosition, {source_name_}).status();
  }));
  ASSIGN_OR_RETURN(db::Rows rows, db::ReadRows(storage_.pool(), began + kStepTimeMax,
                                               kSelectPosition, {source_name_}));
  common::v1::WatchRequest request;
  request.set_resume_token(rows.empty() ? "" : rows[0].Text(0));
  for (const std::string& type : types_) request.add_types(type);
  request.set_until_now(true);

  grpc::ClientContext call;
  call.set_deadline(absl::ToChronoTime(began + kStepTimeMax));
  std::unique_ptr<grpc::ClientReader<Change>> reader(
      grpc::internal::ClientReaderFactory<Change>::Create(
          channel.get(),
          grpc::internal::RpcMethod(kWatch, grpc::internal::RpcMethod::SERVER_STREAMING), &call,
          request));
  Change change;
  int handled = 0;
  absl::Status failed;
  while (handled < kChangesPerStepMax && failed.ok() && reader->Read(&change)) {
    failed = Handle(guard, change);
    ++handled;
  }
  const bool more = handled == kChangesPerStepMax;
  if (more || !failed.ok()) call.TryCancel();
  const absl::Status ended = rpc::FromGrpc(reader->Finish());
  RETURN_IF_ERROR(failed);
  if (!more) RETURN_IF_ERROR(ended);
  if (handled == 0) {
    absl::MutexLock lock(&mutex_);
    caught_up_at_ = began;
  }
  return handled > 0;
}

absl::Status EventConsumer::Handle(const db::LeaseGuard& guard, const Change& change) {
  RequestContext context;
  context.caller.agency = absl::StrCat("service/", storage_.service());
  context.scope = SystemScope();
  context.method = absl::StrCat("consume.", source_name_);
  context.now = storage_.clock().Now();
  context.deadline = absl::Now() + kStepTimeMax;
  return MutateAsSystem(storage_, context, RequestKey{}, [&](Mutation& m) -> absl::Status {
    RETURN_IF_ERROR(guard.CheckEpoch(m.db()));
    ASSIGN_OR_RETURN(db::Rows position, m.db().Query(kLockPosition, {source_name_}));
    if (position.empty()) return absl::InternalError("the position of a stream vanished");
    // A COMMIT that took effect unnoticed has handled this change already.
    if (position[0].Text(0) == change.resume_token()) return absl::OkStatus();
    RETURN_IF_ERROR(handler_(m, change));
    return m.db()
        .Execute(kMovePosition,
                 {change.resume_token(), absl::ToUnixMicros(context.now), source_name_})
        .status();
  });
}

}  // namespace liandong
