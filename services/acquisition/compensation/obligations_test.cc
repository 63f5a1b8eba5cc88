#include "services/acquisition/compensation/obligations.h"

#include "liandong/funds/v1/obligation.pb.h"
#include "services/acquisition/household/household_reasons.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

class ObligationsTest : public AcquisitionWorld {
 protected:
  absl::Status Name(const std::string& no) {
    auto request = Parse<v1::NameCourtAccountRequest>(
        R"(court_account { title: "执行款专户" account: "82000100000000000055" document $doc })");
    request.set_name(Household(no));
    return acquisition_.obligations.NameCourtAccount(As("crt-1"), Fresh(request)).status();
  }
  std::vector<funds::v1::PushObligationRequest> Pushed() {
    return Delivered<funds::v1::PushObligationRequest>();
  }
};

TEST_F(ObligationsTest, OnlyASealedUnitHasACourtAccount) {
  Until(&AcquisitionWorld::OpenSigning);
  EXPECT_THAT(Name("H01"), RefusedWith(kUnitNotSealed));
  EXPECT_THAT(Name("H05"), IsOk());
  Deliver();
  EXPECT_TRUE(Pushed().empty());  // nothing is owed yet
}

TEST_F(ObligationsTest, ASealAfterTheAgreementTurnsTheMoneyToTheCourt) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  Review("H01");
  ASSERT_EQ(Pushed().size(), 1u);
  *UnitOf("H01").add_restrictions() = Parse<registry::v1::Restriction>(
      R"(kind: KIND_SEAL state: STATE_ACTIVE holder: "court" reference: "s2")");
  ChangeUnit(UnitOf("H01"));
  Deliver();
  // Nobody may be paid until the court names an account.
  EXPECT_EQ(Pushed().size(), 1u);
  const auto cancelled = Delivered<funds::v1::CancelObligationRequest>();
  ASSERT_EQ(cancelled.size(), 1u);
  EXPECT_EQ(cancelled[0].name(), "projects/P1/obligations/H01");
  ASSERT_THAT(Name("H01"), IsOk());
  Deliver();
  ASSERT_EQ(Pushed().size(), 2u);
  EXPECT_EQ(Pushed()[1].obligation().payees(0).kind(), funds::v1::PAYEE_KIND_COURT_ACCOUNT);
  EXPECT_EQ(Pushed()[1].obligation().source_version(), 2);
  // The same page again says nothing new.
  ChangeUnit(UnitOf("H01"));
  Deliver();
  EXPECT_EQ(Pushed().size(), 2u);
}

// Nobody waits for what a change of the register asks of funds: the household shows that it failed.
TEST_F(ObligationsTest, AHouseholdShowsThatFundsRefusedItsPayees) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  Review("H01");
  refusals_["CancelObligationRequest"] =
      Refuse(Reason{"OBLIGATION_PAID", absl::StatusCode::kFailedPrecondition, "paid", "已付"});
  *UnitOf("H01").add_restrictions() = Parse<registry::v1::Restriction>(
      R"(kind: KIND_SEAL state: STATE_ACTIVE holder: "court" reference: "s2")");
  ChangeUnit(UnitOf("H01"));
  EXPECT_EQ(HouseholdNow("H01").payees_refusal(), "");
  Deliver();
  EXPECT_EQ(HouseholdNow("H01").payees_refusal(), "OBLIGATION_PAID");
  ASSERT_THAT(Name("H01"), IsOk());
  Deliver();
  EXPECT_EQ(HouseholdNow("H01").payees_refusal(), "");
}

TEST_F(ObligationsTest, ASealWhileFundsTakesItOnIsNotMissed) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  v1::ReviewAgreementRequest review;
  review.set_name("projects/P1/agreements/H01");
  review.set_total_fen(58692700);
  ASSERT_THAT(acquisition_.agreements.ReviewAgreement(As("hsb-2"), Fresh(review)), IsOk());
  *UnitOf("H01").add_restrictions() = Parse<registry::v1::Restriction>(
      R"(kind: KIND_SEAL state: STATE_ACTIVE holder: "court" reference: "s2")");
  ChangeUnit(UnitOf("H01"));
  Deliver();
  EXPECT_EQ(AgreementNow("H01").state(), v1::Agreement::STATE_EFFECTIVE);
  EXPECT_EQ(Delivered<funds::v1::CancelObligationRequest>().size(), 1u);
}

TEST_F(ObligationsTest, WhatIsPaidIsNotTurned) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H03");
  Review("H03");
  Settle("H03", 68586225, 0);
  EXPECT_EQ(HouseholdNow("H03").compensation_state(), v1::COMPENSATION_STATE_PAID);
  UnitOf("H03").mutable_restrictions(0)->set_state(registry::v1::Restriction::STATE_ENDED);
  ChangeUnit(UnitOf("H03"));
  Deliver();
  EXPECT_EQ(HouseholdNow("H03").encumbrances_size(), 0);
  EXPECT_EQ(Pushed().size(), 1u);
}

TEST_F(ObligationsTest, ACancelledUnitMarksTheHousehold) {
  Until(&AcquisitionWorld::Survey);
  UnitOf("H01").set_state(registry::v1::Unit::STATE_CANCELLED);
  ChangeUnit(UnitOf("H01"));
  EXPECT_TRUE(HouseholdNow("H01").deregistered());
  registry::v1::Unit foreign;
  foreign.set_unit_code("431103001009GB00021F00010302");
  ChangeUnit(foreign);  // no household's
}

TEST_F(ObligationsTest, AnExchangeIsCompensatedWithTheFirstTransitionFee) {
  Until(&AcquisitionWorld::ChooseHomes);
  Sign("H02");
  Review("H02");
  Settle("H02", 42667432 - 154272, 0);
  EXPECT_EQ(HouseholdNow("H02").compensation_state(), v1::COMPENSATION_STATE_NONE);
  Settle("H02", 42667432 - 77136, 0);
  EXPECT_EQ(HouseholdNow("H02").compensation_state(), v1::COMPENSATION_STATE_HOUSE_OFFERED);
  Settle("H02", 42667432, 0);
  EXPECT_EQ(HouseholdNow("H02").compensation_state(), v1::COMPENSATION_STATE_PAID);
}

TEST_F(ObligationsTest, MoneyOfNobodysHouseholdIsNoConcern) {
  Until(&AcquisitionWorld::Survey);
  Settle("H99", 1, 0);
  Settle("H01", 1, 0);  // of no obligation of ours
  EXPECT_EQ(HouseholdNow("H01").settled_fen(), 0);
}

}  // namespace
}  // namespace liandong::acquisition
