#include "services/enforcement/actions/day_rules.h"

#include "absl/strings/str_format.h"
#include "services/enforcement/enforcement_reasons.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"

namespace liandong::enforcement {
namespace {

Metadata DayNamed(Date day, const Name& name) {
  return {{"day", FormatDate(day)}, {"name", name.en}, {"name_zh", name.zh}};
}

std::string Clock(rules::TimeOfDay time) {
  return absl::StrFormat("%02d:%02d", time.minute / 60, time.minute % 60);
}

absl::StatusOr<ClosedGates> Between(const Reason& reason, rules::TimeId from_id,
                                    rules::TimeId until_id, Date day, int minute,
                                    const rules::RuleSet& rules) {
  ASSIGN_OR_RETURN(auto from, rules.Get(from_id, day));
  ASSIGN_OR_RETURN(auto until, rules.Get(until_id, day));
  ClosedGates gates;
  if (minute < from.value.minute || minute >= until.value.minute) {
    gates.Close(reason, FormatDate(day),
                {{"from", Clock(from.value)}, {"until", Clock(until.value)}});
  }
  return gates;
}

}  // namespace

absl::StatusOr<ClosedGates> DayGates(Date day, const rules::RuleSet& rules,
                                     const Calendar& calendar) {
  ClosedGates gates;
  ASSIGN_OR_RETURN(auto weekend_blocked, rules.Get(rules::kWeekendBlocked, day));
  ASSIGN_OR_RETURN(auto blackout, rules.Get(rules::kBlackoutDays, day));
  if (calendar.IsStatutoryHoliday(day)) {
    gates.Close(kStatutoryHoliday, FormatDate(day), DayNamed(day, calendar.NameOf(day)));
  } else if (!calendar.IsSettled(day)) {
    gates.Close(kCalendarProvisional, FormatDate(day), {{"day", FormatDate(day)}});
  } else if (weekend_blocked.value && !calendar.IsWorkday(day)) {
    gates.Close(kWeekend, FormatDate(day), DayNamed(day, calendar.NameOf(day)));
  }
  if (const rules::DaySpan* span = blackout.value.Find(day)) {
    gates.Close(kBlackoutDay, FormatDate(day), DayNamed(day, span->name));
  }
  return gates;
}

absl::StatusOr<ClosedGates> HourGates(Date day, int minute, const rules::RuleSet& rules) {
  return Between(kNight, rules::kEnforcementFrom, rules::kEnforcementUntil, day, minute, rules);
}

absl::StatusOr<ClosedGates> VisitGates(Date day, int minute, const rules::RuleSet& rules) {
  return Between(kVisitHours, rules::kVisitFrom, rules::kVisitUntil, day, minute, rules);
}

}  // namespace liandong::enforcement
