#include "shared/runtime/service_main.h"

#include <pthread.h>

#include <csignal>
#include <cstdio>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "grpcpp/grpcpp.h"
#include "shared/auth/spiffe.h"
#include "shared/log/log.h"
#include "shared/rpc/health_probe.h"
#include "shared/runtime/side_tables.h"
#include "shared/status/macros.h"
#include "shared/storage/migrations.h"
#include "shared/storage/stream_epoch.h"

namespace liandong {
namespace {

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  return 1;
}

int CheckConfig(const Config& config) {
  const auto problems = config.Validate();
  for (const std::string& problem : problems) std::fprintf(stderr, "%s\n", problem.c_str());
  return problems.empty() ? 0 : 1;
}

int Serve(const Config& config, const ServiceSpec& spec, const sigset_t& signals) {
  auto runtime = StartService(config, spec);
  if (!runtime.ok()) return Fail(runtime.status());
  int signal = 0;
  sigwait(&signals, &signal);
  LOG_INFO("stopping", {"signal", signal});
  (*runtime)->Stop();
  return 0;
}

}  // namespace

absl::Status RenewStreams(const Config& config) {
  db::Pool pool(config.migrator, 1);
  return db::Transact(pool, absl::Now() + absl::Seconds(30), &RenewStreamEpoch);
}

std::vector<db::MigrationSet> MigrationsOf(const Config& config, const ServiceSpec& spec) {
  std::vector<std::pair<std::string, std::string>> substitutions = {
      {"prefix", ""},
      {"database", config.database.database},
      {"runtime",
       absl::StrCat("'", config.database.user, "'@'",
                    absl::StartsWith(config.database.url, "unix:") ? "localhost" : "%", "'")}};
  std::vector<db::MigrationSet> sets = {
      {.component = "shared", .files = shared_migrations(), .substitutions = substitutions}};
  if (spec.sealed_tables) {
    auto sealed = substitutions;
    sealed[0].second = kSealedPrefix;
    sets.push_back(
        {.component = "sealed", .files = TableSetMigrations(), .substitutions = std::move(sealed)});
  }
  sets.push_back({.component = auth::ServiceName(spec.service),
                  .files = *spec.migrations,
                  .substitutions = std::move(substitutions)});
  return sets;
}

absl::StatusOr<std::unique_ptr<Runtime>> StartService(const Config& config,
                                                      const ServiceSpec& spec) {
  ASSIGN_OR_RETURN(std::unique_ptr<Runtime> runtime, Runtime::Make(config, spec));
  RETURN_IF_ERROR(runtime->Start());
  return runtime;
}

int ServiceMain(int argc, char** argv, const ServiceSpec& spec) {
  // Before any thread exists: they inherit the mask, so that sigwait alone sees these.
  sigset_t signals;
  sigemptyset(&signals);
  for (int signal : {SIGTERM, SIGINT}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  // Lock-order recording costs every call; tests run with it on.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  db::InitialiseDriver();

  auto read = ReadConfig(argc, argv);
  if (!read.ok()) return Fail(read.status());
  const auto& [command, config] = *read;
  log::Start(auth::ServiceName(spec.service), config.log_level);
  switch (command) {
    case Command::kVersion:
      std::printf("%s\n", LIANDONG_VERSION);
      return 0;
    case Command::kPrintConfig:
      std::printf("%s", config.Print().c_str());
      return 0;
    case Command::kCheckConfig:
      return CheckConfig(config);
    case Command::kProbe: {
      const absl::Status health = rpc::ProbeHealth(
          config.server.listen, auth::ServiceName(spec.service), config.server.tls);
      return health.ok() ? 0 : Fail(health);
    }
    case Command::kMigrate: {
      const absl::Status migrated = db::Migrate(config.migrator, MigrationsOf(config, spec));
      return migrated.ok() ? 0 : Fail(migrated);
    }
    case Command::kRenewStreams: {
      const absl::Status renewed = RenewStreams(config);
      return renewed.ok() ? 0 : Fail(renewed);
    }
    case Command::kServe:
      break;
  }
  if (int problems = CheckConfig(config); problems != 0) return problems;
  return Serve(config, spec, signals);
}

}  // namespace liandong
