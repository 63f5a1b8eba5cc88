// The services to the right, as business code and the command relay call them.
#ifndef SHARED_RPC_PEERS_H_
#define SHARED_RPC_PEERS_H_

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/context/request_context.h"
#include "shared/status/reason.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace liandong::rpc {

struct TlsFiles;

inline constexpr Reason kServiceUnavailable{
    "SERVICE_UNAVAILABLE", absl::StatusCode::kUnavailable,
    "the service {service} did not answer; nothing was changed here",
    "{service}服务未响应；本服务未作任何更改"};
inline constexpr Reason kServiceNotConfigured{
    "SERVICE_NOT_CONFIGURED", absl::StatusCode::kUnavailable,
    "no address is configured for the service {service}", "未配置{service}服务的地址"};

// For whom a call is made.
struct OnBehalf {
  std::string agency;  // "" or "service/…": in the calling service's own name
  std::string officer;
  std::string trace_id;
  absl::Time deadline;  // machine time
};

// Thread-safe.
class Peers {
 public:
  // How a call travels; tests of business code give one that answers by itself.
  using Transport = std::function<absl::Status(common::v1::Service, const OnBehalf&,
                                               const google::protobuf::Message& request,
                                               google::protobuf::Message& response)>;
  explicit Peers(Transport transport) : transport_(std::move(transport)) {}

  // `targets`: service name to address.
  Peers(const std::map<std::string, std::string>& targets, const TlsFiles& files);
  ~Peers();

  // Calls the one method that takes this request. A refusal comes back as the peer made it;
  // SERVICE_UNAVAILABLE when there was no answer.
  absl::Status Call(common::v1::Service target, const OnBehalf& caller,
                    const google::protobuf::Message& request, google::protobuf::Message& response) {
    return transport_(target, caller, request, response);
  }

  // The same in the name of the service itself, within the time of the call being served.
  template <class Response>
  absl::StatusOr<Response> Read(common::v1::Service target, const RequestContext& context,
                                const google::protobuf::Message& request) {
    Response response;
    absl::Status status = Call(
        target,
        {.agency = "", .officer = "", .trace_id = context.trace_id, .deadline = context.deadline},
        request, response);
    if (!status.ok()) return status;
    return response;
  }

  // Null when no address is configured.
  std::shared_ptr<grpc::Channel> ChannelTo(common::v1::Service target) const;

 private:
  absl::Status CallChannel(common::v1::Service target, const OnBehalf& caller,
                           const google::protobuf::Message& request,
                           google::protobuf::Message& response);

  Transport transport_;
  std::map<common::v1::Service, std::shared_ptr<grpc::Channel>> channels_;
};

// Waits until the channel is connected, shortly. A synchronous call moves a handshake on only while
// it waits: calls that fail at once, one after the other, would never see a peer come back.
void AwaitConnected(grpc::Channel& channel, absl::Time deadline);
inline constexpr absl::Duration kConnectTimeMax = absl::Milliseconds(500);

// The method whose request type this is; null when none is.
const google::protobuf::MethodDescriptor* MethodOf(const google::protobuf::Descriptor* request);

}  // namespace liandong::rpc

#endif  // SHARED_RPC_PEERS_H_
