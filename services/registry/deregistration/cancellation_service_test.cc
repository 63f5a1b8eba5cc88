#include "services/registry/deregistration/cancellation_service.h"

#include "gtest/gtest.h"
#include "services/registry/testing/registry_world.h"
#include "shared/testing/closed_gates.h"
#include "shared/testing/footprint.h"
#include "shared/testing/machine_check.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample
using liandong::testing::ClosesExactly;
using liandong::testing::FootprintOf;
using liandong::testing::Names;

class CancellationServiceTest : public RegistryWorld {
 protected:
  // Houses 1 to 10 with bases; house 3 mortgaged to the bank, house 5 sealed by the court.
  void ImportStory() {
    std::vector<v1::RegisterEntry> entries;
    for (int i = 1; i <= 10; ++i) entries.push_back(HouseEntry(i));
    AddRestrictionTo(v1::Restriction::KIND_MORTGAGE, "m1", "bank", entries[2]);
    AddRestrictionTo(v1::Restriction::KIND_SEAL, "s1", "crt", entries[4]);
    ASSERT_THAT(Import(entries), IsOk());
    world_.SetNow("2026-05-18 09:00");
    for (int i = 1; i <= 10; ++i) ASSERT_THAT(PushBasis(i), IsOk());
  }
  absl::StatusOr<v1::PreviewCancellationResponse> Preview(const std::string& id) {
    v1::PreviewCancellationRequest request;
    request.set_name("projects/P1/cancellations/" + id);
    return cancellations_.PreviewCancellation(Nrb(), request);
  }
  absl::StatusOr<v1::Cancellation> Withdraw(const std::string& id) {
    v1::WithdrawCancellationRequest request;
    request.set_name("projects/P1/cancellations/" + id);
    request.set_request_id(NewRequestId());
    return cancellations_.WithdrawCancellation(Gov(), request);
  }
  Unit::State StateOf(int household) { return ReadUnit(HouseCode(household)).state(); }
};

TEST_F(CancellationServiceTest, CancellationMoves) {
  using C = Cancellation;
  liandong::testing::ExpectExactly<C::State>(
      kCancellationMachine, kCancellationState,
      {{{C::STATE_UNSPECIFIED, "RequestCancellation"}, C::STATE_REQUESTED},
       {{C::STATE_REQUESTED, "ApplyCancellation (part)"}, C::STATE_PARTLY_APPLIED},
       {{C::STATE_REQUESTED, "ApplyCancellation"}, C::STATE_APPLIED},
       {{C::STATE_REQUESTED, "WithdrawCancellation"}, C::STATE_WITHDRAWN},
       {{C::STATE_PARTLY_APPLIED, "ApplyCancellation (part)"}, C::STATE_PARTLY_APPLIED},
       {{C::STATE_PARTLY_APPLIED, "ApplyCancellation"}, C::STATE_APPLIED},
       {{C::STATE_PARTLY_APPLIED, "WithdrawCancellation"}, C::STATE_WITHDRAWN}});
}

TEST_F(CancellationServiceTest, DryRunThenSevenSetsThenTheRestAfterRelease) {
  ImportStory();
  const std::vector<int> nine = {1, 2, 3, 4, 5, 6, 7, 8, 10};
  ASSERT_OK_AND_ASSIGN(v1::Cancellation requested, Request("c1", nine));
  EXPECT_EQ(requested.items_size(), 9);
  EXPECT_EQ(FormatDate(*FromProto(requested.due().legal_due())), "2026-06-30");
  ASSERT_OK_AND_ASSIGN(auto preview, Preview("c1"));
  EXPECT_EQ(preview.clear(), 7);
  EXPECT_EQ(preview.closed(), 2);
  EXPECT_EQ(preview.items(2).closed(0).reason(), "MORTGAGE_OPEN");
  EXPECT_EQ(preview.items(2).closed(0).reference(), "文号m1");
  EXPECT_NE(preview.items(2).closed(0).text_zh().find("抵押"), std::string::npos);
  EXPECT_EQ(preview.items(4).closed(0).reason(), "SEALED");
  EXPECT_EQ(Count("certificates WHERE state = 'CERTIFICATE_STATE_CANCELLED'"), 0);

  const int64_t before = FootprintOf(world_);
  EXPECT_THAT(Apply("c1"), ClosesExactly(Names{"MORTGAGE_OPEN", "SEALED"}));
  EXPECT_EQ(FootprintOf(world_), before);
  EXPECT_THAT(Apply("c1", {3}), RefusedWith(kMortgageOpen));
  EXPECT_THAT(Apply("c1", {1, 5}), RefusedWith(kSealed));
  EXPECT_EQ(Count("certificates WHERE state = 'CERTIFICATE_STATE_CANCELLED'"), 0);
  ASSERT_OK_AND_ASSIGN(v1::Cancellation part, Apply("c1", {1, 2, 4, 6, 7, 8, 10}));
  EXPECT_EQ(part.state(), Cancellation::STATE_PARTLY_APPLIED);
  EXPECT_EQ(part.items(0).certificates_size(), 2);
  EXPECT_EQ(Count("certificates WHERE state = 'CERTIFICATE_STATE_CANCELLED'"), 14);
  EXPECT_EQ(StateOf(1), Unit::STATE_CANCELLED);
  EXPECT_TRUE(ReadUnit(HouseCode(1)).rights(0).has_ended());

  v1::DischargeMortgageRequest discharge;
  discharge.set_name(UnitName(HouseCode(3)));
  discharge.set_restriction_id("m1");
  discharge.set_document("结清证明");
  discharge.set_request_id(NewRequestId());
  ASSERT_THAT(restrictions_.DischargeMortgage(Bank(), discharge), IsOk());
  ASSERT_THAT(Lift(HouseCode(5), "s1"), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::Cancellation whole, Apply("c1"));
  EXPECT_EQ(whole.state(), Cancellation::STATE_APPLIED);
  EXPECT_EQ(whole.registrar(), "nrb/nrb-3");
  EXPECT_THAT(Apply("c1"), RefusedWith(kCancellationState));
  EXPECT_THAT(Withdraw("c1"), RefusedWith(kCancellationState));
}

TEST_F(CancellationServiceTest, UnitIsAskedForOnce) {
  ImportStory();
  ASSERT_THAT(Request("c1", {1, 2}), IsOk());
  const absl::Status refused = Request("c2", {2, 4}).status();
  EXPECT_THAT(refused, RefusedWith(kCancellationPending));
  EXPECT_EQ(MetadataOf(refused, "cancellation"), "projects/P1/cancellations/c1");
  EXPECT_EQ(StateOf(4), Unit::STATE_REGISTERED);
  ASSERT_THAT(Apply("c1"), IsOk());
  EXPECT_THAT(Request("c2", {2}), RefusedWith(kUnitCancelled));
  EXPECT_EQ(Count("cancellations"), 1);
}

TEST_F(CancellationServiceTest, WithdrawnUnitsMayBeAskedForAgain) {
  ImportStory();
  ASSERT_THAT(Request("c1", {1, 2}), IsOk());
  ASSERT_THAT(Apply("c1", {1}), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::Cancellation withdrawn, Withdraw("c1"));
  EXPECT_EQ(withdrawn.state(), Cancellation::STATE_WITHDRAWN);
  EXPECT_EQ(withdrawn.items(0).state(), CancellationItem::STATE_CANCELLED);
  EXPECT_EQ(withdrawn.items(1).state(), CancellationItem::STATE_WITHDRAWN);
  EXPECT_EQ(StateOf(1), Unit::STATE_CANCELLED);
  EXPECT_EQ(StateOf(2), Unit::STATE_REGISTERED);
  EXPECT_THAT(Apply("c1"), RefusedWith(kCancellationState));
  ASSERT_THAT(Request("c2", {2}), IsOk());
  EXPECT_THAT(Apply("c2"), IsOk());
}

TEST_F(CancellationServiceTest, NothingWithoutBasisOrDuringADispute) {
  ImportHouses(2);
  EXPECT_THAT(Request("c1", {1}), RefusedWith(kBasisMissing));
  EXPECT_THAT(Request("c1", {1, 3}), RefusedWith(kGatesClosed));
  ASSERT_THAT(PushBasis(1), IsOk());
  EXPECT_THAT(Request("c1", {1, 3}), RefusedWith(kUnitUnknown));
  auto disputed = BasisRequest(1);
  disputed.mutable_basis()->set_dispute_pending(true);
  ASSERT_THAT(bases_.PushDeregistrationBasis(Acquisition(), disputed), IsOk());
  EXPECT_THAT(Request("c1", {1}), RefusedWith(kDisputePending));
  ASSERT_THAT(PushBasis(1), IsOk());
  ASSERT_THAT(Request("c1", {1}), IsOk());
  disputed.set_request_id(NewRequestId());
  ASSERT_THAT(bases_.PushDeregistrationBasis(Acquisition(), disputed), IsOk());
  EXPECT_THAT(Apply("c1"), RefusedWith(kDisputePending));
  EXPECT_EQ(StateOf(1), Unit::STATE_CANCELLATION_REQUESTED);
}

TEST_F(CancellationServiceTest, EveryClosedGateOfEveryUnitIsTold) {
  ImportHouses(3);
  auto disputed = BasisRequest(2);
  disputed.mutable_basis()->set_dispute_pending(true);
  ASSERT_THAT(bases_.PushDeregistrationBasis(Acquisition(), disputed), IsOk());
  ASSERT_THAT(PushBasis(3), IsOk());
  int64_t before = FootprintOf(world_);
  EXPECT_THAT(Request("c1", {1, 2, 9}),
              ClosesExactly(Names{"BASIS_MISSING", "DISPUTE_PENDING", "UNIT_UNKNOWN"}));
  EXPECT_EQ(FootprintOf(world_), before);
  ASSERT_THAT(Request("c1", {3}), IsOk());
  // Between request and entry: a seal, and a suit of the household.
  ASSERT_THAT(Seal(HouseCode(3), "s1"), IsOk());
  auto sued = BasisRequest(3);
  sued.mutable_basis()->set_dispute_pending(true);
  ASSERT_THAT(bases_.PushDeregistrationBasis(Acquisition(), sued), IsOk());
  before = FootprintOf(world_);
  EXPECT_THAT(Apply("c1"), ClosesExactly(Names{"DISPUTE_PENDING", "SEALED"}));
  EXPECT_EQ(FootprintOf(world_), before);
  EXPECT_EQ(StateOf(3), Unit::STATE_CANCELLATION_REQUESTED);
}

TEST_F(CancellationServiceTest, BasisOfAnotherProjectIsNone) {
  ImportHouses(1);
  ASSERT_THAT(PushBasis(1), IsOk());
  v1::RequestCancellationRequest request;
  request.set_parent("projects/P2");
  request.set_cancellation_id("c1");
  request.add_unit_codes(HouseCode(1));
  request.set_document("嘱托");
  request.set_document_sha256(kSha256);
  request.set_request_id(NewRequestId());
  EXPECT_THAT(cancellations_.RequestCancellation(Gov(), request), RefusedWith(kBasisMissing));
}

TEST_F(CancellationServiceTest, UnitsMustBeOfTheRequest) {
  ImportStory();
  ASSERT_THAT(Request("c1", {1}), IsOk());
  ASSERT_THAT(Request("c2", {2}), IsOk());
  EXPECT_THAT(Apply("c1", {2}), RefusedWith(kUnitNotRequested));
  EXPECT_THAT(Apply("c1", {4}), RefusedWith(kUnitNotRequested));
  EXPECT_THAT(Apply("c1", {11}), RefusedWith(kUnitUnknown));
  EXPECT_THAT(Apply("c9"), RefusedWith(kResourceNotFound));
  EXPECT_THAT(Request("c3", {4, 4}), RefusedWith(kUnitTwice));
  EXPECT_THAT(Request("c1", {4}), RefusedWith(kResourceExists));
  EXPECT_EQ(StateOf(4), Unit::STATE_REGISTERED);
}

TEST_F(CancellationServiceTest, UnitWithoutValidCertificateIsRefused) {
  Unit unit;
  unit.set_unit_code(HouseCode(1));
  unit.set_state(Unit::STATE_REGISTERED);
  v1::DeregistrationBasis basis;
  Obstacles obstacles = RequestObstacles(unit, &basis);
  ASSERT_EQ(obstacles.size(), 1u);
  EXPECT_EQ(obstacles[0].reason, &kNoCertificate);
  unit.set_state(Unit::STATE_CANCELLATION_REQUESTED);
  unit.set_cancellation("projects/P1/cancellations/c1");
  const ProofVerifier nobody = [](const auto&, absl::Time) { return absl::OkStatus(); };
  obstacles =
      ApplyObstacles(unit, "projects/P1/cancellations/c1", nullptr, nobody, absl::UnixEpoch());
  ASSERT_EQ(obstacles.size(), 2u);
  EXPECT_EQ(obstacles[0].reason, &kNoCertificate);
  EXPECT_EQ(obstacles[1].reason, &kBasisMissing);
}

TEST_F(CancellationServiceTest, BasisNeedsAProofThatHolds) {
  ImportHouses(2);
  auto forged = BasisRequest(1);
  forged.mutable_basis()->mutable_funds_proof()->mutable_signature()->at(0) ^= 1;
  EXPECT_THAT(bases_.PushDeregistrationBasis(Acquisition(), forged), RefusedWith(kProofInvalid));
  auto foreign = BasisRequest(1);
  *foreign.mutable_basis()->mutable_funds_proof() = Sign(Statement(2));
  EXPECT_THAT(bases_.PushDeregistrationBasis(Acquisition(), foreign), RefusedWith(kProofMismatch));
  auto expired = BasisRequest(1);
  auto statement = Statement(1);
  statement.mutable_expires_at()->set_seconds(1);
  *expired.mutable_basis()->mutable_funds_proof() = Sign(statement);
  EXPECT_THAT(bases_.PushDeregistrationBasis(Acquisition(), expired), RefusedWith(kProofExpired));
  auto unknown = BasisRequest(9);
  EXPECT_THAT(bases_.PushDeregistrationBasis(Acquisition(), unknown), RefusedWith(kUnitUnknown));
  EXPECT_EQ(Count("deregistration_bases"), 0);
}

TEST_F(CancellationServiceTest, ProofIsLookedAtAgainWhenTheSetIsCancelled) {
  ImportHouses(1);
  auto request = BasisRequest(1);
  auto statement = Statement(1);
  statement.mutable_expires_at()->set_seconds(absl::ToUnixSeconds(Nrb().now + absl::Hours(24)));
  *request.mutable_basis()->mutable_funds_proof() = Sign(statement);
  ASSERT_THAT(bases_.PushDeregistrationBasis(Acquisition(), request), IsOk());
  ASSERT_THAT(Request("c1", {1}), IsOk());
  world_.SetNow("2026-01-06 09:00");
  EXPECT_THAT(Apply("c1"), RefusedWith(kProofExpired));
  EXPECT_EQ(Count("certificates WHERE state = 'CERTIFICATE_STATE_CANCELLED'"), 0);
}

TEST_F(CancellationServiceTest, BasisStaysWithItsUnit) {
  ImportHouses(2);
  ASSERT_THAT(PushBasis(1), IsOk());
  auto other = BasisRequest(2);
  other.mutable_basis()->set_unit_code(HouseCode(1));
  EXPECT_THAT(bases_.PushDeregistrationBasis(Acquisition(), other), RefusedWith(kBasisExists));
  auto moved = BasisRequest(1);
  moved.mutable_basis()->set_unit_code(HouseCode(2));
  EXPECT_THAT(bases_.PushDeregistrationBasis(Acquisition(), moved), RefusedWith(kBasisExists));
  ASSERT_THAT(Request("c1", {1}), IsOk());
  ASSERT_THAT(Apply("c1"), IsOk());
  EXPECT_THAT(PushBasis(1), RefusedWith(kUnitCancelled));
  v1::GetDeregistrationBasisRequest get;
  get.set_name("projects/P1/deregistrationBases/H01");
  EXPECT_THAT(bases_.GetDeregistrationBasis(Nrb(), get), IsOk());
}

TEST_F(CancellationServiceTest, PageShowsTheRegisterAsItWas) {
  ImportStory();
  ASSERT_THAT(Request("c1", {1}), IsOk());
  world_.SetNow("2026-05-20 09:00");
  ASSERT_THAT(Apply("c1"), IsOk());
  v1::GetUnitRequest get;
  get.set_name(UnitName(HouseCode(1)));
  get.mutable_as_of()->set_seconds(absl::ToUnixSeconds(Nrb().now) - 1);
  ASSERT_OK_AND_ASSIGN(v1::Unit then, units_.GetUnit(Nrb(), get));
  EXPECT_EQ(then.state(), Unit::STATE_CANCELLATION_REQUESTED);
  EXPECT_FALSE(then.rights(0).has_ended());
  v1::ListCancellationsRequest list;
  list.set_parent("projects/P1");
  list.set_state(Cancellation::STATE_APPLIED);
  ASSERT_OK_AND_ASSIGN(auto page, cancellations_.ListCancellations(Gov(), list));
  EXPECT_EQ(page.cancellations_size(), 1);
}

}  // namespace
}  // namespace liandong::registry
