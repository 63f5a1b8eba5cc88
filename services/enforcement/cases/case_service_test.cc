#include "services/enforcement/cases/case_service.h"

#include "services/enforcement/figures.h"
#include "services/enforcement/testing/enforcement_world.h"
#include "shared/testing/figure_reader.h"

namespace liandong::enforcement {
namespace {

using testing::IsOk;
using testing::RefusedWith;

class CaseServiceTest : public testing::EnforcementWorld {
 protected:
  // The refused call changed nothing.
  void ExpectVersion(int version) { EXPECT_EQ(ReadCase().etag(), std::to_string(version)); }
};

TEST_F(CaseServiceTest, OpensWithAppealPeriodsAndWindow) {
  world_.SetNow("2026-06-16 09:00");
  ASSERT_OK_AND_ASSIGN(const auto c, cases_.OpenCase(Government(), Opening()));
  EXPECT_EQ(c.state(), v1::Case::STATE_OPEN);
  EXPECT_EQ(c.applicant(), "gov");
  EXPECT_EQ(c.compensation_fen(), 50'698'250);
  EXPECT_EQ(c.appeal().suit().legal_due().month(), 10);
  EXPECT_TRUE(c.filing_window().provisional());
  EXPECT_EQ(c.duty_kind(), v1::DUTY_KIND_APPLY);
}

TEST_F(CaseServiceTest, OpeningIsRefused) {
  world_.SetNow("2026-06-15 09:00");
  EXPECT_THAT(cases_.OpenCase(Government(), Opening()), RefusedWith(kVacateDayRunning));
  world_.SetNow("2026-06-16 09:00");
  EXPECT_THAT(cases_.OpenCase(As(common::v1::AGENCY_DISTRICT_GOVERNMENT, "lsd"), Opening()),
              RefusedWith(kApplicantNotDecider));
  auto foreign = Opening();
  foreign.mutable_case_()->set_household("projects/P2/households/H12");
  EXPECT_THAT(cases_.OpenCase(Government(), foreign), RefusedWith(kForeignProject));
  auto mismatch = Opening();
  mismatch.mutable_case_()->set_decision("projects/P1/compensationDecisions/H11");
  EXPECT_THAT(cases_.OpenCase(Government(), mismatch), RefusedWith(kDecisionMismatch));
  EXPECT_THAT(cases_.ListCases(Government(), {}), IsOk());
  v1::ListCasesRequest list;
  list.set_parent("projects/P1");
  ASSERT_OK_AND_ASSIGN(const auto all, cases_.ListCases(Government(), list));
  EXPECT_TRUE(all.cases().empty());
}

TEST_F(CaseServiceTest, OneRunningCaseAHousehold) {
  world_.SetNow("2026-06-16 09:00");
  ASSERT_THAT(cases_.OpenCase(Government(), Opening()), IsOk());
  auto second = Opening();
  second.set_case_id("H12b");
  EXPECT_THAT(cases_.OpenCase(Government(), second), RefusedWith(kCaseOpen));
  EXPECT_THAT(cases_.OpenCase(Government(), Opening()), RefusedWith(kResourceExists));
}

TEST_F(CaseServiceTest, NotEligibleWithDatesBeforeADemand) {
  world_.SetNow("2026-06-16 09:00");
  ASSERT_THAT(cases_.OpenCase(Government(), Opening()), IsOk());
  const auto refused = cases_.FileApplication(Government(), Filing());
  EXPECT_THAT(refused, RefusedWith(kNotEligible));
  EXPECT_EQ(MetadataOf(refused.status(), "appeal_until"), "2026-10-30");
  EXPECT_EQ(MetadataOf(refused.status(), "demand"), "none");
  EXPECT_EQ(MetadataOf(refused.status(), "earliest"), "2026-11-17");

  v1::ExplainEligibilityRequest ask;
  ask.set_name(CaseName());
  ASSERT_OK_AND_ASSIGN(const auto answer, cases_.ExplainEligibility(Government(), ask));
  EXPECT_FALSE(answer.eligible());
  ASSERT_GE(answer.closed_size(), 2);
  EXPECT_EQ(answer.closed(0).reason(), "NOT_ELIGIBLE");
  EXPECT_EQ(answer.closed(1).reason(), "APPEAL_PERIOD_OPEN");
  EXPECT_EQ(answer.earliest_filing().month(), 11);
  EXPECT_EQ(answer.earliest_filing().day(), 17);
  EXPECT_FALSE(answer.has_demand_period());
  ExpectVersion(1);
}

TEST_F(CaseServiceTest, EligibleOnceEverythingIsInPlace) {
  OpenAndDemand();
  world_.SetNow("2026-11-17 09:00");
  v1::ExplainEligibilityRequest ask;
  ask.set_name(CaseName());
  ASSERT_OK_AND_ASSIGN(const auto answer, cases_.ExplainEligibility(Government(), ask));
  EXPECT_TRUE(answer.eligible());
  EXPECT_EQ(answer.demand_period().legal_due().day(), 16);

  ASSERT_THAT(cases_.FileApplication(Government(), Filing()), IsOk());
  Deliver();
  ASSERT_OK_AND_ASSIGN(const auto filed, cases_.ExplainEligibility(Government(), ask));
  EXPECT_FALSE(filed.eligible());
  ASSERT_EQ(filed.closed_size(), 1);
  EXPECT_EQ(filed.closed(0).reason(), "CASE_STATE");
  EXPECT_NE(filed.closed(0).text_en().find("STATE_FILED"), std::string::npos);
}

TEST_F(CaseServiceTest, DemandWaitsForPeriodsAndAttestations) {
  world_.SetNow("2026-06-16 09:00");
  ASSERT_THAT(cases_.OpenCase(Government(), Opening()), IsOk());
  world_.SetNow("2026-10-30 16:00");
  EXPECT_THAT(cases_.ServeDemand(Government(), Demanding()), RefusedWith(kAppealPeriodOpen));
  EXPECT_THAT(cases_.AttestNothingPending(Court(), Attesting()), RefusedWith(kAppealPeriodOpen));
  world_.SetNow("2026-11-02 09:00");
  ASSERT_THAT(cases_.AttestNothingPending(ReviewBody(), Attesting()), IsOk());
  EXPECT_THAT(cases_.ServeDemand(Government(), Demanding()), RefusedWith(kAttestationMissing));
  peers_.household().set_appeal_pending(true);
  EXPECT_THAT(cases_.AttestNothingPending(Court(), Attesting()), RefusedWith(kAppealPending));
  peers_.household().set_appeal_pending(false);
  // Said twice by one body is still one statement.
  ASSERT_THAT(cases_.AttestNothingPending(ReviewBody(), Attesting()), IsOk());
  ASSERT_THAT(cases_.AttestNothingPending(Court(), Attesting()), IsOk());
  EXPECT_EQ(ReadCase().attestations_size(), 2);
  auto silent = Demanding();
  silent.mutable_demand()->set_tells_right_to_defend(false);
  EXPECT_THAT(cases_.ServeDemand(Government(), silent), RefusedWith(kRightsNoticeMissing));
  EXPECT_THAT(cases_.ServeDemand(As(common::v1::AGENCY_DISTRICT_GOVERNMENT, "lsd"), Demanding()),
              RefusedWith(kApplicantNotDecider));
  ASSERT_OK_AND_ASSIGN(const auto c, cases_.ServeDemand(Government(), Demanding()));
  EXPECT_EQ(c.state(), v1::Case::STATE_DEMANDED);
  EXPECT_EQ(c.demand().period().legal_due().day(), 16);
  EXPECT_THAT(cases_.ServeDemand(Government(), Demanding()), RefusedWith(kCaseState));
}

TEST_F(CaseServiceTest, FilingIsRefusedForEachReasonAlone) {
  OpenAndDemand();
  const auto file = [&](const v1::FileApplicationRequest& request) {
    return cases_.FileApplication(Government(), request);
  };
  world_.SetNow("2026-11-16 16:00");
  const auto running = file(Filing());
  EXPECT_THAT(running, RefusedWith(kDemandRunning));
  EXPECT_EQ(MetadataOf(running.status(), "from"), "2026-11-17");

  world_.SetNow("2026-11-17 09:00");
  EXPECT_THAT(cases_.FileApplication(As(common::v1::AGENCY_DISTRICT_GOVERNMENT, "lsd"), Filing()),
              RefusedWith(kApplicantNotDecider));
  auto intermediate = Filing();
  intermediate.set_court("永州市中级人民法院");
  EXPECT_THAT(file(intermediate), RefusedWith(kJurisdiction));
  auto no_proof = Filing();
  no_proof.clear_money_proof();
  EXPECT_THAT(file(no_proof), RefusedWith(kProofMissing));
  RequestContext clerk = Government();
  clerk.caller.roles = {"MAKER"};
  EXPECT_THAT(cases_.FileApplication(clerk, Filing()), RefusedWith(kHeadSignatureMissing));
  peers_.household().set_appeal_pending(true);
  EXPECT_THAT(file(Filing()), RefusedWith(kAppealPending));
  EXPECT_THAT(file(intermediate), RefusedWith(kGatesClosed));
  peers_.household().set_appeal_pending(false);
  peers_.household().set_vacated(true);
  EXPECT_THAT(file(Filing()), RefusedWith(kHouseVacated));
  peers_.household().set_vacated(false);
  EXPECT_TRUE(peers_.commands.empty());
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_DEMANDED);

  world_.SetNow("2027-02-02 09:00");
  EXPECT_THAT(file(Filing()), RefusedWith(kWindowClosed));
}

TEST_F(CaseServiceTest, AProofMustBeLiveAndOfThisCase) {
  OpenAndDemand();
  world_.SetNow("2026-11-17 09:00");
  const auto with = [&](const std::string& proof) {
    auto request = Filing();
    request.set_money_proof(proof);
    return cases_.FileApplication(Government(), request);
  };
  EXPECT_THAT(with("projects/P1/escrows/H99"), RefusedWith(kProofMissing));
  EXPECT_THAT(with("projects/P1/escrows/H11"), RefusedWith(kProofMissing));
  EXPECT_THAT(with("projects/P2/escrows/H12"), RefusedWith(kProofMissing));
  EXPECT_THAT(with("projects/P1/payments/H12"), RefusedWith(kProofMissing));
  EXPECT_THAT(with("projects/P1/fundingProofs/none"), RefusedWith(kProofMissing));
  peers_.escrow().set_state(funds::v1::Escrow::STATE_DEPOSITED);
  EXPECT_THAT(with("projects/P1/escrows/H12"), RefusedWith(kProofMissing));
  peers_.escrow().set_state(funds::v1::Escrow::STATE_CERTIFIED);
  peers_.escrow().set_amount_fen(50'698'249);
  EXPECT_THAT(with("projects/P1/escrows/H12"), RefusedWith(kProofMissing));
  peers_.escrow().set_amount_fen(50'698'250);
  *peers_.escrow().mutable_expiry_date() = ToProto(Date(2026, 11, 16));
  EXPECT_THAT(with("projects/P1/escrows/H12"), RefusedWith(kProofMissing));
  *peers_.escrow().mutable_expiry_date() = ToProto(Date(2026, 11, 17));
  EXPECT_THAT(with("projects/P1/escrows/H12"), IsOk());
}

TEST_F(CaseServiceTest, MoneyTakenByItsCreditorIsPaid) {
  OpenAndDemand();
  world_.SetNow("2026-11-17 09:00");
  peers_.escrow().set_state(funds::v1::Escrow::STATE_WITHDRAWN);
  EXPECT_THAT(cases_.FileApplication(Government(), Filing()), IsOk());
}

TEST_F(CaseServiceTest, FilesAcceptsRulesAndServes) {
  PermitAndServe();
  const v1::Case c = ReadCase();
  EXPECT_EQ(c.state(), v1::Case::STATE_PERMITTED);
  EXPECT_EQ(c.application().signed_by(), "gov/gov-3");
  EXPECT_EQ(c.application().filed_on().day(), 17);
  EXPECT_EQ(c.ruling().ruled_on().day(), 27);
  EXPECT_EQ(c.ruling().service().date().day(), 30);
  EXPECT_EQ(c.duty_kind(), v1::DUTY_KIND_UNSPECIFIED);
  EXPECT_EQ(peers_.commands, std::vector<std::string>{"ClaimCourtFilingRequest"});
  EXPECT_TRUE(peers_.household().court_filed());
}

TEST_F(CaseServiceTest, ARefusedClaimLeadsBack) {
  OpenAndDemand();
  world_.SetNow("2026-11-17 10:00");
  ASSERT_OK_AND_ASSIGN(const auto pending, cases_.FileApplication(Government(), Filing()));
  EXPECT_EQ(pending.state(), v1::Case::STATE_FILING_PENDING);
  peers_.household().set_vacated(true);
  Deliver();
  const v1::Case c = ReadCase();
  EXPECT_EQ(c.state(), v1::Case::STATE_DEMANDED);
  EXPECT_FALSE(c.has_application());
}

TEST_F(CaseServiceTest, AClaimGrantedToACaseThatEndedIsGivenBack) {
  OpenAndDemand();
  world_.SetNow("2026-11-17 10:00");
  ASSERT_THAT(cases_.FileApplication(Government(), Filing()), IsOk());
  auto vacated = peers_.household();
  peers_.household().set_vacated(true);
  ASSERT_THAT(HearOfHousehold(), IsOk());
  peers_.household() = vacated;
  Deliver();
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_ENDED);
  EXPECT_EQ(peers_.commands,
            (std::vector<std::string>{"ClaimCourtFilingRequest", "ReleaseCourtFilingRequest"}));
}

TEST_F(CaseServiceTest, FundingIsFrozenAndReleasedByARefusal) {
  OpenAndDemand();
  world_.SetNow("2026-11-17 09:00");
  EXPECT_THAT(cases_.SecureFunding(As(common::v1::AGENCY_DISTRICT_GOVERNMENT, "lsd"),
                                   For<v1::SecureFundingRequest>(CaseName())),
              RefusedWith(kApplicantNotDecider));
  ASSERT_THAT(cases_.SecureFunding(Government(), For<v1::SecureFundingRequest>(CaseName())),
              IsOk());
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_FUNDING_PENDING);
  Deliver();
  v1::Case c = ReadCase();
  EXPECT_EQ(c.state(), v1::Case::STATE_DEMANDED);
  EXPECT_EQ(c.funding().state(), v1::Funding::STATE_HELD);
  EXPECT_EQ(c.funding().proof(), "projects/P1/fundingProofs/enforcement-H12");
  EXPECT_EQ(c.funding().amount_fen(), 50'698'250);
  EXPECT_THAT(cases_.SecureFunding(Government(), For<v1::SecureFundingRequest>(CaseName())),
              RefusedWith(kFundingHeld));

  auto filing = Filing();
  filing.set_money_proof(c.funding().proof());
  ASSERT_THAT(cases_.FileApplication(Government(), filing), IsOk());
  Deliver();
  world_.SetNow("2026-11-19 09:00");
  auto accepting = For<v1::AcceptApplicationRequest>(CaseName());
  accepting.set_court_number("示例");
  ASSERT_THAT(cases_.AcceptApplication(Court(), accepting), IsOk());
  auto refusing = Permit();
  refusing.mutable_ruling()->set_outcome(v1::Ruling::OUTCOME_REFUSE);
  EXPECT_THAT(cases_.RecordRuling(Court(), refusing), RefusedWith(kRulingIncomplete));
  refusing.mutable_ruling()->clear_executor();
  refusing.mutable_ruling()->set_refusal_ground(v1::Ruling::REFUSAL_GROUND_PROCEDURE);
  ASSERT_THAT(cases_.RecordRuling(Court(), refusing), IsOk());
  Deliver();
  c = ReadCase();
  EXPECT_EQ(c.state(), v1::Case::STATE_REFUSED);
  EXPECT_EQ(c.funding().state(), v1::Funding::STATE_RELEASED);
  EXPECT_TRUE(c.open_for().empty());
  EXPECT_FALSE(peers_.household().court_filed());
  EXPECT_THAT(cases_.SecureFunding(Government(), For<v1::SecureFundingRequest>(CaseName())),
              RefusedWith(kCaseEnded));

  // Clause 4.3: what the court refused is not asked again.
  auto again = Opening();
  again.set_case_id("H12b");
  const auto refused = cases_.OpenCase(Government(), again);
  EXPECT_THAT(refused, RefusedWith(kDecisionRefused));
  EXPECT_EQ(MetadataOf(refused.status(), "case"), CaseName());
  v1::ListCasesRequest list;
  list.set_parent("projects/P1");
  EXPECT_EQ(cases_.ListCases(Government(), list)->cases_size(), 1);
  // Another decision may be.
  auto& decision = peers_.decisions["projects/P1/compensationDecisions/H12b"];
  decision = peers_.decisions["projects/P1/compensationDecisions/H12"];
  again = Opening();
  again.set_case_id("H12b");
  again.mutable_case_()->set_decision("projects/P1/compensationDecisions/H12b");
  EXPECT_THAT(cases_.OpenCase(Government(), again), IsOk());
}

// Clause 4.1.e4: deposited but not certified, and a proof that froze nothing.
TEST_F(CaseServiceTest, AFrozenProofDoesNotStandInForTheEscrowCertificate) {
  OpenAndDemand();
  peers_.household().set_compensation_state(acquisition::v1::COMPENSATION_STATE_DEPOSITED);
  peers_.escrow().set_state(funds::v1::Escrow::STATE_DEPOSITED);
  world_.SetNow("2026-11-17 09:00");
  ASSERT_THAT(cases_.SecureFunding(Government(), For<v1::SecureFundingRequest>(CaseName())),
              IsOk());
  Deliver();
  auto frozen = Filing();
  frozen.set_money_proof(ReadCase().funding().proof());
  EXPECT_THAT(cases_.FileApplication(Government(), frozen), RefusedWith(kProofMissing));
  EXPECT_THAT(cases_.FileApplication(Government(), Filing()), RefusedWith(kProofMissing));
  peers_.escrow().set_state(funds::v1::Escrow::STATE_CERTIFIED);
  v1::ExplainEligibilityRequest ask;
  ask.set_name(CaseName());
  ASSERT_OK_AND_ASSIGN(const auto answer, cases_.ExplainEligibility(Government(), ask));
  EXPECT_TRUE(answer.eligible());
  EXPECT_THAT(cases_.FileApplication(Government(), Filing()), IsOk());
}

// K9: the case learns from acquisition's stream that the household sued and lost.
TEST_F(CaseServiceTest, ALostSuitMovesTheWindowAndTheDuty) {
  world_.SetNow("2026-06-16 09:00");
  ASSERT_THAT(cases_.OpenCase(Government(), Opening()), IsOk());
  auto& household = peers_.household();
  household.set_compensation_decision("projects/P1/compensationDecisions/H12");
  auto& suit = *household.add_appeals();
  suit.set_kind(acquisition::v1::Appeal::KIND_SUIT);
  suit.set_subject(household.compensation_decision());
  suit.set_result(acquisition::v1::Appeal::RESULT_UPHELD);
  *suit.mutable_effective_date() = ToProto(Date(2027, 3, 1));
  auto foreign = suit;
  foreign.set_subject("projects/P1/agreements/H12");
  *foreign.mutable_effective_date() = ToProto(Date(2027, 4, 1));
  *household.add_appeals() = foreign;
  world_.SetNow("2027-03-02 09:00");
  ASSERT_THAT(HearOfHousehold(), IsOk());
  EXPECT_EQ(*FromProto(ReadCase().filing_window().legal_due()), Date(2027, 6, 1));
  EXPECT_EQ(*FromProto(ReadCase().legal_due()), Date(2027, 6, 1));
  ExpectVersion(2);
  ASSERT_THAT(HearOfHousehold(), IsOk());
  ExpectVersion(2);
  ASSERT_THAT(cases_.AttestNothingPending(ReviewBody(), Attesting()), IsOk());
  ASSERT_THAT(cases_.AttestNothingPending(Court(), Attesting()), IsOk());
  EXPECT_THAT(cases_.ServeDemand(Government(), Demanding()), IsOk());
}

TEST_F(CaseServiceTest, AShortfallLeavesTheCaseAsItWas) {
  OpenAndDemand();
  peers_.funds_short = true;
  ASSERT_THAT(cases_.SecureFunding(Government(), For<v1::SecureFundingRequest>(CaseName())),
              IsOk());
  Deliver();
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_DEMANDED);
  EXPECT_FALSE(ReadCase().has_funding());
}

TEST_F(CaseServiceTest, MoneyFrozenForACaseThatEndedIsReleased) {
  OpenAndDemand();
  ASSERT_THAT(cases_.SecureFunding(Government(), For<v1::SecureFundingRequest>(CaseName())),
              IsOk());
  peers_.household().set_vacated(true);
  ASSERT_THAT(HearOfHousehold(), IsOk());
  Deliver();
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_ENDED);
  EXPECT_EQ(ReadCase().funding().state(), v1::Funding::STATE_RELEASED);
}

TEST_F(CaseServiceTest, FiguresCountCasesAndDuties) {
  File();
  liandong::testing::FigureReader figures(world_.storage().pool());
  AddFigures(figures.figures(), world_.storage());
  auto expect = [&](const std::string& now, int at_risk, int overdue) {
    world_.SetNow(now);
    const Labels accept = {{"duty", "ACCEPT"}};
    EXPECT_EQ(figures.Value("liandong_enforcement_deadlines_at_risk", accept), at_risk);
    EXPECT_EQ(figures.Value("liandong_enforcement_deadlines_overdue", accept), overdue);
  };
  expect("2026-11-23 09:00", 0, 0);
  expect("2026-11-24 09:00", 1, 0);
  expect("2026-11-25 09:00", 0, 1);
  EXPECT_EQ(figures.Value("liandong_enforcement_cases",
                          {{"track", "DECISION_NOT_PERFORMED"}, {"state", "FILED"}}),
            1);
}

}  // namespace
}  // namespace liandong::enforcement
