#include "services/funds/obligation/obligation_service.h"

#include "services/funds/testing/funds_world.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

class ObligationServiceTest : public FundsWorld {
 protected:
  int64_t EncumberedOf(v1::Purpose purpose) {
    const v1::ProjectPosition position = Position();
    for (const auto& line : position.lines()) {
      if (line.purpose() == purpose) return line.encumbered_fen();
    }
    return -1;
  }
};

TEST_F(ObligationServiceTest, EncumbersItsLine) {
  Fill();
  ASSERT_OK_AND_ASSIGN(v1::Obligation obligation, Push(Simple("H01", 58'692'700)));
  EXPECT_EQ(obligation.state(), v1::Obligation::STATE_OPEN);
  EXPECT_EQ(obligation.total_fen(), 58'692'700);
  EXPECT_EQ(obligation.subject(), "projects/P1/households/H01");
  EXPECT_EQ(EncumberedOf(v1::PURPOSE_COMPENSATION), 58'692'700);
  ExpectBooksGood();
}

TEST_F(ObligationServiceTest, NeedsABudget) {
  ASSERT_THAT(OpenFund(), IsOk());
  EXPECT_THAT(Push(Simple("H01", 1)), RefusedWith(kNoBudgetInForce));
}

// One fen too many is too many, for compensation and for work costs (3.10.n).
TEST_F(ObligationServiceTest, NotOneFenAboveTheLine) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 741'000'000)), IsOk());
  const int64_t before = Footprint();
  const auto refused = Push(Simple("H02", 1));
  EXPECT_THAT(refused, RefusedWith(kLineExceeded));
  EXPECT_EQ(MetadataOf(refused.status(), "excess_fen"), "1");
  EXPECT_THAT(Contract("work", v1::PURPOSE_WORK, 14'820'001), RefusedWith(kLineExceeded));
  EXPECT_EQ(Footprint(), before);
  EXPECT_THAT(Contract("work", v1::PURPOSE_WORK, 14'820'000), IsOk());
}

TEST_F(ObligationServiceTest, NextVersionChangesTheEncumbranceByTheDifference) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  ASSERT_THAT(Push(Simple("H01", 150, 2)), IsOk());
  EXPECT_EQ(EncumberedOf(v1::PURPOSE_COMPENSATION), 150);
  ASSERT_THAT(Push(Simple("H01", 70, 3)), IsOk());
  EXPECT_EQ(EncumberedOf(v1::PURPOSE_COMPENSATION), 70);
  EXPECT_THAT(Push(Simple("H01", 70, 2)), RefusedWith(kObligationStale));
  ExpectBooksGood();
}

TEST_F(ObligationServiceTest, SameVersionToldAgainChangesNothingAndMustBeTheSame) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  EXPECT_EQ(EncumberedOf(v1::PURPOSE_COMPENSATION), 100);
  EXPECT_THAT(Push(Simple("H01", 101)), RefusedWith(kObligationStale));
}

TEST_F(ObligationServiceTest, CancellingFreesTheLineAndAnotherSourceMayFollow) {
  Fill();
  ASSERT_THAT(Push(Simple("H12", 100)), IsOk());
  v1::Obligation decision = Simple("H12", 90);
  decision.set_source("projects/P1/compensationDecisions/H12");
  EXPECT_THAT(Push(decision), RefusedWith(kObligationOtherSource));
  ASSERT_OK_AND_ASSIGN(v1::Obligation cancelled, Cancel("H12"));
  EXPECT_EQ(cancelled.state(), v1::Obligation::STATE_CANCELLED);
  EXPECT_EQ(EncumberedOf(v1::PURPOSE_COMPENSATION), 0);
  EXPECT_THAT(Cancel("H12"), RefusedWith(kObligationState));
  EXPECT_THAT(PrepareAll("H12", 100), RefusedWith(kObligationState));
  ASSERT_OK_AND_ASSIGN(v1::Obligation again, Push(decision));
  EXPECT_EQ(again.state(), v1::Obligation::STATE_OPEN);
  EXPECT_EQ(EncumberedOf(v1::PURPOSE_COMPENSATION), 90);
  ExpectBooksGood();
}

TEST_F(ObligationServiceTest, WhatIsInPaymentIsNotTakenBack) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  EXPECT_THAT(Push(Simple("H01", 99, 2)), RefusedWith(kObligationPaid));
  ASSERT_THAT(Pay("run-1", {"H01"}), IsOk());
  const int64_t before = Footprint();
  EXPECT_THAT(Cancel("H01"), RefusedWith(kObligationPaid));
  EXPECT_THAT(Push(Simple("H01", 99, 2)), RefusedWith(kObligationPaid));
  EXPECT_EQ(Footprint(), before);
  // More may become due.
  v1::Obligation supplement = MakeObligation(
      "H01", {{"house", v1::ITEM_KIND_HOUSE_VALUE, 100}, {"annex", v1::ITEM_KIND_LEGAL_ANNEX, 30}},
      {{"owner", v1::PAYEE_KIND_HOUSEHOLD, 130}}, 2);
  ASSERT_OK_AND_ASSIGN(v1::Obligation grown, Push(supplement));
  EXPECT_EQ(grown.state(), v1::Obligation::STATE_PARTLY_PAID);
  EXPECT_FALSE(grown.compensated());
  EXPECT_FALSE(grown.has_proof());
  EXPECT_EQ(grown.payees(0).paid_fen(), 100);
}

// A seal reaches funds as a cancellation: what is only drawn up must not be paid any more.
TEST_F(ObligationServiceTest, CancellingStopsPaymentsThatAreNotInstructed) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  ASSERT_THAT(Cancel("H01"), IsOk());
  EXPECT_THAT(Pay("run-1", {"H01"}), RefusedWith(kObligationChanged));
  // Nor when the court has named its account, until the paper of before is withdrawn.
  v1::Obligation turned = Simple("H01", 100, 2);
  turned.mutable_payees(0)->set_payee_id("court");
  turned.mutable_payees(0)->set_kind(v1::PAYEE_KIND_COURT_ACCOUNT);
  ASSERT_THAT(Push(turned), IsOk());
  EXPECT_THAT(Pay("run-2", {"H01"}), RefusedWith(kPaymentState));
  ExpectBooksGood();
}

TEST_F(ObligationServiceTest, CompensationIsNeverAContract) {
  Fill();
  EXPECT_THAT(Contract("c", v1::PURPOSE_COMPENSATION, 1), RefusedWith(kCompensationNeedsSource));
  ASSERT_THAT(Contract("work", v1::PURPOSE_WORK, 1), IsOk());
  EXPECT_THAT(Contract("work", v1::PURPOSE_WORK, 1), RefusedWith(kResourceExists));
}

}  // namespace
}  // namespace liandong::funds
