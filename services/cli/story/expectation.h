// What a step must be answered with, and whether it was.
#ifndef SERVICES_CLI_STORY_EXPECTATION_H_
#define SERVICES_CLI_STORY_EXPECTATION_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "services/cli/story/field_path.h"
#include "services/cli/story/values.h"

namespace liandong::cli {

// The value a place in the answer must have.
struct Check {
  FieldPath path;
  // Nothing: the place must not be set. May hold variables.
  std::optional<std::vector<std::string>> texts;
  // Written as a sequence: the whole list, in order.
  bool list = false;
};

struct Expectation {
  // Empty: OK.
  std::string reason;
  // Of a refusal: exactly these closed gates, exactly these wrong fields, at least this metadata.
  std::optional<std::set<std::string>> gates;
  std::optional<std::set<std::string>> fields;
  std::map<std::string, std::string> metadata;
  // Of an answer.
  std::vector<Check> checks;

  bool ok() const { return reason.empty(); }
};

// What is not as expected, one sentence each; nothing when all is. `response` is looked at only
// when `status` is OK.
std::vector<std::string> Compare(const Expectation& expected, const absl::Status& status,
                                 const google::protobuf::Message& response,
                                 const Variables& variables);

// What stands at `path`, kept for later steps. INVALID_ARGUMENT when there is nothing.
absl::StatusOr<Variable> Keep(const FieldPath& path, const google::protobuf::Message& response);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_STORY_EXPECTATION_H_
