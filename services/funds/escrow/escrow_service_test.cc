#include "services/funds/escrow/escrow_service.h"

#include "services/funds/escrow/escrow_rules.h"
#include "services/funds/testing/funds_world.h"
#include "shared/testing/machine_check.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

TEST(EscrowMachineTest, EveryPair) {
  using E = Escrow;
  liandong::testing::ExpectExactly(
      kEscrowMachine, kEscrowState,
      {{{E::STATE_UNSPECIFIED, "OpenEscrow"}, E::STATE_OPENED},
       {{E::STATE_OPENED, "CheckEscrow"}, E::STATE_CHECKED},
       {{E::STATE_OPENED, "CancelEscrow"}, E::STATE_CANCELLED},
       {{E::STATE_CHECKED, "CancelEscrow"}, E::STATE_CANCELLED},
       {{E::STATE_CHECKED, "InstructEscrow"}, E::STATE_INSTRUCTED},
       {{E::STATE_INSTRUCTED, "ConfirmEscrowDeposit"}, E::STATE_DEPOSITED},
       {{E::STATE_DEPOSITED, "IssueEscrowCertificate"}, E::STATE_CERTIFIED},
       {{E::STATE_DEPOSITED, "NotifyCreditor"}, E::STATE_DEPOSITED},
       {{E::STATE_CERTIFIED, "NotifyCreditor"}, E::STATE_CERTIFIED},
       {{E::STATE_DEPOSITED, "WithdrawEscrow"}, E::STATE_WITHDRAWN},
       {{E::STATE_CERTIFIED, "WithdrawEscrow"}, E::STATE_WITHDRAWN}});
}

// H12 of the sample project; its refusal is on record.
class EscrowServiceTest : public FundsWorld {
 protected:
  static constexpr int64_t kOwed = 50'698'250;

  void SetUp() override {
    Fill();
    ASSERT_THAT(Push(Simple("H12", kOwed)), IsOk());
    world_.SetNow("2026-05-15 09:00");
    v1::RecordPaymentRefusalRequest request;
    request.set_parent("projects/P1");
    request.set_payment_refusal_id("H12");
    auto& refusal = *request.mutable_payment_refusal();
    refusal.set_obligation("projects/P1/obligations/H12");
    *refusal.mutable_offered_date() = Day("2026-05-06");
    *refusal.mutable_refused_date() = Day("2026-05-11");
    refusal.set_statement("拒绝领取");
    refusal.add_witnesses("社区网格员示例");
    ASSERT_THAT(Call(Hsb(), payments_, &PaymentService::RecordPaymentRefusal, request), IsOk());
  }

  absl::StatusOr<v1::Escrow> Open(int64_t fen, const std::string& id = "H12",
                                  v1::Escrow::Ground ground = v1::Escrow::GROUND_REFUSED,
                                  const std::string& document = "") {
    v1::OpenEscrowRequest request;
    request.set_parent("projects/P1");
    request.set_escrow_id(id);
    auto& escrow = *request.mutable_escrow();
    escrow.set_obligation("projects/P1/obligations/" + id);
    escrow.set_ground(ground);
    escrow.set_ground_document(document);
    escrow.set_amount_fen(fen);
    escrow.set_notary_office("notary");
    escrow.set_deposit_account("82000100000000000077");
    return Call(Hsb(1), escrows_, &EscrowService::OpenEscrow, request);
  }
  template <class Request>
  static Request Of(const std::string& id = "H12") {
    Request request;
    request.set_name("projects/P1/escrows/" + id);
    return request;
  }
  absl::StatusOr<v1::Escrow> Check(int officer = 2, const std::string& id = "H12") {
    return Call(Hsb(officer), escrows_, &EscrowService::CheckEscrow,
                Of<v1::CheckEscrowRequest>(id));
  }
  absl::StatusOr<v1::Escrow> Instruct(int officer = 3, const std::string& id = "H12") {
    return Call(Hsb(officer), escrows_, &EscrowService::InstructEscrow,
                Of<v1::InstructEscrowRequest>(id));
  }
  absl::StatusOr<v1::Escrow> Confirm(int64_t fen = kOwed, const std::string& receipt = "E12",
                                     const std::string& day = "2026-05-15",
                                     const std::string& id = "H12") {
    auto request = Of<v1::ConfirmEscrowDepositRequest>(id);
    request.set_amount_fen(fen);
    request.set_receipt_number(receipt);
    *request.mutable_deposit_date() = Day(day);
    return Call(Bank(), escrows_, &EscrowService::ConfirmEscrowDeposit, request);
  }
  absl::StatusOr<v1::Escrow> Certify(const RequestContext& who,
                                     const std::string& day = "2026-05-18",
                                     const std::string& id = "H12") {
    auto request = Of<v1::IssueEscrowCertificateRequest>(id);
    request.set_certificate_number("(2026)湘永示例证字第0012号");
    *request.mutable_certificate_date() = Day(day);
    return Call(who, escrows_, &EscrowService::IssueEscrowCertificate, request);
  }
  absl::StatusOr<v1::Escrow> Withdraw() {
    return Call(Notary(), escrows_, &EscrowService::WithdrawEscrow,
                Of<v1::WithdrawEscrowRequest>());
  }
  void ToDeposit() {
    ASSERT_THAT(Open(kOwed), IsOk());
    ASSERT_THAT(Check(), IsOk());
    ASSERT_THAT(Instruct(), IsOk());
    ASSERT_THAT(Confirm(), IsOk());
  }
};

// The deposit equals the debt to the fen (4.1.e4, 提存公证规则).
TEST_F(EscrowServiceTest, AmountIsExactlyWhatIsOwed) {
  const int64_t before = Footprint();
  const auto refused = Open(kOwed - 1);
  EXPECT_THAT(refused, RefusedWith(kAmountMismatch));
  EXPECT_EQ(MetadataOf(refused.status(), "difference_fen"), "-1");
  EXPECT_THAT(Open(kOwed + 1), RefusedWith(kAmountMismatch));
  EXPECT_EQ(Footprint(), before);
  EXPECT_THAT(Open(kOwed), IsOk());
}

TEST_F(EscrowServiceTest, RefusalMustBeOnRecord) {
  ASSERT_THAT(Push(Simple("H11", 100)), IsOk());
  EXPECT_THAT(Open(100, "H11"), RefusedWith(kRefusalNotRecorded));
}

// Clause 4.1.e4: another ground does not spare the evidence.
TEST_F(EscrowServiceTest, OtherGroundNeedsItsDocument) {
  ASSERT_THAT(Push(Simple("H11", 100)), IsOk());
  const int64_t before = Footprint();
  for (auto ground : {v1::Escrow::GROUND_WHEREABOUTS_UNKNOWN,
                      v1::Escrow::GROUND_NO_HEIR_OR_GUARDIAN, v1::Escrow::GROUND_OTHER_BY_LAW}) {
    EXPECT_THAT(Open(100, "H11", ground), RefusedWith(kGroundNotProven));
  }
  EXPECT_EQ(Footprint(), before);
  ASSERT_OK_AND_ASSIGN(v1::Escrow escrow, Open(100, "H11", v1::Escrow::GROUND_WHEREABOUTS_UNKNOWN,
                                               "公安机关查找记录示例1号"));
  EXPECT_EQ(escrow.ground_document(), "公安机关查找记录示例1号");
}

// Clause 3.11.b.
TEST_F(EscrowServiceTest, OnlyTheBankThatKeepsTheAccountConfirms) {
  ASSERT_THAT(Open(kOwed), IsOk());
  ASSERT_THAT(Check(), IsOk());
  ASSERT_THAT(Instruct(), IsOk());
  auto request = Of<v1::ConfirmEscrowDepositRequest>();
  request.set_amount_fen(kOwed);
  request.set_receipt_number("E12");
  *request.mutable_deposit_date() = Day("2026-05-15");
  const int64_t before = Footprint();
  EXPECT_THAT(Call(OtherBank(), escrows_, &EscrowService::ConfirmEscrowDeposit, request),
              RefusedWith(kNotThisBank));
  EXPECT_EQ(Footprint(), before);
  EXPECT_THAT(Confirm(), IsOk());
}

TEST_F(EscrowServiceTest, MoneyIsPaidOrDepositedButNotBoth) {
  ASSERT_THAT(PrepareAll("H12", kOwed), IsOk());
  EXPECT_THAT(Open(kOwed), RefusedWith(kAlreadyPaid));
  ASSERT_THAT(Pay("run-1", {"H12"}), IsOk());
  EXPECT_THAT(Open(kOwed), RefusedWith(kObligationState));
}

TEST_F(EscrowServiceTest, DepositedMoneyIsNotPaidAgain) {
  ToDeposit();
  EXPECT_THAT(PrepareAll("H12", kOwed), RefusedWith(kAlreadyPaid));
  EXPECT_THAT(Cancel("H12"), RefusedWith(kObligationPaid));
}

TEST_F(EscrowServiceTest, OnlyCompensationIsDeposited) {
  ASSERT_THAT(Contract("work", v1::PURPOSE_WORK, 10), IsOk());
  EXPECT_THAT(Open(10, "work", v1::Escrow::GROUND_OTHER_BY_LAW, "文书1"),
              RefusedWith(kItemNotOfPurpose));
}

TEST_F(EscrowServiceTest, ThreeOfficersAsForPayments) {
  ASSERT_THAT(Open(kOwed), IsOk());
  EXPECT_THAT(Check(1), RefusedWith(kFourEyes));
  EXPECT_THAT(Instruct(3), RefusedWith(kEscrowState));
  ASSERT_THAT(Check(2), IsOk());
  EXPECT_THAT(Instruct(1), RefusedWith(kFourEyes));
  EXPECT_THAT(Instruct(2), RefusedWith(kFourEyes));
  ASSERT_THAT(Instruct(3), IsOk());
  EXPECT_EQ(Position().pending_fen(), kOwed);
}

TEST_F(EscrowServiceTest, ChangedObligationStopsIt) {
  ASSERT_THAT(Open(kOwed), IsOk());
  EXPECT_THAT(Push(Simple("H12", kOwed + 1, 2)), RefusedWith(kObligationPaid));
  ASSERT_THAT(Push(Simple("H12", kOwed, 2)), IsOk());
  EXPECT_THAT(Check(), RefusedWith(kObligationChanged));
  auto cancel = Of<v1::CancelEscrowRequest>();
  cancel.set_reason("补偿决定变更");
  ASSERT_THAT(Call(Hsb(), escrows_, &EscrowService::CancelEscrow, cancel), IsOk());
  EXPECT_THAT(PrepareAll("H12", kOwed), IsOk());
}

// Days of the sample: certificate by 05-18, notice by 05-22, the creditor's right to 2031-05-15.
TEST_F(EscrowServiceTest, DaysFollowFromTheDeposit) {
  ToDeposit();
  v1::GetEscrowRequest get = Of<v1::GetEscrowRequest>();
  ASSERT_OK_AND_ASSIGN(v1::Escrow escrow, Call(Notary(), escrows_, &EscrowService::GetEscrow, get));
  EXPECT_EQ(escrow.state(), v1::Escrow::STATE_DEPOSITED);
  EXPECT_EQ(*FromProto(escrow.certificate_due().legal_due()), Date(2026, 5, 18));
  EXPECT_EQ(*FromProto(escrow.notice_due().legal_due()), Date(2026, 5, 22));
  EXPECT_EQ(*FromProto(escrow.expiry_date()), Date(2031, 5, 15));
  EXPECT_FALSE(escrow.certificate_due().explanation_zh().empty());
  EXPECT_EQ(Position().escrowed_fen(), kOwed);
  EXPECT_EQ(Position().encumbered_fen(), 0);
  const v1::Obligation h12 = GetObligation("H12");
  EXPECT_EQ(h12.state(), v1::Obligation::STATE_SETTLED);
  EXPECT_TRUE(h12.compensated());
  EXPECT_FALSE(h12.has_proof());  // the escrow states it
  ExpectBooksGood();
}

TEST_F(EscrowServiceTest, ConfirmationRepeatedHasNoSecondEffect) {
  ASSERT_THAT(Open(kOwed), IsOk());
  EXPECT_THAT(Confirm(), RefusedWith(kEscrowState));
  ASSERT_THAT(Check(), IsOk());
  ASSERT_THAT(Instruct(), IsOk());
  EXPECT_THAT(Confirm(kOwed - 1), RefusedWith(kAmountMismatch));
  EXPECT_THAT(Confirm(kOwed, "E12", "2026-05-16"), RefusedWith(kDatesOutOfOrder));
  EXPECT_THAT(Confirm(kOwed, "projects/P1-D1"), RefusedWith(kReceiptUsed));
  ASSERT_THAT(Confirm(), IsOk());
  const int64_t before = Footprint();
  EXPECT_THAT(Confirm(), IsOk());
  EXPECT_EQ(Footprint(), before);
}

TEST_F(EscrowServiceTest, CertificateCarriesAProofThatVerifiesOffline) {
  ToDeposit();
  world_.SetNow("2026-05-18 09:00");
  EXPECT_THAT(Certify(As(common::v1::AGENCY_NOTARY, "other-notary", "n-1")),
              RefusedWith(kNotThisNotary));
  EXPECT_THAT(Certify(Notary(), "2026-05-19"), RefusedWith(kDatesOutOfOrder));
  EXPECT_THAT(Certify(Notary(), "2026-05-14"), RefusedWith(kDatesOutOfOrder));
  ASSERT_OK_AND_ASSIGN(v1::Escrow escrow, Certify(Notary()));
  EXPECT_EQ(escrow.state(), v1::Escrow::STATE_CERTIFIED);
  crypto::SigningKeySet keys;
  keys.Add({.key_id = "dev-funds-1", .key = key_.public_key()});
  const absl::Time now = world_.clock().Now();
  ASSERT_OK_AND_ASSIGN(auto statement, OpenProof(escrow.proof(), keys, now, now));
  EXPECT_EQ(statement.kind(), common::v1::ProofStatement::KIND_ESCROW);
  EXPECT_EQ(statement.proof_id(), "projects/P1/escrows/H12");
  EXPECT_EQ(statement.amount_fen(), kOwed);
  EXPECT_THAT(OpenProof(escrow.proof(), keys, now, TimeOf(Date(2031, 5, 15), 23)), IsOk());
  EXPECT_THAT(OpenProof(escrow.proof(), keys, now, TimeOf(Date(2031, 5, 16))),
              RefusedWith(kProofExpired));
}

TEST_F(EscrowServiceTest, CertificateNumberServesOnce) {
  ToDeposit();
  ASSERT_THAT(Push(Simple("H11", 100)), IsOk());
  ASSERT_THAT(Open(100, "H11", v1::Escrow::GROUND_WHEREABOUTS_UNKNOWN, "公告示例1号"), IsOk());
  ASSERT_THAT(Check(2, "H11"), IsOk());
  ASSERT_THAT(Instruct(3, "H11"), IsOk());
  ASSERT_THAT(Confirm(100, "E11", "2026-05-15", "H11"), IsOk());
  world_.SetNow("2026-05-18 09:00");
  ASSERT_THAT(Certify(Notary()), IsOk());
  EXPECT_THAT(Certify(Notary(), "2026-05-18", "H11"), RefusedWith(kCertificateNumberUsed));
}

TEST_F(EscrowServiceTest, CreditorIsNotified) {
  ToDeposit();
  world_.SetNow("2026-05-20 09:00");
  auto request = Of<v1::NotifyCreditorRequest>();
  request.mutable_notice()->set_method(v1::Escrow::Notice::METHOD_WRITTEN);
  request.mutable_notice()->set_reference("提存通知书12号");
  *request.mutable_notice()->mutable_date() = Day("2026-05-21");
  EXPECT_THAT(Call(Notary(), escrows_, &EscrowService::NotifyCreditor, request),
              RefusedWith(kDatesOutOfOrder));
  *request.mutable_notice()->mutable_date() = Day("2026-05-20");
  ASSERT_OK_AND_ASSIGN(v1::Escrow escrow,
                       Call(Notary(), escrows_, &EscrowService::NotifyCreditor, request));
  ASSERT_EQ(escrow.notices_size(), 1);
  EXPECT_EQ(escrow.notices(0).given_by(), "notary/notary-2");
}

// 民法典 574: at any time within five years, whatever else goes on.
TEST_F(EscrowServiceTest, CreditorTakesItsMoneyToTheLastDay) {
  ToDeposit();
  world_.SetNow("2031-05-15 23:00");
  ASSERT_OK_AND_ASSIGN(v1::Escrow escrow, Withdraw());
  EXPECT_EQ(escrow.state(), v1::Escrow::STATE_WITHDRAWN);
  EXPECT_EQ(Position().escrowed_fen(), 0);
  EXPECT_EQ(Position().spent_fen(), kOwed);
  EXPECT_THAT(Withdraw(), RefusedWith(kEscrowState));
  ExpectBooksGood();
}

TEST_F(EscrowServiceTest, RightEndsAfterFiveYears) {
  ToDeposit();
  world_.SetNow("2031-05-16 00:01");
  const auto refused = Withdraw();
  EXPECT_THAT(refused, RefusedWith(kEscrowExpired));
  EXPECT_EQ(MetadataOf(refused.status(), "expiry"), "2031-05-15");
  EXPECT_EQ(Position().escrowed_fen(), kOwed);
}

}  // namespace
}  // namespace liandong::funds
