#include "shared/calendar/deadline.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace liandong {
namespace {

Date RawEnd(const Calendar& calendar, Date start, Period period) {
  switch (period.unit) {
    case PeriodUnit::kCalendarDay:
      return start + period.length;
    case PeriodUnit::kWorkday:
      return calendar.AddWorkdays(start, period.length);
    case PeriodUnit::kMonth:
      return AddMonths(start, period.length);
    case PeriodUnit::kYear:
      return AddMonths(start, 12 * period.length);
  }
  return start;
}

// The workday before a rest day that ends the period; when the whole period is rest days there is
// none, and the roll is all there is.
Date SafeDue(const Calendar& calendar, const Deadline& deadline) {
  if (!deadline.rest_end) return deadline.raw_end;
  const Date before = calendar.PreviousWorkday(deadline.raw_end);
  return before >= deadline.start ? before : deadline.legal_due;
}

std::string LengthEnglish(Period period) {
  std::string_view unit;
  switch (period.unit) {
    case PeriodUnit::kCalendarDay:
      unit = "calendar day";
      break;
    case PeriodUnit::kWorkday:
      unit = "working day";
      break;
    case PeriodUnit::kMonth:
      unit = "month";
      break;
    case PeriodUnit::kYear:
      unit = "year";
      break;
  }
  return absl::StrCat(period.length, " ", std::string(unit), period.length == 1 ? "" : "s");
}

std::string LengthChinese(Period period) {
  switch (period.unit) {
    case PeriodUnit::kCalendarDay:
      return absl::StrCat(period.length, "日");
    case PeriodUnit::kWorkday:
      return absl::StrCat(period.length, "个工作日");
    case PeriodUnit::kMonth:
      return absl::StrCat(period.length, "个月");
    case PeriodUnit::kYear:
      return absl::StrCat(period.length, "年");
  }
  return "";
}

std::string ExplainEnglish(const Deadline& d) {
  std::string text = absl::StrCat(LengthEnglish(d.period), " from ", FormatDate(d.start),
                                  ", that day not counted");
  if (!d.source.law.en.empty()) {
    absl::StrAppend(&text, " (", d.source.law.en,
                    d.source.article.empty() ? "" : absl::StrCat(", art. ", d.source.article), ")");
  }
  if (d.rolled()) {
    absl::StrAppend(&text, ", end on ", FormatDate(d.raw_end), ", a rest day (", d.raw_end_name.en,
                    "), so the last day is ", FormatDate(d.legal_due));
  } else {
    absl::StrAppend(&text, ": the last day is ", FormatDate(d.legal_due));
  }
  if (d.safe_due != d.legal_due) absl::StrAppend(&text, "; plan on ", FormatDate(d.safe_due));
  if (d.provisional) {
    absl::StrAppend(&text, "; provisional, the holidays of a year concerned are not published");
  }
  return absl::StrCat(text, ".");
}

std::string ExplainChinese(const Deadline& d) {
  std::string text;
  if (!d.source.law.zh.empty()) {
    absl::StrAppend(&text, "依据《", d.source.law.zh, "》",
                    d.source.article.empty() ? "" : absl::StrCat("第", d.source.article, "条"),
                    "，");
  }
  absl::StrAppend(&text, "自", FormatDateChinese(d.start), "起", LengthChinese(d.period),
                  "（当日不计入），");
  if (d.rolled()) {
    absl::StrAppend(&text, "期满日", FormatDateChinese(d.raw_end), "为休息日（", d.raw_end_name.zh,
                    "），顺延至", FormatDateChinese(d.legal_due), "届满");
  } else {
    absl::StrAppend(&text, "至", FormatDateChinese(d.legal_due), "届满");
  }
  if (d.safe_due != d.legal_due) {
    absl::StrAppend(&text, "；办理宜不晚于", FormatDateChinese(d.safe_due));
  }
  if (d.provisional) absl::StrAppend(&text, "；所涉年度放假安排尚未公布，结果暂定");
  return absl::StrCat(text, "。");
}

}  // namespace

Deadline ComputeDeadline(const Calendar& calendar, Date start, Period period, Citation source) {
  Deadline deadline;
  deadline.start = start;
  deadline.period = period;
  deadline.source = std::move(source);
  deadline.raw_end = RawEnd(calendar, start, period);
  deadline.rest_end = !calendar.IsWorkday(deadline.raw_end);
  deadline.raw_end_name = calendar.NameOf(deadline.raw_end);
  deadline.legal_due = deadline.rest_end && period.last_day == LastDay::kRolls
                           ? calendar.NextWorkday(deadline.raw_end)
                           : deadline.raw_end;
  deadline.safe_due = SafeDue(calendar, deadline);

  // Working days rest on every day counted, other periods on the days around their end.
  const Date first_used = period.unit == PeriodUnit::kWorkday
                              ? start + 1
                              : std::min(deadline.safe_due, deadline.raw_end);
  for (Date day = first_used; day <= deadline.legal_due && !deadline.provisional; ++day) {
    deadline.provisional = !calendar.IsSettled(day);
  }
  return deadline;
}

Name Explain(const Deadline& deadline) {
  return {ExplainEnglish(deadline), ExplainChinese(deadline)};
}

}  // namespace liandong
