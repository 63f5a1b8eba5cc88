// Deadlines: from a start day and a legal period to the day something is due.
//
// Counting follows the Civil Code (民法典 201–203): the start day is not counted; months and years
// end on the corresponding day, or the month's last; a last day that is a rest day moves to the
// next workday. Two days come out. `legal_due` is the last day on which the act is in time.
// `safe_due` is the day an office should plan on: the last workday of the period (the roll, when
// the period has no workday at all).
#ifndef SHARED_CALENDAR_DEADLINE_H_
#define SHARED_CALENDAR_DEADLINE_H_

#include <string>

#include "shared/calendar/calendar.h"
#include "shared/calendar/date.h"

namespace liandong {

enum class PeriodUnit { kCalendarDay, kWorkday, kMonth, kYear };

// Whether a last day on a rest day moves. Periods within which somebody may act do; spans with a
// fixed length, such as "at least 15 full days" or "at most one year", do not.
enum class LastDay { kRolls, kFixed };

struct Period {
  int length = 0;  // >= 0
  PeriodUnit unit = PeriodUnit::kCalendarDay;
  LastDay last_day = LastDay::kRolls;

  friend bool operator==(const Period&, const Period&) = default;
};

// Where a number comes from.
struct Citation {
  Name law;
  std::string article;  // "54, 69"; empty when cited as a whole
};

struct Deadline {
  Date start;  // the triggering day, not counted
  Period period;
  Citation source;

  Date raw_end;       // last day of the period before any roll
  bool rest_end;      // raw_end is a rest day
  Name raw_end_name;  // its name: "Sunday", "Spring Festival"
  Date legal_due;
  Date safe_due;
  // A day this result rests on belongs to a year whose holidays are not published: compute again
  // when they are.
  bool provisional = false;

  bool rolled() const { return legal_due != raw_end; }
  // The act is still in time on this day.
  bool Allows(Date day) const { return day <= legal_due; }
  // The first day on which the whole period has passed.
  Date first_day_after() const { return legal_due + 1; }
};

Deadline ComputeDeadline(const Calendar& calendar, Date start, Period period, Citation source = {});

// The deadline in words: source, start, counting, the reason of a roll, the day to plan on.
Name Explain(const Deadline& deadline);

}  // namespace liandong

#endif  // SHARED_CALENDAR_DEADLINE_H_
