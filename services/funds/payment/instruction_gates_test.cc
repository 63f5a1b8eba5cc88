// Every gate that money meets on its way out: closed alone, all closed at once, nothing written,
// and open to the fen.
#include "services/funds/testing/funds_world.h"
#include "shared/testing/closed_gates.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests
using liandong::testing::ClosesExactly;
using liandong::testing::Names;

// One fen is free beside the compensation line of 741,000,000; one fen of each quota is missing.
class InstructionGatesTest : public FundsWorld {
 protected:
  void SetUp() override {
    ASSERT_THAT(OpenFund(), IsOk());
    ASSERT_THAT(PutInForce(SampleLines()), IsOk());
    ASSERT_THAT(Deposit("1", 741'000'001), IsOk());
    ASSERT_THAT(Allot({{v1::PURPOSE_COMPENSATION, 99}, {v1::PURPOSE_WORK, 1}}), IsOk());
    ASSERT_THAT(Push(Simple("H12", 100)), IsOk());
  }
  template <class Call>
  void ExpectClosed(const Call& call, const Names& gates) {
    const int64_t before = Footprint();
    EXPECT_THAT(call(), ClosesExactly(gates));
    EXPECT_EQ(Footprint(), before);
  }
  absl::StatusOr<v1::FundingProof> Freeze(v1::FundingProof::Purpose purpose,
                                          const std::string& subject, int64_t fen,
                                          const std::string& household = "") {
    v1::IssueFundingProofRequest request;
    request.set_parent("projects/P1");
    request.set_proof_id("p" + std::to_string(++proofs_issued_));
    request.set_purpose(purpose);
    request.set_subject(subject);
    request.set_amount_fen(fen);
    request.set_household(household);
    return Call(Acquisition(), proofs_, &FundingProofService::IssueFundingProof, request);
  }
  // The escrow of H12, checked.
  void CheckEscrow() {
    v1::OpenEscrowRequest open;
    open.set_parent("projects/P1");
    open.set_escrow_id("H12");
    auto& escrow = *open.mutable_escrow();
    escrow.set_obligation("projects/P1/obligations/H12");
    escrow.set_ground(v1::Escrow::GROUND_WHEREABOUTS_UNKNOWN);
    escrow.set_ground_document("查找记录示例1号");
    escrow.set_amount_fen(100);
    escrow.set_notary_office("notary");
    escrow.set_deposit_account("82000100000000000077");
    ASSERT_THAT(Call(Hsb(1), escrows_, &EscrowService::OpenEscrow, open), IsOk());
    v1::CheckEscrowRequest check;
    check.set_name("projects/P1/escrows/H12");
    ASSERT_THAT(Call(Hsb(2), escrows_, &EscrowService::CheckEscrow, check), IsOk());
  }
  absl::StatusOr<v1::Escrow> InstructEscrow() {
    v1::InstructEscrowRequest request;
    request.set_name("projects/P1/escrows/H12");
    return Call(Hsb(3), escrows_, &EscrowService::InstructEscrow, request);
  }

  int proofs_issued_ = 0;
};

// Row 52.
TEST_F(InstructionGatesTest, AnEscrowMeetsQuotaAndMoney) {
  CheckEscrow();
  ExpectClosed([this] { return InstructEscrow(); }, {"QUOTA_EXCEEDED"});
  // Money frozen for the cases of other households leaves 99 of the 100.
  ASSERT_THAT(Push(Simple("H11", 740'999'900)), IsOk());
  ASSERT_THAT(Freeze(v1::FundingProof::PURPOSE_ENFORCEMENT, "projects/P1/cases/H11", 740'999'900,
                     "projects/P1/households/H11"),
              IsOk());
  ASSERT_OK_AND_ASSIGN(auto extra,
                       Freeze(v1::FundingProof::PURPOSE_ENFORCEMENT, "projects/P1/cases/H13", 2,
                              "projects/P1/households/H13"));
  ExpectClosed([this] { return InstructEscrow(); }, {"FUNDS_SHORTFALL", "QUOTA_EXCEEDED"});
  ASSERT_THAT(Allot({{v1::PURPOSE_COMPENSATION, 1}}, "2"), IsOk());
  ExpectClosed([this] { return InstructEscrow(); }, {"FUNDS_SHORTFALL"});
  v1::ReleaseFundingProofRequest release;
  release.set_name(extra.name());
  ASSERT_THAT(Call(Acquisition(), proofs_, &FundingProofService::ReleaseFundingProof, release),
              IsOk());
  EXPECT_THAT(InstructEscrow(), IsOk());
  ExpectBooksGood();
}

// Rows 46 and 69: one run, everything wrong with it told at once.
TEST_F(InstructionGatesTest, ARunTellsAllItsClosedGates) {
  ASSERT_THAT(PrepareAll("H12", 100), IsOk());
  ASSERT_THAT(Contract("work", v1::PURPOSE_WORK, 2), IsOk());
  ASSERT_THAT(Prepare(Paper("work", "work", v1::PAYMENT_KIND_SERVICE, 2, 1, "发票1")), IsOk());
  ASSERT_THAT(Assemble("run-1", {"H12", "work"}), IsOk());
  ASSERT_THAT(Check("run-1"), IsOk());
  ExpectClosed([this] { return Instruct("run-1"); }, {"QUOTA_EXCEEDED", "QUOTA_EXCEEDED"});
  ASSERT_THAT(Freeze(v1::FundingProof::PURPOSE_DECISION, "projects/P1/decision", 741'000'000),
              IsOk());
  v1::PlaceHoldRequest hold;
  hold.set_parent("projects/P1");
  hold.set_hold_id("1");
  hold.mutable_hold()->set_payment("projects/P1/payments/work");
  hold.mutable_hold()->set_instrument_number("永纪暂停〔2026〕示例1号");
  ASSERT_THAT(Call(Cdi(), holds_, &HoldService::PlaceHold, hold), IsOk());
  ASSERT_THAT(Push(MakeObligation("H12", {{"house", v1::ITEM_KIND_HOUSE_VALUE, 100}},
                                  {{"court", v1::PAYEE_KIND_COURT_ACCOUNT, 100}}, 2)),
              IsOk());
  ExpectClosed([this] { return Instruct("run-1"); },
               {"FUNDS_SHORTFALL", "OBLIGATION_CHANGED", "PAYMENT_WITHHELD", "QUOTA_EXCEEDED",
                "QUOTA_EXCEEDED"});
}

// Row 31.
TEST_F(InstructionGatesTest, QuotasMeetTheirLineAndTheMoneyAtOnce) {
  ExpectClosed([this] { return Allot({{v1::PURPOSE_WORK, 14'820'000}}, "2"); }, {"LINE_EXCEEDED"});
  ExpectClosed(
      [this] {
        return Allot({{v1::PURPOSE_COMPENSATION, 740'999'902}, {v1::PURPOSE_WORK, 14'820'000}},
                     "2");
      },
      {"FUNDS_SHORTFALL", "LINE_EXCEEDED", "LINE_EXCEEDED"});
  ExpectClosed(
      [this] {
        return Allot({{v1::PURPOSE_COMPENSATION, 740'999'901}, {v1::PURPOSE_WORK, 1}}, "2");
      },
      {"FUNDS_SHORTFALL"});
  EXPECT_THAT(Allot({{v1::PURPOSE_COMPENSATION, 740'999'901}}, "2"), IsOk());
}

}  // namespace
}  // namespace liandong::funds
