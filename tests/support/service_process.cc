#include "tests/support/service_process.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "shared/auth/spiffe.h"
#include "shared/rpc/health_probe.h"
#include "shared/status/macros.h"

namespace liandong::testing {
namespace {

constexpr absl::Duration kStartTimeMax = absl::Seconds(30);

constexpr size_t kLogLinesTold = 10;

// Outgoing connections take their ports from where this range ends.
constexpr int kPortMin = 20'000;
constexpr int kPortMax = 32'767;

bool CanBind(int port) {
  const int handle = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  const bool bound = bind(handle, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  close(handle);
  return bound;
}

std::string LastLines(const std::string& text) {
  std::vector<std::string> lines = absl::StrSplit(text, '\n', absl::SkipEmpty());
  if (lines.size() > kLogLinesTold) lines.erase(lines.begin(), lines.end() - kLogLinesTold);
  return absl::StrJoin(lines, "\n");
}

}  // namespace

int FreePort() {
  std::random_device random;
  while (true) {
    const int port = std::uniform_int_distribution(kPortMin, kPortMax)(random);
    if (CanBind(port)) return port;
  }
}

absl::StatusOr<std::unique_ptr<ServiceProcess>> ServiceProcess::Start(
    TestPki& pki, const ServiceProcessOptions& options) {
  return Start(TestConfig(pki, options.database, options.service), options);
}

absl::StatusOr<std::unique_ptr<ServiceProcess>> ServiceProcess::Start(
    const Config& config, const ServiceProcessOptions& options) {
  auto service = std::unique_ptr<ServiceProcess>(new ServiceProcess());
  service->name_ = auth::ServiceName(options.service);
  service->log_ = service->folder_.path() + "/log";
  service->port_ = options.port != 0 ? options.port : FreePort();
  service->tls_ = config.server.tls;
  std::vector<std::string> arguments = {
      absl::StrCat(LIANDONG_BIN_DIR, "/liandong-", service->name_),
      "--profile=development",
      "--log_level=warn",
      absl::StrCat("--trust_domain=", config.trust_domain),
      absl::StrCat("--listen=", service->address()),
      absl::StrCat("--workers=", options.workers),
      absl::StrCat("--db_connections_max=", options.workers + 8),
      absl::StrCat("--db_url=", options.database.url),
      absl::StrCat("--db_name=", options.database.database),
      absl::StrCat("--db_user=", options.database.user),
      absl::StrCat("--migrate_user=", options.database.user),
      absl::StrCat("--tls_ca=", config.server.tls.ca),
      absl::StrCat("--tls_cert=", config.server.tls.certificate),
      absl::StrCat("--tls_key=", config.server.tls.key),
      absl::StrCat("--directory=", config.directory),
      absl::StrCat("--directory_root_key=", config.directory_root_key),
      absl::StrCat("--directory_root_key_id=", config.directory_root_key_id),
      absl::StrCat("--kek_file=", config.kek_file),
      absl::StrCat("--signing_key=", config.signing_key),
      absl::StrCat("--signing_key_id=", config.signing_key_id),
      absl::StrCat("--rules=", config.rules),
      absl::StrCat("--holidays=", config.holidays)};
  arguments.insert(arguments.end(), options.flags.begin(), options.flags.end());
  std::vector<std::string> migrate = arguments;
  migrate.push_back("--migrate");
  ChildProcess migration(migrate, service->log_);
  RETURN_IF_ERROR(migration.Run());
  service->process_ = std::make_unique<ChildProcess>(arguments, service->log_);
  RETURN_IF_ERROR(service->Restart());
  return service;
}

std::string ServiceProcess::address() const { return absl::StrCat("127.0.0.1:", port_); }

absl::Status ServiceProcess::Restart() {
  RETURN_IF_ERROR(process_->Start());
  return AwaitHealth();
}

absl::Status ServiceProcess::AwaitHealth() {
  const absl::Time until = absl::Now() + kStartTimeMax;
  absl::Status health;
  do {
    health = rpc::ProbeHealth(address(), name_, tls_);
    if (health.ok()) return health;
  } while (process_->running() && absl::Now() < until);
  return absl::UnavailableError(absl::StrCat(
      process_->running() ? health.message()
                          : absl::StrCat(name_, " ended, exit code ", process_->exit_code()),
      "; its log ends:\n", LastLines(process_->output())));
}

}  // namespace liandong::testing
