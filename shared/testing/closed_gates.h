// What a refusal tells: its closed gates, and its words in both languages.
#ifndef SHARED_TESTING_CLOSED_GATES_H_
#define SHARED_TESTING_CLOSED_GATES_H_

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "shared/testing/status_matchers.h"

namespace liandong::testing {

// A detail of the refusal; empty when it has none of this type.
template <class Detail>
Detail DetailOf(const absl::Status& refusal) {
  Detail detail;
  const auto payload = refusal.GetPayload(
      absl::StrCat("type.googleapis.com/", std::string(Detail::descriptor()->full_name())));
  if (payload) EXPECT_TRUE(detail.ParseFromString(std::string(*payload)));
  return detail;
}

// The reasons of the closed gates, in the order of their names.
inline std::vector<std::string> ClosedGatesOf(const absl::Status& refusal) {
  std::vector<std::string> reasons;
  const auto failure = DetailOf<google::rpc::PreconditionFailure>(refusal);
  for (const auto& gate : failure.violations()) {
    reasons.push_back(gate.type());
  }
  std::sort(reasons.begin(), reasons.end());
  return reasons;
}

// What is wrong with the words of a refusal: each text is there, and every place in it filled in.
inline std::string WordsAmissIn(const absl::Status& refusal) {
  const auto chinese = DetailOf<google::rpc::LocalizedMessage>(refusal);
  const auto failure = DetailOf<google::rpc::PreconditionFailure>(refusal);
  if (chinese.locale() != "zh-CN" || chinese.message().empty()) return "no Chinese text";
  std::vector<std::string> texts = {std::string(refusal.message()), chinese.message()};
  for (const auto& gate : failure.violations()) {
    texts.push_back(gate.description());
    if (gate.subject().empty()) return absl::StrCat("no subject of ", gate.type());
  }
  for (const std::string& text : texts) {
    if (text.empty()) return "an empty text";
    if (text.find('{') != std::string::npos) return absl::StrCat("a place left open in: ", text);
  }
  return "";
}

// Refused because exactly these gates are closed, by name; a gate listed twice is closed for two
// subjects. One gate refuses with its own reason, several with GATES_CLOSED and their number.
MATCHER_P(ClosesExactly, names, "closes exactly " + absl::StrJoin(names, ", ")) {
  const absl::Status& status = StatusOf(arg);
  std::vector<std::string> expected(names.begin(), names.end());
  std::sort(expected.begin(), expected.end());
  const std::vector<std::string> closed = ClosedGatesOf(status);
  *result_listener << "code " << absl::StatusCodeToString(status.code()) << ", reason "
                   << ReasonOf(status) << ", closed " << absl::StrJoin(closed, ", ");
  if (status.ok() || closed != expected) return false;
  const std::string reason = closed.size() == 1 ? closed[0] : "GATES_CLOSED";
  if (ReasonOf(status) != reason) return false;
  if (closed.size() > 1 && MetadataOf(status, "count") != std::to_string(closed.size())) {
    return false;
  }
  const std::string amiss = WordsAmissIn(status);
  *result_listener << ", " << amiss;
  return amiss.empty();
}

using Names = std::vector<std::string>;

}  // namespace liandong::testing

#endif  // SHARED_TESTING_CLOSED_GATES_H_
