// liandongctl call: one call of any method, as anybody whose keys are at hand.
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/util/json_util.h"
#include "services/cli/commands/commands.h"
#include "services/cli/files.h"
#include "shared/crypto/uuid.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

using google::protobuf::Message;

struct Options {
  Connection connection;
  std::string method;
  std::string as;
  std::string json = "{}";
  std::string file;
  std::string on;
  bool full_view = false;
  int timeout_s = 30;
};

struct Prepared {
  Endpoint endpoint;
  Principal principal;
  Targets targets;
  std::unique_ptr<Message> request;
};

absl::StatusOr<Prepared> Prepare(const Options& options) {
  Prepared prepared;
  ASSIGN_OR_RETURN(prepared.endpoint, FindUnary(options.method));
  ASSIGN_OR_RETURN(prepared.principal, ParsePrincipal(options.as));
  if (options.on.empty()) {
    ASSIGN_OR_RETURN(prepared.targets, options.connection.targets());
  } else {
    prepared.targets = {{prepared.endpoint.service, options.on}};
  }
  std::string json = options.json;
  if (!options.file.empty()) {
    ASSIGN_OR_RETURN(json, ReadFile(options.file));
  }
  prepared.request = NewMessage(prepared.endpoint.method->input_type());
  const auto parsed = google::protobuf::util::JsonStringToMessage(json, prepared.request.get());
  if (!parsed.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the request is no ", prepared.endpoint.method->input_type()->full_name(),
                     ": ", std::string(parsed.message().data(), parsed.message().size())));
  }
  FillRequestId(*prepared.request, crypto::UuidV7(absl::Now(), crypto::SecureRandom()));
  // Keys that can not be read are found here, before anything is sent.
  const Pki pki(options.connection.pki);
  RETURN_IF_ERROR(pki.AgencyTls(prepared.principal.organisation).status());
  if (!prepared.principal.officer.empty()) {
    RETURN_IF_ERROR(pki.OfficerKey(prepared.principal.officer).status());
  }
  return prepared;
}

int Run(const Options& options) {
  const absl::StatusOr<Prepared> prepared = Prepare(options);
  if (!prepared.ok()) return Unusable(prepared.status());
  Client client(Pki(options.connection.pki), prepared->targets);
  const auto response = NewMessage(prepared->endpoint.method->output_type());
  const absl::Status status =
      client.Call(prepared->endpoint, prepared->principal, *prepared->request, *response,
                  {.timeout = absl::Seconds(options.timeout_s), .full_view = options.full_view});
  if (!status.ok()) return Refused(status);
  std::cout << ToJson(*response, /*indented=*/true);
  return kExitOk;
}

}  // namespace

void AddCallCommand(CLI::App& app, int& exit_code) {
  CLI::App* call = app.add_subcommand("call", "call a method and print its answer as JSON");
  const auto options = std::make_shared<Options>();
  options->connection.AddOptions(*call);
  call->add_option("method", options->method, "e.g. funds.BudgetService.GetBudget")->required();
  call->add_option("--as", options->as, "organisation/officer, e.g. hsb/hsb-1, or a machine: bank")
      ->required();
  CLI::Option* json =
      call->add_option("--json", options->json, "the request")->capture_default_str();
  call->add_option("--file", options->file, "file that holds the request as JSON")->excludes(json);
  call->add_option("--on", options->on, "address of the one server to call, instead of --peers");
  call->add_flag("--full-view", options->full_view,
                 "personal data unmasked, where the caller's duty needs it; recorded");
  call->add_option("--timeout-s", options->timeout_s, "longest wait for the answer")
      ->capture_default_str()
      ->check(CLI::Range(1, 3600));
  call->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace liandong::cli
