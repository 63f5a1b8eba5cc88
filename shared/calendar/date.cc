#include "shared/calendar/date.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "shared/status/refusal.h"

namespace liandong {
namespace {

absl::TimeZone ChinaStandardTime() { return absl::FixedTimeZone(8 * 60 * 60); }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int DigitsToInt(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

absl::StatusOr<Date> ParseDate(std::string_view iso) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  bool shaped = iso.size() == kShape.size();
  for (size_t i = 0; shaped && i < kShape.size(); ++i) {
    shaped = kShape[i] == 'd' ? IsDigit(iso[i]) : iso[i] == kShape[i];
  }
  if (!shaped) return Refuse(kDateFormat);
  const int year = DigitsToInt(iso.substr(0, 4));
  const int month = DigitsToInt(iso.substr(5, 2));
  const int day = DigitsToInt(iso.substr(8, 2));
  const Date date(year, month, day);
  // CivilDay normalises 02-30 to 03-02: only a day that stays itself exists.
  if (year == 0 || date.month() != month || date.day() != day) return Refuse(kDateFormat);
  return date;
}

std::string FormatDate(Date date) {
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

std::string FormatDateChinese(Date date) {
  return absl::StrCat(date.year(), "年", date.month(), "月", date.day(), "日");
}

Date DateOf(absl::Time instant) { return absl::ToCivilDay(instant, ChinaStandardTime()); }

int MinuteOfDay(absl::Time instant) {
  const absl::CivilMinute minute = absl::ToCivilMinute(instant, ChinaStandardTime());
  return minute.hour() * 60 + minute.minute();
}

absl::Time TimeOf(Date date, int hour, int minute) {
  return absl::FromCivil(absl::CivilMinute(date.year(), date.month(), date.day(), hour, minute),
                         ChinaStandardTime());
}

Date AddMonths(Date date, int months) {
  const absl::CivilMonth month = absl::CivilMonth(date) + months;
  const Date month_end = Date(month + 1) - 1;
  return std::min(Date(month) + (date.day() - 1), month_end);
}

}  // namespace liandong
