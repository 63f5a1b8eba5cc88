#include "services/registry/units/unit_rules.h"

#include "gtest/gtest.h"
#include "shared/calendar/date_proto.h"
#include "shared/ids/ids_reasons.h"
#include "shared/testing/machine_check.h"
#include "shared/testing/status_matchers.h"

namespace liandong::registry {
namespace {

using liandong::testing::IsOk;
using liandong::testing::RefusedWith;

const Date kToday(2026, 5, 18);

Restriction Of(Restriction::Kind kind, const char* id, const char* until = nullptr) {
  Restriction restriction;
  restriction.set_kind(kind);
  restriction.set_restriction_id(id);
  restriction.set_holder_id("holder");
  restriction.set_reference(id);
  *restriction.mutable_since() = ToProto(Date(2026, 1, 4));
  if (until != nullptr) *restriction.mutable_until() = ToProto(*ParseDate(until));
  return restriction;
}

void AddRight(v1::Right::Kind kind, int64_t numerator, int64_t denominator, Unit& unit) {
  auto* right = unit.add_rights();
  right->set_kind(kind);
  right->set_share_numerator(numerator);
  right->set_share_denominator(denominator);
}

TEST(UnitRulesTest, UnitMoves) {
  liandong::testing::ExpectExactly<Unit::State>(
      kUnitMachine, kUnitState,
      {{{Unit::STATE_UNSPECIFIED, "ImportRegister"}, Unit::STATE_REGISTERED},
       {{Unit::STATE_REGISTERED, "RequestCancellation"}, Unit::STATE_CANCELLATION_REQUESTED},
       {{Unit::STATE_CANCELLATION_REQUESTED, "WithdrawCancellation"}, Unit::STATE_REGISTERED},
       {{Unit::STATE_CANCELLATION_REQUESTED, "ApplyCancellation"}, Unit::STATE_CANCELLED}});
}

TEST(UnitRulesTest, EveryKindOfRestrictionIsAnObstacleOfItsOwnReason) {
  const std::pair<Restriction::Kind, const Reason*> kinds[] = {
      {Restriction::KIND_MORTGAGE, &kMortgageOpen},
      {Restriction::KIND_SEAL, &kSealed},
      {Restriction::KIND_FREEZE, &kUnitFrozen},
      {Restriction::KIND_OBJECTION, &kObjectionOpen},
      {Restriction::KIND_PRENOTICE, &kPrenoticeOpen},
  };
  for (const auto& [kind, reason] : kinds) {
    Unit unit;
    ASSERT_THAT(AddRestriction(Of(kind, "r1"), unit), IsOk());
    const Obstacles obstacles = RestrictionObstacles(unit, kToday, "projects/P1");
    ASSERT_EQ(obstacles.size(), 1u);
    EXPECT_EQ(obstacles[0].reason, reason);
  }
}

TEST(UnitRulesTest, TheProjectsOwnFreezeDoesNotStopIt) {
  Unit unit;
  Restriction freeze = Of(Restriction::KIND_FREEZE, "f1", "2027-01-06");
  freeze.set_project("projects/P1");
  ASSERT_THAT(AddRestriction(freeze, unit), IsOk());
  EXPECT_TRUE(RestrictionObstacles(unit, kToday, "projects/P1").empty());
  EXPECT_EQ(RestrictionObstacles(unit, kToday, "projects/P2").size(), 1u);
  EXPECT_EQ(RestrictionObstacles(unit, kToday, "").size(), 1u);
  EXPECT_TRUE(RestrictionObstacles(unit, Date(2027, 1, 7), "projects/P2").empty());
}

TEST(UnitRulesTest, RestrictionStandsFromItsFirstToItsLastDay) {
  const Restriction seal = Of(Restriction::KIND_SEAL, "s1", "2026-05-18");
  EXPECT_FALSE(Stands(seal, Date(2026, 1, 3)));
  EXPECT_TRUE(Stands(seal, Date(2026, 1, 4)));
  EXPECT_TRUE(Stands(seal, Date(2026, 5, 18)));
  EXPECT_FALSE(Stands(seal, Date(2026, 5, 19)));
}

TEST(UnitRulesTest, SecondSealWaitsAndFollows) {
  Unit unit;
  ASSERT_THAT(AddRestriction(Of(Restriction::KIND_SEAL, "s1"), unit), IsOk());
  ASSERT_THAT(AddRestriction(Of(Restriction::KIND_SEAL, "s2"), unit), IsOk());
  ASSERT_THAT(AddRestriction(Of(Restriction::KIND_SEAL, "s3"), unit), IsOk());
  EXPECT_EQ(unit.restrictions(1).state(), Restriction::STATE_WAITING);
  EXPECT_EQ(unit.open_seals(), 3);
  // A waiting seal may be lifted without moving the others.
  ASSERT_THAT(EndRestriction("s2", Restriction::KIND_SEAL, "holder", "d", kToday, unit), IsOk());
  EXPECT_EQ(unit.restrictions(0).state(), Restriction::STATE_ACTIVE);
  EXPECT_EQ(unit.restrictions(2).state(), Restriction::STATE_WAITING);
  ASSERT_THAT(EndRestriction("s1", Restriction::KIND_SEAL, "holder", "d", kToday, unit), IsOk());
  EXPECT_EQ(unit.restrictions(2).state(), Restriction::STATE_ACTIVE);
  EXPECT_EQ(unit.open_seals(), 1);
}

TEST(UnitRulesTest, RestrictionsEndOnceAndByTheirHolder) {
  Unit unit;
  ASSERT_THAT(AddRestriction(Of(Restriction::KIND_MORTGAGE, "m1"), unit), IsOk());
  EXPECT_THAT(AddRestriction(Of(Restriction::KIND_SEAL, "m1"), unit),
              RefusedWith(kRestrictionTwice));
  const std::string before = unit.SerializeAsString();
  EXPECT_THAT(EndRestriction("m2", Restriction::KIND_MORTGAGE, "holder", "d", kToday, unit),
              RefusedWith(kRestrictionUnknown));
  EXPECT_THAT(EndRestriction("m1", Restriction::KIND_SEAL, "holder", "d", kToday, unit),
              RefusedWith(kRestrictionUnknown));
  EXPECT_THAT(EndRestriction("m1", Restriction::KIND_MORTGAGE, "other", "d", kToday, unit),
              RefusedWith(kNotRestrictionHolder));
  EXPECT_EQ(unit.SerializeAsString(), before);
  ASSERT_THAT(EndRestriction("m1", Restriction::KIND_MORTGAGE, "holder", "d", kToday, unit),
              IsOk());
  EXPECT_EQ(unit.open_mortgages(), 0);
  EXPECT_THAT(EndRestriction("m1", Restriction::KIND_MORTGAGE, "holder", "d", kToday, unit),
              RefusedWith(kRestrictionEnded));
}

TEST(UnitRulesTest, SharesAddUpToOne) {
  const struct {
    std::vector<std::pair<int64_t, int64_t>> shares;
    bool good;
  } cases[] = {
      {{{1, 1}}, true},
      {{{1, 2}, {1, 2}}, true},
      {{{1, 3}, {1, 6}, {1, 2}}, true},
      {{{0, 0}, {0, 0}}, true},
      {{{2, 4}, {3, 6}}, true},
      {{{1, 2}}, false},
      {{{1, 2}, {1, 2}, {1, 2}}, false},
      {{{0, 0}}, false},
      {{{0, 0}, {1, 1}}, false},
      {{{1, 0}}, false},
      {{{0, 1}, {1, 1}}, false},
      {{{999'999, 1'000'000}, {1, 999'999}}, false},
      {{{1'000'000, 1}, {1'000'000, 1}}, false},
  };
  for (const auto& [shares, good] : cases) {
    Unit unit;
    AddRight(v1::Right::KIND_LAND_USE, 1, 1, unit);
    for (const auto& [n, d] : shares) AddRight(v1::Right::KIND_HOUSE_OWNERSHIP, n, d, unit);
    if (good) {
      EXPECT_THAT(CheckShares(unit), IsOk()) << unit.ShortDebugString();
    } else {
      EXPECT_THAT(CheckShares(unit), RefusedWith(kSharesNotOne)) << unit.ShortDebugString();
    }
  }
}

TEST(UnitRulesTest, EndedRightsDoNotCount) {
  Unit unit;
  AddRight(v1::Right::KIND_LAND_USE, 1, 1, unit);
  *unit.mutable_rights(0)->mutable_ended() = ToProto(kToday);
  AddRight(v1::Right::KIND_LAND_USE, 1, 1, unit);
  EXPECT_THAT(CheckShares(unit), IsOk());
}

TEST(UnitRulesTest, PartiesByTheirNumbers) {
  v1::Party party;
  party.set_name("陈示一");
  party.set_id_type(v1::Party::ID_TYPE_RESIDENT_ID);
  party.set_id_number("431199196203140010");
  EXPECT_THAT(CheckParty(party), RefusedWith(ids::kIdCheckDigit));
  party.set_id_number("43119919620314001");
  EXPECT_THAT(CheckParty(party), RefusedWith(ids::kIdFormat));
  party.set_id_number("431199196203140018");
  EXPECT_THAT(CheckParty(party), IsOk());
  party.set_id_type(v1::Party::ID_TYPE_USCC);
  EXPECT_THAT(CheckParty(party), IsOk());  // only its check character is wrong
  party.set_id_number("91431103M0000T01");
  EXPECT_THAT(CheckParty(party), RefusedWith(ids::kUsccFormat));
  party.set_id_type(v1::Party::ID_TYPE_OTHER);
  EXPECT_THAT(CheckParty(party), IsOk());
}

TEST(UnitRulesTest, SamePartyHoweverWritten) {
  v1::Party first, second;
  first.set_name("孙示七");
  first.set_id_type(v1::Party::ID_TYPE_RESIDENT_ID);
  first.set_id_number("43119919711118072X");
  second = first;
  second.set_name("孙 示七");
  second.set_id_number("43119919711118072x");
  EXPECT_TRUE(SameParty(first, second));
  second.set_id_number("431199197508210229");
  EXPECT_FALSE(SameParty(first, second));
  second = first;
  second.set_name("李示二");
  EXPECT_FALSE(SameParty(first, second));
}

}  // namespace
}  // namespace liandong::registry
