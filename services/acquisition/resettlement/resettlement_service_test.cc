#include "services/acquisition/resettlement/resettlement_service.h"

#include "services/acquisition/agreement/agreement_reasons.h"
#include "services/acquisition/project/project_reasons.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

class ResettlementServiceTest : public AcquisitionWorld {
 protected:
  absl::Status Select(const std::string& home, const std::string& no) {
    v1::SelectHomeRequest request;
    request.set_name("projects/P1/homes/" + home);
    request.set_household(Household(no));
    return acquisition_.resettlement.SelectHome(As("cig-1"), Fresh(request)).status();
  }
  absl::Status Accept(const std::string& officer, const std::string& kind) {
    return acquisition_.resettlement
        .AcceptSite(As(officer), Fresh(Parse<v1::AcceptSiteRequest>(
                                     "name: \"projects/P1/sites/A\" acceptance { document $doc"
                                     " kind: " +
                                     kind + "}")))
        .status();
  }
  absl::StatusOr<v1::Home> HandOver() {
    return acquisition_.resettlement.HandOverHome(
        As("cig-1"), Fresh(Parse<v1::HandOverHomeRequest>(
                         R"(name: "projects/P1/homes/A1-0302" date $day(2026-07-06))")));
  }
};

TEST_F(ResettlementServiceTest, AHomeForOneAndOneHomeEach) {
  Until(&AcquisitionWorld::ChooseHomes);
  EXPECT_EQ(HouseholdNow("H02").home(), "projects/P1/homes/A1-0302");
  EXPECT_THAT(Select("A1-0302", "H07"), RefusedWith(kGatesClosed));  // taken, and has one
  EXPECT_THAT(Select("A1-0503", "H01"), RefusedWith(kGatesClosed));  // taken, not in the order
  ASSERT_THAT(acquisition_.resettlement.CreateHome(
                  As("cig-1"), Fresh(Parse<v1::CreateHomeRequest>(
                                   R"(parent: "projects/P1" home_id: "A1-0201" home {
                                site: "projects/P1/sites/A" address: "示例小区"
                                unit_code: "431103001009GB00021F00010201"
                                area_cm2: 784000 unit_price_fen: 438000 })"))),
              IsOk());
  EXPECT_THAT(Select("A1-0201", "H01"), RefusedWith(kNotInOrder));
  EXPECT_THAT(Select("A1-0201", "H02"), RefusedWith(kHomeChosen));
  EXPECT_THAT(acquisition_.resettlement.CreateHome(
                  As("cig-1"), Fresh(Parse<v1::CreateHomeRequest>(
                                   R"(parent: "projects/P1" home_id: "again" home {
                                site: "projects/P1/sites/A" address: "示例小区"
                                unit_code: "431103001009GB00021F00010201"
                                area_cm2: 784000 unit_price_fen: 438000 })"))),
              RefusedWith(kHomeListed));
}

TEST_F(ResettlementServiceTest, OnlyTheProjectsInvestor) {
  CreateProject();
  EXPECT_THAT(acquisition_.resettlement.CreateSite(
                  As("eig-1"), Fresh(Parse<v1::CreateSiteRequest>(
                                   R"(parent: "projects/P1" site_id: "A" site { title: "x" })"))),
              RefusedWith(kNotTheInvestor));
}

TEST_F(ResettlementServiceTest, TheOrderIsCosignedOnce) {
  Until(&AcquisitionWorld::ChooseHomes);
  EXPECT_THAT(
      acquisition_.resettlement.CosignAllotmentOrder(
          As("hsb-3"),
          Fresh(Parse<v1::CosignAllotmentOrderRequest>(R"(name: "projects/P1/allotmentOrder")"))),
      RefusedWith(kOrderState));
}

TEST_F(ResettlementServiceTest, KeysAfterEveryAcceptance) {
  Until(&AcquisitionWorld::ChooseHomes);
  Sign("H02");
  EXPECT_THAT(HandOver(), RefusedWith(kGatesClosed));
  Review("H02");
  At("2026-07-06 09:00");
  EXPECT_THAT(Accept("cig-1", "KIND_WORKS"), RefusedWith(kAcceptanceNotYours));
  ASSERT_THAT(Accept("cig-1", "KIND_GREENING"), IsOk());
  ASSERT_THAT(Accept("cig-1", "KIND_FACILITIES"), IsOk());
  ASSERT_THAT(Accept("cmb-1", "KIND_WATER_SUPPLY"), IsOk());
  EXPECT_THAT(HandOver(), RefusedWith(kSiteNotAccepted));
  ASSERT_THAT(Accept("huc-1", "KIND_WORKS"), IsOk());
  ASSERT_OK_AND_ASSIGN(const auto home, HandOver());
  EXPECT_EQ(home.state(), v1::Home::STATE_HANDED_OVER);
  EXPECT_THAT(HandOver(), RefusedWith(kHomeState));
}

TEST_F(ResettlementServiceTest, NoKeysWithoutWater) {
  Until(&AcquisitionWorld::ChooseHomes);
  Sign("H02");
  Review("H02");
  ASSERT_THAT(Accept("cig-1", "KIND_GREENING"), IsOk());
  ASSERT_THAT(Accept("cig-1", "KIND_FACILITIES"), IsOk());
  ASSERT_THAT(Accept("huc-1", "KIND_WORKS"), IsOk());
  EXPECT_THAT(HandOver(), RefusedWith(kSupplyNotAccepted));
}

// Clause 3.11.k: money or a home, never both.
TEST_F(ResettlementServiceTest, NoKeysForWhoTookTheMoney) {
  Until(&AcquisitionWorld::ChooseHomes);
  At("2026-03-31 15:00");
  auto assign = Parse<v1::AssignNegotiatorsRequest>(R"(negotiators: "lsd/lsd-1")");
  assign.set_household(Household("H02"));
  ASSERT_THAT(acquisition_.agreements.AssignNegotiators(As("lsd-1"), Fresh(assign)), IsOk());
  auto money = SignRequest("H02");
  money.mutable_agreement()->set_method(v1::COMPENSATION_METHOD_MONEY);
  money.mutable_agreement()->clear_home();
  money.mutable_agreement()->clear_transition_months();
  ASSERT_OK_AND_ASSIGN(const auto agreed,
                       acquisition_.agreements.SignAgreement(As("lsd-1"), money));
  v1::ReviewAgreementRequest review;
  review.set_name(agreed.name());
  review.set_total_fen(agreed.sheet().total_fen());
  ASSERT_THAT(acquisition_.agreements.ReviewAgreement(As("hsb-2"), Fresh(review)), IsOk());
  Deliver();
  for (const char* kind : {"KIND_GREENING", "KIND_FACILITIES"}) {
    ASSERT_THAT(Accept("cig-1", kind), IsOk());
  }
  ASSERT_THAT(Accept("huc-1", "KIND_WORKS"), IsOk());
  ASSERT_THAT(Accept("cmb-1", "KIND_WATER_SUPPLY"), IsOk());
  EXPECT_THAT(HandOver(), RefusedWith(kHomeNotExchanged));
}

TEST_F(ResettlementServiceTest, NoKeysBeforeTheAgreementIsEffective) {
  Until(&AcquisitionWorld::ChooseHomes);
  Sign("H02");
  ASSERT_THAT(Accept("cig-1", "KIND_GREENING"), IsOk());
  ASSERT_THAT(Accept("cig-1", "KIND_FACILITIES"), IsOk());
  ASSERT_THAT(Accept("huc-1", "KIND_WORKS"), IsOk());
  ASSERT_THAT(Accept("cmb-1", "KIND_WATER_SUPPLY"), IsOk());
  EXPECT_THAT(HandOver(), RefusedWith(kAgreementNotEffective));
}

}  // namespace
}  // namespace liandong::acquisition
