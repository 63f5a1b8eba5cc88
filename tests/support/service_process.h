// One of our services as a real process.
#ifndef TESTS_SUPPORT_SERVICE_PROCESS_H_
#define TESTS_SUPPORT_SERVICE_PROCESS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/config/config.h"
#include "shared/db/connection.h"
#include "shared/testing/test_pki.h"
#include "tests/support/child_process.h"

namespace liandong::testing {

struct ServiceProcessOptions {
  common::v1::Service service;
  db::ConnectOptions database;
  int workers = 16;
  // 0: a free one.
  int port = 0;
  // Further flags, e.g. --peers=….
  std::vector<std::string> flags;
};

// A port that nobody listens on, and that no outgoing connection takes while its server is down.
int FreePort();

class ServiceProcess {
 public:
  // Migrates the database and starts the service; serving when it returns.
  static absl::StatusOr<std::unique_ptr<ServiceProcess>> Start(
      TestPki& pki, const ServiceProcessOptions& options);
  // The same with the trust domain and the files that `config` names.
  static absl::StatusOr<std::unique_ptr<ServiceProcess>> Start(
      const Config& config, const ServiceProcessOptions& options);

  int port() const { return port_; }
  std::string address() const;
  void Kill() { process_->Kill(); }
  // Starts it again on the same port and waits until it serves; UNAVAILABLE with the end of its
  // log as soon as it ends instead.
  absl::Status Restart();
  const std::string& log() const { return log_; }

 private:
  ServiceProcess() = default;
  absl::Status AwaitHealth();

  TestFolder folder_;
  std::string name_;
  std::string log_;
  int port_ = 0;
  rpc::TlsFiles tls_;
  std::unique_ptr<ChildProcess> process_;
};

}  // namespace liandong::testing

#endif  // TESTS_SUPPORT_SERVICE_PROCESS_H_
