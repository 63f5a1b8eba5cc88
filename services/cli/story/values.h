// Values between YAML, protobuf messages and text: the shared part of requests, checks and
// variables of a scenario.
#ifndef SERVICES_CLI_STORY_VALUES_H_
#define SERVICES_CLI_STORY_VALUES_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"

namespace liandong::cli {

// What a step saved from an answer: text, or a whole message.
struct Variable {
  std::string text;
  std::shared_ptr<const google::protobuf::Message> message;  // null for text
};
using Variables = std::map<std::string, Variable>;

// Names of the variables in `text`, written ${name}. INVALID_ARGUMENT on a "${" without its "}" or
// around anything but [A-Za-z0-9_]+.
absl::StatusOr<std::vector<std::string>> VariablesIn(std::string_view text);

// `text` with every ${name} replaced. INVALID_ARGUMENT naming what has not been saved.
absl::StatusOr<std::string> Expand(std::string_view text, const Variables& variables);

// The variable that `text` consists of, "${name}" and nothing else; null when it is anything else
// or not saved.
const Variable* WholeVariable(std::string_view text, const Variables& variables);

// Asia/Shanghai, where all business time is.
absl::TimeZone BusinessZone();

// "2026-02-28 09:00", "2026-02-28 09:00:30" (Asia/Shanghai) or RFC 3339. INVALID_ARGUMENT.
absl::StatusOr<absl::Time> ParseInstant(std::string_view text);
// The first of these forms.
std::string InstantText(absl::Time instant);

// Sets a google.type.Date ("2026-03-05") or google.protobuf.Timestamp from text; false for any
// other type. INVALID_ARGUMENT when the text is no such value.
absl::StatusOr<bool> SetFromText(std::string_view text, google::protobuf::Message& message);

// A google.type.Date or google.protobuf.Timestamp (RFC 3339, UTC) as text.
std::optional<std::string> MessageText(const google::protobuf::Message& message);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_STORY_VALUES_H_
