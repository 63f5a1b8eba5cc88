// liandongctl watch: a service's changes as JSON lines, gap-free across restarts of either side.
#include <filesystem>
#include <iostream>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/cli/commands/commands.h"
#include "services/cli/files.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

// How long the stream may be away before watching ends.
constexpr absl::Duration kReconnectFor = absl::Minutes(1);
constexpr absl::Duration kReconnectPause = absl::Milliseconds(500);

struct Options {
  Connection connection;
  std::string service;
  std::string as;
  std::vector<std::string> types;
  std::string project;
  bool until_now = false;
  bool full_view = false;
  std::string token_file;
};

absl::StatusOr<common::v1::WatchRequest> MakeRequest(const Options& options) {
  common::v1::WatchRequest request;
  for (const std::string& type : options.types) request.add_types(type);
  request.set_project(options.project);
  request.set_until_now(options.until_now);
  if (!options.token_file.empty() && std::filesystem::exists(options.token_file)) {
    ASSIGN_OR_RETURN(*request.mutable_resume_token(), ReadFile(options.token_file));
  }
  return request;
}

int Run(const Options& options) {
  const auto principal = ParsePrincipal(options.as);
  if (!principal.ok()) return Unusable(principal.status());
  const auto targets = options.connection.targets();
  if (!targets.ok()) return Unusable(targets.status());
  auto request = MakeRequest(options);
  if (!request.ok()) return Unusable(request.status());
  const Pki pki(options.connection.pki);
  if (const auto tls = pki.AgencyTls(principal->organisation); !tls.ok()) {
    return Unusable(tls.status());
  }
  Client client(pki, *targets);
  absl::Time give_up = absl::Now() + kReconnectFor;
  const auto take = [&](const common::v1::Change& change) -> absl::Status {
    // Printed first, kept second: after a crash a change may come twice, never not at all.
    std::cout << ToJson(change) << std::endl;
    if (!std::cout.good()) return absl::AbortedError("nobody reads the output any more");
    request->set_resume_token(change.resume_token());
    give_up = absl::Now() + kReconnectFor;
    return options.token_file.empty() ? absl::OkStatus()
                                      : ReplaceFile(options.token_file, change.resume_token());
  };
  while (true) {
    const absl::Status ended =
        client.Watch(options.service, *principal, *request,
                     {.connect_for = give_up - absl::Now(), .full_view = options.full_view}, take);
    if (ended.ok()) return kExitOk;
    if (!IsTransient(ended) || absl::Now() > give_up) return Refused(ended);
    absl::SleepFor(kReconnectPause);
  }
}

}  // namespace

void AddWatchCommand(CLI::App& app, int& exit_code) {
  CLI::App* watch = app.add_subcommand("watch", "print a service's changes as JSON lines");
  const auto options = std::make_shared<Options>();
  options->connection.AddOptions(*watch);
  watch->add_option("service", options->service, "e.g. funds")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>(kServices.begin(), kServices.end())));
  watch->add_option("--as", options->as, "organisation/officer, or an organisation")->required();
  watch->add_option("--types", options->types, "e.g. liandong.funds.v1.Budget; default: all")
      ->delimiter(',');
  watch->add_option("--project", options->project, "e.g. projects/P1; default: all within reach");
  watch->add_flag("--until-now", options->until_now, "end when the present is reached");
  watch->add_flag("--full-view", options->full_view,
                  "personal data unmasked, where the caller's duty needs it; recorded");
  watch->add_option("--token-file", options->token_file,
                    "go on after the token in this file, and keep the newest there");
  watch->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace liandong::cli
