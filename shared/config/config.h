// The configuration of a service: flags, each with the environment fallback LIANDONG_<FLAG> (upper
// case), checked as a whole before anything starts.
#ifndef SHARED_CONFIG_CONFIG_H_
#define SHARED_CONFIG_CONFIG_H_

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "shared/db/connection.h"
#include "shared/rpc/dispatcher.h"
#include "shared/rpc/server.h"
#include "shared/rpc/stream.h"
#include "shared/storage/storage.h"

namespace liandong {

struct Config {
  std::string profile;  // "production" or "development"; never defaulted
  std::string metrics_listen;
  std::string log_level;
  std::string trust_domain;
  std::string directory;
  std::string directory_root_key;
  std::string directory_root_key_id;
  int64_t directory_age_hours_max = 0;
  std::string kek_file;
  std::string signing_key;
  std::string signing_key_id;
  std::string rules;
  std::string holidays;
  std::string dev_clock_start;
  std::map<std::string, std::string> peers;
  int db_connections_max = 0;
  // After so long another replica, or the next life of this one, takes over from one that died.
  std::chrono::milliseconds lease_term{10'000};
  db::ConnectOptions database;
  db::ConnectOptions migrator;  // the same database as the account with DDL rights
  rpc::ServerOptions server;
  rpc::DispatchLimits dispatch;
  rpc::StreamLimits streams;
  OutcomeLimits outcomes;

  bool development() const { return profile == "development"; }

  // Every problem at once, one line each; empty when the configuration can be started with.
  std::vector<std::string> Validate() const;
  // name=value lines, secrets left out.
  std::string Print() const;
};

enum class Command {
  kServe,
  kMigrate,
  kRenewStreams,
  kProbe,
  kCheckConfig,
  kPrintConfig,
  kVersion
};

// Reads the command line and the environment. Exits the process on an unknown flag.
absl::StatusOr<std::pair<Command, Config>> ReadConfig(int argc, char** argv);

}  // namespace liandong

#endif  // SHARED_CONFIG_CONFIG_H_
