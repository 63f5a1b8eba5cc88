// liandongctl verify: do the services' books hold?
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "liandong/common/v1/operations.pb.h"
#include "services/cli/commands/commands.h"
#include "services/cli/refusal_text.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

// Re-reading a long chain takes its time.
constexpr CallOptions kVerifyCall{.timeout = absl::Minutes(10)};

struct Options {
  Connection connection;
  std::string as = "audit";
  std::vector<std::string> services;
};

absl::StatusOr<common::v1::VerifyChangesResponse> VerifyChanges(Client& client,
                                                                const Principal& principal,
                                                                const std::string& service) {
  ASSIGN_OR_RETURN(const Endpoint endpoint,
                   FindUnary(service + ".OperationsService.VerifyChanges"));
  common::v1::VerifyChangesResponse response;
  RETURN_IF_ERROR(
      client.Call(endpoint, principal, common::v1::VerifyChangesRequest(), response, kVerifyCall));
  return response;
}

// One line on the service, one more on each difference. True when all holds.
bool Verify(Client& client, const Principal& principal, const std::string& service) {
  const auto response = VerifyChanges(client, principal, service);
  std::cout << service << ": ";
  if (!response.ok()) {
    std::cout << "not verified: " << Describe(response.status());
    return false;
  }
  std::cout << response->changes_verified() << " changes and " << response->resources_verified()
            << " resources verified, " << response->differences_size() << " differences\n";
  for (const std::string& difference : response->differences()) {
    std::cout << "  " << difference << "\n";
  }
  return response->differences().empty();
}

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
    if (wanted) all_hold = Verify(client, *principal, service) && all_hold;
  }
  return all_hold ? kExitOk : kExitRefused;
}

}  // namespace

void AddVerifyCommand(CLI::App& app, int& exit_code) {
  CLI::App* verify = app.add_subcommand("verify", "verify the chain of changes of every service");
  const auto options = std::make_shared<Options>();
  options->connection.AddOptions(*verify);
  verify->add_option("--as", options->as, "who verifies: audit, cdi or operator")
      ->capture_default_str();
  verify->add_option("services", options->services, "default: all in --peers")
      ->check(CLI::IsMember(std::vector<std::string>(kServices.begin(), kServices.end())));
  verify->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace liandong::cli
