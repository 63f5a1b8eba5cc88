// The listening server: limits, health, reflection, and an orderly end.
#ifndef SHARED_RPC_SERVER_H_
#define SHARED_RPC_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "shared/rpc/binder.h"
#include "shared/rpc/tls.h"

namespace liandong::rpc {

struct ServerOptions {
  std::string listen = "127.0.0.1:0";
  TlsFiles tls;
  int message_bytes_max = 4 * 1024 * 1024;
  int metadata_bytes_max = 16 * 1024;
  int streams_per_connection_max = 256;
  absl::Duration handshake_time_max = absl::Seconds(10);
  // Connections end at this age, jittered by gRPC, so that new replicas get traffic.
  absl::Duration connection_age_max = absl::Minutes(30);
  absl::Duration connection_age_grace = absl::Seconds(30);
  absl::Duration ping_interval_min = absl::Seconds(10);
  int64_t memory_bytes_max = int64_t{256} * 1024 * 1024;
  bool reflection = false;
  // Readiness is off this long before the server stops taking calls.
  absl::Duration drain_delay = absl::Milliseconds(200);
  absl::Duration drain_time_max = absl::Seconds(10);
};

class Server {
 public:
  // FAILED_PRECONDITION when the binder is incomplete, a TLS file is missing or the port is taken.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options, Binder& binder,
                                                       StreamHub& streams);
  ~Server();

  int port() const { return port_; }
  // Health of a named part, e.g. "database"; "" is the server itself.
  void SetServing(const std::string& part, bool serving);
  // Readiness off, streams ended with their tokens, calls in flight completed. Once.
  void Drain();

 private:
  Server(const ServerOptions& options, StreamHub& streams) : options_(options), streams_(streams) {}

  const ServerOptions options_;
  StreamHub& streams_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
  bool drained_ = false;
};

}  // namespace liandong::rpc

#endif  // SHARED_RPC_SERVER_H_
