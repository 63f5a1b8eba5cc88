// The value of one rule row, from JSON:
//   period  {"days": 30} | {"workdays": 10} | {"months": 6} | {"years": 1}; "rolls": false when a
//           last day on a rest day stays
//   number 200, bool true, time "08:00", choice "BASIC", texts ["431103"], numbers [12, 6]
//   steps   [[0, 1], [200000000, 2]], ascending from 0
//   days    [{"first": "2026-06-07", "last": "2026-06-10", "en": "...", "zh": "..."}]
#ifndef SHARED_RULES_VALUE_READER_H_
#define SHARED_RULES_VALUE_READER_H_

#include "absl/status/statusor.h"
#include "nlohmann/json_fwd.hpp"
#include "shared/rules/catalogue.h"
#include "shared/rules/rule_value.h"

namespace liandong::rules {

// INVALID_ARGUMENT, the message saying what was expected; the caller lists it with its row.
absl::StatusOr<Value> ReadValue(const Spec& spec, const nlohmann::json& json);

}  // namespace liandong::rules

#endif  // SHARED_RULES_VALUE_READER_H_
