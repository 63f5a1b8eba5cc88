#include "shared/rpc/binder.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "shared/log/log.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/rpc/to_grpc.h"
#include "shared/status/refusal.h"

namespace liandong::rpc {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

const ServiceDescriptor* FindService(const std::string& name) {
  const auto* service = DescriptorPool::generated_pool()->FindServiceByName(name);
  if (service == nullptr) {
    LOG_ERROR("no such service in the contracts", {"service", name});
    std::abort();
  }
  return service;
}

// One unary call: waits in the queue, runs on a worker, is finished exactly once.
class UnaryCall : public grpc::ServerUnaryReactor {
 public:
  void OnDone() override { delete this; }
};

}  // namespace

class Binder::BoundService : public grpc::Service {
 public:
  void Add(const std::string& path, grpc::internal::RpcMethod::RpcType type,
           grpc::internal::MethodHandler* handler) {
    paths_.push_back(path);
    AddMethod(new grpc::internal::RpcServiceMethod(paths_.back().c_str(), type, nullptr));
    MarkMethodCallback(static_cast<int>(paths_.size()) - 1, handler);
  }

 private:
  std::deque<std::string> paths_;  // gRPC keeps pointers into these
};

Binder::Binder(Dispatcher& dispatcher, StreamHub& streams, std::vector<std::string> services)
    : dispatcher_(dispatcher), streams_(streams), services_(std::move(services)) {}

Binder::~Binder() = default;

const Method& Binder::Claim(const google::protobuf::Descriptor* request,
                            const google::protobuf::Descriptor* response, bool streams) {
  for (const std::string& name : services_) {
    const ServiceDescriptor* service = FindService(name);
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* descriptor = service->method(i);
      if (descriptor->input_type() != request) continue;
      if (descriptor->output_type() != response || descriptor->server_streaming() != streams) break;
      Method& method = methods_.emplace_back();
      method.descriptor = descriptor;
      method.full_name = descriptor->full_name();
      method.path = absl::StrCat("/", service->full_name(), "/", descriptor->name());
      method.access = descriptor->options().GetExtension(common::v1::access);
      method.write = request->FindFieldByName("request_id") != nullptr;
      dispatcher_.Register(method);
      return method;
    }
  }
  LOG_ERROR("no method takes this request and gives this answer", {"request", request->full_name()},
            {"response", response->full_name()});
  std::abort();
}

void Binder::Add(const Method& method, grpc::internal::MethodHandler* handler) {
  auto& service = bound_[method.descriptor->service()->full_name()];
  if (service == nullptr) service = std::make_unique<BoundService>();
  service->Add(method.path,
               method.descriptor->server_streaming() ? grpc::internal::RpcMethod::SERVER_STREAMING
                                                     : grpc::internal::RpcMethod::NORMAL_RPC,
               handler);
}

grpc::ServerUnaryReactor* Binder::StartUnary(const Method& method, const UnaryHandler& handler,
                                             grpc::CallbackServerContext& call,
                                             google::protobuf::Message& request,
                                             google::protobuf::Message& response) {
  auto* reactor = new UnaryCall();
  const bool taken =
      dispatcher_.TrySubmit([this, reactor, &method, &handler, &call, &request, &response] {
        const absl::Status status = dispatcher_.RunUnary(method, call, handler, request, response);
        reactor->Finish(ToGrpc(status));
      });
  if (!taken) {
    reactor->Finish(ToGrpc(dispatcher_.Conclude(method, {}, /*admitted=*/false,
                                                RefuseRetryable(kOverloaded, absl::Seconds(1)),
                                                absl::ZeroDuration())));
  }
  return reactor;
}

absl::Status Binder::CheckComplete() const {
  std::vector<std::string> problems;
  for (const std::string& name : services_) {
    const ServiceDescriptor* service = FindService(name);
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* descriptor = service->method(i);
      bool bound = false;
      for (const Method& method : methods_) bound |= method.descriptor == descriptor;
      if (!bound) problems.push_back(absl::StrCat(descriptor->full_name(), " is not bound"));
      if (!descriptor->options().HasExtension(common::v1::access)) {
        problems.push_back(absl::StrCat(descriptor->full_name(), " declares no access"));
      }
    }
  }
  for (const Method& method : methods_) {
    for (const auto& bar : method.access.bars()) {
      if (dispatcher_.reasons()(bar.reason()) == nullptr) {
        problems.push_back(
            absl::StrCat(method.full_name, " bars with the unknown reason ", bar.reason()));
      }
    }
    for (const std::string& duty : method.access.separate_from()) {
      const auto* field = method.descriptor->output_type()->FindFieldByName(duty);
      if (field == nullptr || field->type() != google::protobuf::FieldDescriptor::TYPE_STRING) {
        problems.push_back(
            absl::StrCat(method.full_name, " separates from ", duty, ", which nothing records"));
      }
    }
  }
  if (problems.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(kMethodsIncomplete, ": ", absl::StrJoin(problems, "; ")));
}

void Binder::RegisterAll(grpc::ServerBuilder& builder) {
  for (auto& [name, service] : bound_) builder.RegisterService(service.get());
}

}  // namespace liandong::rpc
