// liandongctl: the services from the command line.
#include <csignal>

#include "CLI/CLI.hpp"
#include "services/cli/commands/commands.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app("liandongctl: calls, watches and verifies the services of Liandong (联动)");
  app.require_subcommand(1);
  int exit_code = liandong::cli::kExitOk;
  liandong::cli::AddCallCommand(app, exit_code);
  liandong::cli::AddWatchCommand(app, exit_code);
  liandong::cli::AddStoryCommand(app, exit_code);
  liandong::cli::AddVerifyCommand(app, exit_code);
  liandong::cli::AddExplainCommand(app, exit_code);
  liandong::cli::AddDirectoryCommand(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Asking for help ends parsing the same way.
    return app.exit(error) == 0 ? liandong::cli::kExitOk : liandong::cli::kExitUsage;
  }
  return exit_code;
}
