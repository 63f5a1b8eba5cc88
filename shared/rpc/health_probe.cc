#include "shared/rpc/health_probe.h"

#include "absl/strings/str_cat.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"

namespace liandong::rpc {

absl::Status ProbeHealth(const std::string& address, const std::string& service,
                         const TlsFiles& files) {
  auto channel = OpenChannel(address, service, files);
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(2)));
  context.set_wait_for_ready(true);
  grpc::CompletionQueue queue;
  const grpc::Slice nothing;  // HealthCheckRequest{}: the server as a whole
  const grpc::ByteBuffer request(&nothing, 1);
  auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check", request, &queue);
  grpc::ByteBuffer response;
  grpc::Status status;
  call->StartCall();
  call->Finish(&response, &status, nullptr);
  void* tag;
  bool ok;
  queue.Next(&tag, &ok);
  if (!status.ok()) {
    return absl::UnavailableError(
        absl::StrCat(service, " at ", address, " does not answer: ", status.error_message()));
  }
  // HealthCheckResponse{status: SERVING} is the two bytes 08 01.
  grpc::Slice slice;
  response.DumpToSingleSlice(&slice);
  const std::string bytes(reinterpret_cast<const char*>(slice.begin()), slice.size());
  if (bytes == "\x08\x01") return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(service, " at ", address, " is not ready"));
}

}  // namespace liandong::rpc
