#include "services/acquisition/survey/survey_rules.h"

#include "gtest/gtest.h"
#include "services/acquisition/testing/machines.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

TEST(SurveyRulesTest, OnlyTheMovesOfTheTable) {
  testing::ExpectExactly(kBuildingMachine, kBuildingMoves, kBuildingState);
}

TEST(SurveyRulesTest, TwoSurveyorsAndTheOwnersOrAWitness) {
  const Date today(2026, 1, 12);
  auto inventory = Parse<v1::Inventory>(
      R"(surveyed $day(2026-01-12) surveyors: "lsd/lsd-1" surveyors: "lsd/lsd-2"
         owners_signed: true)");
  EXPECT_THAT(CheckInventory(inventory, today), IsOk());
  inventory.set_surveyors(1, "lsd/lsd-1");
  EXPECT_THAT(CheckInventory(inventory, today), RefusedWith(kTwoSurveyorsRequired));
  inventory.set_surveyors(1, "lsd/lsd-2");
  inventory.set_owners_signed(false);
  EXPECT_THAT(CheckInventory(inventory, today), RefusedWith(kOwnerOrWitness));
  inventory.set_witness("lsd/lsd-3");
  EXPECT_THAT(CheckInventory(inventory, today), RefusedWith(kOwnerOrWitness));
  inventory.set_witness("com/com-1");
  EXPECT_THAT(CheckInventory(inventory, today), IsOk());
  EXPECT_THAT(CheckInventory(inventory, today - 1), RefusedWith(kSurveyDate));
}

TEST(SurveyRulesTest, EvidenceNeedsDifferentOfficers) {
  auto building =
      Parse<UnregisteredBuilding>(R"(investigators: "cmb/cmb-1" investigators: "cmb/cmb-1")");
  EXPECT_THAT(CheckInvestigators(building, 2), RefusedWith(kTwoOfficersRequired));
  building.set_investigators(1, "cmb/cmb-2");
  EXPECT_THAT(CheckInvestigators(building, 2), IsOk());
}

TEST(SurveyRulesTest, AJointReviewIsJoint) {
  auto review =
      Parse<v1::ReviewBuildingRequest>(R"(opinions { body: "huc" } opinions { body: "huc" })");
  EXPECT_THAT(CheckOpinions(review), RefusedWith(kOpinionsMissing));
  review.mutable_opinions(1)->set_body("nrb");
  EXPECT_THAT(CheckOpinions(review), IsOk());
}

TEST(SurveyRulesTest, TheOwnerIsHeardAndTold) {
  v1::DetermineBuildingRequest request;
  EXPECT_THAT(CheckDetermination(request), RefusedWith(kGatesClosed));
  request.set_owner_heard(true);
  EXPECT_THAT(CheckDetermination(request), RefusedWith(kRightsNotTold));
  request.set_appeal_rights_told(true);
  EXPECT_THAT(CheckDetermination(request), IsOk());
  request.set_owner_heard(false);
  EXPECT_THAT(CheckDetermination(request), RefusedWith(kOwnerNotHeard));
}

TEST(SurveyRulesTest, LegalAndUnexpiredTemporaryOnesAreCompensated) {
  EXPECT_TRUE(IsCompensable(UnregisteredBuilding::FINDING_LEGAL));
  EXPECT_TRUE(IsCompensable(UnregisteredBuilding::FINDING_TEMPORARY_VALID));
  EXPECT_FALSE(IsCompensable(UnregisteredBuilding::FINDING_ILLEGAL));
  EXPECT_FALSE(IsCompensable(UnregisteredBuilding::FINDING_TEMPORARY_EXPIRED));
}

}  // namespace
}  // namespace liandong::acquisition
