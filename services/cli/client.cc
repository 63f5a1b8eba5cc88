#include "services/cli/client.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/impl/client_unary_call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/support/sync_stream.h"
#include "shared/crypto/hash.h"
#include "shared/rpc/authenticator.h"
#include "shared/rpc/tls.h"
#include "shared/rpc/to_grpc.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::cli {
namespace {

using google::protobuf::Message;

constexpr absl::Duration kPauseMin = absl::Milliseconds(50);
constexpr absl::Duration kPauseMax = absl::Seconds(1);
constexpr char kViewFull[] = "full";

std::string TraceParent() {
  static const crypto::Random random = crypto::SecureRandom();
  return absl::StrCat("00-", crypto::HexEncode(random(16)), "-", crypto::HexEncode(random(8)),
                      "-01");
}

// Only a thread that waits for something drives a channel's handshakes: while everybody sleeps, a
// service that came back is never reached.
bool AwaitConnection(grpc::Channel& channel, absl::Time until) {
  return channel.WaitForConnected(absl::ToChronoTime(until));
}

Client::Channels MtlsChannels(const Pki& pki, const Targets& targets) {
  return [pki, targets](
             const std::string& organisation,
             const std::string& service) -> absl::StatusOr<std::shared_ptr<grpc::Channel>> {
    const auto target = targets.find(service);
    if (target == targets.end()) {
      return absl::NotFoundError(absl::StrCat("no address of ", service, " is known (--peers)"));
    }
    ASSIGN_OR_RETURN(const rpc::TlsFiles files, pki.AgencyTls(organisation));
    return rpc::OpenChannel(target->second, service, files);
  };
}

}  // namespace

bool IsTransient(const absl::Status& status) {
  if (absl::IsUnavailable(status)) return true;
  // A refusal of ours always has a reason: without one it is the connection that speaks, and these
  // are the codes it uses when a process dies under it.
  return ReasonOf(status).empty() &&
         (absl::IsUnknown(status) || absl::IsInternal(status) || absl::IsCancelled(status) ||
          absl::IsDeadlineExceeded(status));
}

Client::Client(Pki pki, const Targets& targets)
    : pki_(std::move(pki)), open_(MtlsChannels(pki_, targets)) {}

Client::Client(Pki pki, Channels channels) : pki_(std::move(pki)), open_(std::move(channels)) {}

absl::StatusOr<std::shared_ptr<grpc::Channel>> Client::ChannelFor(const std::string& organisation,
                                                                  const std::string& service) {
  absl::MutexLock lock(&mutex_);
  std::shared_ptr<grpc::Channel>& channel = channels_[{organisation, service}];
  if (channel == nullptr) {
    ASSIGN_OR_RETURN(channel, open_(organisation, service));
  }
  return channel;
}

absl::Status Client::Prepare(const std::string& service, const Principal& principal, bool full_view,
                             grpc::ClientContext& context) const {
  context.AddMetadata("traceparent", TraceParent());
  if (full_view) context.AddMetadata(rpc::kViewKey, kViewFull);
  if (!principal.officer.empty()) {
    ASSIGN_OR_RETURN(const std::string token, MakeToken(pki_, principal, service, absl::Now()));
    context.AddMetadata(rpc::kOfficerTokenKey, absl::StrCat("Bearer ", token));
  }
  return absl::OkStatus();
}

absl::Status Client::Call(const Endpoint& endpoint, const Principal& principal,
                          const Message& request, Message& response, const CallOptions& options) {
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel,
                   ChannelFor(principal.organisation, endpoint.service));
  const std::string path = endpoint.path();
  const grpc::internal::RpcMethod method(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
  const absl::Time give_up = absl::Now() + options.retry_for;
  for (absl::Duration pause = kPauseMin;; pause = std::min(2 * pause, kPauseMax)) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + options.timeout));
    RETURN_IF_ERROR(Prepare(endpoint.service, principal, options.full_view, context));
    response.Clear();
    const absl::Status status =
        rpc::FromGrpc(grpc::internal::BlockingUnaryCall<Message, Message, Message, Message>(
            channel.get(), method, &context, request, &response));
    if (!IsTransient(status) || absl::Now() + pause > give_up) return status;
    absl::SleepFor(pause);
    if (!AwaitConnection(*channel, give_up)) return status;
  }
}

absl::Status Client::Watch(const std::string& service, const Principal& principal,
                           const common::v1::WatchRequest& request, const WatchOptions& options,
                           const std::function<absl::Status(const common::v1::Change&)>& take) {
  ASSIGN_OR_RETURN(const Endpoint endpoint, FindEndpoint(service + ".OperationsService.Watch"));
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel,
                   ChannelFor(principal.organisation, service));
  AwaitConnection(*channel, absl::Now() + options.connect_for);  // or the call says why not
  const std::string path = endpoint.path();
  grpc::ClientContext context;
  RETURN_IF_ERROR(Prepare(service, principal, options.full_view, context));
  const std::unique_ptr<grpc::ClientReader<common::v1::Change>> reader(
      grpc::internal::ClientReaderFactory<common::v1::Change>::Create(
          channel.get(),
          grpc::internal::RpcMethod(path.c_str(), grpc::internal::RpcMethod::SERVER_STREAMING),
          &context, request));
  common::v1::Change change;
  absl::Status taken;
  while (reader->Read(&change)) {
    taken = take(change);
    if (!taken.ok()) {
      context.TryCancel();
      while (reader->Read(&change)) {
      }
      break;
    }
  }
  const absl::Status status = rpc::FromGrpc(reader->Finish());
  return taken.ok() ? status : taken;
}

}  // namespace liandong::cli
