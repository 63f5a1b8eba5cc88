#include "services/acquisition/household/household_service.h"

#include <atomic>
#include <thread>

#include "services/acquisition/household/household_reasons.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

class HouseholdServiceTest : public AcquisitionWorld {
 protected:
  // H01 compensated, and its case filed.
  void Filed() {
    Until(&AcquisitionWorld::OpenSigning);
    Sign("H01");
    Review("H01");
    Settle("H01", 58692700, 0);
    ASSERT_THAT(acquisition_.households.ClaimCourtFiling(
                    As("gov-1"), Fresh(Parse<v1::ClaimCourtFilingRequest>(
                                     R"(household: "projects/P1/households/H01"
                                        case: "projects/P1/cases/H01")"))),
                IsOk());
  }
  absl::Status Start() {
    return acquisition_.households
        .ClaimActionStart(As("gov-1"), Fresh(Parse<v1::ClaimActionStartRequest>(
                                           R"(household: "projects/P1/households/H01"
                                              case: "projects/P1/cases/H01")")))
        .status();
  }
  absl::Status Vacate(const std::string& no) {
    auto request =
        Parse<v1::RecordVacatingRequest>("vacate_date $day(2026-03-30) certificate $doc");
    request.set_name(Household(no));
    return acquisition_.households.RecordVacating(As("notary-2"), Fresh(request)).status();
  }
  absl::Status Appeal() {
    return acquisition_.households
        .EnterAppeal(As("crt-1"), Fresh(Parse<v1::EnterAppealRequest>(
                                      R"(name: "projects/P1/households/H01" appeal_id: "a1"
                                         kind: KIND_SUIT subject: "projects/P1/agreements/H01")")))
        .status();
  }
  absl::Status Close(common::v1::Agency body, const std::string& result) {
    auto request = Parse<v1::CloseAppealRequest>(
        R"(name: "projects/P1/households/H01" appeal_id: "a1" outcome: "示例文书"
           effective_date $day(2026-03-30) result: )" +
        result);
    RequestContext context = As("crt-1");
    context.caller.capacity = body;
    return acquisition_.households.CloseAppeal(context, Fresh(request)).status();
  }
  absl::Status CloseWater(const std::string& no) {
    v1::CloseWaterSupplyRequest request;
    request.set_name(Household(no));
    return acquisition_.households.CloseWaterSupply(As("cmb-1"), Fresh(request)).status();
  }
};

TEST_F(HouseholdServiceTest, AnActionStartsEndsAndIsRecorded) {
  Filed();
  ASSERT_THAT(Start(), IsOk());
  ASSERT_THAT(acquisition_.households.RecordForcedVacating(
                  As("gov-1"), Fresh(Parse<v1::RecordForcedVacatingRequest>(
                                   R"(household: "projects/P1/households/H01"
                                      case: "projects/P1/cases/H01"
                                      vacate_date $day(2026-03-30))"))),
              IsOk());
  ASSERT_THAT(acquisition_.households.ReleaseCourtFiling(
                  As("gov-1"), Fresh(Parse<v1::ReleaseCourtFilingRequest>(
                                   R"(household: "projects/P1/households/H01"
                                      case: "projects/P1/cases/H01")"))),
              IsOk());
  const v1::Household household = HouseholdNow("H01");
  EXPECT_TRUE(household.vacated());
  EXPECT_EQ(household.vacating().manner(), v1::Vacating::MANNER_FORCED);
  EXPECT_FALSE(household.court_filed());
}

// Whoever is first on the row: the action, the moving out or the suit. Never an action after one of
// the others.
TEST_F(HouseholdServiceTest, OneOrderForActionVacatingAndSuit) {
  Filed();
  absl::Status started, vacated, appealed;
  std::thread a([&] { started = Start(); });
  std::thread b([&] { vacated = Vacate("H01"); });
  std::thread c([&] { appealed = Appeal(); });
  a.join();
  b.join();
  c.join();
  EXPECT_THAT(vacated, IsOk());
  EXPECT_THAT(appealed, IsOk());
  // The action stands in the row exactly when it came first.
  EXPECT_EQ(HouseholdNow("H01").action_started(), started.ok());
  EXPECT_THAT(Start(), RefusedWith(kGatesClosed));
}

TEST_F(HouseholdServiceTest, VacatingEndsEveryClaimToStart) {
  Filed();
  ASSERT_THAT(Vacate("H01"), IsOk());
  EXPECT_THAT(Start(), RefusedWith(kHouseholdVacated));
  EXPECT_FALSE(HouseholdNow("H01").action_started());
}

TEST_F(HouseholdServiceTest, AnAppealStopsUntilItIsClosed) {
  Filed();
  ASSERT_THAT(Appeal(), IsOk());
  EXPECT_THAT(Start(), RefusedWith(kAppealPending));
  EXPECT_THAT(Close(common::v1::AGENCY_REVIEW_BODY, "RESULT_UPHELD"),
              RefusedWith(kAppealOfOtherBody));
  EXPECT_THAT(Start(), RefusedWith(kAppealPending));
  ASSERT_THAT(Close(common::v1::AGENCY_COURT, "RESULT_UPHELD"), IsOk());
  EXPECT_THAT(Start(), IsOk());
}

// Clause 4.2.b.
TEST_F(HouseholdServiceTest, AnAnnulmentStopsForGood) {
  Filed();
  ASSERT_THAT(Appeal(), IsOk());
  ASSERT_THAT(Close(common::v1::AGENCY_COURT, "RESULT_ANNULLED"), IsOk());
  EXPECT_THAT(Start(), RefusedWith(kDecisionAnnulled));
  EXPECT_FALSE(HouseholdNow("H01").action_started());
}

TEST_F(HouseholdServiceTest, WaterRunsUntilTheHouseIsEmpty) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  Review("H01");
  EXPECT_THAT(CloseWater("H01"), RefusedWith(kUnitNotVacated));
  EXPECT_THAT(Vacate("H01"), RefusedWith(kNotCompensated));
  EXPECT_THAT(CloseWater("H01"), RefusedWith(kUnitNotVacated));
  EXPECT_FALSE(HouseholdNow("H01").water_closed());
  Settle("H01", 58692700, 0);
  ASSERT_THAT(Vacate("H01"), IsOk());
  EXPECT_THAT(CloseWater("H01"), IsOk());
}

TEST_F(HouseholdServiceTest, NothingIsFiledBeforeTheMoney) {
  CreateProject();
  Freeze();
  Import();
  EXPECT_THAT(acquisition_.households.ClaimCourtFiling(
                  As("gov-1"), Fresh(Parse<v1::ClaimCourtFilingRequest>(
                                   R"(household: "projects/P1/households/H12"
                                      case: "projects/P1/cases/H12")"))),
              RefusedWith(kNotCompensated));
}

TEST_F(HouseholdServiceTest, ListsByState) {
  CreateProject();
  Freeze();
  Import();
  At("2026-01-10 09:00");
  auto request = Parse<v1::ListHouseholdsRequest>(R"(parent: "projects/P1" vacated: true)");
  EXPECT_EQ(acquisition_.households.ListHouseholds(As("hsb-1"), request)->households_size(), 0);
  request.set_vacated(false);
  request.set_state(v1::Household::STATE_REGISTERED);
  EXPECT_EQ(acquisition_.households.ListHouseholds(As("hsb-1"), request)->households_size(), 12);
}

}  // namespace
}  // namespace liandong::acquisition
