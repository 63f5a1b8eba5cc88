#include "services/funds/obligation/obligation_rules.h"

#include <numeric>

#include "services/funds/testing/funds_world.h"
#include "shared/testing/machine_check.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

class ObligationRulesTest : public FundsWorld {
 public:
  using FundsWorld::MakeObligation;
  using FundsWorld::Simple;
};

v1::Obligation Make(const std::vector<Item>& items, const std::vector<Payee>& payees,
                    bool transition_later = false) {
  return ObligationRulesTest::MakeObligation("H02", items, payees, 1, transition_later);
}

// H02 of the sample: takes a home, owes the difference, gets transition fees in two periods.
v1::Obligation Exchange() {
  return Make({{"home", v1::ITEM_KIND_HOME_PURCHASE, 40'449'300},
               {"difference", v1::ITEM_KIND_EXCHANGE_DIFFERENCE, -4'195'400},
               {"decoration", v1::ITEM_KIND_DECORATION, 2'850'000},
               {"attachments", v1::ITEM_KIND_ATTACHMENTS, 120'000},
               {"moving", v1::ITEM_KIND_MOVING, 289'260},
               {"transition", v1::ITEM_KIND_TRANSITION, 154'272},
               {"reward", v1::ITEM_KIND_REWARD, 3'000'000}},
              {{"seller", v1::PAYEE_KIND_HOME_SELLER, 40'449'300},
               {"owner", v1::PAYEE_KIND_HOUSEHOLD, 2'218'132}},
              /*transition_later=*/true);
}

TEST(ObligationMachineTest, EveryPair) {
  using O = Obligation;
  liandong::testing::ExpectExactly(
      kObligationMachine, kObligationState,
      {{{O::STATE_UNSPECIFIED, "PushObligation"}, O::STATE_OPEN},
       {{O::STATE_OPEN, "PushObligation"}, O::STATE_OPEN},
       {{O::STATE_PARTLY_PAID, "PushObligation"}, O::STATE_PARTLY_PAID},
       {{O::STATE_SETTLED, "PushObligation"}, O::STATE_SETTLED},
       {{O::STATE_CANCELLED, "PushObligation"}, O::STATE_OPEN},
       {{O::STATE_OPEN, "CancelObligation"}, O::STATE_CANCELLED},
       {{O::STATE_OPEN, "PreparePayment"}, O::STATE_OPEN},
       {{O::STATE_PARTLY_PAID, "PreparePayment"}, O::STATE_PARTLY_PAID},
       {{O::STATE_SETTLED, "PreparePayment"}, O::STATE_SETTLED},
       {{O::STATE_OPEN, "RecordPaymentRefusal"}, O::STATE_OPEN},
       {{O::STATE_PARTLY_PAID, "RecordPaymentRefusal"}, O::STATE_PARTLY_PAID},
       {{O::STATE_OPEN, "OpenEscrow"}, O::STATE_OPEN},
       {{O::STATE_PARTLY_PAID, "OpenEscrow"}, O::STATE_PARTLY_PAID}});
}

TEST(CheckObligationTest, ExchangeSumsByGroup) {
  EXPECT_THAT(CheckObligation(Exchange()), IsOk());
  v1::Obligation shifted = Exchange();
  shifted.mutable_payees(0)->set_amount_fen(40'449'301);
  shifted.mutable_payees(1)->set_amount_fen(2'218'131);
  EXPECT_THAT(CheckObligation(shifted), RefusedWith(kFieldsInvalid));
}

TEST(CheckObligationTest, SharesMustBeTheItemsToTheFen) {
  const std::vector<Item> items = {{"house", v1::ITEM_KIND_HOUSE_VALUE, 100}};
  const absl::Status refused =
      CheckObligation(Make(items, {{"owner", v1::PAYEE_KIND_HOUSEHOLD, 99}}));
  EXPECT_THAT(refused, RefusedWith(kPayeesDoNotSum));
  EXPECT_EQ(MetadataOf(refused, "payees_fen"), "99");
  EXPECT_THAT(CheckObligation(Make(items, {{"bank", v1::PAYEE_KIND_MORTGAGEE, 60},
                                           {"owner", v1::PAYEE_KIND_HOUSEHOLD, 40}})),
              IsOk());
}

TEST(CheckObligationTest, TransitionFeeNeedsAShareThatHoldsIt) {
  // The mortgagee takes all but 40, the fee paid later to the household is 50.
  EXPECT_THAT(
      CheckObligation(Make(
          {{"house", v1::ITEM_KIND_HOUSE_VALUE, 100}, {"transition", v1::ITEM_KIND_TRANSITION, 50}},
          {{"bank", v1::PAYEE_KIND_MORTGAGEE, 110}, {"owner", v1::PAYEE_KIND_HOUSEHOLD, 40}},
          true)),
      RefusedWith(kPayeesDoNotSum));
}

TEST(CheckObligationTest, EachWrongItemHasItsReason) {
  const Payee owner{"owner", v1::PAYEE_KIND_HOUSEHOLD, 100};
  EXPECT_THAT(CheckObligation(Make(
                  {{"house", v1::ITEM_KIND_HOUSE_VALUE, -1}, {"reward", v1::ITEM_KIND_REWARD, 101}},
                  {owner})),
              RefusedWith(kItemAmount));
  EXPECT_THAT(CheckObligation(Make(
                  {{"house", v1::ITEM_KIND_HOUSE_VALUE, 50}, {"house", v1::ITEM_KIND_REWARD, 50}},
                  {owner})),
              RefusedWith(kDuplicateId));
  EXPECT_THAT(CheckObligation(Make({{"house", v1::ITEM_KIND_HOUSE_VALUE, 200}}, {owner, owner})),
              RefusedWith(kDuplicateId));
  EXPECT_THAT(CheckObligation(Make({{"fee", v1::ITEM_KIND_SERVICE_CONTRACT, 100}}, {owner})),
              RefusedWith(kItemNotOfPurpose));
  v1::Obligation homeless = ObligationRulesTest::Simple("H01", 100);
  homeless.clear_household();
  EXPECT_THAT(CheckObligation(homeless), RefusedWith(kHouseholdMissing));
  v1::Obligation foreign = ObligationRulesTest::Simple("H01", 100);
  foreign.set_household("projects/P2/households/H01");
  EXPECT_THAT(CheckObligation(foreign), RefusedWith(kForeignProject));
}

TEST(SuccessionTest, OlderOrPoorerVersionsAreRefused) {
  v1::Obligation current = ObligationRulesTest::Simple("H01", 100, 2);
  current.set_state(Obligation::STATE_OPEN);
  const auto next = [](int64_t fen, int64_t version) {
    return ObligationRulesTest::Simple("H01", fen, version);
  };
  EXPECT_THAT(CheckSuccession(current, next(120, 3), {}), IsOk());
  EXPECT_THAT(CheckSuccession(current, next(120, 1), {}), RefusedWith(kObligationStale));
  v1::Obligation other = next(120, 3);
  other.set_source("projects/P1/compensationDecisions/H01");
  EXPECT_THAT(CheckSuccession(current, other, {}), RefusedWith(kObligationOtherSource));
  const absl::Status paid = CheckSuccession(current, next(99, 3), {{"house", 100}});
  EXPECT_THAT(paid, RefusedWith(kObligationPaid));
  EXPECT_EQ(MetadataOf(paid, "used_fen"), "100");
  EXPECT_THAT(CheckSuccession(current, next(101, 3), {{"house", 100}}),
              RefusedWith(kObligationPaid));
  EXPECT_THAT(CheckSuccession(current, next(100, 3), {{"house", 100}}), IsOk());
  current.mutable_payees(0)->set_paid_fen(50);
  v1::Obligation renamed = next(100, 3);
  renamed.mutable_payees(0)->set_payee_id("heir");
  EXPECT_THAT(CheckSuccession(current, renamed, {}), RefusedWith(kObligationPaid));
  current.set_state(Obligation::STATE_CANCELLED);
  current.mutable_payees(0)->set_paid_fen(0);
  EXPECT_THAT(CheckSuccession(current, other, {}), IsOk());
}

TEST(SuccessionTest, ScheduledItemsMayGrow) {
  v1::Obligation current = Exchange();
  current.set_state(Obligation::STATE_OPEN);
  v1::Obligation next = Exchange();
  next.set_source_version(2);
  next.mutable_items(5)->set_amount_fen(200'000);
  EXPECT_THAT(CheckSuccession(current, next, {{"transition", 77'136}}), IsOk());
  next.mutable_items(5)->set_amount_fen(77'135);
  EXPECT_THAT(CheckSuccession(current, next, {{"transition", 77'136}}),
              RefusedWith(kObligationPaid));
  // A negative difference that was taken stays, too.
  next.mutable_items(1)->set_amount_fen(-1);
  EXPECT_THAT(CheckSuccession(current, next, {{"difference", -4'195'400}}),
              RefusedWith(kObligationPaid));
}

TEST(SettleStateTest, FollowsTheAmounts) {
  v1::Obligation o = Exchange();
  SettleState(o);
  EXPECT_EQ(o.total_fen(), 42'667'432);
  EXPECT_EQ(o.state(), Obligation::STATE_OPEN);
  EXPECT_FALSE(o.compensated());
  // One transition fee: something is paid, but nothing of what is due at once.
  o.set_paid_fen(77'136);
  o.set_scheduled_paid_fen(77'136);
  SettleState(o);
  EXPECT_EQ(o.state(), Obligation::STATE_PARTLY_PAID);
  EXPECT_FALSE(o.compensated());
  o.set_paid_fen(77'136 + 2'063'860 + 40'449'300);
  SettleState(o);
  EXPECT_EQ(o.state(), Obligation::STATE_PARTLY_PAID);
  EXPECT_TRUE(o.compensated());
  o.set_paid_fen(o.total_fen());
  SettleState(o);
  EXPECT_EQ(o.state(), Obligation::STATE_SETTLED);
  o.set_state(Obligation::STATE_CANCELLED);
  SettleState(o);
  EXPECT_EQ(o.state(), Obligation::STATE_CANCELLED);
}

TEST(DivideTest, WholeFenAndTheOddOnesToTheFirst) {
  EXPECT_EQ(Divide(70'940'625, {1, 1}), (std::vector<int64_t>{35'470'313, 35'470'312}));
  EXPECT_EQ(Divide(100, {0, 1, 2}), (std::vector<int64_t>{0, 34, 66}));
  EXPECT_EQ(Divide(0, {5, 5}), (std::vector<int64_t>{0, 0}));
  EXPECT_EQ(Divide(100'000'000'000'000, {100'000'000'000'000, 1}),
            (std::vector<int64_t>{100'000'000'000'000, 0}));
}

TEST(PartsTest, AtOnceLeavesScheduledFeesOut) {
  EXPECT_EQ(PartsAtOnce(Exchange(), Group::kHousehold), (std::vector<Part>{{1, 2'063'860}}));
  EXPECT_EQ(PartsAtOnce(Exchange(), Group::kHome), (std::vector<Part>{{0, 40'449'300}}));
}

TEST(PartsTest, PeriodsGiveEveryPayeeItsExactShare) {
  v1::Obligation o = Make(
      {{"house", v1::ITEM_KIND_HOUSE_VALUE, 100}, {"transition", v1::ITEM_KIND_TRANSITION, 101}},
      {{"a", v1::PAYEE_KIND_HOUSEHOLD, 101}, {"b", v1::PAYEE_KIND_HOUSEHOLD, 100}}, true);
  ASSERT_THAT(CheckObligation(o), IsOk());
  std::vector<int64_t> got(2);
  for (const Part& part : PartsAtOnce(o, Group::kHousehold)) got[part.payee] += part.amount_fen;
  int64_t before = 0;
  for (int64_t fen : {33, 34, 34}) {
    ASSERT_OK_AND_ASSIGN(auto parts, PartsOfPeriod(o, Group::kHousehold, before, fen));
    int64_t sum = 0;
    for (const Part& part : parts) {
      got[part.payee] += part.amount_fen;
      sum += part.amount_fen;
    }
    EXPECT_EQ(sum, fen);
    before += fen;
  }
  EXPECT_EQ(got, (std::vector<int64_t>{101, 100}));
}

TEST(PartsTest, AmountTooSmallToDivideIsRefused) {
  const v1::Obligation o = Make({{"transition", v1::ITEM_KIND_TRANSITION, 300}},
                                {{"a", v1::PAYEE_KIND_HOUSEHOLD, 100},
                                 {"b", v1::PAYEE_KIND_HOUSEHOLD, 100},
                                 {"c", v1::PAYEE_KIND_HOUSEHOLD, 100}},
                                true);
  // After 2 fen, both with a, a third would have to take one back.
  EXPECT_THAT(PartsOfPeriod(o, Group::kHousehold, 2, 1), RefusedWith(kNotOwed));
  EXPECT_THAT(PartsOfPeriod(o, Group::kHousehold, 2, 100), IsOk());
}

}  // namespace
}  // namespace liandong::funds
