#include "services/funds/hold/hold_service.h"

#include "services/funds/testing/funds_world.h"
#include "shared/testing/machine_check.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

TEST(HoldMachineTest, EveryPair) {
  using H = v1::Hold;
  liandong::testing::ExpectExactly(kHoldMachine, kHoldState,
                                   {{{H::STATE_UNSPECIFIED, "PlaceHold"}, H::STATE_PLACED},
                                    {{H::STATE_PLACED, "EndHold"}, H::STATE_ENDED}});
}

// The demolition contract of the sample, its second instalment checked.
class HoldServiceTest : public FundsWorld {
 protected:
  void SetUp() override {
    Fill();
    ASSERT_THAT(Contract("demolition", v1::PURPOSE_DEMOLITION, 9'600'000), IsOk());
    ASSERT_THAT(Prepare(Paper("demolition-2", "demolition", v1::PAYMENT_KIND_SERVICE, 4'800'000, 2,
                              "发票2")),
                IsOk());
    ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
    ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  }
  absl::StatusOr<v1::Hold> Place(const std::string& payment, const std::string& obligation = "",
                                 const std::string& parent = "projects/P1") {
    v1::PlaceHoldRequest request;
    request.set_parent(parent);
    request.set_hold_id("1");
    auto& hold = *request.mutable_hold();
    if (!payment.empty()) hold.set_payment("projects/P1/payments/" + payment);
    if (!obligation.empty()) hold.set_obligation("projects/P1/obligations/" + obligation);
    hold.set_instrument_number("永纪暂停〔2026〕示例1号");
    return Call(Cdi(), holds_, &HoldService::PlaceHold, request);
  }
  absl::StatusOr<v1::Hold> End(const RequestContext& who) {
    v1::EndHoldRequest request;
    request.set_name("projects/P1/holds/1");
    request.set_reason("核查完毕");
    return Call(who, holds_, &HoldService::EndHold, request);
  }
};

// Clauses 5.4.d, 3.10.n; correction K20.
TEST_F(HoldServiceTest, StopsThePaymentUnderANeutralReason) {
  ASSERT_THAT(Assemble("run-2", {"demolition-2", "H01"}), IsOk());
  ASSERT_THAT(Check("run-2"), IsOk());
  const v1::Payment seen = GetPayment("demolition-2");
  ASSERT_OK_AND_ASSIGN(v1::Hold hold, Place("demolition-2"));
  EXPECT_EQ(hold.placed_by(), "cdi");
  EXPECT_EQ(GetPayment("demolition-2").SerializeAsString(), seen.SerializeAsString());
  const int64_t before = Footprint();
  const auto refused = Instruct("run-2");
  EXPECT_THAT(refused, RefusedWith(kPaymentWithheld));
  EXPECT_EQ(std::string(refused.status().message()), "the payment is withheld for a spot check");
  EXPECT_EQ(Footprint(), before);
  EXPECT_EQ(GetPayment("H01").state(), v1::Payment::STATE_CHECKED);  // all or nothing
  ASSERT_THAT(End(Cdi()), IsOk());
  EXPECT_THAT(Instruct("run-2"), IsOk());
}

TEST_F(HoldServiceTest, HoldOnAContractStopsAllItsPayments) {
  ASSERT_THAT(Place("", "demolition"), IsOk());
  EXPECT_THAT(Order("run-2", {"demolition-2"}), RefusedWith(kPaymentWithheld));
  EXPECT_THAT(Order("run-3", {"H01"}), IsOk());
}

TEST_F(HoldServiceTest, NeverOnAHouseholdsCompensation) {
  const int64_t before = Footprint();
  EXPECT_THAT(Place("H01"), RefusedWith(kHoldNotOnCompensation));
  EXPECT_THAT(Place("", "H01"), RefusedWith(kHoldNotOnCompensation));
  EXPECT_EQ(Footprint(), before);
}

TEST_F(HoldServiceTest, NamesOneThingOfItsProject) {
  EXPECT_THAT(Place(""), RefusedWith(kHoldTarget));
  EXPECT_THAT(Place("demolition-2", "demolition"), RefusedWith(kHoldTarget));
  EXPECT_THAT(Place("demolition-2", "", "projects/P2"), RefusedWith(kForeignProject));
}

TEST_F(HoldServiceTest, OnlyWhoPlacedItFindsIt) {
  ASSERT_THAT(Place("demolition-2"), IsOk());
  EXPECT_THAT(End(As(common::v1::AGENCY_COURT, "crt", "crt-2")), RefusedWith(kResourceNotFound));
  ASSERT_THAT(End(Cdi()), IsOk());
  EXPECT_THAT(End(Cdi()), RefusedWith(kHoldState));
}

TEST_F(HoldServiceTest, WhatTheBankHasIsNotStopped) {
  ASSERT_THAT(Order("run-2", {"demolition-2"}), IsOk());
  EXPECT_THAT(Place("demolition-2"), RefusedWith(kPaymentState));
}

TEST_F(HoldServiceTest, OnlyTheCommissionReadsHolds) {
  const auto* method = rpc::MethodOf(v1::GetHoldRequest::descriptor());
  const auto& access = method->options().GetExtension(common::v1::access);
  ASSERT_EQ(access.agencies_size(), 1);
  EXPECT_EQ(access.agencies(0), common::v1::AGENCY_DISCIPLINE_COMMISSION);
  EXPECT_EQ(access.services_size(), 0);
}

}  // namespace
}  // namespace liandong::funds
