// ECHO: the smallest call through the whole pipeline (no database) against a bare gRPC callback
// echo with the same credentials and channel arguments: what the pipeline itself costs.
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/support/client_callback.h"
#include "liandong/common/v1/operations.pb.h"
#include "shared/rpc/tls.h"
#include "shared/rpc/to_grpc.h"
#include "shared/status/macros.h"
#include "tests/bench/bench.h"
#include "tests/bench/funds_world.h"

namespace liandong::bench {
namespace {

using common::v1::GetClockRequest;
using common::v1::GetClockResponse;

constexpr int kCallers = 16;
constexpr char kEchoPath[] = "/bench.Echo/GetClock";

class EchoService : public grpc::Service {
 public:
  EchoService() {
    AddMethod(new grpc::internal::RpcServiceMethod(kEchoPath, grpc::internal::RpcMethod::NORMAL_RPC,
                                                   nullptr));
    MarkMethodCallback(0,
                       new grpc::internal::CallbackUnaryHandler<GetClockRequest, GetClockResponse>(
                           [](grpc::CallbackServerContext* context, const GetClockRequest*,
                              GetClockResponse* response) {
                             response->set_directory_version(1);
                             auto* reactor = context->DefaultReactor();
                             reactor->Finish(grpc::Status::OK);
                             return reactor;
                           }));
  }
};

}  // namespace

absl::StatusOr<bool> Echo() {
  ASSIGN_OR_RETURN(auto world, FundsWorld::Start(kCallers));
  // The same files as the service's own: two servers of one kind, one with our pipeline in it.
  const Config config =
      testing::TestConfig(world->pki(), world->database(), common::v1::SERVICE_FUNDS);
  EchoService service;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", rpc::ServerTls(config.server.tls), &port);
  builder.RegisterService(&service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < kConnections; ++i) {
    channels.push_back(
        rpc::OpenChannel(absl::StrCat("127.0.0.1:", port), "funds", config.server.tls));
  }
  const GetClockRequest request;
  auto met = Compare(
      {.id = "ECHO",
       .name = "smallest call through the pipeline",
       .figure_is = absl::StrCat("GetClock calls a second, ", kCallers, " callers"),
       .baseline_is = absl::StrCat("bare callback echo a second, ", kCallers, " callers"),
       .goal = 0.4},
      [&] {
        return LoopRate(kCallers, [&](int caller, Done done) {
          const auto response = std::make_shared<GetClockResponse>();
          world->CallAsync(
              caller, request, *response,
              [response, done = std::move(done)](absl::Status status) { done(std::move(status)); });
        });
      },
      [&] {
        return LoopRate(kCallers, [&](int caller, Done done) {
          struct Call {
            grpc::ClientContext context;
            GetClockResponse response;
          };
          const auto call = std::make_shared<Call>();
          grpc::internal::CallbackUnaryCall<GetClockRequest, GetClockResponse, GetClockRequest,
                                            GetClockResponse>(
              channels[caller % kConnections].get(),
              grpc::internal::RpcMethod(kEchoPath, grpc::internal::RpcMethod::NORMAL_RPC),
              &call->context, &request, &call->response,
              [call, done = std::move(done)](grpc::Status status) { done(rpc::FromGrpc(status)); });
        });
      });
  server->Shutdown();
  return met;
}

}  // namespace liandong::bench
