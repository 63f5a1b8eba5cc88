#include "services/acquisition/survey/survey_service.h"

#include "services/acquisition/household/household_reasons.h"
#include "services/acquisition/survey/survey_reasons.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

class SurveyServiceTest : public AcquisitionWorld {
 protected:
  v1::RecordInventoryRequest Inventory(const std::string& no) {
    auto request = Parse<v1::RecordInventoryRequest>(
        R"(inventory { surveyed $day(2026-01-12) surveyors: "lsd/lsd-1" surveyors: "lsd/lsd-2"
                       witness: "com/com-1" })");
    request.set_household(Household(no));
    return Fresh(request);
  }
};

TEST_F(SurveyServiceTest, RightsAreReadFromTheRegister) {
  CreateProject();
  Freeze();
  Import();
  At("2026-01-12 09:00");
  ASSERT_OK_AND_ASSIGN(const auto h03,
                       acquisition_.surveys.RecordInventory(As("lsd-1"), Inventory("H03")));
  ASSERT_EQ(h03.encumbrances_size(), 1);
  EXPECT_EQ(h03.encumbrances(0).kind(), v1::Encumbrance::KIND_MORTGAGE);
  EXPECT_EQ(h03.encumbrances(0).amount_fen(), 28000000);
  ASSERT_OK_AND_ASSIGN(const auto h05,
                       acquisition_.surveys.RecordInventory(As("lsd-1"), Inventory("H05")));
  EXPECT_EQ(h05.encumbrances(0).kind(), v1::Encumbrance::KIND_SEAL);
  EXPECT_EQ(HouseholdNow("H05").state(), v1::Household::STATE_SURVEYED);
  // A survey made again replaces the former.
  EXPECT_THAT(acquisition_.surveys.RecordInventory(As("lsd-1"), Inventory("H05")), IsOk());
  EXPECT_EQ(Count("inventories"), 2);
}

// Clause 3.5.d: the register's area is valued, not the one the territory imported.
TEST_F(SurveyServiceTest, TheAreaIsTheRegisters) {
  CreateProject();
  Freeze();
  Import();
  At("2026-01-12 09:00");
  EXPECT_EQ(HouseholdNow("H03").area_cm2(), 1523500);
  UnitOf("H03").set_area_cm2(1423500);
  ASSERT_OK_AND_ASSIGN(const auto surveyed,
                       acquisition_.surveys.RecordInventory(As("lsd-1"), Inventory("H03")));
  EXPECT_EQ(surveyed.registered_area_cm2(), 1423500);
  EXPECT_EQ(HouseholdNow("H03").area_cm2(), 1423500);
}

TEST_F(SurveyServiceTest, WithoutTheRegistryNothingIsRecorded) {
  CreateProject();
  Freeze();
  Import();
  At("2026-01-12 09:00");
  peers_up_ = false;
  EXPECT_THAT(acquisition_.surveys.RecordInventory(As("lsd-1"), Inventory("H03")),
              RefusedWith(rpc::kServiceUnavailable));
  EXPECT_EQ(Count("inventories"), 0);
}

TEST_F(SurveyServiceTest, OneSurveyorIsNoSurvey) {
  CreateProject();
  Freeze();
  Import();
  At("2026-01-12 09:00");
  auto request = Inventory("H12");
  request.mutable_inventory()->mutable_surveyors()->RemoveLast();
  EXPECT_THAT(acquisition_.surveys.RecordInventory(As("lsd-1"), request),
              RefusedWith(kTwoSurveyorsRequired));
  EXPECT_EQ(HouseholdNow("H12").state(), v1::Household::STATE_REGISTERED);
}

TEST_F(SurveyServiceTest, ABuildingIsInvestigatedReviewedAndDeterminedInThisOrder) {
  CreateProject();
  Freeze();
  Import();
  At("2026-01-13 09:00");
  auto found = Parse<v1::InvestigateBuildingRequest>(
      R"(parent: "projects/P1" building_id: "b1" building {
           household: "projects/P1/households/H10" what: "棚" area_cm2: 185000
           investigators: "cmb/cmb-1" })");
  EXPECT_THAT(acquisition_.surveys.InvestigateBuilding(As("cmb-1"), Fresh(found)),
              RefusedWith(kTwoOfficersRequired));
  found.mutable_building()->add_investigators("cmb/cmb-2");
  ASSERT_THAT(acquisition_.surveys.InvestigateBuilding(As("cmb-1"), Fresh(found)), IsOk());
  auto determine = Parse<v1::DetermineBuildingRequest>(
      R"(name: "projects/P1/buildings/b1" finding: FINDING_ILLEGAL determination $doc
         owner_heard: true appeal_rights_told: true)");
  EXPECT_THAT(acquisition_.surveys.DetermineBuilding(As("huc-3"), Fresh(determine)),
              RefusedWith(kBuildingState));
  ASSERT_THAT(acquisition_.surveys.ReviewBuilding(
                  As("cmb-1"), Fresh(Parse<v1::ReviewBuildingRequest>(
                                   R"(name: "projects/P1/buildings/b1" minutes $doc
                                      opinions { body: "huc" opinion: "同意" }
                                      opinions { body: "nrb" opinion: "同意" })"))),
              IsOk());
  determine.set_owner_heard(false);
  EXPECT_THAT(acquisition_.surveys.DetermineBuilding(As("huc-3"), Fresh(determine)),
              RefusedWith(kOwnerNotHeard));
  determine.set_owner_heard(true);
  ASSERT_OK_AND_ASSIGN(const auto determined,
                       acquisition_.surveys.DetermineBuilding(As("huc-3"), Fresh(determine)));
  EXPECT_EQ(determined.determined_by(), "huc/huc-3");
}

}  // namespace
}  // namespace liandong::acquisition
