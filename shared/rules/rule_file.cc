// Reading and checking a rule file; looking rules up is in rule_set.cc.
#include <algorithm>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "nlohmann/json.hpp"
#include "shared/rules/rule_set.h"
#include "shared/rules/value_reader.h"
#include "shared/status/refusal.h"

namespace liandong::rules {
namespace {

using Json = nlohmann::json;

const Json& Member(const Json& object, const char* key) {
  static const Json kNone;
  if (!object.is_object()) return kNone;
  auto found = object.find(key);
  return found == object.end() ? kNone : *found;
}

// The text of a member; empty when it is absent or no text.
std::string Text(const Json& object, const char* key) {
  const Json& member = Member(object, key);
  return member.is_string() ? member.get<std::string>() : std::string();
}

}  // namespace

class RuleFile {
 public:
  absl::StatusOr<RuleSet> Read(std::string_view text) {
    const Json file = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!file.is_object()) {
      Problem("file", "not a JSON object");
    } else {
      ReadHead(file);
      ReadLaws(Member(file, "laws"));
      ReadRules(Member(file, "rules"));
      CheckComplete();
      CheckOverlaps();
    }
    if (problems_.empty()) {
      return RuleSet(std::make_shared<const RuleSet::Data>(std::move(data_)), kStrictProfile);
    }
    return Refuse(kRuleDataInvalid, {{"count", std::to_string(problems_.size())},
                                     {"problems", absl::StrJoin(problems_, "; ")}});
  }

 private:
  void Problem(const std::string& where, const std::string& what) {
    problems_.push_back(absl::StrCat(where, ": ", what));
  }

  void ReadHead(const Json& file) {
    data_.version = Text(file, "version");
    if (data_.version.empty()) Problem("version", "missing");
    const Json& profiles = Member(file, "profiles");
    if (profiles.is_array()) {
      for (const Json& profile : profiles) {
        if (profile.is_string()) data_.profiles.push_back(profile);
      }
    }
    if (!HasProfile(std::string(kStrictProfile))) Problem("profiles", "strict is missing");
  }

  bool HasProfile(const std::string& profile) const {
    return std::find(data_.profiles.begin(), data_.profiles.end(), profile) != data_.profiles.end();
  }

  void ReadLaws(const Json& laws) {
    if (!laws.is_object()) return Problem("laws", "missing");
    for (const auto& [id, law] : laws.items()) {
      Name name{Text(law, "en"), Text(law, "zh")};
      if (name.en.empty() || name.zh.empty()) {
        Problem(absl::StrCat("laws.", id), "needs the titles en and zh");
      }
      const Json& whole = Member(law, "cite_whole");
      laws_[id] = {std::move(name), whole.is_boolean() && whole.get<bool>()};
    }
  }

  void ReadRules(const Json& rules) {
    if (!rules.is_array()) return Problem("rules", "missing");
    for (size_t i = 0; i < rules.size(); ++i) ReadRule(rules[i], i);
  }

  void ReadRule(const Json& row, size_t index) {
    Rule rule;
    rule.id = Text(row, "id");
    const std::string where = absl::StrCat("rules[", index, "] ", rule.id);
    const Spec* spec = FindSpec(rule.id);
    if (spec == nullptr) return Problem(where, "unknown rule");

    rule.profile = row.contains("profile") ? Text(row, "profile") : std::string(kStrictProfile);
    if (!HasProfile(rule.profile)) Problem(where, "unknown profile");
    rule.unit = Text(row, "unit");
    if (rule.unit != spec->unit) {
      Problem(where, absl::StrCat("unit must be '", std::string(spec->unit), "'"));
    }
    ReadSource(row, where, rule);
    ReadValidity(row, where, rule);
    auto value = ReadValue(*spec, Member(row, "value"));
    if (!value.ok()) return Problem(where, std::string(value.status().message()));
    rule.value = *std::move(value);
    data_.rules.push_back(std::move(rule));
  }

  void ReadSource(const Json& row, const std::string& where, Rule& rule) {
    rule.law_id = Text(row, "law");
    auto law = laws_.find(rule.law_id);
    if (law == laws_.end()) return Problem(where, "unknown law");
    rule.source = {law->second.name, Text(row, "article")};
    if (rule.source.article.empty() != law->second.cite_whole) {
      Problem(where, law->second.cite_whole ? "the law is cited as a whole" : "no article");
    }
  }

  void ReadValidity(const Json& row, const std::string& where, Rule& rule) {
    if (auto from = ParseDate(Text(row, "valid_from")); from.ok()) {
      rule.valid_from = *from;
    } else {
      Problem(where, "valid_from is no date");
    }
    if (!row.contains("valid_to")) return;
    if (auto to = ParseDate(Text(row, "valid_to")); to.ok()) {
      rule.valid_to = *to;
      if (*to < rule.valid_from) Problem(where, "valid_to before valid_from");
    } else {
      Problem(where, "valid_to is no date");
    }
  }

  static const Spec* FindSpec(const std::string& id) {
    for (const Spec& spec : Catalogue()) {
      if (spec.id == id) return &spec;
    }
    return nullptr;
  }

  void CheckComplete() {
    absl::flat_hash_set<std::string_view> present;
    for (const Rule& rule : data_.rules) {
      if (rule.profile == kStrictProfile) present.insert(rule.id);
    }
    for (const Spec& spec : Catalogue()) {
      if (!present.contains(spec.id)) Problem(std::string(spec.id), "missing");
    }
  }

  void CheckOverlaps() {
    const auto key = [](const Rule& rule) {
      return std::tie(rule.profile, rule.id, rule.valid_from);
    };
    std::sort(data_.rules.begin(), data_.rules.end(),
              [&](const Rule& a, const Rule& b) { return key(a) < key(b); });
    for (size_t i = 1; i < data_.rules.size(); ++i) {
      const Rule& before = data_.rules[i - 1];
      const Rule& after = data_.rules[i];
      if (before.id != after.id || before.profile != after.profile) continue;
      if (!before.valid_to || *before.valid_to >= after.valid_from) {
        Problem(after.id, absl::StrCat("two values on ", FormatDate(after.valid_from)));
      }
    }
  }

  struct Law {
    Name name;
    bool cite_whole;  // without article numbers
  };

  RuleSet::Data data_;
  absl::flat_hash_map<std::string, Law> laws_;
  std::vector<std::string> problems_;
};

absl::StatusOr<RuleSet> RuleSet::Parse(std::string_view json) { return RuleFile().Read(json); }

}  // namespace liandong::rules
