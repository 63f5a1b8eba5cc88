#include "tests/docs/state_machines_page.h"

#include <cctype>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/status/macros.h"

namespace liandong::docs {
namespace {

constexpr char kHead[] =
    R"(# State machines

Drawn by `state_machines_page` from the tables that the services decide by; a test keeps it true.

A resource begins at the filled circle. An arrow bears the name of the RPC that takes it and, in brackets,
what makes the difference where one RPC has several ends. An arrow in small letters or brackets is the
outcome of a command to another service, or a fact learnt from a stream. What no arrow of a state
allows is refused with the machine's reason (`…_STATE` mostly), which names what is possible. The
tables say what order things have; the gates of each step stand at its RPC in the contract.
Clauses are those of the mechanism's document, as [traceability.md](traceability.md) lists them.
)";

}  // namespace

StateMachinesPage::StateMachinesPage(const google::protobuf::FileDescriptorSet& contracts) {
  for (const auto& file : contracts.file()) {
    const std::vector<std::string> package = absl::StrSplit(file.package(), '.');
    if (package[0] != "liandong") continue;
    for (const auto& service : file.service()) {
      for (const auto& method : service.method()) {
        rpcs_.emplace(method.name(),
                      Rpc{.service = package[1],
                          .contract = file.name(),
                          .name = absl::StrCat(service.name(), ".", method.name()),
                          .clause = method.options().GetExtension(common::v1::access).clause()});
      }
    }
  }
}

const StateMachinesPage::Rpc* StateMachinesPage::Find(std::string_view service,
                                                      std::string_view action) const {
  const auto [begin, end] = rpcs_.equal_range(std::string(action.substr(0, action.find(' '))));
  for (auto it = begin; it != end; ++it) {
    if (it->second.service == service) return &it->second;
  }
  return begin == end ? nullptr : &begin->second;
}

absl::StatusOr<std::string> StateMachinesPage::Section(std::string_view service,
                                                       std::string_view resource,
                                                       const Machine& machine) const {
  std::map<std::string, const Rpc*> rpcs;
  for (const std::string& action : machine.actions) {
    if (std::isupper(static_cast<unsigned char>(action[0])) == 0) continue;
    const Rpc* rpc = Find(service, action);
    if (rpc == nullptr) {
      return absl::FailedPreconditionError(
          absl::StrCat(machine.header, ": \"", action, "\" is named after no RPC"));
    }
    rpcs.emplace(rpc->name, rpc);
  }
  std::string text = absl::StrCat("\n### ", std::string(resource), "\n\nDeclared in [",
                                  machine.header, "](../", machine.header, ").");
  if (!machine.comment.empty()) absl::StrAppend(&text, " ", machine.comment);
  absl::StrAppend(&text, "\n\n```mermaid\n", machine.diagram,
                  "```\n\n| RPC | contract | clause |\n|---|---|---|\n");
  for (const auto& [name, rpc] : rpcs) {
    absl::StrAppend(&text, "| `", name, "` | [", rpc->contract, "](../protos/", rpc->contract,
                    ") | ", rpc->clause, " |\n");
  }
  return text;
}

absl::StatusOr<std::string> StateMachinesPage::Text() const {
  std::string text = kHead;
  for (const auto& [service, machines] : machines_) {
    absl::StrAppend(&text, "\n## ", service, "\n");
    for (const auto& [resource, machine] : machines) {
      ASSIGN_OR_RETURN(const std::string section, Section(service, resource, machine));
      text += section;
    }
  }
  return text;
}

}  // namespace liandong::docs
