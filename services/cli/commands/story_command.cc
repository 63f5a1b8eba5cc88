// liandongctl story: plays the sample project through the services.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/cli/commands/commands.h"
#include "services/cli/story/player.h"
#include "services/cli/story/scenario.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

// Services may be killed and started again while the story plays.
constexpr CallOptions kStoryCalls{.timeout = absl::Seconds(30), .retry_for = absl::Seconds(60)};

struct Options {
  Connection connection;
  std::string samples;
  std::string from;
  size_t table_width = 0;
  bool check = false;
};

size_t TerminalWidth() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

// Every service of the scenario has an address, every principal its certificate and key.
absl::Status CheckConnection(const Scenario& scenario, const Targets& targets, const Pki& pki) {
  for (const std::string& service : scenario.services) {
    if (!targets.contains(service)) {
      return absl::NotFoundError(absl::StrCat(
          service, " has no address in --peers, and the scenario does not do without it"));
    }
  }
  RETURN_IF_ERROR(pki.AgencyTls("operator").status());
  for (const auto* steps : {&scenario.steps, &scenario.final}) {
    for (const Step& step : *steps) {
      RETURN_IF_ERROR(pki.AgencyTls(step.principal.organisation).status());
      if (!step.principal.officer.empty()) {
        RETURN_IF_ERROR(pki.OfficerKey(step.principal.officer).status());
      }
    }
  }
  return absl::OkStatus();
}

int Run(const Options& options) {
  const absl::StatusOr<Scenario> scenario = LoadScenario(options.samples);
  if (!scenario.ok()) return Unusable(scenario.status());
  if (options.check) {
    std::cout << scenario->id << ": " << scenario->steps.size() << " steps, "
              << scenario->final.size() << " final checks\n";
    return kExitOk;
  }
  const auto targets = options.connection.targets();
  if (!targets.ok()) return Unusable(targets.status());
  const Pki pki(options.connection.pki);
  const absl::Status connection = CheckConnection(*scenario, *targets, pki);
  if (!connection.ok()) return Unusable(connection);
  Client client(pki, *targets);
  const CallFunction call = [&client](const Endpoint& endpoint, const Principal& principal,
                                      const google::protobuf::Message& request,
                                      google::protobuf::Message& response) {
    return client.Call(endpoint, principal, request, response, kStoryCalls);
  };
  Player player(*scenario, call,
                {.samples = options.samples,
                 .from_row = options.from,
                 .width_max = options.table_width != 0 ? options.table_width : TerminalWidth(),
                 .pause = absl::SleepFor},
                std::cout);
  return player.Play() ? kExitOk : kExitRefused;
}

}  // namespace

void AddStoryCommand(CLI::App& app, int& exit_code) {
  CLI::App* story = app.add_subcommand("story", "play the scenario of the samples");
  const auto options = std::make_shared<Options>();
  story->add_option("--samples", options->samples, "folder with story/story.yaml")->required();
  story->add_option("--from", options->from, "first row to play, to go on with a story");
  story->add_option("--table-width", options->table_width,
                    "columns of a line; default: the terminal's, or as many as it needs");
  story->add_flag("--check", options->check, "only check the scenario's files; calls nobody");
  options->connection.AddOptions(*story);
  story->get_option("--pki")->required(false);
  story->get_option("--peers")->required(false);
  story->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace liandong::cli
