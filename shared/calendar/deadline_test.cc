#include "shared/calendar/deadline.h"

#include "gtest/gtest.h"
#include "shared/calendar/testing/shipped_calendar.h"

namespace liandong {
namespace {

using ::liandong::testing::ShippedCalendar;

constexpr Period Days(int n) { return {n, PeriodUnit::kCalendarDay}; }
constexpr Period Workdays(int n) { return {n, PeriodUnit::kWorkday}; }
constexpr Period Months(int n) { return {n, PeriodUnit::kMonth}; }
constexpr Period Years(int n) { return {n, PeriodUnit::kYear}; }
constexpr Period FullDays(int n) { return {n, PeriodUnit::kCalendarDay, LastDay::kFixed}; }

struct Vector {
  const char* what;
  Date start;
  Period period;
  Date raw_end;
  Date legal_due;
  Date safe_due;
  bool provisional = false;
};

class DeadlineVector : public ::testing::TestWithParam<Vector> {};

TEST_P(DeadlineVector, Holds) {
  const Vector& v = GetParam();
  SCOPED_TRACE(v.what);
  const Deadline d = ComputeDeadline(ShippedCalendar(), v.start, v.period);
  EXPECT_EQ(FormatDate(d.raw_end), FormatDate(v.raw_end));
  EXPECT_EQ(FormatDate(d.legal_due), FormatDate(v.legal_due));
  EXPECT_EQ(FormatDate(d.safe_due), FormatDate(v.safe_due));
  EXPECT_EQ(d.provisional, v.provisional);
  EXPECT_EQ(d.rolled(), v.raw_end != v.legal_due);
}

INSTANTIATE_TEST_SUITE_P(Law, DeadlineVector,
                         ::testing::Values(
                             // 1 to 5 May off, Saturday 9 May worked
                             Vector{"demand", Date(2026, 4, 27), Workdays(10), Date(2026, 5, 13),
                                    Date(2026, 5, 13), Date(2026, 5, 13)},
                             // no 29 February; the 28th is a Saturday that is worked
                             Vector{"six months", Date(2025, 8, 29), Months(6), Date(2026, 2, 28),
                                    Date(2026, 2, 28), Date(2026, 2, 28)},
                             Vector{"window after it", Date(2026, 2, 28), Months(3),
                                    Date(2026, 5, 28), Date(2026, 5, 28), Date(2026, 5, 28)},
                             Vector{"into National Day", Date(2026, 9, 1), Days(30),
                                    Date(2026, 10, 1), Date(2026, 10, 8), Date(2026, 9, 30)},
                             Vector{"into National Day", Date(2026, 9, 18), Days(15),
                                    Date(2026, 10, 3), Date(2026, 10, 8), Date(2026, 9, 30)},
                             Vector{"into Spring Festival", Date(2025, 12, 18), Days(60),
                                    Date(2026, 2, 16), Date(2026, 2, 24), Date(2026, 2, 14)},
                             Vector{"into Spring Festival", Date(2026, 2, 2), Days(15),
                                    Date(2026, 2, 17), Date(2026, 2, 24), Date(2026, 2, 14)},
                             Vector{"five working days", Date(2026, 9, 24), Workdays(5),
                                    Date(2026, 10, 9), Date(2026, 10, 9), Date(2026, 10, 9)},
                             Vector{"thirty working days", Date(2026, 1, 15), Workdays(30),
                                    Date(2026, 3, 4), Date(2026, 3, 4), Date(2026, 3, 4)},
                             Vector{"five years", Date(2021, 3, 1), Years(5), Date(2026, 3, 1),
                                    Date(2026, 3, 2), Date(2026, 2, 28)}));

INSTANTIATE_TEST_SUITE_P(
    OneProject, DeadlineVector,
    ::testing::Values(Vector{"consultation", Date(2026, 1, 23), Days(30), Date(2026, 2, 22),
                             Date(2026, 2, 24), Date(2026, 2, 14)},
                      Vector{"freeze", Date(2026, 1, 7),
                             Period{1, PeriodUnit::kYear, LastDay::kFixed}, Date(2027, 1, 7),
                             Date(2027, 1, 7), Date(2027, 1, 7), true},
                      Vector{"review of the value", Date(2026, 3, 26), Days(10), Date(2026, 4, 5),
                             Date(2026, 4, 7), Date(2026, 4, 3)},
                      Vector{"signing period", Date(2026, 3, 27), Days(30), Date(2026, 4, 26),
                             Date(2026, 4, 27), Date(2026, 4, 24)},
                      Vector{"review", Date(2026, 4, 30), Days(60), Date(2026, 6, 29),
                             Date(2026, 6, 29), Date(2026, 6, 29)},
                      Vector{"suit", Date(2026, 4, 30), Months(6), Date(2026, 10, 30),
                             Date(2026, 10, 30), Date(2026, 10, 30)},
                      Vector{"three months to file", Date(2026, 10, 30), Months(3),
                             Date(2027, 1, 30), Date(2027, 2, 1), Date(2027, 1, 29), true},
                      Vector{"demand", Date(2026, 11, 2), Workdays(10), Date(2026, 11, 16),
                             Date(2026, 11, 16), Date(2026, 11, 16)},
                      Vector{"acceptance", Date(2026, 11, 17), Workdays(5), Date(2026, 11, 24),
                             Date(2026, 11, 24), Date(2026, 11, 24)},
                      Vector{"ruling from filing", Date(2026, 11, 17), Days(30), Date(2026, 12, 17),
                             Date(2026, 12, 17), Date(2026, 12, 17)},
                      Vector{"ruling from acceptance", Date(2026, 11, 19), Days(30),
                             Date(2026, 12, 19), Date(2026, 12, 21), Date(2026, 12, 18)},
                      Vector{"notice", Date(2026, 12, 1), FullDays(15), Date(2026, 12, 16),
                             Date(2026, 12, 16), Date(2026, 12, 16)},
                      Vector{"escrow certificate", Date(2026, 5, 15), Days(3), Date(2026, 5, 18),
                             Date(2026, 5, 18), Date(2026, 5, 18)},
                      Vector{"escrow notice", Date(2026, 5, 15), Days(7), Date(2026, 5, 22),
                             Date(2026, 5, 22), Date(2026, 5, 22)},
                      Vector{"escrow expiry", Date(2026, 5, 15), Years(5), Date(2031, 5, 15),
                             Date(2031, 5, 15), Date(2031, 5, 15), true},
                      Vector{"vacating day", Date(2026, 5, 15), Days(30), Date(2026, 6, 14),
                             Date(2026, 6, 15), Date(2026, 6, 12)},
                      Vector{"shed: review", Date(2026, 3, 9), Days(60), Date(2026, 5, 8),
                             Date(2026, 5, 8), Date(2026, 5, 8)},
                      Vector{"shed: suit", Date(2026, 3, 9), Months(6), Date(2026, 9, 9),
                             Date(2026, 9, 9), Date(2026, 9, 9)},
                      // Sunday 20 September counts
                      Vector{"shed: demand", Date(2026, 9, 10), Workdays(10), Date(2026, 9, 23),
                             Date(2026, 9, 23), Date(2026, 9, 23)},
                      Vector{"demand, signed household", Date(2026, 6, 2), Workdays(10),
                             Date(2026, 6, 16), Date(2026, 6, 16), Date(2026, 6, 16)},
                      Vector{"registration", Date(2026, 7, 8), Workdays(30), Date(2026, 8, 19),
                             Date(2026, 8, 19), Date(2026, 8, 19)},
                      Vector{"petition route", Date(2026, 9, 18), Days(15), Date(2026, 10, 3),
                             Date(2026, 10, 8), Date(2026, 9, 30)},
                      Vector{"petition answer", Date(2026, 9, 22), Days(60), Date(2026, 11, 21),
                             Date(2026, 11, 23), Date(2026, 11, 20)},
                      Vector{"discipline acceptance", Date(2026, 10, 12), Workdays(15),
                             Date(2026, 11, 2), Date(2026, 11, 2), Date(2026, 11, 2)}));

INSTANTIATE_TEST_SUITE_P(
    Edges, DeadlineVector,
    ::testing::Values(Vector{"no period", Date(2026, 4, 27), Days(0), Date(2026, 4, 27),
                             Date(2026, 4, 27), Date(2026, 4, 27)},
                      Vector{"nothing but rest days", Date(2026, 2, 15), Days(3), Date(2026, 2, 18),
                             Date(2026, 2, 24), Date(2026, 2, 24)},
                      Vector{"full days do not roll", Date(2026, 9, 18), FullDays(15),
                             Date(2026, 10, 3), Date(2026, 10, 3), Date(2026, 9, 30)},
                      Vector{"the year's end waits for the next notice", Date(2026, 12, 18),
                             Days(10), Date(2026, 12, 28), Date(2026, 12, 28), Date(2026, 12, 28),
                             true},
                      Vector{"a roll into the open days", Date(2026, 12, 13), Days(6),
                             Date(2026, 12, 19), Date(2026, 12, 21), Date(2026, 12, 18)},
                      Vector{"working days across the year", Date(2026, 12, 17), Workdays(10),
                             Date(2026, 12, 31), Date(2026, 12, 31), Date(2026, 12, 31), true},
                      Vector{"before the data", Date(2006, 3, 1), Days(10), Date(2006, 3, 11),
                             Date(2006, 3, 13), Date(2006, 3, 10), true}));

TEST(Deadline, FullDaysMustHavePassed) {
  const Deadline notice = ComputeDeadline(ShippedCalendar(), Date(2026, 12, 1), FullDays(15));
  EXPECT_EQ(notice.first_day_after(), Date(2026, 12, 17));
  EXPECT_TRUE(notice.Allows(Date(2026, 12, 16)));
  EXPECT_FALSE(notice.Allows(Date(2026, 12, 17)));
  const Deadline consult = ComputeDeadline(ShippedCalendar(), Date(2026, 1, 23), Days(30));
  EXPECT_EQ(consult.first_day_after(), Date(2026, 2, 25));
  const Deadline demand = ComputeDeadline(ShippedCalendar(), Date(2026, 4, 27), Workdays(10));
  EXPECT_EQ(demand.first_day_after(), Date(2026, 5, 14));
}

// Whatever the start and the length: in time means at least the period, and the day to plan on is
// a workday not later than the last day.
TEST(Deadline, InvariantsHoldForEveryStart) {
  const Calendar& calendar = ShippedCalendar();
  for (Date start(2025, 1, 1); start <= Date(2026, 10, 31); ++start) {
    for (Period period :
         {Days(1), Days(15), Days(60), Workdays(5), Workdays(30), Months(1), Months(6), Years(1)}) {
      const Deadline d = ComputeDeadline(calendar, start, period);
      ASSERT_GT(d.raw_end, start);
      ASSERT_GE(d.legal_due, d.raw_end);
      ASSERT_LE(d.safe_due, d.legal_due);
      ASSERT_GE(d.safe_due, d.start);
      ASSERT_TRUE(calendar.IsWorkday(d.legal_due)) << FormatDate(start);
      ASSERT_TRUE(calendar.IsWorkday(d.safe_due)) << FormatDate(start);
      if (period.unit == PeriodUnit::kWorkday) ASSERT_FALSE(d.rolled());
    }
  }
}

const Citation kCompulsion{{"Administrative Compulsion Law", "行政强制法"}, "54, 69"};

TEST(Explain, NamesSourceStartAndEnd) {
  const Name text =
      Explain(ComputeDeadline(ShippedCalendar(), Date(2026, 4, 27), Workdays(10), kCompulsion));
  EXPECT_EQ(text.en,
            "10 working days from 2026-04-27, that day not counted (Administrative Compulsion Law, "
            "art. 54, 69): the last day is 2026-05-13.");
  EXPECT_EQ(text.zh,
            "依据《行政强制法》第54, 69条，自2026年4月27日起10个工作日（当日不计入），"
            "至2026年5月13日届满。");
}

TEST(Explain, GivesTheReasonOfARoll) {
  const Name text = Explain(ComputeDeadline(ShippedCalendar(), Date(2026, 9, 18), Days(15),
                                            {{"Petition Regulation", "信访工作条例"}, "22"}));
  EXPECT_EQ(
      text.en,
      "15 calendar days from 2026-09-18, that day not counted (Petition Regulation, art. 22), "
      "end on 2026-10-03, a rest day (National Day), so the last day is 2026-10-08; plan on "
      "2026-09-30.");
  EXPECT_EQ(text.zh,
            "依据《信访工作条例》第22条，自2026年9月18日起15日（当日不计入），期满日2026年10月3日"
            "为休息日（国庆节），顺延至2026年10月8日届满；办理宜不晚于2026年9月30日。");
}

TEST(Explain, CitesALawAsAWholeWhenNoArticleIsNamed) {
  const Name text = Explain(ComputeDeadline(ShippedCalendar(), Date(2026, 3, 26), Days(1),
                                            {{"Appraisal Measures", "评估办法"}, ""}));
  EXPECT_EQ(
      text.en,
      "1 calendar day from 2026-03-26, that day not counted (Appraisal Measures): the last day "
      "is 2026-03-27.");
  EXPECT_EQ(text.zh, "依据《评估办法》，自2026年3月26日起1日（当日不计入），至2026年3月27日届满。");
}

TEST(Explain, SaysWhenTheResultIsProvisional) {
  const Name text = Explain(ComputeDeadline(ShippedCalendar(), Date(2026, 10, 30), Months(3)));
  EXPECT_EQ(text.en,
            "3 months from 2026-10-30, that day not counted, end on 2027-01-30, a rest day "
            "(Saturday), so the last day is 2027-02-01; plan on 2027-01-29; provisional, the "
            "holidays of a year concerned are not published.");
  EXPECT_EQ(
      text.zh,
      "自2026年10月30日起3个月（当日不计入），期满日2027年1月30日为休息日（星期六），"
      "顺延至2027年2月1日届满；办理宜不晚于2027年1月29日；所涉年度放假安排尚未公布，结果暂定。");
  const Name year = Explain(ComputeDeadline(ShippedCalendar(), Date(2026, 5, 15), Years(1)));
  EXPECT_EQ(year.en.substr(0, 24), "1 year from 2026-05-15, ");
}

}  // namespace
}  // namespace liandong
