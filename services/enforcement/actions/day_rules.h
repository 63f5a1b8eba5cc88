// On which days and at which hours nobody may be enforced against (行政强制法 43). Pure.
#ifndef SERVICES_ENFORCEMENT_ACTIONS_DAY_RULES_H_
#define SERVICES_ENFORCEMENT_ACTIONS_DAY_RULES_H_

#include "absl/status/statusor.h"
#include "services/enforcement/closed_gates.h"
#include "shared/calendar/calendar.h"
#include "shared/rules/rule_set.h"

namespace liandong::enforcement {

// One of STATUTORY_HOLIDAY (also a fixed festival of a year not published yet),
// CALENDAR_PROVISIONAL, WEEKEND (rule WEEKEND_BLOCKED); and BLACKOUT_DAY (rule BLACKOUT_DAYS).
absl::StatusOr<ClosedGates> DayGates(Date day, const rules::RuleSet& rules,
                                     const Calendar& calendar);

// NIGHT outside ENFORCEMENT_FROM to ENFORCEMENT_UNTIL. `minute` of the day, 0 to 1439.
absl::StatusOr<ClosedGates> HourGates(Date day, int minute, const rules::RuleSet& rules);

// VISIT_HOURS outside VISIT_FROM to VISIT_UNTIL.
absl::StatusOr<ClosedGates> VisitGates(Date day, int minute, const rules::RuleSet& rules);

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_ACTIONS_DAY_RULES_H_
