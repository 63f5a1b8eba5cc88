#include "services/acquisition/resettlement/resettlement_rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/acquisition/testing/machines.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

TEST(ResettlementRulesTest, OnlyTheMovesOfTheTables) {
  testing::ExpectExactly(kHomeMachine, kHomeMoves, kHomeState);
  testing::ExpectExactly(kOrderMachine, kOrderMoves, kOrderState);
}

TEST(ResettlementRulesTest, AHouseholdStandsOnceInTheOrder) {
  EXPECT_THAT(CheckOrder(Parse<AllotmentOrder>(R"(households: "a" households: "b")")), IsOk());
  EXPECT_THAT(CheckOrder(Parse<AllotmentOrder>(R"(households: "a" households: "a")")),
              RefusedWith(kOrderNamesTwice));
}

TEST(ResettlementRulesTest, AFreeHomeForAHouseholdInTheOrder) {
  const auto household =
      Parse<v1::Household>(R"(name: "projects/P1/households/H02" state: STATE_APPRAISED)");
  const auto order =
      Parse<AllotmentOrder>(R"(state: STATE_IN_FORCE households: "projects/P1/households/H02")");
  EXPECT_THAT(CheckSelection(Home(), household, false, &order), IsOk());
  EXPECT_THAT(CheckSelection(Home(), household, false, nullptr), RefusedWith(kOrderNotInForce));
  AllotmentOrder proposed = order;
  proposed.set_state(AllotmentOrder::STATE_PROPOSED);
  EXPECT_THAT(CheckSelection(Home(), household, false, &proposed), RefusedWith(kOrderNotInForce));
  v1::Household other = household;
  other.clear_name();
  EXPECT_THAT(CheckSelection(Home(), other, false, &order), RefusedWith(kNotInOrder));
  EXPECT_THAT(CheckSelection(Parse<Home>(R"(household: "x")"), household, false, &order),
              RefusedWith(kHomeTaken));
  v1::Household served = household;
  served.set_home("projects/P1/homes/A");
  EXPECT_THAT(CheckSelection(Home(), served, false, &order), RefusedWith(kHomeChosen));
  // Clause 3.11.k: after the report, before the agreement or decision.
  EXPECT_THAT(CheckSelection(Home(), household, true, &order), RefusedWith(kChoiceOver));
  for (const auto& [state, reason] :
       {std::pair(v1::Household::STATE_REGISTERED, &kAppraisalNotServed),
        std::pair(v1::Household::STATE_SURVEYED, &kAppraisalNotServed),
        std::pair(v1::Household::STATE_AGREED, &kChoiceOver),
        std::pair(v1::Household::STATE_DECIDED, &kChoiceOver)}) {
    other = household;
    other.set_state(state);
    EXPECT_THAT(CheckSelection(Home(), other, false, &order), RefusedWith(*reason));
  }
}

TEST(ResettlementRulesTest, EachAcceptanceHasItsBody) {
  using common::v1::Agency;
  const std::map<SiteAcceptance::Kind, std::set<Agency>> whose = {
      {SiteAcceptance::KIND_GREENING,
       {common::v1::AGENCY_CITY_INVESTMENT, common::v1::AGENCY_ECONOMIC_INVESTMENT}},
      {SiteAcceptance::KIND_FACILITIES,
       {common::v1::AGENCY_CITY_INVESTMENT, common::v1::AGENCY_ECONOMIC_INVESTMENT}},
      {SiteAcceptance::KIND_WORKS, {common::v1::AGENCY_CONSTRUCTION_BUREAU}},
      {SiteAcceptance::KIND_WATER_SUPPLY, {common::v1::AGENCY_CITY_MANAGEMENT}}};
  for (const auto& [kind, bodies] : whose) {
    for (int i = 1; i < common::v1::Agency_ARRAYSIZE; ++i) {
      const auto body = static_cast<Agency>(i);
      if (bodies.count(body) > 0) {
        EXPECT_THAT(CheckAcceptor(kind, body), IsOk());
      } else {
        EXPECT_THAT(CheckAcceptor(kind, body), RefusedWith(kAcceptanceNotYours));
      }
    }
  }
}

TEST(ResettlementRulesTest, NamesTheAcceptancesThatAreMissing) {
  const auto site =
      Parse<v1::Site>("acceptances { kind: KIND_WORKS } acceptances { kind: KIND_WATER_SUPPLY }");
  EXPECT_THAT(MissingAcceptances(site), ::testing::ElementsAre("GREENING", "FACILITIES"));
  EXPECT_TRUE(IsAccepted(site, SiteAcceptance::KIND_WATER_SUPPLY));
}

}  // namespace
}  // namespace liandong::acquisition
