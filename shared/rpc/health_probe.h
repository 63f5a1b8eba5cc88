// Asks a server over mutual TLS whether it serves: what container health checks run.
#ifndef SHARED_RPC_HEALTH_PROBE_H_
#define SHARED_RPC_HEALTH_PROBE_H_

#include <string>

#include "absl/status/status.h"
#include "shared/rpc/tls.h"

namespace liandong::rpc {

// OK when grpc.health.v1.Health answers SERVING within two seconds; UNAVAILABLE otherwise.
absl::Status ProbeHealth(const std::string& address, const std::string& service,
                         const TlsFiles& files);

}  // namespace liandong::rpc

#endif  // SHARED_RPC_HEALTH_PROBE_H_
