#include "services/cli/story/expectation.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/refusal_text.h"
#include "services/cli/story/yaml_message.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

using google::protobuf::Message;

std::string Outcome(std::string_view reason) {
  return reason.empty() ? "OK" : absl::StrCat("REFUSED ", std::string(reason));
}

// 7_946_600_00 is 794660000, and two spellings of an instant are one.
bool SameValue(const FieldPath& path, const std::string& expected, const std::string& found) {
  if (expected == found) return true;
  if (path.is_instant()) {
    const auto a = ParseInstant(expected);
    const auto b = ParseInstant(found);
    return a.ok() && b.ok() && *a == *b;
  }
  const auto a = ParseInteger(expected);
  return a.has_value() && path.is_integer() && a == ParseInteger(found);
}

std::string Texts(const std::vector<std::string>& texts, bool list) {
  const std::string joined = absl::StrJoin(texts, ", ");
  return list ? absl::StrCat("[", joined, "]") : joined;
}

absl::Status CompareValue(const Check& check, const Message& response, const Variables& variables) {
  ASSIGN_OR_RETURN(const Found found, check.path.Read(response));
  const std::string& place = check.path.text();
  if (!check.texts.has_value()) {
    if (!found.set) return absl::OkStatus();
    return absl::FailedPreconditionError(absl::StrCat(place, " is set"));
  }
  if (!found.set) return absl::FailedPreconditionError(absl::StrCat(place, " is not set"));
  std::vector<std::string> expected;
  for (const std::string& text : *check.texts) {
    ASSIGN_OR_RETURN(expected.emplace_back(), Expand(text, variables));
  }
  bool same = expected.size() == found.texts.size();
  for (size_t i = 0; same && i < expected.size(); ++i) {
    same = SameValue(check.path, expected[i], found.texts[i]);
  }
  if (same) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(place, " is ", Texts(found.texts, found.list),
                                                    ", expected ", Texts(expected, check.list)));
}

void CompareSets(std::string_view what, const std::set<std::string>& expected,
                 const std::set<std::string>& listed, std::vector<std::string>& problems) {
  if (expected == listed) return;
  problems.push_back(absl::StrCat(std::string(what), " listed: ", absl::StrJoin(listed, ", "),
                                  "; expected: ", absl::StrJoin(expected, ", ")));
}

void CompareRefusal(const Expectation& expected, const RefusalDetails& details,
                    std::vector<std::string>& problems) {
  if (expected.gates.has_value()) {
    std::set<std::string> types;
    for (const Violation& gate : details.gates) types.insert(gate.type);
    CompareSets("closed gates", *expected.gates, types, problems);
  }
  if (expected.fields.has_value()) {
    std::set<std::string> places;
    for (const Violation& field : details.fields) places.insert(field.subject);
    CompareSets("wrong fields", *expected.fields, places, problems);
  }
  for (const auto& [key, value] : expected.metadata) {
    const auto found = details.metadata.find(key);
    if (found == details.metadata.end()) {
      problems.push_back(absl::StrCat("the refusal has no ", key, ", expected ", value));
    } else if (found->second != value) {
      problems.push_back(
          absl::StrCat("the refusal's ", key, " is ", found->second, ", expected ", value));
    }
  }
}

}  // namespace

std::vector<std::string> Compare(const Expectation& expected, const absl::Status& status,
                                 const Message& response, const Variables& variables) {
  std::vector<std::string> problems;
  if (status.ok()) {
    if (!expected.ok()) {
      problems.push_back(absl::StrCat("expected ", Outcome(expected.reason), ", answered OK"));
      return problems;
    }
    for (const Check& check : expected.checks) {
      const absl::Status compared = CompareValue(check, response, variables);
      if (!compared.ok()) problems.emplace_back(compared.message());
    }
    return problems;
  }
  const RefusalDetails details = ReadDetails(status);
  if (expected.ok() || details.reason != expected.reason) {
    problems.push_back(absl::StrCat("expected ", Outcome(expected.reason)));
    return problems;
  }
  CompareRefusal(expected, details, problems);
  return problems;
}

absl::StatusOr<Variable> Keep(const FieldPath& path, const Message& response) {
  ASSIGN_OR_RETURN(const Found found, path.Read(response));
  if (!found.set) {
    return absl::InvalidArgumentError(absl::StrCat(path.text(), " is not set: nothing to save"));
  }
  if (found.message == nullptr) return Variable{found.texts[0], nullptr};
  std::shared_ptr<Message> copy(found.message->New());
  copy->CopyFrom(*found.message);
  return Variable{"", std::move(copy)};
}

}  // namespace liandong::cli
