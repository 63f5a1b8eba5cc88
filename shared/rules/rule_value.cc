#include "shared/rules/rule_value.h"

namespace liandong::rules {

int64_t Steps::At(int64_t quantity) const {
  int64_t value = steps.front().value;
  for (const Step& step : steps) {
    if (step.from <= quantity) value = step.value;
  }
  return value;
}

const DaySpan* DaySpans::Find(Date day) const {
  for (const DaySpan& span : spans) {
    if (span.first <= day && day <= span.last) return &span;
  }
  return nullptr;
}

}  // namespace liandong::rules
