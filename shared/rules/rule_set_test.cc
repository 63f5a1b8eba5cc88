#include "shared/rules/rule_set.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "shared/rules/testing/shipped_rules.h"
#include "shared/status/refusal.h"

namespace liandong::rules {
namespace {

using ::liandong::testing::ShippedCalendar;
using ::liandong::testing::ShippedRules;
using ::liandong::testing::ShippedRulesText;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Json = nlohmann::json;

const Date kToday(2026, 3, 5);

Json ShippedFile() { return Json::parse(ShippedRulesText()); }

Json& RowOf(Json& file, const std::string& id) {
  for (Json& row : file["rules"]) {
    if (row["id"] == id) return row;
  }
  ADD_FAILURE() << "no row " << id;
  return file["rules"][0];
}

// The problems the file is refused with.
std::string ProblemsOf(const Json& file) {
  const absl::Status status = RuleSet::Parse(file.dump()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "RULE_DATA_INVALID");
  return MetadataOf(status, "problems").value_or("");
}

TEST(ShippedRules, EveryRuleIsInForceWithItsSource) {
  EXPECT_EQ(ShippedRules().version(), "2026.1");
  for (const Spec& spec : Catalogue()) {
    for (Date day : {kToday, Date(2099, 12, 31)}) {
      const Rule* rule = ShippedRules().Find(spec.id, day);
      ASSERT_NE(rule, nullptr) << spec.id;
      EXPECT_FALSE(rule->source.law.zh.empty()) << spec.id;
      EXPECT_EQ(rule->value.index(), static_cast<size_t>(spec.kind)) << spec.id;
    }
  }
}

struct PeriodCase {
  PeriodId id;
  int length;
  PeriodUnit unit;
  LastDay last_day = LastDay::kRolls;
};

TEST(ShippedRules, HoldTheDeadlineCatalogue) {
  using enum PeriodUnit;
  const std::vector<PeriodCase> cases = {{kConsultMin, 30, kCalendarDay},
                                         {kFreezeMax, 1, kYear, LastDay::kFixed},
                                         {kApprReviewReq, 10, kCalendarDay},
                                         {kApprReviewAns, 10, kCalendarDay},
                                         {kApprExpertReq, 10, kCalendarDay},
                                         {kApprExpertAns, 10, kCalendarDay},
                                         {kReconsider, 60, kCalendarDay},
                                         {kReconsiderNotTold, 1, kYear},
                                         {kSuit, 6, kMonth},
                                         {kSuitNotTold, 1, kYear},
                                         {kSuitAfterReconsider, 15, kCalendarDay},
                                         {kDemand, 10, kWorkday},
                                         {kCourtApply, 3, kMonth},
                                         {kCourtAccept, 5, kWorkday},
                                         {kCourtNonacceptAppeal, 15, kCalendarDay},
                                         {kCourtRule, 30, kCalendarDay},
                                         {kCourtRefuseAppeal, 15, kCalendarDay},
                                         {kDemolitionNotice, 15, kCalendarDay, LastDay::kFixed},
                                         {kServiceByNotice, 30, kCalendarDay, LastDay::kFixed},
                                         {kPetRoute, 15, kCalendarDay},
                                         {kPetTell, 15, kCalendarDay},
                                         {kPetReject, 5, kWorkday},
                                         {kPetDone, 60, kCalendarDay},
                                         {kPetExtension, 30, kCalendarDay},
                                         {kPetReviewReq, 30, kCalendarDay},
                                         {kPetReviewAns, 30, kCalendarDay},
                                         {kPetReReq, 30, kCalendarDay},
                                         {kPetReAns, 30, kCalendarDay},
                                         {kDisciplineAccept, 15, kWorkday},
                                         {kDepositCert, 3, kCalendarDay},
                                         {kDepositNotify, 7, kCalendarDay},
                                         {kDepositPublicNotice, 60, kCalendarDay},
                                         {kDepositExpire, 5, kYear},
                                         {kRegDone, 30, kWorkday},
                                         {kSealMax, 3, kYear, LastDay::kFixed},
                                         {kSigningPeriod, 30, kCalendarDay},
                                         {kPostingMin, 7, kCalendarDay}};
  for (const PeriodCase& c : cases) {
    auto rule = ShippedRules().Get(c.id, kToday);
    ASSERT_TRUE(rule.ok()) << c.id.name;
    EXPECT_EQ(rule->value, (Period{c.length, c.unit, c.last_day})) << c.id.name;
  }
}

TEST(ShippedRules, HoldTheOtherLimits) {
  const RuleSet& rules = ShippedRules();
  EXPECT_EQ(rules.Get(kWorkCostCap, kToday)->value, 200);
  EXPECT_EQ(rules.Get(kContingencyCap, kToday)->value, 300);
  EXPECT_EQ(rules.Get(kMovingFee, kToday)->value, 1500);
  EXPECT_EQ(rules.Get(kTransitionFee, kToday)->value, 800);
  EXPECT_EQ(rules.Get(kPetRepresentativesMax, kToday)->value, 5);
  EXPECT_EQ(rules.Get(kMeetingsPerMonth, kToday)->value, 1);
  EXPECT_TRUE(rules.Get(kWeekendBlocked, kToday)->value);
  EXPECT_THAT(rules.Get(kDepositWarnings, kToday)->value, ElementsAre(12, 6, 3, 1));
  EXPECT_THAT(rules.Get(kAreaScope, kToday)->value, ElementsAre("431103", "431171"));
  EXPECT_EQ(rules.Get(kDemandNotBefore, kToday)->value.word, "APPEAL_PERIODS_OVER");
  EXPECT_EQ(rules.Get(kPaymentCheckers, kToday)->value.At(199'999'999), 1);
  EXPECT_EQ(rules.Get(kPaymentCheckers, kToday)->value.At(200'000'000), 2);
  EXPECT_EQ(rules.Get(kIncidentGrade, kToday)->value.At(0), 1);
  EXPECT_EQ(rules.Get(kIncidentGrade, kToday)->value.At(5000), 4);
}

TEST(ShippedRules, NightIsOutsideTheEnforcementHours) {
  const int from = ShippedRules().Get(kEnforcementFrom, kToday)->value.minute;
  const int until = ShippedRules().Get(kEnforcementUntil, kToday)->value.minute;
  const auto is_night = [&](absl::Time time) {
    return MinuteOfDay(time) < from || MinuteOfDay(time) >= until;
  };
  EXPECT_TRUE(is_night(TimeOf(Date(2026, 12, 17), 6, 30)));
  EXPECT_FALSE(is_night(TimeOf(Date(2026, 12, 17), 9, 30)));
  EXPECT_TRUE(is_night(TimeOf(Date(2026, 9, 28), 20, 30)));
}

TEST(ShippedRules, BlackoutDaysHaveNames) {
  const DaySpans days = ShippedRules().Get(kBlackoutDays, kToday)->value;
  EXPECT_EQ(days.Find(Date(2026, 6, 4)), nullptr);
  ASSERT_NE(days.Find(Date(2026, 6, 5)), nullptr);
  EXPECT_EQ(days.Find(Date(2026, 6, 10))->name.zh, "高考");
  EXPECT_EQ(days.Find(Date(2026, 6, 11)), nullptr);
}

TEST(RuleSet, TheRowOfTheDayCounts) {
  const RuleSet& rules = ShippedRules();
  EXPECT_EQ(rules.Get(kSuit, Date(2015, 4, 30))->value.length, 3);
  EXPECT_EQ(rules.Get(kSuit, Date(2015, 5, 1))->value.length, 6);
  EXPECT_EQ(rules.Get(kReconsider, Date(2023, 12, 31))->source.article, "9");
  EXPECT_EQ(rules.Get(kReconsider, Date(2024, 1, 1))->source.article, "20");
}

TEST(RuleSet, ADayWithoutAValueIsRefused) {
  const absl::Status status = ShippedRules().Get(kPetRoute, Date(2022, 4, 30)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(status), "RULE_NOT_IN_FORCE");
  EXPECT_EQ(MetadataOf(status, "rule"), "PET_ROUTE");
  EXPECT_EQ(MetadataOf(status, "date"), "2022-04-30");
  EXPECT_EQ(ShippedRules().Find("PET_ROUTE", Date(2022, 4, 30)), nullptr);
  EXPECT_EQ(ShippedRules().Find("NO_SUCH_RULE", kToday), nullptr);
}

TEST(RuleSet, DeadlinesExplainThemselvesFromTheRule) {
  auto due = ShippedRules().DeadlineOf(kDemand, ShippedCalendar(), Date(2026, 4, 27));
  ASSERT_TRUE(due.ok());
  EXPECT_EQ(due->legal_due, Date(2026, 5, 13));
  EXPECT_EQ(Explain(*due).zh,
            "依据《行政强制法》第54, 69条，自2026年4月27日起10个工作日（当日不计入），"
            "至2026年5月13日届满。");
  auto notice = ShippedRules().DeadlineOf(kDemolitionNotice, ShippedCalendar(), Date(2026, 12, 1));
  EXPECT_EQ(notice->first_day_after(), Date(2026, 12, 17));
  auto freeze = ShippedRules().DeadlineOf(kFreezeMax, ShippedCalendar(), Date(2026, 1, 7));
  EXPECT_TRUE(freeze->Allows(Date(2027, 1, 6)));
  EXPECT_FALSE(freeze->Allows(Date(2027, 1, 8)));
  EXPECT_EQ(
      ReasonOf(ShippedRules().DeadlineOf(kPetRoute, ShippedCalendar(), Date(2000, 1, 1)).status()),
      "RULE_NOT_IN_FORCE");
}

TEST(RuleSet, AProfileOverridesSingleRules) {
  const RuleSet& strict = ShippedRules();
  EXPECT_EQ(strict.profile(), "strict");
  auto document = strict.WithProfile("document");
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->profile(), "document");
  EXPECT_EQ(strict.Get(kCourtLevel, kToday)->value.word, "BASIC");
  EXPECT_EQ(document->Get(kCourtLevel, kToday)->value.word, "INTERMEDIATE");
  EXPECT_EQ(document->Get(kDemandNotBefore, kToday)->value.word, "VACATE_DAY_PASSED");
  EXPECT_EQ(document->Get(kDemand, kToday)->value, strict.Get(kDemand, kToday)->value);
  // Before the override is valid the strict row holds.
  EXPECT_EQ(document->Get(kCourtLevel, Date(2017, 12, 31))->value.word, "BASIC");
  const absl::Status unknown = strict.WithProfile("lenient").status();
  EXPECT_EQ(unknown.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(unknown), "RULE_PROFILE_UNKNOWN");
}

TEST(RuleBook, ARunningCaseKeepsItsVersion) {
  Json next = ShippedFile();
  next["version"] = "2027.1";
  RowOf(next, "DEMAND")["value"] = {{"workdays", 12}};
  auto newer = RuleSet::Parse(next.dump());
  ASSERT_TRUE(newer.ok()) << newer.status();
  RuleBook book;
  ASSERT_TRUE(book.Add(ShippedRules()).ok());
  ASSERT_TRUE(book.Add(*newer).ok());
  EXPECT_EQ(book.current().version(), "2027.1");
  EXPECT_EQ(book.Select("2026.1")->Get(kDemand, kToday)->value.length, 10);
  EXPECT_EQ(book.Select("2027.1")->Get(kDemand, kToday)->value.length, 12);
  EXPECT_EQ(book.Select("2027.1", "document")->profile(), "document");
}

TEST(RuleBook, RefusesUnknownAndRepeatedVersions) {
  RuleBook book;
  ASSERT_TRUE(book.Add(ShippedRules()).ok());
  const absl::Status repeated = book.Add(ShippedRules());
  EXPECT_EQ(repeated.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(repeated), "RULE_DATA_INVALID");
  const absl::Status unknown = book.Select("1999.1").status();
  EXPECT_EQ(unknown.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(unknown), "RULE_VERSION_UNKNOWN");
  EXPECT_EQ(ReasonOf(book.Select("2026.1", "lenient").status()), "RULE_PROFILE_UNKNOWN");
}

TEST(RuleFile, ListsEveryProblemAtOnce) {
  Json file = ShippedFile();
  file["version"] = "";
  RowOf(file, "DEMAND")["value"] = 10;
  RowOf(file, "COURT_LEVEL")["law"] = "NOWHERE";
  RowOf(file, "COURT_APPLY").erase("article");
  RowOf(file, "WORK_COST_CAP")["unit"] = "PERCENT";
  RowOf(file, "REG_DONE")["valid_from"] = "2015-02-30";
  RowOf(file, "APPR_SIGNERS")["article"] = "17";
  RowOf(file, "SEAL_MAX")["profile"] = "lenient";
  RowOf(file, "PET_TELL")["id"] = "PET_TELLL";
  Json again = RowOf(file, "PET_DONE");
  again["valid_from"] = "2025-01-01";
  file["rules"].push_back(again);
  const std::string problems = ProblemsOf(file);
  for (const char* problem :
       {"version: missing", "DEMAND: value must be a period of one unit", "DEMAND: missing",
        "COURT_LEVEL: unknown law", "COURT_APPLY: no article",
        "WORK_COST_CAP: unit must be 'BASIS_POINT'", "REG_DONE: valid_from is no date",
        "APPR_SIGNERS: the law is cited as a whole", "SEAL_MAX: unknown profile",
        "SEAL_MAX: missing", "PET_TELLL: unknown rule", "PET_TELL: missing",
        "PET_DONE: two values on 2025-01-01"}) {
    EXPECT_THAT(problems, HasSubstr(problem));
  }
}

TEST(RuleFile, ChecksValidity) {
  Json file = ShippedFile();
  RowOf(file, "DEMAND")["valid_to"] = "2011-12-31";
  EXPECT_THAT(ProblemsOf(file), HasSubstr("DEMAND: valid_to before valid_from"));
  RowOf(file, "DEMAND")["valid_to"] = 1;
  EXPECT_THAT(ProblemsOf(file), HasSubstr("DEMAND: valid_to is no date"));
  // The same day in another profile is no overlap; a row that ends the day before is none either.
  file = ShippedFile();
  RowOf(file, "DEMAND")["valid_to"] = "2026-12-31";
  Json next = RowOf(file, "DEMAND");
  next["valid_from"] = "2027-01-01";
  next.erase("valid_to");
  file["rules"].push_back(next);
  EXPECT_TRUE(RuleSet::Parse(file.dump()).ok());
  file["rules"].back()["valid_from"] = "2026-12-31";
  EXPECT_THAT(ProblemsOf(file), HasSubstr("DEMAND: two values on 2026-12-31"));
}

TEST(RuleFile, NeedsItsHead) {
  for (const char* part : {"version", "profiles", "laws", "rules"}) {
    Json file = ShippedFile();
    file.erase(part);
    EXPECT_THAT(ProblemsOf(file), HasSubstr(part));
  }
  Json file = ShippedFile();
  file["laws"]["R590"].erase("zh");
  EXPECT_THAT(ProblemsOf(file), HasSubstr("laws.R590: needs the titles"));
  for (std::string_view text : {"", "[]", "{", "1"}) {
    EXPECT_EQ(ReasonOf(RuleSet::Parse(text).status()), "RULE_DATA_INVALID");
  }
}

struct BadValue {
  const char* id;
  const char* value;
};

TEST(RuleFile, RefusesEveryWrongValue) {
  const std::vector<BadValue> bad = {
      {"DEMAND", "null"},
      {"DEMAND", R"({})"},
      {"DEMAND", R"({"workdays": 0})"},
      {"DEMAND", R"({"workdays": 367})"},
      {"DEMAND", R"({"workdays": "10"})"},
      {"DEMAND", R"({"workdays": 10, "days": 1})"},
      {"DEMAND", R"({"workdays": 10, "rolls": 1})"},
      {"DEMAND", R"({"workdays": 10, "note": 1})"},
      {"WORK_COST_CAP", "2.5"},
      {"WORK_COST_CAP", "-1"},
      {"WORK_COST_CAP", "10001"},
      {"WORK_COST_CAP", "\"200\""},
      {"WEEKEND_BLOCKED", "1"},
      {"ENFORCEMENT_FROM", "8"},
      {"ENFORCEMENT_FROM", "\"8:00\""},
      {"ENFORCEMENT_FROM", "\"08:60\""},
      {"ENFORCEMENT_FROM", "\"24:01\""},
      {"ENFORCEMENT_FROM", "\"0a:00\""},
      {"COURT_LEVEL", "\"HIGH\""},
      {"COURT_LEVEL", "1"},
      {"AREA_SCOPE", "[]"},
      {"AREA_SCOPE", "[431103]"},
      {"AREA_SCOPE", "\"431103\""},
      {"DEPOSIT_WARNINGS", "[]"},
      {"DEPOSIT_WARNINGS", "[0]"},
      {"DEPOSIT_WARNINGS", "12"},
      {"PAYMENT_CHECKERS", "[]"},
      {"PAYMENT_CHECKERS", "[[1, 1]]"},
      {"PAYMENT_CHECKERS", "[[0, 1], [0, 2]]"},
      {"PAYMENT_CHECKERS", "[[0, 6]]"},
      {"PAYMENT_CHECKERS", "[[0]]"},
      {"PAYMENT_CHECKERS", "[0, 1]"},
      {"BLACKOUT_DAYS", "{}"},
      {"BLACKOUT_DAYS", "[1]"},
      {"BLACKOUT_DAYS", R"([{"first": "2026-06-07", "last": "2026-06-06", "en": "a", "zh": "b"}])"},
      {"BLACKOUT_DAYS", R"([{"first": "2026-06-31", "last": "2026-07-06", "en": "a", "zh": "b"}])"},
      {"BLACKOUT_DAYS", R"([{"first": "2026-06-07", "last": "2026-06-08", "en": "a"}])"},
  };
  for (const BadValue& b : bad) {
    Json file = ShippedFile();
    RowOf(file, b.id)["value"] = Json::parse(b.value);
    EXPECT_THAT(ProblemsOf(file), HasSubstr(std::string(b.id) + ": value must be")) << b.value;
  }
}

TEST(RuleFile, TakesTheLimitsThemselves) {
  Json file = ShippedFile();
  RowOf(file, "WORK_COST_CAP")["value"] = 10'000;
  RowOf(file, "DEMAND")["value"] = {{"workdays", 366}};
  RowOf(file, "ENFORCEMENT_UNTIL")["value"] = "24:00";
  RowOf(file, "BLACKOUT_DAYS")["value"] = Json::array();
  auto rules = RuleSet::Parse(file.dump());
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(rules->Get(kEnforcementUntil, kToday)->value.minute, 24 * 60);
  EXPECT_EQ(rules->Get(kBlackoutDays, kToday)->value.Find(kToday), nullptr);
}

}  // namespace
}  // namespace liandong::rules
