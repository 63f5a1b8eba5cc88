// liandongctl verify: do the services' books hold?
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "services/cli/books.h"
#include "services/cli/commands/commands.h"

namespace liandong::cli {
namespace {

struct Options {
  Connection connection;
  std::string as = "audit";
  std::vector<std::string> services;
};

int Run(const Options& options) {
  const auto principal = ParsePrincipal(options.as);
  if (!principal.ok()) return Unusable(principal.status());
  const auto targets = options.connection.targets();
  if (!targets.ok()) return Unusable(targets.status());
  const Pki pki(options.connection.pki);
  if (const auto tls = pki.AgencyTls(principal->organisation); !tls.ok()) {
    return Unusable(tls.status());
  }
  Client client(pki, *targets);
  bool all_hold = true;
  for (std::string_view known : kServices) {
    const std::string service(known);
    const bool wanted = options.services.empty()
                            ? targets->contains(service)
                            : std::find(options.services.begin(), options.services.end(),
                                        service) != options.services.end();
    if (wanted) all_hold = VerifyBooks(client, *principal, service, std::cout) && all_hold;
  }
  return all_hold ? kExitOk : kExitRefused;
}

}  // namespace

void AddVerifyCommand(CLI::App& app, int& exit_code) {
  CLI::App* verify = app.add_subcommand("verify", "verify the books of every service");
  const auto options = std::make_shared<Options>();
  options->connection.AddOptions(*verify);
  verify->add_option("--as", options->as, "who verifies: audit, cdi or operator")
      ->capture_default_str();
  verify->add_option("services", options->services, "default: all in --peers")
      ->check(CLI::IsMember(std::vector<std::string>(kServices.begin(), kServices.end())));
  verify->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace liandong::cli
