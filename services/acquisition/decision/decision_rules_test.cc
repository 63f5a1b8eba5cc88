#include "services/acquisition/decision/decision_rules.h"

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "services/acquisition/testing/machines.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using ::testing::ElementsAre;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

TEST(DecisionRulesTest, OnlyTheMovesOfTheTable) {
  testing::ExpectExactly(kDecisionMachine, kDecisionMoves, kDecisionState);
}

class DecisionGatesTest : public ::testing::Test {
 protected:
  v1::Project project_ = Parse<v1::Project>(
      R"(name: "projects/P1" plans { kind: KIND_DEVELOPMENT } plans { kind: KIND_LAND_USE }
         plans { kind: KIND_URBAN_RURAL } plans { kind: KIND_SPECIAL }
         risk_assessment { level: LEVEL_LOW document $doc })");
  v1::Scheme scheme_ = Parse<v1::Scheme>(R"(name: "projects/P1/schemes/v2" state: STATE_REVIEWED)");
  DecisionFacts facts_{
      .project = &project_,
      .scheme = &scheme_,
      .red_line = "projects/P1/redLines/v2",
      .money = {.budget_in_force = true, .compensation_line_fen = 741000000, .short_fen = 0},
      .survey_posted = true,
      .buildings_undetermined = 0,
      .households = 12,
      .executive_meeting_from = 1,
      .minutes_attached = true};

  static std::vector<std::string> Listed(const absl::Status& status) {
    google::rpc::PreconditionFailure failure;
    auto payload = status.GetPayload("type.googleapis.com/google.rpc.PreconditionFailure");
    EXPECT_TRUE(payload && failure.ParseFromString(std::string(*payload)));
    std::vector<std::string> types;
    for (const auto& violation : failure.violations()) types.push_back(violation.type());
    return types;
  }
};

TEST_F(DecisionGatesTest, AllOpen) { EXPECT_THAT(CheckDecisionGates(facts_), IsOk()); }

TEST_F(DecisionGatesTest, EachGateHasItsReason) {
  DecisionFacts facts = facts_;
  facts.money.short_fen = 1;
  const absl::Status shortfall = CheckDecisionGates(facts);
  EXPECT_THAT(shortfall, RefusedWith(kFundsShortfall));
  EXPECT_EQ(MetadataOf(shortfall, "short_fen"), "1");

  // Clause 3.9.a
  facts = facts_;
  facts.red_line = "projects/P2/redLines/v2";
  EXPECT_THAT(CheckDecisionGates(facts), RefusedWith(kRedLineOfOtherProject));

  // Clause 3.5.c
  facts = facts_;
  facts.households_unsurveyed = 1;
  const absl::Status unsurveyed = CheckDecisionGates(facts);
  EXPECT_THAT(unsurveyed, RefusedWith(kSurveyIncomplete));
  EXPECT_EQ(MetadataOf(unsurveyed, "unsurveyed"), "1");
  facts = facts_;
  facts.households = 0;
  facts.executive_meeting_from = 20;
  EXPECT_THAT(CheckDecisionGates(facts), RefusedWith(kSurveyIncomplete));

  facts = facts_;
  facts.money.budget_in_force = false;
  EXPECT_THAT(CheckDecisionGates(facts), RefusedWith(kBudgetNotInForce));

  project_.mutable_plans()->RemoveLast();
  const absl::Status plans = CheckDecisionGates(facts_);
  EXPECT_THAT(plans, RefusedWith(kPlanPackIncomplete));
  EXPECT_EQ(MetadataOf(plans, "have"), "3");
  EXPECT_EQ(MetadataOf(plans, "missing"), "SPECIAL");
  project_.add_plans()->set_kind(v1::PlanDocument::KIND_SPECIAL);

  scheme_.set_state(v1::Scheme::STATE_REVISED);
  EXPECT_THAT(CheckDecisionGates(facts_), RefusedWith(kSchemeNotReviewed));
  scheme_.set_state(v1::Scheme::STATE_REVIEWED);
  facts = facts_;
  facts.scheme = nullptr;
  EXPECT_THAT(CheckDecisionGates(facts), RefusedWith(kSchemeNotReviewed));

  project_.clear_risk_assessment();
  EXPECT_THAT(CheckDecisionGates(facts_), RefusedWith(kRiskAssessmentMissing));
  project_.mutable_risk_assessment();

  facts = facts_;
  facts.survey_posted = false;
  EXPECT_THAT(CheckDecisionGates(facts), RefusedWith(kSurveyNotPosted));
  facts = facts_;
  facts.buildings_undetermined = 1;
  EXPECT_THAT(CheckDecisionGates(facts), RefusedWith(kBuildingUndetermined));
  facts = facts_;
  facts.minutes_attached = false;
  EXPECT_THAT(CheckDecisionGates(facts), RefusedWith(kExecutiveMinutesMissing));
  facts.executive_meeting_from = 13;
  EXPECT_THAT(CheckDecisionGates(facts), IsOk());
}

TEST_F(DecisionGatesTest, AllClosedGatesComeInOneAnswer) {
  facts_.money.short_fen = 91000000;
  project_.mutable_plans()->RemoveLast();
  scheme_.set_state(v1::Scheme::STATE_REVISED);
  facts_.minutes_attached = false;
  const absl::Status status = CheckDecisionGates(facts_);
  EXPECT_THAT(status, RefusedWith(kGatesClosed));
  EXPECT_THAT(Listed(status), ElementsAre("FUNDS_SHORTFALL", "PLAN_PACK_INCOMPLETE",
                                          "SCHEME_NOT_REVIEWED", "EXECUTIVE_MINUTES_MISSING"));
}

TEST(AnnouncementTest, TellsTheRightsAndCarriesTheScheme) {
  auto announcement = Parse<v1::Announcement>(
      R"(document $doc scheme_attached: true review_right: "60日" suit_right: "六个月"
         land_use_right_withdrawn: true)");
  EXPECT_THAT(CheckAnnouncement(announcement), IsOk());
  announcement.clear_suit_right();
  const absl::Status rights = CheckAnnouncement(announcement);
  EXPECT_THAT(rights, RefusedWith(kRightsNoticeMissing));
  EXPECT_EQ(MetadataOf(rights, "missing"), "SUIT");
  announcement.set_suit_right("六个月");
  announcement.clear_scheme_attached();
  announcement.clear_land_use_right_withdrawn();
  const absl::Status contents = CheckAnnouncement(announcement);
  EXPECT_THAT(contents, RefusedWith(kAnnouncementIncomplete));
  EXPECT_EQ(MetadataOf(contents, "missing"), "SCHEME, LAND_USE_RIGHT_WITHDRAWN");
}

}  // namespace
}  // namespace liandong::acquisition
