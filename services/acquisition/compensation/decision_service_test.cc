#include "services/acquisition/compensation/decision_service.h"

#include "liandong/funds/v1/obligation.pb.h"
#include "services/acquisition/agreement/agreement_reasons.h"
#include "services/acquisition/appraisal/appraisal_reasons.h"
#include "services/acquisition/compensation/compensation_reasons.h"
#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/testing/world.h"
#include "shared/calendar/date_proto.h"

namespace liandong::acquisition {
namespace {

using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;
using Decision = v1::CompensationDecision;

constexpr Reason kLineExceeded{"LINE_EXCEEDED", absl::StatusCode::kFailedPrecondition, "x", "x"};

class DecisionServiceTest : public AcquisitionWorld {
 protected:
  absl::StatusOr<Decision> Request(const std::string& no) {
    auto request =
        Parse<v1::RequestCompensationDecisionRequest>("opinions_heard $doc methods_offered $doc");
    request.set_household(Household(no));
    return acquisition_.decisions.RequestCompensationDecision(As("hsb-1"), Fresh(request));
  }
  v1::MakeCompensationDecisionRequest Making(const std::string& no, bool told = true) {
    auto request = Parse<v1::MakeCompensationDecisionRequest>(
        R"(document $doc payment_due $day(2026-05-08) vacate_days: 30 transition: "自行过渡"
           place_posted: "社区公告栏")");
    request.set_name("projects/P1/compensationDecisions/" + no);
    request.set_rights_told(told);
    return Fresh(request);
  }
  void Make(const std::string& no, bool told = true) {
    At("2026-04-28 09:00");
    ASSERT_THAT(Request(no), IsOk());
    At("2026-04-29 09:00");
    ASSERT_THAT(acquisition_.decisions.MakeCompensationDecision(As("gov-3"), Making(no, told)),
                IsOk());
    Deliver();
  }
  absl::StatusOr<Decision> Serve(const std::string& no, const std::string& receipt) {
    At("2026-04-30 09:00");
    auto request = Parse<v1::ServeCompensationDecisionRequest>("service { date $day(2026-04-30) " +
                                                               receipt + "}");
    request.set_name("projects/P1/compensationDecisions/" + no);
    return acquisition_.decisions.ServeCompensationDecision(As("gov-1"), Fresh(request));
  }
  Decision DecisionOf(const std::string& no) {
    v1::GetCompensationDecisionRequest request;
    request.set_name("projects/P1/compensationDecisions/" + no);
    return *acquisition_.decisions.GetCompensationDecision(As("gov-1"), request);
  }
};

TEST_F(DecisionServiceTest, NotWhileTheSigningPeriodRuns) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-20 14:00");
  const auto early = Request("H11");
  EXPECT_THAT(early, RefusedWith(kSigningPeriodOpen));
  EXPECT_EQ(MetadataOf(early.status(), "last"), "2026-04-27");
  EXPECT_EQ(Count("compensation_decisions"), 0);
}

TEST_F(DecisionServiceTest, MadeServedAndItsPeriodsRun) {
  Until(&AcquisitionWorld::OpenSigning);
  Make("H12");
  const Decision made = DecisionOf("H12");
  EXPECT_EQ(made.state(), Decision::STATE_MADE);
  EXPECT_EQ(made.sheet().total_fen(), 50698250);
  EXPECT_EQ(made.sheet().reward_fen(), 0);
  EXPECT_EQ(HouseholdNow("H12").state(), v1::Household::STATE_DECIDED);
  const auto pushed = Delivered<funds::v1::PushObligationRequest>();
  ASSERT_EQ(pushed.size(), 1u);
  EXPECT_EQ(pushed[0].obligation().source(), "projects/P1/compensationDecisions/H12");

  EXPECT_THAT(Serve("H12", "manner: MANNER_LEFT_BEHIND witnesses: \"com/com-1\""),
              RefusedWith(kServiceIncomplete));
  EXPECT_EQ(DecisionOf("H12").state(), Decision::STATE_MADE);
  ASSERT_OK_AND_ASSIGN(const Decision served,
                       Serve("H12",
                             "manner: MANNER_LEFT_BEHIND witnesses: \"com/com-1\""
                             " witnesses: \"sdo/sdo-1\""));
  EXPECT_EQ(FormatDate(*FromProto(served.review_until().legal_due())), "2026-06-29");
  EXPECT_EQ(FormatDate(*FromProto(served.suit_until().legal_due())), "2026-10-30");
  EXPECT_THAT(Serve("H12", "manner: MANNER_IN_PERSON"), RefusedWith(kCompensationDecisionState));
}

TEST_F(DecisionServiceTest, WhoWasNotToldHasAYear) {
  Until(&AcquisitionWorld::OpenSigning);
  Make("H11", /*told=*/false);
  ASSERT_OK_AND_ASSIGN(const Decision served, Serve("H11", "manner: MANNER_IN_PERSON"));
  EXPECT_EQ(served.review_until().legal_due().year(), 2027);
  EXPECT_EQ(served.suit_until().legal_due().year(), 2027);
}

TEST_F(DecisionServiceTest, OnlyTheDecidingGovernmentWithAllContents) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-28 09:00");
  ASSERT_THAT(Request("H12"), IsOk());
  EXPECT_THAT(acquisition_.decisions.MakeCompensationDecision(As("lsd-3"), Making("H12")),
              RefusedWith(kNotTheDecidingGovernment));
  auto incomplete = Making("H12");
  incomplete.set_vacate_days(0);
  const auto refused = acquisition_.decisions.MakeCompensationDecision(As("gov-3"), incomplete);
  EXPECT_THAT(refused, RefusedWith(kFieldMissing));
  EXPECT_EQ(MetadataOf(refused.status(), "missing"), "vacate_days");
  EXPECT_EQ(DecisionOf("H12").state(), Decision::STATE_REQUESTED);
}

TEST_F(DecisionServiceTest, ARefusalOfFundsLeadsBackToTheRequest) {
  Until(&AcquisitionWorld::OpenSigning);
  refusals_["PushObligationRequest"] = Refuse(kLineExceeded);
  Make("H12");
  EXPECT_EQ(DecisionOf("H12").state(), Decision::STATE_REQUESTED);
  EXPECT_FALSE(DecisionOf("H12").has_sheet());
  EXPECT_EQ(HouseholdNow("H12").state(), v1::Household::STATE_APPRAISED);
  EXPECT_EQ(HouseholdNow("H12").obligation().total_fen(), 0);
  EXPECT_EQ(HouseholdNow("H12").obligation().source(), "");
  refusals_.clear();
  ASSERT_THAT(acquisition_.decisions.MakeCompensationDecision(As("gov-3"), Making("H12")), IsOk());
  Deliver();
  EXPECT_EQ(DecisionOf("H12").state(), Decision::STATE_MADE);
}

TEST_F(DecisionServiceTest, ASealedUnitWaitsForTheCourtsAccount) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-28 09:00");
  ASSERT_THAT(Request("H05"), IsOk());
  EXPECT_THAT(acquisition_.decisions.MakeCompensationDecision(As("gov-3"), Making("H05")),
              RefusedWith(kCourtAccountMissing));
}

// Clause 3.10.n: a decision settles the mortgages as an agreement does.
TEST_F(DecisionServiceTest, TheMortgageeIsPaidByADecisionToo) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-28 09:00");
  ASSERT_THAT(Request("H03"), IsOk());
  EXPECT_THAT(acquisition_.decisions.MakeCompensationDecision(As("gov-3"), Making("H03")),
              RefusedWith(kMortgageUnsettled));
  EXPECT_EQ(DecisionOf("H03").state(), Decision::STATE_REQUESTED);
  auto settled = Making("H03");
  *settled.add_settlements() = SignRequest("H03").agreement().settlements(0);
  auto unfounded = settled;
  unfounded.mutable_settlements(0)->set_holder("示例公司");
  EXPECT_THAT(acquisition_.decisions.MakeCompensationDecision(As("gov-3"), Fresh(unfounded)),
              RefusedWith(kGatesClosed));
  ASSERT_THAT(acquisition_.decisions.MakeCompensationDecision(As("gov-3"), settled), IsOk());
  Deliver();
  const auto pushed = Delivered<funds::v1::PushObligationRequest>();
  ASSERT_EQ(pushed.size(), 1u);
  EXPECT_EQ(pushed[0].obligation().payees(0).kind(), funds::v1::PAYEE_KIND_MORTGAGEE);
  EXPECT_EQ(pushed[0].obligation().payees(0).amount_fen(), 28000000);
}

// Clause 4.2.a: what is asked before an agreement is signed is not decided after it.
TEST_F(DecisionServiceTest, NoDecisionAboutWhoHasSigned) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-28 09:00");
  ASSERT_THAT(Request("H04"), IsOk());
  Sign("H04");  // the clock goes back, as no clock does, to make the two meet
  At("2026-04-29 09:00");
  EXPECT_THAT(acquisition_.decisions.MakeCompensationDecision(As("gov-3"), Making("H04")),
              RefusedWith(kAgreementStands));
  EXPECT_EQ(DecisionOf("H04").state(), Decision::STATE_REQUESTED);
}

// Clause 4.2.b: told after the money was there, the days to vacate run from the telling.
TEST_F(DecisionServiceTest, ServiceAfterEscrowStartsTheDaysToVacate) {
  Until(&AcquisitionWorld::OpenSigning);
  Make("H12");
  At("2026-04-29 10:00");
  Settle("H12", 0, 50698250);
  EXPECT_EQ(FormatDate(*FromProto(HouseholdNow("H12").vacate_by())), "2026-05-29");
  At("2026-05-20 09:00");
  auto request = Parse<v1::ServeCompensationDecisionRequest>(
      R"(name: "projects/P1/compensationDecisions/H12"
         service { manner: MANNER_IN_PERSON date $day(2026-05-20) })");
  ASSERT_THAT(acquisition_.decisions.ServeCompensationDecision(As("gov-1"), Fresh(request)),
              IsOk());
  // 06-19 is the Dragon Boat Festival, a Friday.
  EXPECT_EQ(FormatDate(*FromProto(HouseholdNow("H12").vacate_by())), "2026-06-22");
}

TEST_F(DecisionServiceTest, EscrowStartsTheDaysToVacate) {
  Until(&AcquisitionWorld::OpenSigning);
  Make("H12");
  At("2026-05-15 10:00");
  Settle("H12", 0, 50698250);
  const v1::Household household = HouseholdNow("H12");
  EXPECT_EQ(household.compensation_state(), v1::COMPENSATION_STATE_DEPOSITED);
  EXPECT_EQ(household.settled_fen(), 50698250);
  // 06-14 is a Sunday.
  EXPECT_EQ(FormatDate(*FromProto(household.vacate_by())), "2026-06-15");
  // The same again changes nothing.
  Settle("H12", 0, 50698250);
  EXPECT_EQ(HouseholdNow("H12").etag(), household.etag());
}

}  // namespace
}  // namespace liandong::acquisition
