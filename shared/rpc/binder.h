// Methods bound by their contract: the business function's request type names its method, whose
// options say who may call it. The only file that uses grpc::internal (docs/adr/0002).
#ifndef SHARED_RPC_BINDER_H_
#define SHARED_RPC_BINDER_H_

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/impl/service_type.h"
#include "shared/rpc/dispatcher.h"
#include "shared/rpc/method.h"
#include "shared/rpc/stream.h"

namespace liandong::rpc {

// Collects the methods of a server before it starts. Not thread-safe.
class Binder {
 public:
  // `services`: full names of the proto services to serve, each of whose methods must be bound.
  Binder(Dispatcher& dispatcher, StreamHub& streams, std::vector<std::string> services);
  ~Binder();

  // binder.Unary(&budgets, &Budgets::ApproveBudget)
  template <class Object, class Request, class Response>
  void Unary(Object* object,
             absl::StatusOr<Response> (Object::*function)(const RequestContext&, const Request&)) {
    const Method& method = Claim(Request::descriptor(), Response::descriptor(), /*streams=*/false);
    UnaryHandler handler = [object, function](const RequestContext& context,
                                              google::protobuf::Message& request,
                                              google::protobuf::Message& response) {
      absl::StatusOr<Response> result =
          (object->*function)(context, static_cast<const Request&>(request));
      if (!result.ok()) return result.status();
      static_cast<Response&>(response) = *std::move(result);
      return absl::OkStatus();
    };
    Add(method, new grpc::internal::CallbackUnaryHandler<Request, Response>(
                    [this, &method, handler = std::move(handler)](
                        grpc::CallbackServerContext* call, const Request* request,
                        Response* response) -> grpc::ServerUnaryReactor* {
                      // The request belongs to this call alone; output-only fields are cleared.
                      return StartUnary(method, handler, *call, *const_cast<Request*>(request),
                                        *response);
                    }));
  }

  // binder.Stream<WatchFundsRequest, Change>(open): `open` is called once the caller is admitted.
  template <class Request, class Item>
  void Stream(typename StreamCall<Item>::Open open) {
    const Method& method = Claim(Request::descriptor(), Item::descriptor(), /*streams=*/true);
    Add(method, new grpc::internal::CallbackServerStreamingHandler<Request, Item>(
                    [this, &method, open = std::move(open)](
                        grpc::CallbackServerContext* call,
                        const Request* request) -> grpc::ServerWriteReactor<Item>* {
                      auto* stream = new StreamCall<Item>(dispatcher_, streams_, method, *call,
                                                          *const_cast<Request*>(request), open);
                      stream->Start();
                      return stream;
                    }));
  }

  // FAILED_PRECONDITION naming every method that is unbound or declares no access, and every
  // reason that an access option names without the catalogue knowing it, and every duty it separates
  // from that the resource does not record.
  absl::Status CheckComplete() const;

  void RegisterAll(grpc::ServerBuilder& builder);

  // Every bound method; the pointers live as long as the binder.
  std::vector<const Method*> methods() const {
    std::vector<const Method*> all;
    for (const Method& method : methods_) all.push_back(&method);
    return all;
  }

  static constexpr char kMethodsIncomplete[] = "METHODS_INCOMPLETE";

 private:
  class BoundService;
  // The method of this request type; aborts when the contract has none or another answer type.
  const Method& Claim(const google::protobuf::Descriptor* request,
                      const google::protobuf::Descriptor* response, bool streams);
  void Add(const Method& method, grpc::internal::MethodHandler* handler);
  grpc::ServerUnaryReactor* StartUnary(const Method& method, const UnaryHandler& handler,
                                       grpc::CallbackServerContext& call,
                                       google::protobuf::Message& request,
                                       google::protobuf::Message& response);

  Dispatcher& dispatcher_;
  StreamHub& streams_;
  const std::vector<std::string> services_;
  std::deque<Method> methods_;  // addresses stay
  std::map<std::string, std::unique_ptr<BoundService>> bound_;
};

}  // namespace liandong::rpc

#endif  // SHARED_RPC_BINDER_H_
