// Reading and checking the holiday file; the calendar itself is in calendar.cc.
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "nlohmann/json.hpp"
#include "shared/calendar/calendar.h"
#include "shared/status/refusal.h"

namespace liandong {
namespace {

using Json = nlohmann::json;

// The member, or an empty value of no type that every check below reports as wrong.
const Json& Member(const Json& object, const char* key) {
  static const Json kNone;
  if (!object.is_object()) return kNone;
  auto found = object.find(key);
  return found == object.end() ? kNone : *found;
}

bool IsStrings(const Json& json, size_t count) {
  if (!json.is_array() || json.size() != count) return false;
  for (const Json& item : json) {
    if (!item.is_string()) return false;
  }
  return true;
}

bool IsWeekend(Date date) {
  const absl::Weekday day = absl::GetWeekday(date);
  return day == absl::Weekday::saturday || day == absl::Weekday::sunday;
}

}  // namespace

class HolidayFile {
 public:
  absl::StatusOr<Calendar> Read(std::string_view text) {
    const Json file = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!file.is_object()) {
      Problem("", "not a JSON object");
    } else {
      ReadNames(Member(file, "names"));
      ReadFixed(Member(file, "fixed_festivals"));
      ReadYears(Member(file, "years"));
    }
    if (problems_.empty()) return std::move(calendar_);
    return Refuse(kHolidayDataInvalid, {{"count", std::to_string(problems_.size())},
                                        {"problems", absl::StrJoin(problems_, "; ")}});
  }

 private:
  void Problem(const std::string& where, const std::string& what) {
    problems_.push_back(where.empty() ? what : absl::StrCat(where, ": ", what));
  }

  void ReadNames(const Json& names) {
    if (!names.is_object()) return Problem("names", "missing");
    for (const auto& [key, value] : names.items()) {
      if (IsStrings(value, 2)) {
        calendar_.names_[key] = {value[0], value[1]};
      } else {
        Problem(absl::StrCat("names.", key), "expected [English, Chinese]");
      }
    }
  }

  bool IsKnownFestival(const std::string& where, const std::string& festival) {
    if (calendar_.names_.contains(festival)) return true;
    Problem(where, absl::StrCat("unknown festival ", festival));
    return false;
  }

  void ReadFixed(const Json& fixed) {
    if (!fixed.is_array()) return Problem("fixed_festivals", "missing");
    for (const Json& item : fixed) {
      if (!IsStrings(item, 2)) {
        Problem("fixed_festivals", "expected [festival, MM-DD]");
        continue;
      }
      const std::string festival = item[0], day = item[1];
      auto date = ParseDate(absl::StrCat("2000-", day));
      if (!date.ok()) Problem("fixed_festivals", absl::StrCat("no such day: ", day));
      if (IsKnownFestival("fixed_festivals", festival) && date.ok()) {
        calendar_.fixed_[date->month() * 100 + date->day()] = festival;
      }
    }
  }

  void ReadYears(const Json& years) {
    if (!years.is_array()) return Problem("years", "missing");
    for (const Json& entry : years) {
      const Json& year = Member(entry, "year");
      if (!year.is_number_integer()) {
        Problem("years", "an entry without a year");
        continue;
      }
      where_ = year.dump();
      year_ = year.get<int>();
      if (!calendar_.published_.insert(year_).second) Problem(where_, "listed twice");
      const Json& notices = Member(entry, "notices");
      if (!notices.is_array() || notices.empty()) Problem(where_, "no notice named");
      ReadSpans(Member(entry, "rest"), "rest", DayKind::kMovedRest);
      ReadSpans(Member(entry, "festivals"), "festivals", DayKind::kFestival);
      ReadMakeUpDays(Member(entry, "make_up_workdays"));
    }
  }

  void ReadSpans(const Json& spans, const char* key, DayKind kind) {
    const std::string where = absl::StrCat(where_, ".", key);
    if (!spans.is_array()) return Problem(where, "missing");
    for (const Json& span : spans) {
      if (!IsStrings(span, 3)) {
        Problem(where, "expected [festival, first day, last day]");
        continue;
      }
      const std::string festival = span[0];
      auto first = Day(where, span[1]);
      auto last = Day(where, span[2]);
      if (!IsKnownFestival(where, festival) || !first || !last) continue;
      if (*last < *first || *last - *first > kSpanDaysMax) {
        Problem(where, absl::StrCat(FormatDate(*first), " does not begin a span"));
        continue;
      }
      for (Date day = *first; day <= *last; ++day) Put(where, day, kind, festival);
    }
  }

  void ReadMakeUpDays(const Json& days) {
    const std::string where = absl::StrCat(where_, ".make_up_workdays");
    if (!days.is_array()) return Problem(where, "missing");
    for (const Json& item : days) {
      auto day = Day(where, item);
      if (!day) continue;
      if (!IsWeekend(*day)) {
        Problem(where, absl::StrCat(FormatDate(*day), " is no Saturday or Sunday"));
      }
      Put(where, *day, DayKind::kMakeUpWorkday, "");
    }
  }

  std::optional<Date> Day(const std::string& where, const Json& json) {
    auto date = ParseDate(json.is_string() ? json.get<std::string>() : std::string());
    if (!date.ok()) {
      Problem(where, absl::StrCat("no such day: ", json.dump()));
      return std::nullopt;
    }
    // A notice governs its own year and, for New Year, the end of the one before.
    if (date->year() == year_ ||
        (date->year() == year_ - 1 && *date >= Date(year_ - 1, 12, Calendar::kYearEndOpenFromDay)))
      return *date;
    Problem(where, absl::StrCat(FormatDate(*date), " is outside the year"));
    return std::nullopt;
  }

  void Put(const std::string& where, Date day, DayKind kind, const std::string& festival) {
    auto [found, added] = calendar_.days_.try_emplace(day, Calendar::Entry{kind, festival});
    if (kind == DayKind::kFestival) {
      // A festival is always inside its rest span, which is read first.
      if (added) return Problem(where, absl::StrCat(FormatDate(day), " is not a rest day"));
      if (found->second.kind == DayKind::kMovedRest) {
        found->second = {kind, festival};
        return;
      }
      // Two festivals may fall on one day (2009-10-03, 2020-10-01); the first gives the name.
      if (found->second.kind == kind && found->second.festival != festival) return;
    }
    if (!added) Problem(where, absl::StrCat(FormatDate(day), " is listed twice"));
  }

  static constexpr int kSpanDaysMax = 30;

  Calendar calendar_;
  std::vector<std::string> problems_;
  std::string where_;
  int year_ = 0;
};

absl::StatusOr<Calendar> Calendar::Parse(std::string_view json) { return HolidayFile().Read(json); }

}  // namespace liandong
