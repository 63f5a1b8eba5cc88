#include "shared/calendar/calendar.h"

#include <array>

namespace liandong {
namespace {

bool IsWeekend(Date date) {
  const absl::Weekday day = absl::GetWeekday(date);
  return day == absl::Weekday::saturday || day == absl::Weekday::sunday;
}

Name WeekdayName(Date date) {
  constexpr std::array<std::string_view, 7> kEnglish = {
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  constexpr std::array<std::string_view, 7> kChinese = {"星期一", "星期二", "星期三", "星期四",
                                                        "星期五", "星期六", "星期日"};
  const auto index = static_cast<size_t>(absl::GetWeekday(date));
  return {std::string(kEnglish[index]), std::string(kChinese[index])};
}

int MonthDay(Date date) { return date.month() * 100 + date.day(); }

}  // namespace

DayKind Calendar::KindOf(Date date) const {
  if (auto found = days_.find(date); found != days_.end()) return found->second.kind;
  if (!IsPublished(static_cast<int>(date.year())) && fixed_.contains(MonthDay(date))) {
    return DayKind::kFestival;
  }
  return IsWeekend(date) ? DayKind::kWeekend : DayKind::kWorkday;
}

bool Calendar::IsWorkday(Date date) const {
  const DayKind kind = KindOf(date);
  return kind == DayKind::kWorkday || kind == DayKind::kMakeUpWorkday;
}

bool Calendar::IsSettled(Date date) const {
  const int year = static_cast<int>(date.year());
  if (!IsPublished(year)) return false;
  return date < Date(year, 12, kYearEndOpenFromDay) || IsPublished(year + 1);
}

Name Calendar::NameOf(Date date) const {
  switch (KindOf(date)) {
    case DayKind::kMakeUpWorkday:
      return {"make-up workday", "调休上班日"};
    case DayKind::kWorkday:
    case DayKind::kWeekend:
      return WeekdayName(date);
    case DayKind::kMovedRest:
    case DayKind::kFestival:
      break;
  }
  auto found = days_.find(date);
  return names_.at(found != days_.end() ? found->second.festival : fixed_.at(MonthDay(date)));
}

Date Calendar::NextWorkday(Date date) const {
  do ++date;
  while (!IsWorkday(date));
  return date;
}

Date Calendar::PreviousWorkday(Date date) const {
  do --date;
  while (!IsWorkday(date));
  return date;
}

Date Calendar::AddWorkdays(Date date, int n) const {
  for (; n > 0; --n) date = NextWorkday(date);
  return date;
}

}  // namespace liandong
