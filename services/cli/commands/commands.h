// The sub-commands of liandongctl, one file each.
#ifndef SERVICES_CLI_COMMANDS_COMMANDS_H_
#define SERVICES_CLI_COMMANDS_COMMANDS_H_

#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "services/cli/client.h"
#include "services/cli/credentials.h"

namespace liandong::cli {

enum ExitCode {
  kExitOk = 0,
  kExitRefused = 1,  // a refusal, no answer, or something found that should not be
  kExitUsage = 2,    // the command line, a file or a key is not usable: nothing was called
};

// Where the services and the keys are.
struct Connection {
  std::string pki;
  std::string peers;

  // --pki and --peers, with LIANDONG_PKI and LIANDONG_PEERS behind them.
  void AddOptions(CLI::App& command);
  absl::StatusOr<Targets> targets() const { return ParseTargets(peers); }
};

// Prints what makes the command unusable; kExitUsage.
ExitCode Unusable(const absl::Status& status);
// Prints a refusal, whole; kExitRefused.
ExitCode Refused(const absl::Status& status);

// Each adds its sub-command, which sets `exit_code` when it runs.
void AddDirectoryCommand(CLI::App& app, int& exit_code);
void AddCallCommand(CLI::App& app, int& exit_code);
void AddWatchCommand(CLI::App& app, int& exit_code);
void AddStoryCommand(CLI::App& app, int& exit_code);
void AddVerifyCommand(CLI::App& app, int& exit_code);
void AddExplainCommand(CLI::App& app, int& exit_code);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_COMMANDS_COMMANDS_H_
