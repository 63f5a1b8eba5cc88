// The working calendar (工作日历): which days are worked, which are rest days, and why.
//
// The data are the yearly notices of the State Council Office, which move rest days and name
// make-up workdays (调休上班). A year without a notice is computed from weekends and the festivals
// with fixed dates, and every answer that rests on it is unsettled.
#ifndef SHARED_CALENDAR_CALENDAR_H_
#define SHARED_CALENDAR_CALENDAR_H_

#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "shared/calendar/date.h"
#include "shared/status/reason.h"

namespace liandong {

enum class DayKind {
  kWorkday,        // Monday to Friday, not moved
  kMakeUpWorkday,  // a Saturday or Sunday that is worked
  kWeekend,        // a Saturday or Sunday outside a holiday
  kMovedRest,      // a rest day of a holiday that is not the festival itself
  kFestival,       // a festival day of the holiday regulation (法定节日)
};

// A name in both languages.
struct Name {
  std::string en;
  std::string zh;
};

inline constexpr Reason kHolidayDataInvalid{
    "HOLIDAY_DATA_INVALID", absl::StatusCode::kInvalidArgument,
    "holiday data: {count} problems: {problems}", "节假日数据有{count}处错误：{problems}"};

// Immutable, safe to share between threads.
class Calendar {
 public:
  // Reads the holiday file. HOLIDAY_DATA_INVALID names every problem at once.
  static absl::StatusOr<Calendar> Parse(std::string_view json);

  DayKind KindOf(Date date) const;
  bool IsWorkday(Date date) const;
  bool IsFestival(Date date) const { return KindOf(date) == DayKind::kFestival; }
  bool IsMovedRest(Date date) const { return KindOf(date) == DayKind::kMovedRest; }
  // Statutory holiday (法定节假日): the festival or a rest day joined to it by notice. Both bar
  // enforcement (行政强制法 43). Plain weekends are not statutory holidays.
  bool IsStatutoryHoliday(Date date) const { return IsFestival(date) || IsMovedRest(date); }

  // Whether the notices that decide this day are out. The last days of December also wait for the
  // next year's notice, which may move them.
  bool IsSettled(Date date) const;
  bool IsPublished(int year) const { return published_.contains(year); }

  // "National Day", "Saturday", "make-up workday"; the weekday's name for a plain workday.
  Name NameOf(Date date) const;

  // Strictly after, strictly before `date`.
  Date NextWorkday(Date date) const;
  Date PreviousWorkday(Date date) const;
  // The nth workday after `date`, `date` itself not counted; n >= 0, and 0 is `date`.
  Date AddWorkdays(Date date, int n) const;

  // The next year's notice may still move days from this one on: New Year's make-up days lie in
  // the week before.
  static constexpr int kYearEndOpenFromDay = 25;

 private:
  friend class HolidayFile;
  struct Entry {
    DayKind kind;
    std::string festival;  // key of names_
  };
  Calendar() = default;

  absl::flat_hash_map<Date, Entry> days_;
  absl::flat_hash_set<int> published_;
  absl::flat_hash_map<std::string, Name> names_;
  absl::flat_hash_map<int, std::string> fixed_;  // month * 100 + day -> festival
};

}  // namespace liandong

#endif  // SHARED_CALENDAR_CALENDAR_H_
