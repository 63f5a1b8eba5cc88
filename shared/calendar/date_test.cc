#include "shared/calendar/date.h"

#include "gtest/gtest.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/refusal.h"

namespace liandong {
namespace {

TEST(ParseDate, ReadsWhatFormatDateWrites) {
  for (Date date : {Date(2026, 4, 27), Date(2024, 2, 29), Date(1, 1, 1), Date(9999, 12, 31)}) {
    auto parsed = ParseDate(FormatDate(date));
    ASSERT_TRUE(parsed.ok()) << FormatDate(date);
    EXPECT_EQ(*parsed, date);
  }
}

TEST(ParseDate, RefusesEverythingElse) {
  for (std::string_view text :
       {"", "2026-4-27", "2026-04-27 ", " 2026-04-27", "2026/04/27", "20260427", "2026-02-29",
        "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01", "+026-01-01", "2026-04-2x"}) {
    auto parsed = ParseDate(text);
    EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_EQ(ReasonOf(parsed.status()), "DATE_FORMAT") << text;
  }
}

TEST(Date, IsWrittenInChinese) { EXPECT_EQ(FormatDateChinese(Date(2026, 4, 27)), "2026年4月27日"); }

TEST(DateProto, RoundTrips) {
  const Date date(2026, 2, 28);
  const google::type::Date proto = ToProto(date);
  EXPECT_EQ(proto.year(), 2026);
  EXPECT_EQ(proto.month(), 2);
  EXPECT_EQ(proto.day(), 28);
  EXPECT_EQ(*FromProto(proto), date);
}

TEST(DateProto, RefusesPartialAndImpossibleDates) {
  google::type::Date proto = ToProto(Date(2026, 2, 28));
  proto.set_day(0);
  EXPECT_EQ(ReasonOf(FromProto(proto).status()), "DATE_FORMAT");
  proto.set_day(29);
  EXPECT_EQ(ReasonOf(FromProto(proto).status()), "DATE_FORMAT");
  proto.set_day(-1);
  EXPECT_EQ(ReasonOf(FromProto(proto).status()), "DATE_FORMAT");
  EXPECT_EQ(ReasonOf(FromProto(google::type::Date()).status()), "DATE_FORMAT");
}

TEST(ChinaTime, TheDayStartsAtSixteenUtcTheDayBefore) {
  const absl::Time midnight = TimeOf(Date(2026, 3, 1));
  EXPECT_EQ(midnight, absl::FromUnixSeconds(1772294400));  // 2026-02-28T16:00:00Z
  EXPECT_EQ(DateOf(midnight), Date(2026, 3, 1));
  EXPECT_EQ(DateOf(midnight - absl::Nanoseconds(1)), Date(2026, 2, 28));
  EXPECT_EQ(MinuteOfDay(midnight), 0);
  EXPECT_EQ(MinuteOfDay(midnight - absl::Nanoseconds(1)), 24 * 60 - 1);
}

TEST(ChinaTime, WallClockRoundTrips) {
  const absl::Time time = TimeOf(Date(2026, 12, 17), 6, 30);
  EXPECT_EQ(DateOf(time), Date(2026, 12, 17));
  EXPECT_EQ(MinuteOfDay(time), 6 * 60 + 30);
  EXPECT_EQ(TimeOf(Date(2026, 12, 17), 24), TimeOf(Date(2026, 12, 18)));
}

TEST(AddMonths, ClampsToTheMonthEnd) {
  EXPECT_EQ(AddMonths(Date(2025, 8, 29), 6), Date(2026, 2, 28));
  EXPECT_EQ(AddMonths(Date(2024, 1, 31), 1), Date(2024, 2, 29));
  EXPECT_EQ(AddMonths(Date(2026, 3, 31), 1), Date(2026, 4, 30));
  EXPECT_EQ(AddMonths(Date(2024, 2, 29), 12), Date(2025, 2, 28));
  EXPECT_EQ(AddMonths(Date(2026, 10, 30), 3), Date(2027, 1, 30));
}

TEST(AddMonths, GoesBackForWarnings) {
  EXPECT_EQ(AddMonths(Date(2031, 5, 15), -12), Date(2030, 5, 15));
  EXPECT_EQ(AddMonths(Date(2031, 3, 31), -1), Date(2031, 2, 28));
}

}  // namespace
}  // namespace liandong
