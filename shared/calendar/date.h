// Business dates. A date is a plain day of the civil calendar; it never carries a zone. Instants
// become dates in China Standard Time, a fixed +08:00 without summer time, so no zone database is
// needed.
#ifndef SHARED_CALENDAR_DATE_H_
#define SHARED_CALENDAR_DATE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "shared/status/reason.h"

namespace liandong {

// Adding n moves n calendar days; the difference of two dates is a number of days.
using Date = absl::CivilDay;

inline constexpr Reason kDateFormat{"DATE_FORMAT", absl::StatusCode::kInvalidArgument,
                                    "not an existing day written YYYY-MM-DD",
                                    "不是以YYYY-MM-DD书写的有效日期"};

// Reads exactly "YYYY-MM-DD", years 0001 to 9999. DATE_FORMAT otherwise.
absl::StatusOr<Date> ParseDate(std::string_view iso);

// "2026-04-27".
std::string FormatDate(Date date);
// "2026年4月27日".
std::string FormatDateChinese(Date date);

// The day, and the minute of that day (0 to 1439), an instant falls on in China.
Date DateOf(absl::Time instant);
int MinuteOfDay(absl::Time instant);

// The instant of a wall-clock time in China. 24:00 is the end of the day.
absl::Time TimeOf(Date date, int hour = 0, int minute = 0);

// The corresponding day `months` later (earlier when negative); the last day of the month when
// that month has no such day (民法典 202).
Date AddMonths(Date date, int months);

}  // namespace liandong

#endif  // SHARED_CALENDAR_DATE_H_
