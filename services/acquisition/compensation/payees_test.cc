#include "services/acquisition/compensation/payees.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/acquisition/agreement/agreement_reasons.h"
#include "services/acquisition/testing/world.h"
#include "shared/testing/closed_gates.h"

namespace liandong::acquisition {
namespace {

using liandong::testing::ClosesExactly;
using liandong::testing::Names;
using ::testing::ElementsAre;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;
using Kind = Payee::Kind;

v1::CompensationSheet Sheet(int64_t total_fen, int64_t home_fen = 0) {
  v1::CompensationSheet sheet;
  sheet.set_total_fen(total_fen);
  sheet.set_home_value_fen(home_fen);
  return sheet;
}

v1::Household One() {
  return Parse<v1::Household>(
      R"(household_no: "H03" parties { party_id: "1" name: "王示三" account: "a"
                                       share_numerator: 1 share_denominator: 1 })");
}

TEST(PayeesTest, OneOwnerGetsAll) {
  EXPECT_THAT(PayeesOf(One(), Sheet(100), {}, {}),
              ElementsAre(Payee{"H03-1", Kind::kHousehold, "王示三", "a", 100}));
}

TEST(PayeesTest, TheOddFenGoesToTheFirstNamedOwner) {
  const auto two = Parse<v1::Household>(
      R"(household_no: "H06"
         parties { party_id: "1" name: "黄示六" account: "a"
                   share_numerator: 1 share_denominator: 2 }
         parties { party_id: "2" name: "吴示六" account: "b"
                   share_numerator: 1 share_denominator: 2 })");
  EXPECT_THAT(PayeesOf(two, Sheet(70940625), {}, {}),
              ElementsAre(Payee{"H06-1", Kind::kHousehold, "黄示六", "a", 35470313},
                          Payee{"H06-2", Kind::kHousehold, "吴示六", "b", 35470312}));
}

TEST(PayeesTest, TheMortgageeFirstTheRestToTheOwner) {
  v1::Household mortgaged = One();
  *mortgaged.add_encumbrances() =
      Parse<v1::Encumbrance>(R"(kind: KIND_MORTGAGE holder: "bank" amount_fen: 28000000)");
  Settlements settlements;
  *settlements.Add() =
      Parse<v1::MortgageSettlement>(R"(holder: "bank" amount_fen: 28000000 account: "m")");
  EXPECT_THAT(PayeesOf(mortgaged, Sheet(68586225), settlements, {}),
              ElementsAre(Payee{"mortgagee-1", Kind::kMortgagee, "bank", "m", 28000000},
                          Payee{"H03-1", Kind::kHousehold, "王示三", "a", 40586225}));
  // Less than the debt: all of it to the mortgagee.
  EXPECT_THAT(PayeesOf(mortgaged, Sheet(10000000), settlements, {}),
              ElementsAre(Payee{"mortgagee-1", Kind::kMortgagee, "bank", "m", 10000000}));
  // Ended in the register: all of it to the owner.
  EXPECT_THAT(PayeesOf(One(), Sheet(100), settlements, {}),
              ElementsAre(Payee{"H03-1", Kind::kHousehold, "王示三", "a", 100}));
}

// Clause 3.10.n
TEST(PayeesTest, EachMortgageIsSettledOnceAndNothingElse) {
  const auto two = Parse<v1::Household>(
      R"(name: "projects/P1/households/H03"
         encumbrances { kind: KIND_MORTGAGE holder: "bank" amount_fen: 100 }
         encumbrances { kind: KIND_MORTGAGE holder: "bank" amount_fen: 200 }
         encumbrances { kind: KIND_SEAL holder: "court" })");
  const auto closed = [&](const v1::Household& household,
                          const std::vector<std::pair<std::string, int64_t>>& settled) {
    Settlements settlements;
    for (const auto& [holder, amount_fen] : settled) {
      settlements.Add()->set_holder(holder);
      settlements.rbegin()->set_amount_fen(amount_fen);
    }
    Gates gates;
    CheckSettlements(settlements, household, gates);
    return gates.status();
  };
  EXPECT_THAT(closed(One(), {}), IsOk());
  EXPECT_THAT(closed(two, {{"bank", 200}, {"bank", 100}}), IsOk());
  EXPECT_THAT(closed(two, {{"bank", 100}}), RefusedWith(kMortgageUnsettled));
  EXPECT_THAT(closed(two, {{"bank", 100}, {"bank", 200}, {"friend", 1}}),
              RefusedWith(kSettlementUnfounded));
  EXPECT_THAT(closed(two, {{"bank", 100}, {"bank", 200}, {"bank", 100}}),
              RefusedWith(kSettlementUnfounded));
  EXPECT_THAT(closed(One(), {{"bank", 100}}), RefusedWith(kSettlementUnfounded));
  for (const int64_t amount_fen : {199, 201}) {
    EXPECT_THAT(closed(two, {{"bank", 100}, {"bank", amount_fen}}),
                ClosesExactly(Names{"MORTGAGE_UNSETTLED", "SETTLEMENT_UNFOUNDED"}));
  }
}

TEST(PayeesTest, ASealedUnitPaysTheCourtsAccountOrNobody) {
  v1::Household household = One();
  household.add_encumbrances()->set_kind(v1::Encumbrance::KIND_SEAL);
  EXPECT_THAT(PayeesOf(household, Sheet(51901970), {}, {}), ElementsAre());
  household.mutable_court_account()->set_title("court");
  household.mutable_court_account()->set_account("c");
  EXPECT_THAT(PayeesOf(household, Sheet(51901970), {}, {}),
              ElementsAre(Payee{"court", Kind::kCourtAccount, "court", "c", 51901970}));
}

TEST(PayeesTest, TheHomeIsBoughtFirst) {
  EXPECT_THAT(PayeesOf(One(), Sheet(42667432, 40449300), {}, {"seller", "s"}),
              ElementsAre(Payee{"seller", Kind::kHomeSeller, "seller", "s", 40449300},
                          Payee{"H03-1", Kind::kHousehold, "王示三", "a", 2218132}));
}

}  // namespace
}  // namespace liandong::acquisition
