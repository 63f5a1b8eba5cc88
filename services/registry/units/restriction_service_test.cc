#include "services/registry/units/restriction_service.h"

#include "gtest/gtest.h"
#include "services/registry/testing/registry_world.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample

class RestrictionServiceTest : public RegistryWorld {
 protected:
  absl::StatusOr<v1::Unit> Mortgage(int household, const char* id) {
    v1::RegisterMortgageRequest request;
    request.set_name(UnitName(HouseCode(household)));
    request.set_restriction_id(id);
    request.set_mortgagee("示例银行永州分行");
    request.set_mortgagee_id("bank");
    request.set_amount_fen(28'000'000);
    request.set_contract("抵押合同示例3号");
    request.set_request_id(NewRequestId());
    return restrictions_.RegisterMortgage(Nrb(), request);
  }
  absl::StatusOr<v1::Unit> Discharge(int household, const char* id, const char* bank = "bank") {
    v1::DischargeMortgageRequest request;
    request.set_name(UnitName(HouseCode(household)));
    request.set_restriction_id(id);
    request.set_document("结清证明示例3号");
    request.set_request_id(NewRequestId());
    return restrictions_.DischargeMortgage(Bank(bank), request);
  }
  v1::FlagFreezeRequest FreezeRequest(const std::vector<int>& households) {
    v1::FlagFreezeRequest request;
    request.set_project("projects/P1");
    for (int household : households) request.add_unit_codes(HouseCode(household));
    request.set_notice("永房征停〔2026〕示例1号");
    *request.mutable_from() = Day("2026-01-07");
    *request.mutable_to() = Day("2027-01-06");
    request.set_request_id(NewRequestId());
    return request;
  }
};

TEST_F(RestrictionServiceTest, MortgageIsDischargedByItsBankAlone) {
  ImportHouses(3);
  ASSERT_OK_AND_ASSIGN(v1::Unit unit, Mortgage(3, "m1"));
  EXPECT_EQ(unit.restrictions(0).amount_fen(), 28'000'000);
  EXPECT_THAT(Mortgage(3, "m1"), RefusedWith(kRestrictionTwice));
  EXPECT_THAT(Discharge(3, "m1", "bank-2"), RefusedWith(kNotRestrictionHolder));
  EXPECT_THAT(Discharge(3, "m2"), RefusedWith(kRestrictionUnknown));
  EXPECT_EQ(ReadUnit(HouseCode(3)).open_mortgages(), 1);
  ASSERT_OK_AND_ASSIGN(unit, Discharge(3, "m1"));
  EXPECT_EQ(unit.restrictions(0).state(), v1::Restriction::STATE_ENDED);
  EXPECT_EQ(unit.restrictions(0).ended_by(), "结清证明示例3号");
  EXPECT_THAT(Discharge(3, "m1"), RefusedWith(kRestrictionEnded));
}

TEST_F(RestrictionServiceTest, SealIsLiftedByItsCourtAndStopsMortgages) {
  ImportHouses(1);
  ASSERT_THAT(Seal(HouseCode(1), "s1"), IsOk());
  EXPECT_THAT(Seal(HouseCode(1), "s1"), RefusedWith(kRestrictionTwice));
  EXPECT_THAT(Mortgage(1, "m1"), RefusedWith(kSealed));
  v1::LiftSealRequest lift;
  lift.set_name(UnitName(HouseCode(1)));
  lift.set_restriction_id("s1");
  lift.set_document("裁定");
  lift.set_request_id(NewRequestId());
  RequestContext other = world_.Context(common::v1::AGENCY_COURT, "crt-2", "crt-9");
  EXPECT_THAT(restrictions_.LiftSeal(other, lift), RefusedWith(kNotRestrictionHolder));
  EXPECT_THAT(Lift(HouseCode(1), "s1"), IsOk());
  EXPECT_THAT(Lift(HouseCode(1), "s1"), RefusedWith(kRestrictionEnded));
  EXPECT_THAT(Mortgage(1, "m1"), IsOk());
}

TEST_F(RestrictionServiceTest, SealLastsThreeYearsAtMost) {
  ImportHouses(1);
  v1::RegisterSealRequest request;
  request.set_name(UnitName(HouseCode(1)));
  request.set_restriction_id("s1");
  request.set_court("法院");
  request.set_notice("文号");
  request.set_request_id(NewRequestId());
  *request.mutable_until() = Day("2029-01-05");
  EXPECT_THAT(restrictions_.RegisterSeal(Court(), request), RefusedWith(kSealTooLong));
  *request.mutable_until() = Day("2029-01-04");
  EXPECT_THAT(restrictions_.RegisterSeal(Court(), request), IsOk());
}

TEST_F(RestrictionServiceTest, FreezeIsEnteredOnEveryUnitAndEndsByItself) {
  ImportHouses(12);
  std::vector<int> all;
  for (int i = 1; i <= 12; ++i) all.push_back(i);
  world_.SetNow("2026-01-07 09:00");
  ASSERT_OK_AND_ASSIGN(v1::FreezeFlag flag,
                       restrictions_.FlagFreeze(Acquisition(), FreezeRequest(all)));
  EXPECT_EQ(flag.unit_codes_size(), 12);
  v1::GetFreezeFlagRequest get;
  get.set_name(flag.name());
  EXPECT_THAT(restrictions_.GetFreezeFlag(Nrb(), get), IsOk());
  EXPECT_EQ(ReadUnit(HouseCode(12)).open_freezes(), 1);
  EXPECT_THAT(Mortgage(12, "m1"), RefusedWith(kUnitFrozen));
  world_.SetNow("2027-01-06 09:00");
  EXPECT_THAT(Mortgage(12, "m1"), RefusedWith(kUnitFrozen));
  world_.SetNow("2027-01-07 09:00");
  EXPECT_THAT(Mortgage(12, "m1"), IsOk());
}

TEST_F(RestrictionServiceTest, FreezeOfUnknownUnitsFreezesNone) {
  ImportHouses(1);
  EXPECT_THAT(restrictions_.FlagFreeze(Acquisition(), FreezeRequest({1, 2})),
              RefusedWith(kUnitUnknown));
  EXPECT_THAT(restrictions_.FlagFreeze(Acquisition(), FreezeRequest({1, 2, 3})),
              RefusedWith(kGatesClosed));
  auto backwards = FreezeRequest({1});
  *backwards.mutable_to() = Day("2026-01-06");
  EXPECT_THAT(restrictions_.FlagFreeze(Acquisition(), backwards), RefusedWith(kFreezePeriod));
  EXPECT_EQ(ReadUnit(HouseCode(1)).restrictions_size(), 0);
  EXPECT_EQ(Count("freeze_flags"), 0);
}

TEST_F(RestrictionServiceTest, CancelledUnitsTakeNoMoreRestrictions) {
  ImportHouses(1);
  ASSERT_THAT(PushBasis(1), IsOk());
  ASSERT_THAT(Request("c1", {1}), IsOk());
  EXPECT_THAT(Mortgage(1, "m1"), RefusedWith(kCancellationPending));
  ASSERT_THAT(Apply("c1"), IsOk());
  EXPECT_THAT(Mortgage(1, "m1"), RefusedWith(kUnitCancelled));
  EXPECT_THAT(Seal(HouseCode(1), "s1"), RefusedWith(kUnitCancelled));
  EXPECT_THAT(restrictions_.FlagFreeze(Acquisition(), FreezeRequest({1})),
              RefusedWith(kUnitCancelled));
  EXPECT_EQ(ReadUnit(HouseCode(1)).restrictions_size(), 0);
}

}  // namespace
}  // namespace liandong::registry
