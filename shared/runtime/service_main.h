// main() of every service: what is the same for all six.
#ifndef SHARED_RUNTIME_SERVICE_MAIN_H_
#define SHARED_RUNTIME_SERVICE_MAIN_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "liandong/common/v1/options.pb.h"
#include "shared/db/migrator.h"
#include "shared/runtime/runtime.h"
#include "shared/status/reason.h"

namespace liandong {

// What makes a service this one.
struct ServiceSpec {
  common::v1::Service service;
  // Its own migrations; the shared ones come first by themselves.
  const std::vector<db::MigrationFile>* migrations;
  // Whether it keeps a second, sealed table set (Runtime::sealed_storage).
  bool sealed_tables = false;
  // Full names of the proto services it serves, beside OperationsService.
  std::vector<std::string> proto_services;
  // The reasons its contracts may name.
  std::vector<const Reason*> reasons;
  // Constructs the business objects and binds their methods. What it returns lives until the
  // server has drained.
  std::function<std::shared_ptr<void>(Runtime&)> build;
};

// Serves until SIGTERM or SIGINT; or migrates, probes, checks or prints the configuration as the
// flags ask. The process's exit code.
int ServiceMain(int argc, char** argv, const ServiceSpec& spec);

// The same without signals and process exit, for tests that run servers in process: serving when
// it returns.
absl::StatusOr<std::unique_ptr<Runtime>> StartService(const Config& config,
                                                      const ServiceSpec& spec);

// After the database was restored: every position in this service's streams ends with STREAM_RESET.
// As the migrator: the service's own account may not rewrite what its readers rely on.
absl::Status RenewStreams(const Config& config);

}  // namespace liandong

#endif  // SHARED_RUNTIME_SERVICE_MAIN_H_
