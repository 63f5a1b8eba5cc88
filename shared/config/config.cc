#include "shared/config/config.h"

#include <cstdlib>
#include <fstream>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/reflection.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "shared/crypto/key.h"
#include "shared/crypto/secret.h"
#include "shared/status/macros.h"

ABSL_FLAG(std::string, profile, "", "development or production; must be given");
ABSL_FLAG(std::string, listen, "127.0.0.1:0", "address and port of the gRPC server");
ABSL_FLAG(std::string, metrics_listen, "", "address and port of /metrics; empty: none");
ABSL_FLAG(std::string, log_level, "info", "debug, info, warn or error");
ABSL_FLAG(std::string, trust_domain, "", "SPIFFE trust domain of every certificate");
ABSL_FLAG(std::string, tls_ca, "", "PEM file of the certificate authority");
ABSL_FLAG(std::string, tls_cert, "", "PEM file of this service's certificate");
ABSL_FLAG(std::string, tls_key, "", "PEM file of its key");
ABSL_FLAG(std::string, directory, "", "file of the signed directory to start with");
ABSL_FLAG(std::string, directory_root_key, "", "PEM file of the key that signs directories");
ABSL_FLAG(std::string, directory_root_key_id, "dev-root-1", "id of that key");
ABSL_FLAG(int64_t, directory_age_hours_max, 24 * 90, "older directories serve reads only");
ABSL_FLAG(std::string, kek_file, "", "file of key-encryption keys, apart from the database");
ABSL_FLAG(std::string, signing_key, "", "PEM file of the Ed25519 key for proofs and checkpoints");
ABSL_FLAG(std::string, signing_key_id, "", "id under which the directory publishes that key");
ABSL_FLAG(std::string, rules, "", "file of the rule set");
ABSL_FLAG(std::string, holidays, "", "file of holidays and make-up workdays");
ABSL_FLAG(std::string, peers, "", "name=address of the services to the right, comma-separated");
ABSL_FLAG(std::string, dev_clock_start, "",
          "development: RFC 3339 business time to start an empty database at");
ABSL_FLAG(std::string, db_url, "", "unix:///path/mysqld.sock or tcp://host:port");
ABSL_FLAG(std::string, db_name, "", "database of this service");
ABSL_FLAG(std::string, db_user, "", "account without DDL rights");
ABSL_FLAG(std::string, db_password_file, "", "file of its password");
ABSL_FLAG(std::string, db_tls_ca, "", "TLS to the database: authority");
ABSL_FLAG(std::string, db_tls_cert, "", "TLS to the database: certificate");
ABSL_FLAG(std::string, db_tls_key, "", "TLS to the database: key");
ABSL_FLAG(int, db_connections_max, 20, "connections; about the workers plus the loops");
ABSL_FLAG(int, lease_ms, 10'000, "until the background work of a replica that died is taken over");
ABSL_FLAG(std::string, migrate_user, "", "account with DDL rights, for --migrate");
ABSL_FLAG(std::string, migrate_password_file, "", "file of its password");
ABSL_FLAG(int, workers, 16, "threads that run calls");
ABSL_FLAG(int, queue_max, 1024, "calls that may wait for a worker");
ABSL_FLAG(int, in_flight_per_caller_max, 0, "calls of one agency at once; 0: half the workers");
ABSL_FLAG(int, outcome_wait_ms_max, 2'000,
          "longest a call waits for other services to carry out what it asked for");
ABSL_FLAG(int, call_time_ms_max, 30'000, "longest a call may take");
ABSL_FLAG(int, message_bytes_max, 4 * 1024 * 1024, "largest message");
ABSL_FLAG(int, metadata_bytes_max, 16 * 1024, "largest metadata of a call");
ABSL_FLAG(int, streams_per_connection_max, 256, "concurrent calls on one connection");
ABSL_FLAG(int, handshake_ms_max, 10'000, "longest a TLS handshake may take");
ABSL_FLAG(int, connection_age_seconds_max, 1800, "connections are ended gracefully at this age");
ABSL_FLAG(int, memory_mb_max, 256, "memory gRPC may use for connections");
ABSL_FLAG(int64_t, streams_max, 512, "Watch streams at once");
ABSL_FLAG(int64_t, streams_per_caller_max, 64, "Watch streams of one caller at once");
ABSL_FLAG(int, drain_delay_ms, 200, "between readiness off and the end of service");
ABSL_FLAG(int, drain_ms_max, 10'000, "longest a drain may take");
ABSL_FLAG(bool, migrate, false, "bring the database to this release's schema and exit");
ABSL_FLAG(bool, renew_streams, false,
          "after a restore: have every reader of this service's changes start anew, and exit");
ABSL_FLAG(bool, probe, false, "ask the running server for its health and exit with it");
ABSL_FLAG(bool, check_config, false, "print every problem of the configuration and exit");
ABSL_FLAG(bool, print_config, false, "print the configuration and exit");
ABSL_FLAG(bool, show_version, false, "print the release and exit");

namespace liandong {
namespace {

std::vector<std::string>& FlagNames() {
  static auto* names = new std::vector<std::string>();
  return *names;
}

// Flags that the command line left alone may come from the environment.
absl::Status ReadEnvironment() {
  std::vector<std::string> problems;
  for (const auto& [name, flag] : absl::GetAllFlags()) {
    if (!absl::StrContains(flag->Filename(), "config.cc")) continue;
    FlagNames().emplace_back(name);
    const std::string key = absl::StrCat("LIANDONG_", absl::AsciiStrToUpper(name));
    const char* value = std::getenv(key.c_str());
    if (value == nullptr || flag->CurrentValue() != flag->DefaultValue()) continue;
    std::string error;
    if (!flag->ParseFrom(value, &error)) problems.push_back(absl::StrCat(key, ": ", error));
  }
  if (problems.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(problems, "; "));
}

absl::StatusOr<std::string> ReadPassword(const std::string& path) {
  if (path.empty()) return std::string();
  ASSIGN_OR_RETURN(crypto::Secret secret, crypto::ReadSecretFile(path));
  return std::string(
      absl::StripAsciiWhitespace(absl::string_view(secret.view().data(), secret.view().size())));
}

bool Readable(const std::string& path) { return std::ifstream(path).good(); }

}  // namespace

absl::StatusOr<std::pair<Command, Config>> ReadConfig(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  RETURN_IF_ERROR(ReadEnvironment());
  Config config;
  config.profile = absl::GetFlag(FLAGS_profile);
  config.metrics_listen = absl::GetFlag(FLAGS_metrics_listen);
  config.log_level = absl::GetFlag(FLAGS_log_level);
  config.trust_domain = absl::GetFlag(FLAGS_trust_domain);
  config.directory = absl::GetFlag(FLAGS_directory);
  config.directory_root_key = absl::GetFlag(FLAGS_directory_root_key);
  config.directory_root_key_id = absl::GetFlag(FLAGS_directory_root_key_id);
  config.directory_age_hours_max = absl::GetFlag(FLAGS_directory_age_hours_max);
  config.kek_file = absl::GetFlag(FLAGS_kek_file);
  config.signing_key = absl::GetFlag(FLAGS_signing_key);
  config.signing_key_id = absl::GetFlag(FLAGS_signing_key_id);
  config.rules = absl::GetFlag(FLAGS_rules);
  config.holidays = absl::GetFlag(FLAGS_holidays);
  config.dev_clock_start = absl::GetFlag(FLAGS_dev_clock_start);
  config.db_connections_max = absl::GetFlag(FLAGS_db_connections_max);
  config.lease_term = std::chrono::milliseconds(absl::GetFlag(FLAGS_lease_ms));
  config.streams.streams_max = absl::GetFlag(FLAGS_streams_max);
  config.streams.streams_per_caller_max = absl::GetFlag(FLAGS_streams_per_caller_max);
  for (absl::string_view peer :
       absl::StrSplit(absl::GetFlag(FLAGS_peers), ',', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(peer, absl::MaxSplits('=', 1));
    config.peers[parts.first] = parts.second;
  }
  config.database.url = absl::GetFlag(FLAGS_db_url);
  config.database.database = absl::GetFlag(FLAGS_db_name);
  config.database.user = absl::GetFlag(FLAGS_db_user);
  config.database.tls_ca = absl::GetFlag(FLAGS_db_tls_ca);
  config.database.tls_cert = absl::GetFlag(FLAGS_db_tls_cert);
  config.database.tls_key = absl::GetFlag(FLAGS_db_tls_key);
  config.migrator = config.database;
  config.migrator.user = absl::GetFlag(FLAGS_migrate_user);
  ASSIGN_OR_RETURN(config.database.password, ReadPassword(absl::GetFlag(FLAGS_db_password_file)));
  ASSIGN_OR_RETURN(config.migrator.password,
                   ReadPassword(absl::GetFlag(FLAGS_migrate_password_file)));
  config.server.listen = absl::GetFlag(FLAGS_listen);
  config.server.tls = {absl::GetFlag(FLAGS_tls_ca), absl::GetFlag(FLAGS_tls_cert),
                       absl::GetFlag(FLAGS_tls_key)};
  config.server.message_bytes_max = absl::GetFlag(FLAGS_message_bytes_max);
  config.server.metadata_bytes_max = absl::GetFlag(FLAGS_metadata_bytes_max);
  config.server.streams_per_connection_max = absl::GetFlag(FLAGS_streams_per_connection_max);
  config.server.handshake_time_max = absl::Milliseconds(absl::GetFlag(FLAGS_handshake_ms_max));
  config.server.connection_age_max = absl::Seconds(absl::GetFlag(FLAGS_connection_age_seconds_max));
  config.server.memory_bytes_max = int64_t{absl::GetFlag(FLAGS_memory_mb_max)} * 1024 * 1024;
  config.server.drain_delay = absl::Milliseconds(absl::GetFlag(FLAGS_drain_delay_ms));
  config.server.drain_time_max = absl::Milliseconds(absl::GetFlag(FLAGS_drain_ms_max));
  config.server.reflection = config.development();
  config.dispatch.workers = absl::GetFlag(FLAGS_workers);
  config.dispatch.queue_max = static_cast<size_t>(absl::GetFlag(FLAGS_queue_max));
  config.dispatch.in_flight_per_caller_max = absl::GetFlag(FLAGS_in_flight_per_caller_max);
  if (config.dispatch.in_flight_per_caller_max == 0) {
    config.dispatch.in_flight_per_caller_max = config.dispatch.workers / 2;
  }
  config.outcomes.wait_max = absl::Milliseconds(absl::GetFlag(FLAGS_outcome_wait_ms_max));
  config.outcomes.waiters_max = config.dispatch.workers / 4;
  config.dispatch.call_time_max = absl::Milliseconds(absl::GetFlag(FLAGS_call_time_ms_max));
  config.dispatch.development = config.development();
  Command command = Command::kServe;
  if (absl::GetFlag(FLAGS_migrate)) command = Command::kMigrate;
  if (absl::GetFlag(FLAGS_renew_streams)) command = Command::kRenewStreams;
  if (absl::GetFlag(FLAGS_probe)) command = Command::kProbe;
  if (absl::GetFlag(FLAGS_check_config)) command = Command::kCheckConfig;
  if (absl::GetFlag(FLAGS_print_config)) command = Command::kPrintConfig;
  if (absl::GetFlag(FLAGS_show_version)) command = Command::kVersion;
  return std::make_pair(command, std::move(config));
}

std::vector<std::string> Config::Validate() const {
  std::vector<std::string> problems;
  auto need = [&](bool good, std::string problem) {
    if (!good) problems.push_back(std::move(problem));
  };
  need(profile == "development" || profile == "production",
       "--profile must be development or production");
  need(!trust_domain.empty(), "--trust_domain is missing");
  need(development() || trust_domain != "dev.liandong",
       "--trust_domain dev.liandong is for development only");
  need(!database.url.empty(), "--db_url is missing");
  need(!database.database.empty(), "--db_name is missing");
  need(!database.user.empty(), "--db_user is missing");
  const int tls_files =
      !database.tls_ca.empty() + !database.tls_cert.empty() + !database.tls_key.empty();
  need(tls_files == 0 || tls_files == 3,
       "--db_tls_ca, --db_tls_cert and --db_tls_key are given together or not at all");
  need(development() || tls_files == 3 || !database.url.starts_with("tcp://"),
       "--db_url over tcp needs --db_tls_ca, --db_tls_cert and --db_tls_key in production");
  for (const auto& [flag, path] :
       std::map<std::string, std::string>{{"tls_ca", server.tls.ca},
                                          {"tls_cert", server.tls.certificate},
                                          {"tls_key", server.tls.key},
                                          {"directory", directory},
                                          {"directory_root_key", directory_root_key},
                                          {"kek_file", kek_file},
                                          {"signing_key", signing_key},
                                          {"holidays", holidays},
                                          {"rules", rules}}) {
    need(!path.empty() && Readable(path), absl::StrCat("--", flag, " names no readable file"));
  }
  need(!signing_key_id.empty(), "--signing_key_id is missing");
  for (const auto& [flag, id] : {std::pair("signing_key_id", signing_key_id),
                                 std::pair("directory_root_key_id", directory_root_key_id)}) {
    need(development() || !id.starts_with(crypto::kDevelopmentKeyPrefix),
         absl::StrCat("--", flag, " ", id, " is for development only"));
  }
  need(development() || dev_clock_start.empty(), "--dev_clock_start is for development only");
  need(dispatch.workers >= 2 && dispatch.workers <= 512, "--workers must be 2 to 512");
  // However much one agency calls, a worker is left for the others.
  need(dispatch.in_flight_per_caller_max >= 1 &&
           dispatch.in_flight_per_caller_max < dispatch.workers,
       "--in_flight_per_caller_max must be at least 1 and below --workers");
  need(outcomes.wait_max >= absl::ZeroDuration() && outcomes.wait_max < dispatch.call_time_max,
       "--outcome_wait_ms_max must be at least 0 and below --call_time_ms_max");
  need(dispatch.queue_max >= 1, "--queue_max must be at least 1");
  need(streams.streams_max >= 1, "--streams_max must be at least 1");
  need(streams.streams_per_caller_max >= 1, "--streams_per_caller_max must be at least 1");
  need(db_connections_max >= 4 && db_connections_max <= 1000,
       "--db_connections_max must be 4 to 1000");
  // A shorter one is lost whenever the database pauses for a moment.
  need(lease_term >= std::chrono::seconds(1) && lease_term <= std::chrono::minutes(10),
       "--lease_ms must be 1000 to 600000");
  need(server.memory_bytes_max >= 1024 * 1024, "--memory_mb_max must be at least 1");
  need(server.message_bytes_max >= 64 * 1024, "--message_bytes_max must be at least 65536");
  return problems;
}

std::string Config::Print() const {
  std::string lines;
  for (const std::string& name : FlagNames()) {
    const absl::CommandLineFlag* flag = absl::FindCommandLineFlag(name);
    absl::StrAppend(&lines, name, "=", flag->CurrentValue(), "\n");
  }
  return lines;
}

}  // namespace liandong
