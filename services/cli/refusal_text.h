// What a refusal tells, read back from its details and printed.
#ifndef SERVICES_CLI_REFUSAL_TEXT_H_
#define SERVICES_CLI_REFUSAL_TEXT_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace liandong::cli {

struct Violation {
  // Of a gate its reason and the resource it looked at; of a field only where it is.
  std::string type;
  std::string subject;
  std::string text;
};

struct RefusalDetails {
  // Empty when the status is no refusal of a service of ours.
  std::string reason;
  std::map<std::string, std::string> metadata;
  std::string text_en;
  std::string text_zh;
  std::vector<Violation> gates;
  std::vector<Violation> fields;
};

RefusalDetails ReadDetails(const absl::Status& status);

// "FAILED_PRECONDITION" and the like, as gRPC spells codes.
std::string_view CodeText(absl::StatusCode code);

// Everything above, one item a line:
//   REFUSED GATES_CLOSED (FAILED_PRECONDITION)
//     EN: 2 gates are closed; see the list
//     ZH: 有2项前置条件未满足，详见清单
//     count: 2
//     gate FUNDS_SHORTFALL projects/P1: …
// The first line is "FAILED (<code>)" when no service of ours answered.
std::string Describe(const absl::Status& status);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_REFUSAL_TEXT_H_
