#include "shared/rpc/peers.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/impl/client_unary_call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "shared/auth/spiffe.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/random.h"
#include "shared/log/log.h"
#include "shared/rpc/authenticator.h"
#include "shared/rpc/tls.h"
#include "shared/rpc/to_grpc.h"
#include "shared/status/refusal.h"

namespace liandong::rpc {

Peers::Peers(const std::map<std::string, std::string>& targets, const TlsFiles& files)
    : transport_([this](common::v1::Service target, const OnBehalf& caller,
                        const google::protobuf::Message& request,
                        google::protobuf::Message& response) {
        return CallChannel(target, caller, request, response);
      }) {
  for (const auto& [name, target] : targets) {
    auto service = auth::ServiceNamed(name);
    if (!service) {
      LOG_WARN("peer is no service", {"name", name});
      continue;
    }
    channels_[*service] = OpenChannel(target, name, files);
  }
}

Peers::~Peers() = default;

std::shared_ptr<grpc::Channel> Peers::ChannelTo(common::v1::Service target) const {
  auto found = channels_.find(target);
  return found == channels_.end() ? nullptr : found->second;
}

absl::Status Peers::CallChannel(common::v1::Service target, const OnBehalf& caller,
                                const google::protobuf::Message& request,
                                google::protobuf::Message& response) {
  const std::string name = auth::ServiceName(target);
  auto channel = ChannelTo(target);
  if (channel == nullptr) return Refuse(kServiceNotConfigured, {{"service", name}});
  AwaitConnected(*channel, caller.deadline);
  const auto* method = MethodOf(request.GetDescriptor());
  if (method == nullptr || method->output_type() != response.GetDescriptor()) {
    return absl::InternalError("no method takes this request and gives this answer");
  }
  const std::string path = absl::StrCat("/", method->service()->full_name(), "/", method->name());
  grpc::ClientContext call;
  call.set_deadline(absl::ToChronoTime(caller.deadline));
  if (!caller.agency.empty() && !absl::StartsWith(caller.agency, "service/")) {
    call.AddMetadata(kOnBehalfAgencyKey, caller.agency);
    if (!caller.officer.empty()) call.AddMetadata(kOnBehalfOfficerKey, caller.officer);
  }
  if (!caller.trace_id.empty()) {
    static const crypto::Random random = crypto::SecureRandom();
    call.AddMetadata("traceparent", absl::StrCat("00-", caller.trace_id, "-",
                                                 crypto::HexEncode(random(8)), "-01"));
  }
  const grpc::Status status =
      grpc::internal::BlockingUnaryCall<google::protobuf::Message, google::protobuf::Message,
                                        google::protobuf::Message, google::protobuf::Message>(
          channel.get(),
          grpc::internal::RpcMethod(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC), &call,
          request, &response);
  if (status.ok()) return absl::OkStatus();
  const absl::Status refusal = FromGrpc(status);
  if (!ReasonOf(refusal).empty()) return refusal;
  // No details: the peer itself never spoke.
  LOG_WARN("peer did not answer", {"service", name}, {"path", path},
           {"code", static_cast<int>(status.error_code())});
  return RefuseRetryable(kServiceUnavailable, absl::Seconds(1), {{"service", name}});
}

void AwaitConnected(grpc::Channel& channel, absl::Time deadline) {
  if (channel.GetState(/*try_to_connect=*/true) == GRPC_CHANNEL_READY) return;
  channel.WaitForConnected(absl::ToChronoTime(std::min(deadline, absl::Now() + kConnectTimeMax)));
}

const google::protobuf::MethodDescriptor* MethodOf(const google::protobuf::Descriptor* request) {
  const auto* file = request->file();
  for (int i = 0; i < file->service_count(); ++i) {
    for (int k = 0; k < file->service(i)->method_count(); ++k) {
      const auto* method = file->service(i)->method(k);
      if (method->input_type() == request) return method;
    }
  }
  return nullptr;
}

}  // namespace liandong::rpc
