// Mutual TLS from files that may be replaced at any time: a new certificate is served within
// their refresh interval, without a restart and without dropping connections.
#ifndef SHARED_RPC_TLS_H_
#define SHARED_RPC_TLS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "grpcpp/security/server_credentials.h"

namespace liandong::rpc {

inline constexpr int kTlsRefreshSeconds = 10;

struct TlsFiles {
  std::string ca;
  std::string certificate;
  std::string key;
  // How often the files are looked at.
  int refresh_seconds = kTlsRefreshSeconds;
};

// FAILED_PRECONDITION naming the file that can not be read.
absl::Status CheckTlsFiles(const TlsFiles& files);

std::shared_ptr<grpc::ServerCredentials> ServerTls(const TlsFiles& files);

// A channel to `target` ("127.0.0.1:50051", "dns:///funds:50051"), balanced round robin over its
// addresses. The server's certificate must name `service` as a DNS name.
std::shared_ptr<grpc::Channel> OpenChannel(const std::string& target, const std::string& service,
                                           const TlsFiles& files);

}  // namespace liandong::rpc

#endif  // SHARED_RPC_TLS_H_
