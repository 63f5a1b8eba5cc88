// What the value of a rule can be.
#ifndef SHARED_RULES_RULE_VALUE_H_
#define SHARED_RULES_RULE_VALUE_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "shared/calendar/calendar.h"
#include "shared/calendar/date.h"
#include "shared/calendar/deadline.h"

namespace liandong::rules {

// A wall-clock time of the day in China, "08:00"; 24:00 is the end of the day.
struct TimeOfDay {
  int minute = 0;  // 0 to 1440, comparable with MinuteOfDay()
  friend bool operator==(const TimeOfDay&, const TimeOfDay&) = default;
};

// A step function: `value` holds from `from` up to the next step.
struct Step {
  int64_t from = 0;
  int64_t value = 0;
  friend bool operator==(const Step&, const Step&) = default;
};
struct Steps {
  std::vector<Step> steps;  // ascending, the first from 0
  int64_t At(int64_t quantity) const;
  friend bool operator==(const Steps&, const Steps&) = default;
};

// Named spans of days, both ends included.
struct DaySpan {
  Date first;
  Date last;
  Name name;
};
struct DaySpans {
  std::vector<DaySpan> spans;
  // The span that holds `day`; nullptr when none does.
  const DaySpan* Find(Date day) const;
};

// One word of the set the catalogue allows for the rule.
struct Choice {
  std::string word;
  friend bool operator==(const Choice&, const Choice&) = default;
};

using Value = std::variant<Period, int64_t, bool, TimeOfDay, Choice, std::vector<std::string>,
                           std::vector<int64_t>, Steps, DaySpans>;

}  // namespace liandong::rules

#endif  // SHARED_RULES_RULE_VALUE_H_
