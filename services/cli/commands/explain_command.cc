// liandongctl explain: what a refusal's reason means.
#include <iostream>
#include <memory>
#include <string>

#include "services/cli/commands/commands.h"
#include "services/cli/reason_catalogue.h"
#include "services/cli/refusal_text.h"

namespace liandong::cli {
namespace {

int Run(const std::string& name) {
  bool found = false;
  for (const CataloguedReason& entry : ReasonCatalogue()) {
    if (entry.reason.name != name) continue;
    found = true;
    std::cout << entry.reason.name << " (" << CodeText(entry.reason.code) << ", " << entry.component
              << ")\n  EN: " << entry.reason.text_en << "\n  ZH: " << entry.reason.text_zh << "\n";
  }
  if (found) return kExitOk;
  return Unusable(absl::NotFoundError("no component refuses with " + name));
}

}  // namespace

void AddExplainCommand(CLI::App& app, int& exit_code) {
  CLI::App* explain = app.add_subcommand("explain", "print a reason's code and texts");
  const auto name = std::make_shared<std::string>();
  explain->add_option("reason", *name, "e.g. GATES_CLOSED")->required();
  explain->callback([name, &exit_code] { exit_code = Run(*name); });
}

}  // namespace liandong::cli
