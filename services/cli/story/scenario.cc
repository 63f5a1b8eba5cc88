#include "services/cli/story/scenario.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/files.h"
#include "services/cli/story/step_reader.h"
#include "shared/crypto/uuid.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

// Namespace of the request ids of scenarios; fixed for ever.
constexpr std::string_view kRequestIds = "6f0e4c9a-2d51-5b0e-9a37-4d1c8e7b2f60";
constexpr char kRootFile[] = "story.yaml";

// The one place where yaml-cpp throws is reading text.
absl::StatusOr<YAML::Node> ParseFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  try {
    return YAML::Load(text);
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, " line ", error.mark.line + 1, ": ", error.msg));
  }
}

class Loader {
 public:
  explicit Loader(const std::string& samples) : samples_(samples) {}

  absl::StatusOr<Scenario> Load() {
    const auto folder = std::filesystem::path(samples_) / "story";
    ASSIGN_OR_RETURN(const YAML::Node root, ParseFile((folder / kRootFile).string()));
    if (!CheckKeys(root, {"scenario", "title", "services", "files", "steps", "final"}, kRootFile,
                   problems_)) {
      return Problems();
    }
    scenario_.id = TextAt(root, "scenario", kRootFile, problems_);
    if (scenario_.id.empty()) problems_.push_back("story.yaml: needs the id of its scenario");
    scenario_.title = TextAt(root, "title", kRootFile, problems_);
    ReadServices(root);
    ReadSteps(root, kRootFile);
    for (const std::string& file : TextsAt(root, "files", kRootFile, problems_)) {
      const absl::StatusOr<YAML::Node> part = ParseFile((folder / file).string());
      if (!part.ok()) {
        problems_.emplace_back(part.status().message());
      } else if (part->IsSequence()) {
        ReadList(*part, StepKind::kStep, file, scenario_.steps);
      } else if (CheckKeys(*part, {"steps", "final"}, file, problems_)) {
        ReadSteps(*part, file);
      }
    }
    if (scenario_.steps.empty()) problems_.push_back("story.yaml: the scenario has no steps");
    SortAndNumber();
    CheckServices();
    CheckVariables();
    if (!problems_.empty()) return Problems();
    return std::move(scenario_);
  }

 private:
  absl::Status Problems() const {
    return absl::InvalidArgumentError(absl::StrJoin(problems_, "\n"));
  }

  void ReadServices(const YAML::Node& root) {
    const auto names = TextsAt(root, "services", kRootFile, problems_);
    const std::set<std::string> chosen(names.begin(), names.end());
    for (const std::string& name : chosen) {
      if (!IsService(name)) problems_.push_back(absl::StrCat("story.yaml: no service ", name));
    }
    for (std::string_view service : kServices) {
      std::string name(service);
      if (chosen.empty() || chosen.contains(name)) scenario_.services.push_back(std::move(name));
    }
  }

  void ReadSteps(const YAML::Node& mapping, const std::string& file) {
    if (const YAML::Node steps = mapping["steps"]) {
      ReadList(steps, StepKind::kStep, file, scenario_.steps);
    }
    if (const YAML::Node final = mapping["final"]) {
      ReadList(final, StepKind::kFinal, file, scenario_.final);
    }
  }

  void ReadList(const YAML::Node& list, StepKind kind, const std::string& file,
                std::vector<Step>& steps) {
    if (!list.IsSequence()) {
      problems_.push_back(absl::StrCat(Place(file, list), ": steps stand in a sequence"));
      return;
    }
    for (const YAML::Node& node : list) ReadStep(node, kind, file, samples_, steps, problems_);
  }

  void SortAndNumber() {
    std::stable_sort(scenario_.steps.begin(), scenario_.steps.end(),
                     [](const Step& a, const Step& b) {
                       return a.at != b.at ? a.at < b.at : RowBefore(a.row, b.row);
                     });
    std::map<std::string, int> count;
    for (Step& step : scenario_.steps) step.id = absl::StrCat(step.row, "/", ++count[step.row]);
    for (size_t i = 0; i < scenario_.final.size(); ++i) {
      scenario_.final[i].id = absl::StrCat("final/", i + 1);
    }
  }

  void CheckServices() {
    for (const auto* steps : {&scenario_.steps, &scenario_.final}) {
      for (const Step& step : *steps) {
        const std::string& service = step.endpoint.service;
        if (service.empty()) continue;  // already a problem
        if (std::find(scenario_.services.begin(), scenario_.services.end(), service) ==
            scenario_.services.end()) {
          problems_.push_back(
              absl::StrCat(step.source, ": ", service, " does not take part in this scenario"));
        }
      }
    }
  }

  void CheckVariables() {
    std::set<std::string> saved;
    for (const auto* steps : {&scenario_.steps, &scenario_.final}) {
      for (const Step& step : *steps) {
        for (const std::string& name : VariablesOf(step)) {
          if (saved.contains(name)) continue;
          problems_.push_back(absl::StrCat(step.source, ": no earlier step saves ${", name, "}"));
        }
        for (const auto& [name, path] : step.saves) saved.insert(name);
      }
    }
  }

  const std::string samples_;
  Scenario scenario_;
  std::vector<std::string> problems_;
};

// Number and letter of a row.
std::pair<size_t, std::string_view> RowKey(std::string_view row) {
  const size_t digits = std::min(row.find_first_not_of("0123456789"), row.size());
  size_t number = 0;
  for (const char digit : row.substr(0, digits)) number = number * 10 + (digit - '0');
  return {number, row.substr(digits)};
}

}  // namespace

absl::StatusOr<Scenario> LoadScenario(const std::string& samples) { return Loader(samples).Load(); }

std::string StepRequestId(std::string_view scenario_id, std::string_view step_id) {
  return *crypto::UuidV5(kRequestIds,
                         absl::StrCat(std::string(scenario_id), "/", std::string(step_id)));
}

bool RowBefore(std::string_view a, std::string_view b) { return RowKey(a) < RowKey(b); }

}  // namespace liandong::cli
