#include "shared/rules/value_reader.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "shared/status/macros.h"

namespace liandong::rules {
namespace {

using Json = nlohmann::json;

absl::Status Expected(const std::string& what) {
  return absl::InvalidArgumentError(absl::StrCat("value must be ", what));
}

absl::StatusOr<int64_t> ReadBounded(const Spec& spec, const Json& json) {
  if (!json.is_number_integer() || json.get<int64_t>() < spec.min ||
      json.get<int64_t>() > spec.max) {
    return Expected(absl::StrCat("a whole number from ", spec.min, " to ", spec.max));
  }
  return json.get<int64_t>();
}

absl::StatusOr<Value> ReadPeriod(const Spec& spec, const Json& json) {
  constexpr std::pair<const char*, PeriodUnit> kUnits[] = {{"days", PeriodUnit::kCalendarDay},
                                                           {"workdays", PeriodUnit::kWorkday},
                                                           {"months", PeriodUnit::kMonth},
                                                           {"years", PeriodUnit::kYear}};
  const std::string shape = "a period of one unit: days, workdays, months or years";
  if (!json.is_object()) return Expected(shape);
  Period period;
  size_t members = 0;
  for (const auto& [key, unit] : kUnits) {
    if (!json.contains(key)) continue;
    ASSIGN_OR_RETURN(const int64_t length, ReadBounded(spec, json[key]));
    period.length = static_cast<int>(length);
    period.unit = unit;
    ++members;
  }
  if (members != 1) return Expected(shape);
  if (json.contains("rolls")) {
    if (!json["rolls"].is_boolean()) return Expected("true or false in rolls");
    period.last_day = json["rolls"].get<bool>() ? LastDay::kRolls : LastDay::kFixed;
    ++members;
  }
  if (members != json.size()) return Expected(shape);
  return period;
}

absl::StatusOr<Value> ReadTime(const Json& json) {
  const std::string text = json.is_string() ? json.get<std::string>() : std::string();
  const auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
    return Expected("a time HH:MM");
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute > 59 || hour * 60 + minute > 24 * 60) return Expected("a time HH:MM");
  return TimeOfDay{hour * 60 + minute};
}

absl::StatusOr<Value> ReadChoice(const Spec& spec, const Json& json) {
  const std::string word = json.is_string() ? json.get<std::string>() : std::string();
  if (std::find(spec.words.begin(), spec.words.end(), word) != spec.words.end()) {
    return Choice{word};
  }
  std::string what = "one of";
  for (std::string_view allowed : spec.words) what.append(" ").append(allowed);
  return Expected(what);
}

absl::StatusOr<Value> ReadTexts(const Json& json) {
  if (!json.is_array() || json.empty()) return Expected("a list of texts");
  std::vector<std::string> texts;
  for (const Json& item : json) {
    if (!item.is_string()) return Expected("a list of texts");
    texts.push_back(item);
  }
  return texts;
}

absl::StatusOr<Value> ReadInts(const Spec& spec, const Json& json) {
  if (!json.is_array() || json.empty()) return Expected("a list of numbers");
  std::vector<int64_t> numbers;
  for (const Json& item : json) {
    ASSIGN_OR_RETURN(numbers.emplace_back(), ReadBounded(spec, item));
  }
  return numbers;
}

absl::StatusOr<Value> ReadSteps(const Spec& spec, const Json& json) {
  const std::string shape = "steps [from, value], ascending, the first from 0";
  if (!json.is_array() || json.empty()) return Expected(shape);
  Steps steps;
  for (const Json& item : json) {
    if (!item.is_array() || item.size() != 2 || !item[0].is_number_integer()) {
      return Expected(shape);
    }
    ASSIGN_OR_RETURN(const int64_t value, ReadBounded(spec, item[1]));
    const int64_t from = item[0];
    const bool follows = steps.steps.empty() ? from == 0 : from > steps.steps.back().from;
    if (!follows) return Expected(shape);
    steps.steps.push_back({from, value});
  }
  return steps;
}

absl::StatusOr<Value> ReadDays(const Json& json) {
  const std::string shape = "a list of {first, last, en, zh}";
  if (!json.is_array()) return Expected(shape);
  DaySpans days;
  for (const Json& item : json) {
    for (const char* key : {"first", "last", "en", "zh"}) {
      if (!item.is_object() || !item.contains(key) || !item[key].is_string()) {
        return Expected(shape);
      }
    }
    auto first = ParseDate(item["first"].get<std::string>());
    auto last = ParseDate(item["last"].get<std::string>());
    if (!first.ok() || !last.ok() || *last < *first) return Expected(shape);
    days.spans.push_back({*first, *last, {item["en"], item["zh"]}});
  }
  return days;
}

}  // namespace

absl::StatusOr<Value> ReadValue(const Spec& spec, const Json& json) {
  switch (spec.kind) {
    case Kind::kPeriod:
      return ReadPeriod(spec, json);
    case Kind::kInt: {
      ASSIGN_OR_RETURN(const int64_t number, ReadBounded(spec, json));
      return number;
    }
    case Kind::kBool:
      if (!json.is_boolean()) return Expected("true or false");
      return json.get<bool>();
    case Kind::kTime:
      return ReadTime(json);
    case Kind::kChoice:
      return ReadChoice(spec, json);
    case Kind::kTexts:
      return ReadTexts(json);
    case Kind::kInts:
      return ReadInts(spec, json);
    case Kind::kSteps:
      return ReadSteps(spec, json);
    case Kind::kDays:
      return ReadDays(json);
  }
  return Expected("of a known kind");
}

}  // namespace liandong::rules
