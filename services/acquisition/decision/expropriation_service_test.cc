#include "services/acquisition/decision/expropriation_service.h"

#include <thread>

#include "liandong/funds/v1/funding_proof.pb.h"
#include "liandong/registry/v1/red_line.pb.h"
#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/testing/world.h"
#include "shared/testing/relay_driver.h"

namespace liandong::acquisition {
namespace {

using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;
using Decision = v1::ExpropriationDecision;

constexpr Reason kAnyRefusal{"ANY_REFUSAL", absl::StatusCode::kFailedPrecondition, "no", "否"};

class ExpropriationServiceTest : public AcquisitionWorld {
 protected:
  absl::StatusOr<Decision> Ask(bool with_minutes = true) {
    return acquisition_.expropriations.MakeExpropriationDecision(As("gov-3"),
                                                                 DecisionRequest(with_minutes));
  }
  v1::Project ProjectNow() {
    return *acquisition_.projects.GetProject(
        As("gov-1"), Parse<v1::GetProjectRequest>(R"(name: "projects/P1")"));
  }
};

TEST_F(ExpropriationServiceTest, MadeOnceMoneyAndRedLineAreFrozen) {
  Until(&AcquisitionWorld::ReadyToDecide);
  At("2026-03-04 10:00");
  ASSERT_OK_AND_ASSIGN(const Decision asked, Ask());
  EXPECT_EQ(asked.state(), Decision::STATE_FUNDING_PENDING);
  EXPECT_THAT(Ask(), RefusedWith(kDecisionState));
  Deliver();
  const auto proofs = Delivered<funds::v1::IssueFundingProofRequest>();
  ASSERT_EQ(proofs.size(), 1u);
  EXPECT_EQ(proofs[0].proof_id(), "decision-1");
  EXPECT_EQ(proofs[0].purpose(), funds::v1::FundingProof::PURPOSE_DECISION);
  EXPECT_EQ(proofs[0].amount_fen(), 741000000);
  EXPECT_EQ(proofs[0].subject(), "projects/P1/decision");
  ASSERT_EQ(Delivered<registry::v1::FreezeRedLineRequest>().size(), 1u);
  EXPECT_EQ(Delivered<registry::v1::FreezeRedLineRequest>()[0].name(), "projects/P1/redLines/v2");
  const Decision made = DecisionNow();
  EXPECT_EQ(made.state(), Decision::STATE_MADE);
  EXPECT_EQ(made.decided().day(), 4);
  EXPECT_EQ(ProjectNow().state(), v1::Project::STATE_DECIDED);
  EXPECT_EQ(ProjectNow().red_line(), "projects/P1/redLines/v2");
}

TEST_F(ExpropriationServiceTest, AllClosedGatesInOneAnswerAndNothingChanges) {
  Until(&AcquisitionWorld::ConsultScheme);
  At("2026-02-28 15:00");
  short_fen_ = 91000000;
  EXPECT_THAT(Ask(false), RefusedWith(kGatesClosed));
  EXPECT_EQ(Count("expropriation_decisions"), 0);
  EXPECT_EQ(Count("commands"), 0 + 1);  // the freeze's
}

TEST_F(ExpropriationServiceTest, OneFenShortIsShort) {
  Until(&AcquisitionWorld::ReadyToDecide);
  short_fen_ = 1;
  const auto refused = Ask();
  EXPECT_THAT(refused, RefusedWith(kFundsShortfall));
  EXPECT_EQ(MetadataOf(refused.status(), "short_fen"), "1");
}

TEST_F(ExpropriationServiceTest, OnlyTheProjectsOwnGovernment) {
  Until(&AcquisitionWorld::ReadyToDecide);
  EXPECT_THAT(
      acquisition_.expropriations.MakeExpropriationDecision(As("lsd-3"), DecisionRequest(true)),
      RefusedWith(kNotTheDecidingGovernment));
  EXPECT_EQ(Count("expropriation_decisions"), 0);
}

TEST_F(ExpropriationServiceTest, FundsDownChangesNothing) {
  Until(&AcquisitionWorld::ReadyToDecide);
  peers_up_ = false;
  EXPECT_THAT(Ask(), RefusedWith(rpc::kServiceUnavailable));
  EXPECT_EQ(Count("expropriation_decisions"), 0);
}

TEST_F(ExpropriationServiceTest, FundsGoneBetweenReadAndDeliveryStaysPendingAndIsDeliveredOnce) {
  Until(&AcquisitionWorld::ReadyToDecide);
  ASSERT_THAT(Ask(), IsOk());
  refusals_["IssueFundingProofRequest"] = Refuse(rpc::kServiceUnavailable);
  ASSERT_THAT(Ask(), RefusedWith(kDecisionState));
  Deliver();
  EXPECT_EQ(DecisionNow().state(), Decision::STATE_FUNDING_PENDING);
  const auto tries = Delivered<funds::v1::IssueFundingProofRequest>();
  ASSERT_EQ(tries.size(), 1u);
  refusals_.clear();
  delivered_.clear();
  // The relay pauses a command that failed; a new one, as after a restart, does not know of it.
  CommandRelay restarted(world_.storage(), [this](common::v1::Service, const rpc::OnBehalf&,
                                                  const google::protobuf::Message& request,
                                                  google::protobuf::Message&) {
    delivered_.emplace_back(request.New());
    delivered_.back()->CopyFrom(request);
    return absl::OkStatus();
  });
  acquisition_.HandleOutcomes(restarted);
  ASSERT_THAT(liandong::testing::DeliverCommands(world_.database().pool(), restarted), IsOk());
  EXPECT_EQ(DecisionNow().state(), Decision::STATE_MADE);
  const auto again = Delivered<funds::v1::IssueFundingProofRequest>();
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].request_id(), tries[0].request_id());
}

TEST_F(ExpropriationServiceTest, ARefusedProofLeadsBackAndTheNextAskHasAProofOfItsOwn) {
  Until(&AcquisitionWorld::ReadyToDecide);
  refusals_["IssueFundingProofRequest"] = Refuse(kFundsShortfall, {{"short_fen", "1"}});
  ASSERT_THAT(Ask(), IsOk());
  Deliver();
  EXPECT_EQ(DecisionNow().state(), Decision::STATE_PREPARED);
  EXPECT_EQ(ProjectNow().state(), v1::Project::STATE_PREPARING);
  EXPECT_TRUE(Delivered<registry::v1::FreezeRedLineRequest>().empty());
  refusals_.clear();
  Decide();
  EXPECT_EQ(DecisionNow().funding_proof(), "projects/P1/fundingProofs/decision-2");
}

TEST_F(ExpropriationServiceTest, ARefusedRedLineGivesTheMoneyFree) {
  Until(&AcquisitionWorld::ReadyToDecide);
  refusals_["FreezeRedLineRequest"] = Refuse(kAnyRefusal);
  ASSERT_THAT(Ask(), IsOk());
  Deliver();
  EXPECT_EQ(DecisionNow().state(), Decision::STATE_PREPARED);
  const auto released = Delivered<funds::v1::ReleaseFundingProofRequest>();
  ASSERT_EQ(released.size(), 1u);
  EXPECT_EQ(released[0].name(), "projects/P1/fundingProofs/decision-1");
}

TEST_F(ExpropriationServiceTest, TwoAsksOneDecision) {
  Until(&AcquisitionWorld::ReadyToDecide);
  std::atomic<int> won{0};
  std::vector<std::thread> asks;
  for (int i = 0; i < 4; ++i) {
    asks.emplace_back([&] { won += Ask().ok() ? 1 : 0; });
  }
  for (auto& ask : asks) ask.join();
  EXPECT_EQ(won, 1);
  Deliver();
  EXPECT_EQ(Delivered<funds::v1::IssueFundingProofRequest>().size(), 1u);
}

TEST_F(ExpropriationServiceTest, TheAnnouncementTellsTheRightsAndFixesTheValuationDate) {
  Until(&AcquisitionWorld::Decide);
  At("2026-03-05 09:00");
  EXPECT_THAT(acquisition_.expropriations.AnnounceDecision(
                  As("gov-3"), Fresh(Parse<v1::AnnounceDecisionRequest>(
                                   R"(name: "projects/P1/decision" announcement {
                                        document $doc scheme_attached: true
                                        land_use_right_withdrawn: true })"))),
              RefusedWith(kRightsNoticeMissing));
  EXPECT_EQ(ProjectNow().state(), v1::Project::STATE_DECIDED);
  Announce();
  EXPECT_EQ(ProjectNow().valuation_date().day(), 5);
  EXPECT_EQ(DecisionNow().state(), Decision::STATE_ANNOUNCED);
}

}  // namespace
}  // namespace liandong::acquisition
