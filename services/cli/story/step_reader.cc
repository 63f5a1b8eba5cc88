#include "services/cli/story/step_reader.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/cli/story/yaml_message.h"

namespace liandong::cli {
namespace {

constexpr int kRepeatMax = 20;
constexpr char kRefused[] = "REFUSED ";

const std::set<std::string>& StepKeys() {
  static const auto* keys = new std::set<std::string>{
      "row",    "at",    "clause", "as",       "call",  "what", "request", "file",
      "expect", "gates", "fields", "metadata", "check", "save", "repeat",  "with"};
  return *keys;
}

const std::set<std::string>& FinalKeys() {
  static const auto* keys =
      new std::set<std::string>{"clause", "as", "call", "what", "request", "check"};
  return *keys;
}

bool IsRow(std::string_view row) {
  if (!row.empty() && absl::ascii_islower(static_cast<unsigned char>(row.back()))) {
    row.remove_suffix(1);
  }
  return !row.empty() && row.find_first_not_of("0123456789") == row.npos;
}

bool IsReason(std::string_view reason) {
  return !reason.empty() &&
         reason.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == reason.npos;
}

class StepReader {
 public:
  StepReader(const YAML::Node& node, StepKind kind, const std::string& file,
             const std::string& samples, std::vector<std::string>& problems)
      : node_(node), kind_(kind), samples_(samples), problems_(problems) {
    step_.source = Place(file, node);
  }

  // The step apart from its `with`.
  Step Read() {
    if (!CheckKeys(node_, kind_ == StepKind::kStep ? StepKeys() : FinalKeys(), step_.source,
                   problems_)) {
      return step_;
    }
    step_.what = Required("what");
    step_.clause = kind_ == StepKind::kStep ? Required("clause") : Text("clause");
    if (kind_ == StepKind::kStep) ReadWhen();
    ReadPrincipal();
    ReadExpectation();
    ReadCall();
    ReadRepeat();
    return std::move(step_);
  }

  // The items of `with`; one empty item when there is none.
  std::vector<Variables> ReadItems() {
    if (!node_.IsMap() || !node_["with"]) return {Variables()};
    const YAML::Node list = node_["with"];
    std::vector<Variables> items;
    if (!list.IsSequence() || list.size() == 0) Add("with is a sequence of mappings");
    if (!list.IsSequence()) return items;
    for (const YAML::Node& item : list) {
      Variables& variables = items.emplace_back();
      for (const auto& [key, value] : TextMap(item, "with")) variables[key] = {value, nullptr};
    }
    return items;
  }

 private:
  std::string Text(const char* key) { return TextAt(node_, key, step_.source, problems_); }

  std::string Required(const char* key) {
    std::string text = Text(key);
    if (text.empty()) Add(absl::StrCat("a step needs ", key));
    return text;
  }

  std::map<std::string, std::string> TextMap(const YAML::Node& mapping, std::string_view what) {
    std::map<std::string, std::string> texts;
    if (!mapping.IsMap()) {
      Add(absl::StrCat(std::string(what), " is a mapping"));
      return texts;
    }
    for (const auto& entry : mapping) {
      if (!entry.first.IsScalar() || !entry.second.IsScalar()) {
        Add(absl::StrCat(std::string(what), " holds single values only"));
      } else if (!texts.emplace(entry.first.Scalar(), entry.second.Scalar()).second) {
        Add(absl::StrCat(std::string(what), " has ", entry.first.Scalar(), " twice"));
      }
    }
    return texts;
  }

  std::map<std::string, std::string> TextMapAt(const char* key) {
    const YAML::Node mapping = node_[key];
    return mapping ? TextMap(mapping, key) : std::map<std::string, std::string>();
  }

  void ReadWhen() {
    step_.row = Required("row");
    if (!IsRow(step_.row)) Add("row is digits, then perhaps a letter: 25, 25b");
    const absl::StatusOr<absl::Time> at = ParseInstant(Required("at"));
    if (at.ok()) {
      step_.at = *at;
    } else {
      Add(std::string(at.status().message()));
    }
  }

  void ReadPrincipal() {
    absl::StatusOr<Principal> principal = ParsePrincipal(Required("as"));
    if (principal.ok()) {
      step_.principal = *std::move(principal);
    } else {
      Add(std::string(principal.status().message()));
    }
  }

  void ReadExpectation() {
    const std::string expect = kind_ == StepKind::kStep ? Required("expect") : "OK";
    if (expect != "OK") {
      step_.expected.reason = expect.substr(std::min(expect.size(), sizeof(kRefused) - 1));
      if (!absl::StartsWith(expect, kRefused) || !IsReason(step_.expected.reason)) {
        Add("expect is OK or REFUSED REASON");
      }
    }
    step_.expected.gates = Names("gates");
    step_.expected.fields = Names("fields");
    step_.expected.metadata = TextMapAt("metadata");
    const bool of_refusal = node_["gates"] || node_["fields"] || node_["metadata"];
    const bool of_answer = node_["check"] || node_["save"];
    if (step_.expected.ok() && of_refusal) Add("gates, fields and metadata are of a refusal");
    if (!step_.expected.ok() && of_answer) Add("check and save are of an answer");
  }

  std::optional<std::set<std::string>> Names(const char* key) {
    if (!node_[key]) return std::nullopt;
    const auto texts = TextsAt(node_, key, step_.source, problems_);
    return std::set<std::string>(texts.begin(), texts.end());
  }

  void ReadCall() {
    absl::StatusOr<Endpoint> endpoint = FindUnary(Required("call"));
    if (!endpoint.ok()) return Add(std::string(endpoint.status().message()));
    step_.endpoint = *std::move(endpoint);
    const auto request = NewMessage(step_.endpoint.method->input_type());
    if (const YAML::Node fields = node_["request"]) {
      step_.request = std::make_shared<const YAML::Node>(fields);
      for (const std::string& problem : ReadMessage(fields, nullptr, *request)) Add(problem);
    }
    step_.files = TextMapAt("file");
    for (const auto& [field, file] : step_.files) {
      const absl::Status set = SetText(field, "", *request);
      if (!set.ok()) Add(std::string(set.message()));
      if (!std::filesystem::is_regular_file(std::filesystem::path(samples_) / file)) {
        Add(absl::StrCat("there is no file ", file, " in the samples"));
      }
    }
    if (const YAML::Node checks = node_["check"]) ReadChecks(checks);
    for (const auto& [variable, place] : TextMapAt("save")) {
      absl::StatusOr<FieldPath> path = ParsePath(place);
      if (!path.ok()) continue;
      if (!path->is_single()) Add(absl::StrCat(place, " is a list: only single things are saved"));
      step_.saves.emplace(variable, *std::move(path));
    }
  }

  absl::StatusOr<FieldPath> ParsePath(const std::string& place) {
    absl::StatusOr<FieldPath> path = FieldPath::Parse(step_.endpoint.method->output_type(), place);
    if (!path.ok()) Add(std::string(path.status().message()));
    return path;
  }

  void ReadChecks(const YAML::Node& checks) {
    if (!checks.IsMap()) return Add("check is a mapping of places to values");
    for (const auto& entry : checks) {
      absl::StatusOr<FieldPath> path =
          ParsePath(entry.first.IsScalar() ? entry.first.Scalar() : "");
      if (!path.ok()) continue;
      Check check{.path = *std::move(path), .texts = {}, .list = entry.second.IsSequence()};
      if (!entry.second.IsNull()) {
        if (check.path.is_message()) {
          Add(absl::StrCat(check.path.text(), " is a message: check its fields"));
        }
        if (check.list == check.path.is_single()) {
          Add(absl::StrCat(check.path.text(), check.list ? " is no list" : " is a list"));
        }
        check.texts = CheckTexts(entry.second, check.path.text());
      }
      step_.expected.checks.push_back(std::move(check));
    }
  }

  std::vector<std::string> CheckTexts(const YAML::Node& value, const std::string& place) {
    if (value.IsScalar()) return {value.Scalar()};
    std::vector<std::string> texts;
    if (value.IsSequence()) {
      for (const YAML::Node& item : value) {
        if (item.IsScalar()) texts.push_back(item.Scalar());
      }
    }
    if (texts.size() != value.size() || value.IsMap()) {
      Add(absl::StrCat(place, " is compared with a value, a sequence of values or null"));
    }
    return texts;
  }

  void ReadRepeat() {
    if (!node_["repeat"]) return;
    const auto repeat = ParseInteger(Text("repeat"));
    if (!repeat || *repeat < 2 || *repeat > kRepeatMax) {
      return Add(absl::StrCat("repeat is between 2 and ", kRepeatMax));
    }
    step_.repeat = static_cast<int>(*repeat);
  }

  void Add(std::string_view problem) {
    const std::string row = step_.row.empty() ? "" : absl::StrCat(" (row ", step_.row, ")");
    problems_.push_back(absl::StrCat(step_.source, row, ": ", std::string(problem)));
  }

  const YAML::Node node_;
  const StepKind kind_;
  const std::string samples_;
  std::vector<std::string>& problems_;
  Step step_;
};

void AddVariablesIn(std::string_view text, std::set<std::string>& names) {
  const auto found = VariablesIn(text);
  if (found.ok()) names.insert(found->begin(), found->end());
}

void AddVariablesIn(const YAML::Node& node, std::set<std::string>& names) {
  if (node.IsScalar()) return AddVariablesIn(node.Scalar(), names);
  if (node.IsSequence()) {
    for (const YAML::Node& item : node) AddVariablesIn(item, names);
  } else if (node.IsMap()) {
    for (const auto& entry : node) AddVariablesIn(entry.second, names);
  }
}

}  // namespace

void ReadStep(const YAML::Node& node, StepKind kind, const std::string& file,
              const std::string& samples, std::vector<Step>& steps,
              std::vector<std::string>& problems) {
  StepReader reader(node, kind, file, samples, problems);
  const std::vector<Variables> items = reader.ReadItems();
  const Step step = reader.Read();
  for (const Variables& item : items) {
    Step& copy = steps.emplace_back(step);
    copy.locals = item;
    // What a reader sees and what a refusal tells can only hold what is known before playing.
    std::vector<std::string*> texts = {&copy.what};
    for (auto& [key, value] : copy.expected.metadata) texts.push_back(&value);
    for (std::string* text : texts) {
      absl::StatusOr<std::string> expanded = Expand(*text, item);
      if (expanded.ok()) {
        *text = *std::move(expanded);
      } else {
        problems.push_back(absl::StrCat(step.source, ": ", expanded.status().message()));
      }
    }
  }
}

bool CheckKeys(const YAML::Node& node, const std::set<std::string>& known, std::string_view where,
               std::vector<std::string>& problems) {
  const std::string place(where);
  if (!node.IsMap()) {
    problems.push_back(absl::StrCat(place, ": must be a mapping"));
    return false;
  }
  std::set<std::string> seen;
  for (const auto& entry : node) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
    if (!known.contains(key)) {
      problems.push_back(absl::StrCat(place, ": there is no \"", key, "\"; known are ",
                                      absl::StrJoin(known, ", ")));
    } else if (!seen.insert(key).second) {
      problems.push_back(absl::StrCat(place, ": ", key, " is given twice"));
    }
  }
  return true;
}

std::string TextAt(const YAML::Node& mapping, const char* key, std::string_view where,
                   std::vector<std::string>& problems) {
  const YAML::Node value = mapping[key];
  if (!value) return "";
  if (value.IsScalar()) return value.Scalar();
  problems.push_back(absl::StrCat(std::string(where), ": ", key, " is a single value"));
  return "";
}

std::vector<std::string> TextsAt(const YAML::Node& mapping, const char* key, std::string_view where,
                                 std::vector<std::string>& problems) {
  std::vector<std::string> texts;
  const YAML::Node list = mapping[key];
  if (!list) return texts;
  bool valid = list.IsSequence();
  for (const YAML::Node& item : list) {
    valid = valid && item.IsScalar();
    if (valid) texts.push_back(item.Scalar());
  }
  if (!valid) {
    problems.push_back(absl::StrCat(std::string(where), ": ", key, " is a sequence of values"));
  }
  return texts;
}

std::string Place(const std::string& file, const YAML::Node& node) {
  return absl::StrCat(file, " line ", node.Mark().line + 1);
}

std::set<std::string> VariablesOf(const Step& step) {
  std::set<std::string> names;
  if (step.request != nullptr) AddVariablesIn(*step.request, names);
  for (const Check& check : step.expected.checks) {
    for (const std::string& text : check.texts.value_or(std::vector<std::string>())) {
      AddVariablesIn(text, names);
    }
  }
  for (const auto& [name, value] : step.locals) names.erase(name);
  return names;
}

}  // namespace liandong::cli
