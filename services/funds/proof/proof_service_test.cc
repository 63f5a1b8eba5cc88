#include "services/funds/proof/proof_service.h"

#include "services/funds/ledger/accounts.h"
#include "services/funds/testing/funds_world.h"
#include "shared/testing/machine_check.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

TEST(ProofMachineTest, EveryPair) {
  using P = v1::FundingProof;
  liandong::testing::ExpectExactly(kProofMachine, kProofState,
                                   {{{P::STATE_UNSPECIFIED, "IssueFundingProof"}, P::STATE_LIVE},
                                    {{P::STATE_LIVE, "ReleaseFundingProof"}, P::STATE_RELEASED}});
}

class ProofServiceTest : public FundsWorld {
 protected:
  absl::StatusOr<v1::FundingProof> Issue(const std::string& id, v1::FundingProof::Purpose purpose,
                                         const std::string& subject, int64_t fen,
                                         const std::string& household = "") {
    v1::IssueFundingProofRequest request;
    request.set_parent("projects/P1");
    request.set_proof_id(id);
    request.set_purpose(purpose);
    request.set_subject(subject);
    request.set_amount_fen(fen);
    request.set_household(household);
    return Call(Acquisition(), proofs_, &FundingProofService::IssueFundingProof, request);
  }
  absl::StatusOr<v1::FundingProof> Decision(int64_t fen) {
    return Issue("decision-1", v1::FundingProof::PURPOSE_DECISION, "projects/P1/decision", fen);
  }
  absl::StatusOr<v1::FundingProof> Case(const std::string& id, int64_t fen) {
    return Issue("case-" + id, v1::FundingProof::PURPOSE_ENFORCEMENT, "projects/P1/cases/" + id,
                 fen, "projects/P1/households/" + id);
  }
  absl::StatusOr<v1::FundingProof> Release(const std::string& id) {
    v1::ReleaseFundingProofRequest request;
    request.set_name("projects/P1/fundingProofs/" + id);
    return Call(Acquisition(), proofs_, &FundingProofService::ReleaseFundingProof, request);
  }
};

// Clause 3.11.b: the account holds the whole compensation line before the decision. The amounts are
// those of the sample's three deposits.
TEST_F(ProofServiceTest, DecisionNeedsTheWholeLine) {
  ASSERT_THAT(OpenFund(), IsOk());
  ASSERT_THAT(Deposit("1", 650'000'000), IsOk());
  EXPECT_THAT(Decision(741'000'000), RefusedWith(kNoBudgetInForce));
  ASSERT_THAT(PutInForce(SampleLines()), IsOk());
  EXPECT_EQ(Position().shortfall_fen(), 91'000'000);
  ASSERT_THAT(Deposit("2", 90'999'999), IsOk());
  EXPECT_EQ(Position().shortfall_fen(), 1);
  const auto refused = Decision(741'000'000);
  EXPECT_THAT(refused, RefusedWith(kFundsShortfall));
  EXPECT_EQ(MetadataOf(refused.status(), "short_fen"), "1");
  // Asking for less does not help: the line counts.
  EXPECT_THAT(Decision(1), RefusedWith(kFundsShortfall));
  ASSERT_THAT(Deposit("3", 53'660'001), IsOk());
  EXPECT_EQ(Position().shortfall_fen(), 0);
  ASSERT_OK_AND_ASSIGN(v1::FundingProof proof, Decision(741'000'000));
  EXPECT_EQ(proof.state(), v1::FundingProof::STATE_LIVE);
  EXPECT_EQ(proof.issued_to(), "acquisition");
  EXPECT_EQ(Position().frozen_fen(), 741'000'000);
  EXPECT_THAT(Decision(741'000'000), RefusedWith(kFundsShortfall));  // the same money twice
}

TEST_F(ProofServiceTest, NameServesOnce) {
  Fill();
  ASSERT_THAT(Push(Simple("H12", 100)), IsOk());
  ASSERT_THAT(Case("H12", 100), IsOk());
  EXPECT_THAT(Case("H12", 100), RefusedWith(kProofExists));
}

TEST_F(ProofServiceTest, PaidCompensationDrawsItDown) {
  Fill();
  ASSERT_THAT(Decision(741'000'000), IsOk());
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  ASSERT_THAT(Order("run-1", {"H01"}), IsOk());
  EXPECT_EQ(Position().frozen_fen(), 740'999'900);
  ASSERT_THAT(Report("run-1", {Result("H01", v1::PaymentResult::OUTCOME_FAILED, "B1")}), IsOk());
  EXPECT_EQ(Position().frozen_fen(), 741'000'000);
  ASSERT_THAT(Pay("run-2", {"H01"}), IsOk());
  EXPECT_EQ(Position().frozen_fen(), 740'999'900);
  EXPECT_EQ(Position().shortfall_fen(), 0);
}

// A case needs only what its household does not have yet, out of the money frozen for the decision.
TEST_F(ProofServiceTest, CaseCountsWhatItsHouseholdHas) {
  Fill();
  ASSERT_THAT(Decision(741'000'000), IsOk());
  ASSERT_THAT(Push(Simple("H09", 300)), IsOk());
  ASSERT_THAT(Case("H09", 300), IsOk());
  EXPECT_EQ(Position().frozen_fen(), 741'000'000);
  ASSERT_THAT(Release("decision-1"), IsOk());
  EXPECT_EQ(Position().frozen_fen(), 300);
  ASSERT_THAT(PrepareAll("H09", 300), IsOk());
  ASSERT_THAT(Pay("run-1", {"H09"}), IsOk());
  EXPECT_EQ(Position().frozen_fen(), 0);
}

TEST_F(ProofServiceTest, ReleasedOnce) {
  Fill();
  ASSERT_THAT(Decision(741'000'000), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::FundingProof released, Release("decision-1"));
  EXPECT_EQ(released.state(), v1::FundingProof::STATE_RELEASED);
  EXPECT_EQ(Position().frozen_fen(), 0);
  EXPECT_THAT(Release("decision-1"), RefusedWith(kProofState));
}

TEST_F(ProofServiceTest, HouseholdOfAnotherProjectIsRefused) {
  Fill();
  EXPECT_THAT(
      Issue("case-H01", v1::FundingProof::PURPOSE_ENFORCEMENT, "projects/P2/households/H01", 100),
      RefusedWith(kForeignProject));
}

TEST_F(ProofServiceTest, StatementVerifiesAndForgeriesDoNot) {
  Fill();
  ASSERT_THAT(Push(Simple("H12", 100)), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::FundingProof proof, Case("H12", 100));
  const absl::Time now = world_.clock().Now();
  crypto::SigningKeySet keys;
  keys.Add({.key_id = "dev-funds-1", .key = key_.public_key()});
  ASSERT_OK_AND_ASSIGN(auto statement, OpenProof(proof.proof(), keys, now, now));
  EXPECT_EQ(statement.kind(), common::v1::ProofStatement::KIND_FUNDS_FOR_ENFORCEMENT);
  EXPECT_EQ(statement.subject(), "projects/P1/cases/H12");
  EXPECT_EQ(statement.household(), "projects/P1/households/H12");
  EXPECT_EQ(statement.amount_fen(), 100);

  common::v1::SignedProof forged = proof.proof();
  statement.set_amount_fen(1000);
  forged.set_payload(statement.SerializeAsString());
  EXPECT_THAT(OpenProof(forged, keys, now, now), RefusedWith(crypto::kSignatureInvalid));
  forged = proof.proof();
  forged.set_key_id("dev-other");
  EXPECT_THAT(OpenProof(forged, keys, now, now), RefusedWith(crypto::kSignatureKeyUnknown));
  auto garbage = crypto::SignEnvelope(key_, "dev-funds-1", kProofDomain, "\xff\xff");
  forged.set_payload(garbage->payload);
  forged.set_key_id(garbage->key_id);
  forged.set_signature(garbage->signature);
  EXPECT_THAT(OpenProof(forged, keys, now, now), RefusedWith(kProofMalformed));
}

TEST(ShortTest, CaseMoneyOfOthersCounts) {
  const Books books({{kBank, {1000, 0, 0, 0}}, {kFunding, {0, 1000, 0, 0}}});
  const Freezes freezes{.decision_fen = 900, .cases = {{"h11", 400}}};
  EXPECT_EQ(ShortForCaseFen(books, freezes, 600, 0), 0);
  EXPECT_EQ(ShortForCaseFen(books, freezes, 601, 0), 1);
  EXPECT_EQ(ShortForCaseFen(books, freezes, 700, 100), 0);
  EXPECT_EQ(ShortForCaseFen(Books(), {}, 700, 700), 0);
  EXPECT_EQ(ShortForDecisionFen(books, {}, 100, 1001), 1);
  EXPECT_EQ(ShortForDecisionFen(books, freezes, 100, 0), 0);
  EXPECT_EQ(ShortForDecisionFen(books, freezes, 101, 0), 1);
}

}  // namespace
}  // namespace liandong::funds
