#include "services/acquisition/project/project_rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/acquisition/testing/world.h"
#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/ids/ids_reasons.h"
#include "shared/rules/testing/shipped_rules.h"

namespace liandong::acquisition {
namespace {

using liandong::testing::ShippedCalendar;
using liandong::testing::ShippedRules;
using ::testing::ElementsAre;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

const Date kDay(2026, 1, 5);

TEST(ProjectRulesTest, OnlyTheCentralUrbanArea) {
  auto project = Parse<v1::Project>(R"(territory: "431103" department: "hsb")");
  EXPECT_THAT(CheckProject(project, ShippedRules(), kDay), IsOk());
  project.set_territory("431102");
  EXPECT_THAT(CheckProject(project, ShippedRules(), kDay), RefusedWith(ids::kAreaOutOfScope));
  project.set_territory("431171");
  project.set_street("431102001");
  EXPECT_THAT(CheckProject(project, ShippedRules(), kDay), RefusedWith(ids::kAreaOutOfScope));
}

TEST(ProjectRulesTest, TheImplementingUnitIsAnotherBodyForAPeriod) {
  auto project = Parse<v1::Project>(
      R"(territory: "431103" department: "hsb" implementing_unit {
           unit: "hq" from $day(2026-01-05) to $day(2026-01-04) })");
  EXPECT_THAT(CheckProject(project, ShippedRules(), kDay), RefusedWith(kEntrustmentPeriod));
  *project.mutable_implementing_unit()->mutable_to() = project.implementing_unit().from();
  EXPECT_THAT(CheckProject(project, ShippedRules(), kDay), IsOk());
  project.mutable_implementing_unit()->set_unit("hsb");
  EXPECT_THAT(CheckProject(project, ShippedRules(), kDay), RefusedWith(kDepartmentIsImplementer));
}

TEST(ProjectRulesTest, AFreezeLastsAYearAtMost) {
  const auto check = [](const std::string& to) {
    return CheckFreezePeriod(Parse<v1::FreezeNotice>("from $day(2026-01-07) to $day(" + to + ")"),
                             ShippedRules(), ShippedCalendar());
  };
  EXPECT_THAT(check("2027-01-06"), IsOk());
  EXPECT_THAT(check("2027-01-07"), IsOk());
  const absl::Status late = check("2027-01-08");
  EXPECT_THAT(late, RefusedWith(kFreezeOverOneYear));
  EXPECT_EQ(MetadataOf(late, "latest"), "2027-01-07");
  EXPECT_THAT(check("2026-01-06"), RefusedWith(kFreezePeriod));
}

TEST(ProjectRulesTest, APostingHangsSevenDaysMasked) {
  auto posting = Parse<v1::Posting>("from $day(2026-01-16) to $day(2026-01-23) masked: true");
  const auto check = [&](Date today) {
    return CheckPosting(posting, ShippedRules(), ShippedCalendar(), today);
  };
  const Date day(2026, 1, 16);
  EXPECT_THAT(check(day), IsOk());
  EXPECT_THAT(check(day - 1), IsOk());
  // Clause 3.5.c: what was not recorded did not hang.
  const absl::Status late = check(day + 1);
  EXPECT_THAT(late, RefusedWith(kPostingBackdated));
  EXPECT_EQ(MetadataOf(late, "today"), "2026-01-17");
  posting.mutable_to()->set_day(22);
  EXPECT_THAT(check(day), RefusedWith(kPostingTooShort));
  posting.mutable_to()->set_day(23);
  posting.set_masked(false);
  EXPECT_THAT(check(day), RefusedWith(kPostingNotMasked));
}

TEST(ProjectRulesTest, PostedInFullFromTheDayAfter) {
  const std::vector<v1::Posting> postings = {
      Parse<v1::Posting>("kind: KIND_SURVEY from $day(2026-01-16) to $day(2026-01-23)"),
      Parse<v1::Posting>("kind: KIND_SURVEY from $day(2026-03-03) to $day(2026-03-10)"),
      Parse<v1::Posting>("kind: KIND_SURVEY from $day(2026-01-10) to $day(2026-01-17)")};
  const auto from = [&](v1::Posting::Kind kind, Date day) {
    return PostedInFull(postings, kind, day);
  };
  EXPECT_EQ(from(v1::Posting::KIND_SURVEY, Date(2026, 1, 17)), std::nullopt);
  EXPECT_EQ(from(v1::Posting::KIND_SURVEY, Date(2026, 1, 23)), Date(2026, 1, 10));
  EXPECT_EQ(from(v1::Posting::KIND_SURVEY, Date(2026, 1, 24)), Date(2026, 1, 16));
  EXPECT_EQ(from(v1::Posting::KIND_SURVEY, Date(2026, 3, 11)), Date(2026, 3, 3));
  EXPECT_EQ(from(v1::Posting::KIND_ENTITLEMENT, Date(2026, 3, 11)), std::nullopt);
}

TEST(ProjectRulesTest, NamesThePlansThatAreMissing) {
  EXPECT_THAT(MissingPlans(Parse<v1::Project>("plans { kind: KIND_LAND_USE }")),
              ElementsAre("DEVELOPMENT", "URBAN_RURAL", "SPECIAL"));
}

}  // namespace
}  // namespace liandong::acquisition
