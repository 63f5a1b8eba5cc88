// Requests as a scenario writes them: YAML read into a protobuf message, guided by its contract.
//
//   message          a mapping of its field names
//   repeated, map    a sequence; a mapping
//   integer          400, 650_000_000 (digits may be grouped)
//   bool, enum       true; NAME_OF_VALUE, or a number to send what has no name
//   string, bytes    any scalar, as it is written
//   google.type.Date                  2026-03-05; or a mapping, for a day that does not exist
//   google.protobuf.Timestamp         2026-02-28 09:00 (Asia/Shanghai), or RFC 3339
//   any field        null leaves it unset; ${name} puts in what an earlier step saved
#ifndef SERVICES_CLI_STORY_YAML_MESSAGE_H_
#define SERVICES_CLI_STORY_YAML_MESSAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "services/cli/story/values.h"
#include "yaml-cpp/yaml.h"

namespace liandong::cli {

// Adds what `node` holds to `message` and returns what is wrong with it, each as
// "line 12: lines[0].purpose: …". With `variables` null only the form is judged: what depends on a
// variable is left out.
std::vector<std::string> ReadMessage(const YAML::Node& node, const Variables* variables,
                                     google::protobuf::Message& message);

// Sets the string or bytes field at `path` ("content", "attachment.data"), through messages that
// are not repeated. INVALID_ARGUMENT.
absl::Status SetText(std::string_view path, std::string value, google::protobuf::Message& message);

// The integer that `text` writes, with or without grouped digits. Nothing when it is none.
std::optional<int64_t> ParseInteger(std::string_view text);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_STORY_YAML_MESSAGE_H_
