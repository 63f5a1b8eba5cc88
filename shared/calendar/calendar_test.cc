#include "shared/calendar/calendar.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/status/refusal.h"

namespace liandong {
namespace {

using ::liandong::testing::ShippedCalendar;
using ::testing::HasSubstr;

TEST(ShippedCalendar, KnowsEveryYearFrom2007To2026) {
  for (int year = 2007; year <= 2026; ++year) {
    EXPECT_TRUE(ShippedCalendar().IsPublished(year)) << year;
  }
  EXPECT_FALSE(ShippedCalendar().IsPublished(2006));
  EXPECT_FALSE(ShippedCalendar().IsPublished(2027));
}

// Days of the holiday regulation in force that year: 10 in 2007, 11 from 2008, 13 from 2025; one
// less where two festivals fall on one day, one more for the 2015 anniversary.
TEST(ShippedCalendar, CountsTheFestivalDaysOfTheRegulation) {
  for (int year = 2007; year <= 2026; ++year) {
    int festivals = 0;
    for (Date day(year, 1, 1); day <= Date(year, 12, 31); ++day) {
      festivals += ShippedCalendar().IsFestival(day);
    }
    int expected = year == 2007 ? 10 : year < 2025 ? 11 : 13;
    if (year == 2015) ++expected;
    if (year == 2009 || year == 2020) --expected;  // Mid-Autumn inside National Day
    EXPECT_EQ(festivals, expected) << year;
  }
}

TEST(ShippedCalendar, EveryMakeUpDayIsAWeekendDayAndPaysForAMovedRest) {
  for (int year = 2008; year <= 2026; ++year) {
    int worked = 0, moved = 0, festivals_on_weekends = 0;
    for (Date day(year - 1, 12, 25); day <= Date(year, 12, 24); ++day) {
      const bool weekend = absl::GetWeekday(day) == absl::Weekday::saturday ||
                           absl::GetWeekday(day) == absl::Weekday::sunday;
      const DayKind kind = ShippedCalendar().KindOf(day);
      if (kind == DayKind::kMakeUpWorkday) {
        EXPECT_TRUE(weekend) << FormatDate(day);
        ++worked;
      }
      moved += kind == DayKind::kMovedRest && !weekend;
      festivals_on_weekends += kind == DayKind::kFestival && weekend;
    }
    // Beyond the exchange: the second of two festivals on one day (2009), the epidemic's extension
    // of Spring Festival (2020).
    if (year == 2020) continue;
    EXPECT_EQ(moved, worked + festivals_on_weekends + (year == 2009)) << year;
  }
}

TEST(ShippedCalendar, ANoticeReachesIntoTheYearBefore) {
  EXPECT_TRUE(ShippedCalendar().IsWorkday(Date(2018, 12, 29)));  // Saturday
  EXPECT_EQ(ShippedCalendar().KindOf(Date(2018, 12, 29)), DayKind::kMakeUpWorkday);
  EXPECT_FALSE(ShippedCalendar().IsWorkday(Date(2018, 12, 31)));  // Monday
  EXPECT_EQ(ShippedCalendar().KindOf(Date(2018, 12, 31)), DayKind::kMovedRest);
}

TEST(ShippedCalendar, TellsTheKindsOfDaysApart) {
  const Calendar& calendar = ShippedCalendar();
  EXPECT_EQ(calendar.KindOf(Date(2026, 9, 24)), DayKind::kWorkday);
  EXPECT_EQ(calendar.KindOf(Date(2026, 9, 25)), DayKind::kFestival);
  EXPECT_EQ(calendar.KindOf(Date(2026, 9, 26)), DayKind::kMovedRest);
  EXPECT_EQ(calendar.KindOf(Date(2026, 9, 20)), DayKind::kMakeUpWorkday);
  EXPECT_EQ(calendar.KindOf(Date(2026, 9, 19)), DayKind::kWeekend);
  EXPECT_TRUE(calendar.IsStatutoryHoliday(Date(2026, 9, 25)));
  EXPECT_TRUE(calendar.IsStatutoryHoliday(Date(2026, 9, 26)));
  EXPECT_FALSE(calendar.IsStatutoryHoliday(Date(2026, 9, 19)));
  EXPECT_TRUE(calendar.IsFestival(Date(2026, 2, 16)));
  EXPECT_FALSE(calendar.IsFestival(Date(2026, 2, 15)));
  EXPECT_TRUE(calendar.IsMovedRest(Date(2026, 2, 15)));
  EXPECT_EQ(calendar.NameOf(Date(2025, 10, 6)).en, "Mid-Autumn Festival");
  EXPECT_EQ(calendar.NameOf(Date(2026, 2, 15)).zh, "春节");
  EXPECT_EQ(calendar.NameOf(Date(2026, 9, 19)).en, "Saturday");
  EXPECT_EQ(calendar.NameOf(Date(2026, 9, 20)).zh, "调休上班日");
}

TEST(ShippedCalendar, SettledDaysHaveTheirNotices) {
  const Calendar& calendar = ShippedCalendar();
  EXPECT_TRUE(calendar.IsSettled(Date(2026, 12, 24)));
  EXPECT_FALSE(calendar.IsSettled(Date(2026, 12, 25)));  // the notice for 2027 may move it
  EXPECT_TRUE(calendar.IsSettled(Date(2025, 12, 31)));
  EXPECT_FALSE(calendar.IsSettled(Date(2027, 3, 1)));
  EXPECT_FALSE(calendar.IsSettled(Date(2006, 6, 1)));
}

TEST(ShippedCalendar, AnUnpublishedYearStillHasItsFixedFestivals) {
  const Calendar& calendar = ShippedCalendar();
  EXPECT_TRUE(calendar.IsStatutoryHoliday(Date(2027, 1, 1)));
  EXPECT_EQ(calendar.NameOf(Date(2027, 1, 1)).en, "New Year's Day");
  EXPECT_TRUE(calendar.IsStatutoryHoliday(Date(2027, 10, 3)));
  EXPECT_FALSE(calendar.IsStatutoryHoliday(Date(2027, 2, 8)));
  EXPECT_TRUE(calendar.IsWorkday(Date(2027, 2, 8)));
  EXPECT_FALSE(calendar.IsSettled(Date(2027, 2, 8)));
}

TEST(Calendar, StepsOverRestDays) {
  const Calendar& calendar = ShippedCalendar();
  EXPECT_EQ(calendar.NextWorkday(Date(2026, 9, 30)), Date(2026, 10, 8));
  EXPECT_EQ(calendar.PreviousWorkday(Date(2026, 10, 8)), Date(2026, 9, 30));
  EXPECT_EQ(calendar.NextWorkday(Date(2026, 10, 9)), Date(2026, 10, 10));
  EXPECT_EQ(calendar.AddWorkdays(Date(2026, 9, 24), 5), Date(2026, 10, 9));
  EXPECT_EQ(calendar.AddWorkdays(Date(2026, 10, 3), 0), Date(2026, 10, 3));
}

TEST(Calendar, WorkdayStepsAreConsistentOnEveryDay) {
  const Calendar& calendar = ShippedCalendar();
  for (Date day(2007, 1, 1); day <= Date(2026, 12, 31); ++day) {
    const Date next = calendar.NextWorkday(day);
    ASSERT_TRUE(calendar.IsWorkday(next));
    ASSERT_GT(next, day);
    ASSERT_LE(next - day, 11) << FormatDate(day);
    if (calendar.IsWorkday(day)) ASSERT_EQ(calendar.PreviousWorkday(next), day);
  }
}

absl::StatusOr<Calendar> ParseYear(const std::string& year) {
  return Calendar::Parse(
      R"({"names": {"NATIONAL": ["National Day", "国庆节"]}, "fixed_festivals": [["NATIONAL", "10-01"]],
          "years": [)" +
      year + "]}");
}

TEST(CalendarParse, TakesTheSmallestFile) {
  auto calendar = ParseYear(
      R"({"year": 2026, "notices": ["n"], "rest": [["NATIONAL", "2026-10-01", "2026-10-03"]],
          "festivals": [["NATIONAL", "2026-10-01", "2026-10-01"]], "make_up_workdays": ["2026-10-04"]})");
  ASSERT_TRUE(calendar.ok()) << calendar.status();
  EXPECT_TRUE(calendar->IsFestival(Date(2026, 10, 1)));
  EXPECT_TRUE(calendar->IsMovedRest(Date(2026, 10, 2)));
  EXPECT_TRUE(calendar->IsWorkday(Date(2026, 10, 4)));
}

TEST(CalendarParse, ListsEveryProblemAtOnce) {
  auto calendar = ParseYear(
      R"({"year": 2026, "notices": [],
          "rest": [["NATIONAL", "2026-10-01", "2026-10-03"], ["SPRING", "2026-02-01", "2026-02-02"],
                   ["NATIONAL", "2026-10-09", "2026-10-08"], ["NATIONAL", "2027-10-01", "2027-10-01"]],
          "festivals": [["NATIONAL", "2026-10-05", "2026-10-05"]],
          "make_up_workdays": ["2026-10-06", "2026-02-30", "2026-10-03"]},
         {"year": 2026, "notices": ["n"], "rest": [], "festivals": [], "make_up_workdays": []})");
  EXPECT_EQ(calendar.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(calendar.status()), "HOLIDAY_DATA_INVALID");
  EXPECT_EQ(MetadataOf(calendar.status(), "count"), "10");
  const std::string problems = *MetadataOf(calendar.status(), "problems");
  for (const char* problem :
       {"2026: no notice named", "2026.rest: unknown festival SPRING",
        "2026.rest: 2026-10-09 does not begin a span", "2026.rest: 2027-10-01 is outside the year",
        "2026.festivals: 2026-10-05 is not a rest day",
        "2026.make_up_workdays: 2026-10-06 is no Saturday or Sunday",
        "2026.make_up_workdays: no such day: \"2026-02-30\"",
        "2026.make_up_workdays: 2026-10-03 is listed twice", "2026: listed twice"}) {
    EXPECT_THAT(problems, HasSubstr(problem));
  }
}

TEST(CalendarParse, RefusesWhatIsNoHolidayFile) {
  for (std::string_view text :
       {"", "[]", "{}", "{\"names\": 1, \"fixed_festivals\": 1, \"years\": 1}",
        R"({"names": {"A": "B"}, "fixed_festivals": [["A", "02-30"], 1], "years": [{}, 1]})"}) {
    EXPECT_EQ(ReasonOf(Calendar::Parse(text).status()), "HOLIDAY_DATA_INVALID") << text;
  }
}

}  // namespace
}  // namespace liandong
