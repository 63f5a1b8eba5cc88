#include "services/enforcement/actions/action_service.h"

#include "services/enforcement/figures.h"
#include "services/enforcement/testing/enforcement_world.h"
#include "shared/testing/figure_reader.h"

namespace liandong::enforcement {
namespace {

using testing::IsOk;
using testing::RefusedWith;

class ActionServiceTest : public testing::EnforcementWorld {
 protected:
  v1::SuspendActionRequest Suspending(const std::string& incident = "incidents/I1") {
    auto request = For<v1::SuspendActionRequest>(ActionName());
    request.set_incident(incident);
    return request;
  }
  v1::AllowResumeRequest Allowing(const std::string& incident = "incidents/I1") {
    auto request = For<v1::AllowResumeRequest>(ActionName());
    request.set_incident(incident);
    return request;
  }
  v1::RescheduleActionRequest NewDay(Date day) {
    auto request = For<v1::RescheduleActionRequest>(ActionName());
    *request.mutable_day() = ToProto(day);
    request.set_document_number("示例改期通知");
    *request.mutable_service() = Served();
    return request;
  }
  absl::StatusOr<v1::Action> Resume() {
    return actions_.ResumeAction(Government(), For<v1::ResumeActionRequest>(ActionName()));
  }
  // The household sues; the suit ends today.
  void Sue() {
    auto& household = peers_.household();
    household.set_compensation_decision("projects/P1/compensationDecisions/H12");
    auto& suit = *household.add_appeals();
    suit.set_kind(acquisition::v1::Appeal::KIND_SUIT);
    suit.set_subject(household.compensation_decision());
    household.set_appeal_pending(true);
  }
  void EndSuit(acquisition::v1::Appeal::Result result) {
    auto& suit = *peers_.household().mutable_appeals(0);
    suit.set_result(result);
    *suit.mutable_effective_date() = ToProto(Date(2026, 12, 17));
    peers_.household().set_appeal_pending(false);
  }
  // Suspended on the first day, allowed again and told of 12-22.
  void Postpone() {
    Start();
    world_.SetNow("2026-12-17 10:10");
    ASSERT_THAT(actions_.SuspendAction(Petitions(), Suspending()), IsOk());
    world_.SetNow("2026-12-18 16:00");
    ASSERT_THAT(actions_.AllowResume(Petitions(), Allowing()), IsOk());
    ASSERT_THAT(actions_.RescheduleAction(Government(), NewDay(Date(2026, 12, 22))), IsOk());
  }
};

TEST_F(ActionServiceTest, NoticeOpensTheAction) {
  PermitAndServe();
  world_.SetNow("2026-12-01 09:00");
  ASSERT_OK_AND_ASSIGN(const auto a, actions_.ServeNotice(Government(), Notice()));
  EXPECT_EQ(a.state(), v1::Action::STATE_NOTICED);
  EXPECT_EQ(a.notice().period().legal_due().day(), 16);
  EXPECT_EQ(a.first_day().day(), 17);
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_NOTICED);
  EXPECT_EQ(ReadCase().action(), ActionName());
}

TEST_F(ActionServiceTest, NoticeIsRefused) {
  Accept();
  world_.SetNow("2026-11-27 09:00");
  EXPECT_THAT(actions_.ServeNotice(Government(), Notice()), RefusedWith(kCaseState));
  ASSERT_THAT(cases_.RecordRuling(Court(), Permit()), IsOk());
  EXPECT_THAT(actions_.ServeNotice(Court(), Notice()), RefusedWith(kExecutorNotNamed));
  EXPECT_THAT(actions_.ServeNotice(Government(), Notice()), RefusedWith(kRulingNotServed));
  auto serving = For<v1::ServeRulingRequest>(CaseName());
  *serving.mutable_service() = Served();
  ASSERT_THAT(cases_.ServeRuling(Court(), serving), IsOk());
  auto early = Notice();
  *early.mutable_day() = ToProto(Date(2026, 12, 11));
  EXPECT_THAT(actions_.ServeNotice(Government(), early), RefusedWith(kNoticeRunning));
  auto silent = Notice();
  silent.mutable_notice()->mutable_letters()->RemoveLast();
  EXPECT_THAT(actions_.ServeNotice(Government(), silent), RefusedWith(kLetterMissing));
  auto foreign = Notice();
  foreign.set_parent("projects/P2");
  EXPECT_THAT(actions_.ServeNotice(Government(), foreign), RefusedWith(kForeignProject));
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_PERMITTED);
}

TEST_F(ActionServiceTest, PreparationIsTheExecutorsAndWithoutInvestors) {
  PermitAndServe();
  world_.SetNow("2026-12-01 09:00");
  ASSERT_THAT(actions_.ServeNotice(Government(), Notice()), IsOk());
  EXPECT_THAT(actions_.PlanAction(Court(), Planning()), RefusedWith(kExecutorNotNamed));
  auto with_investor = Roster();
  with_investor.add_entries()->set_body(common::v1::AGENCY_CITY_INVESTMENT);
  EXPECT_THAT(actions_.SetRoster(Government(), with_investor), RefusedWith(kInvestorWall));
  EXPECT_TRUE(ReadAction().roster().empty());
  ASSERT_OK_AND_ASSIGN(const auto a, actions_.SetRoster(Government(), Roster()));
  EXPECT_EQ(a.roster_size(), 4);
}

TEST_F(ActionServiceTest, StartsOnItsDayAndNoOther) {
  Prepare();
  for (const char* now : {"2026-12-15 09:00", "2026-12-16 09:00"}) {
    world_.SetNow(now);
    const auto refused = actions_.StartAction(Government(), Starting());
    EXPECT_THAT(refused, RefusedWith(kNoticeRunning));
    EXPECT_EQ(MetadataOf(refused.status(), "from"), "2026-12-17");
  }
  world_.SetNow("2026-12-17 06:30");
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), RefusedWith(kNight));
  world_.SetNow("2026-12-18 09:30");
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), RefusedWith(kDayNotTold));
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_NOTICED);
  world_.SetNow("2026-12-17 09:30");
  ASSERT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_START_PENDING);
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_UNDER_WAY);
  EXPECT_TRUE(ReadAction().has_started_at());
  EXPECT_TRUE(peers_.household().action_started());
}

TEST_F(ActionServiceTest, StartIsRefusedForEachReasonAlone) {
  Prepare();
  world_.SetNow("2026-12-17 09:30");
  EXPECT_THAT(actions_.StartAction(Court(), Starting()), RefusedWith(kExecutorNotNamed));
  auto nobody_of_police = Starting();
  nobody_of_police.mutable_present_bodies()->erase(nobody_of_police.present_bodies().begin());
  EXPECT_THAT(actions_.StartAction(Government(), nobody_of_police), RefusedWith(kBodyAbsent));
  peers_.escrow().set_state(funds::v1::Escrow::STATE_DEPOSITED);
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), RefusedWith(kProofMissing));
  peers_.escrow().set_state(funds::v1::Escrow::STATE_CERTIFIED);
  peers_.household().set_appeal_pending(true);
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), RefusedWith(kAppealPending));
  EXPECT_THAT(actions_.StartAction(Government(), nobody_of_police), RefusedWith(kGatesClosed));
  peers_.household().set_appeal_pending(false);
  peers_.household().set_vacated(true);
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), RefusedWith(kHouseVacated));
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_NOTICED);
}

TEST_F(ActionServiceTest, ARefusedClaimLeadsBackToWhereItStood) {
  Prepare();
  world_.SetNow("2026-12-17 09:30");
  ASSERT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
  peers_.household().set_vacated(true);
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_NOTICED);
  EXPECT_FALSE(ReadAction().has_started_at());
}

// Clause 4.7: an incident before the start keeps the action from starting.
TEST_F(ActionServiceTest, AnIncidentBeforeTheStartBarsIt) {
  Prepare();
  world_.SetNow("2026-12-17 09:00");
  ASSERT_THAT(actions_.SuspendAction(Petitions(), Suspending()), IsOk());
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_NOTICED);
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), RefusedWith(kIncidentOpen));
  EXPECT_THAT(actions_.SuspendAction(As(common::v1::AGENCY_PUBLIC_SECURITY, "psb"), Suspending("")),
              RefusedWith(kActionState));
  ASSERT_THAT(actions_.AllowResume(Petitions(), Allowing()), IsOk());
  ASSERT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
  // And one while acquisition is asked.
  ASSERT_THAT(actions_.SuspendAction(Petitions(), Suspending("incidents/I2")), IsOk());
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_NOTICED);
  EXPECT_FALSE(ReadAction().has_started_at());
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), RefusedWith(kIncidentOpen));
  ASSERT_THAT(actions_.AllowResume(Petitions(), Allowing("incidents/I2")), IsOk());
  ASSERT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_UNDER_WAY);
}

// Clause 4.6.a: acquisition's answer came after dark, or on another day.
TEST_F(ActionServiceTest, AClaimGrantedTooLateStartsNothing) {
  Prepare();
  for (const char* late : {"2026-12-17 18:00", "2026-12-18 09:00"}) {
    world_.SetNow("2026-12-17 17:59");
    ASSERT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
    world_.SetNow(late);
    Deliver();
    EXPECT_EQ(ReadAction().state(), v1::Action::STATE_NOTICED) << late;
    EXPECT_FALSE(ReadAction().has_started_at());
  }
  world_.SetNow("2026-12-17 17:59");
  ASSERT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_UNDER_WAY);
}

// Clause 4.2.b, K10: a suit entered after the start halts the action, and it stays so.
TEST_F(ActionServiceTest, ASuitHaltsTheActionUntilItIsLost) {
  Start();
  world_.SetNow("2026-12-17 11:00");
  Sue();
  ASSERT_THAT(HearOfHousehold(), IsOk());
  ASSERT_EQ(ReadAction().state(), v1::Action::STATE_SUSPENDED);
  EXPECT_EQ(ReadAction().suspensions_size(), 1);
  ASSERT_THAT(HearOfHousehold(), IsOk());
  EXPECT_EQ(ReadAction().suspensions_size(), 1);
  EXPECT_THAT(Resume(), RefusedWith(kAppealPending));

  EndSuit(acquisition::v1::Appeal::RESULT_UPHELD);
  ASSERT_THAT(HearOfHousehold(), IsOk());
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_SUSPENDED);
  EXPECT_EQ(ReadCase().appeal().judgment_effective().day(), 17);
  EXPECT_EQ(*FromProto(ReadCase().filing_window().legal_due()), Date(2027, 3, 17));
  ASSERT_THAT(Resume(), IsOk());
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_UNDER_WAY);
}

TEST_F(ActionServiceTest, AnAnnulledDecisionIsNeverResumed) {
  Start();
  Sue();
  EndSuit(acquisition::v1::Appeal::RESULT_ANNULLED);
  ASSERT_THAT(HearOfHousehold(), IsOk());
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_SUSPENDED);
  EXPECT_THAT(Resume(), RefusedWith(kDecisionAnnulled));
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_SUSPENDED);
}

// The suit is heard of before acquisition's answer, which then starts nothing.
TEST_F(ActionServiceTest, ASuitWhileAcquisitionIsAskedStartsNothing) {
  Prepare();
  world_.SetNow("2026-12-17 09:30");
  ASSERT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
  Sue();
  ASSERT_THAT(HearOfHousehold(), IsOk());
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_NOTICED);
  EXPECT_FALSE(ReadAction().has_started_at());
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), RefusedWith(kAppealPending));
}

TEST_F(ActionServiceTest, VoluntaryVacatingEndsCaseAndAction) {
  Prepare("H11");
  world_.SetNow("2026-12-08 09:00");
  ASSERT_THAT(HearOfHousehold("H11"), IsOk());
  EXPECT_EQ(ReadCase("H11").state(), v1::Case::STATE_NOTICED);  // not vacated yet
  peers_.household("H11").set_vacated(true);
  ASSERT_THAT(HearOfHousehold("H11"), IsOk());
  EXPECT_EQ(ReadCase("H11").state(), v1::Case::STATE_ENDED);
  EXPECT_EQ(ReadCase("H11").ended_on().day(), 8);
  EXPECT_EQ(ReadAction("H11").state(), v1::Action::STATE_ENDED);
  EXPECT_THAT(actions_.StartAction(Government(), Starting("H11")), RefusedWith(kCaseEnded));
  ASSERT_THAT(HearOfHousehold("H11"), IsOk());
  EXPECT_EQ(ReadCase("H11").ended_on().day(), 8);
}

TEST_F(ActionServiceTest, AnIncidentSuspendsUntilItIsClosed) {
  Prepare();
  world_.SetNow("2026-12-17 09:30");
  ASSERT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
  Deliver();
  world_.SetNow("2026-12-17 10:10");
  ASSERT_THAT(actions_.SuspendAction(Petitions(), Suspending()), IsOk());
  ASSERT_OK_AND_ASSIGN(const auto again, actions_.SuspendAction(Petitions(), Suspending()));
  EXPECT_EQ(again.state(), v1::Action::STATE_SUSPENDED);
  ASSERT_EQ(again.suspensions_size(), 1);
  EXPECT_EQ(again.suspensions(0).suspended_by(), "service/petitions");
  EXPECT_THAT(actions_.RecordProceedings(Government(), Proceedings()), RefusedWith(kActionState));
  const auto open = Resume();
  EXPECT_THAT(open, RefusedWith(kIncidentOpen));
  EXPECT_EQ(MetadataOf(open.status(), "incident"), "incidents/I1");
  EXPECT_THAT(actions_.AllowResume(Petitions(), Allowing("incidents/I2")),
              RefusedWith(kIncidentUnknown));
  ASSERT_THAT(actions_.AllowResume(Petitions(), Allowing()), IsOk());
  ASSERT_THAT(Resume(), IsOk());
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_UNDER_WAY);
}

TEST_F(ActionServiceTest, ABodyOnSiteMayHaltWithoutAnIncident) {
  Start();
  ASSERT_OK_AND_ASSIGN(
      const auto halted,
      actions_.SuspendAction(As(common::v1::AGENCY_PUBLIC_SECURITY, "psb"), Suspending("")));
  EXPECT_EQ(halted.suspensions(0).suspended_by(), "psb/psb-3");
  ASSERT_THAT(Resume(), IsOk());
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_UNDER_WAY);
}

TEST_F(ActionServiceTest, ANewDayIsToldAndKept) {
  Start();
  world_.SetNow("2026-12-17 10:10");
  ASSERT_THAT(actions_.SuspendAction(Petitions(), Suspending()), IsOk());
  world_.SetNow("2026-12-18 16:00");
  ASSERT_THAT(actions_.AllowResume(Petitions(), Allowing()), IsOk());
  EXPECT_THAT(Resume(), RefusedWith(kDayNotTold));
  EXPECT_THAT(actions_.RescheduleAction(Government(), NewDay(Date(2027, 1, 1))),
              RefusedWith(kStatutoryHoliday));
  EXPECT_THAT(actions_.RescheduleAction(Government(), NewDay(Date(2027, 2, 8))),
              RefusedWith(kCalendarProvisional));
  EXPECT_THAT(actions_.RescheduleAction(Court(), NewDay(Date(2026, 12, 22))),
              RefusedWith(kExecutorNotNamed));
  ASSERT_OK_AND_ASSIGN(const auto a,
                       actions_.RescheduleAction(Government(), NewDay(Date(2026, 12, 22))));
  EXPECT_EQ(a.state(), v1::Action::STATE_SUSPENDED);
  EXPECT_EQ(a.day().day(), 22);
  EXPECT_EQ(a.day_service().date().day(), 18);
  world_.SetNow("2026-12-21 09:30");
  EXPECT_THAT(Resume(), RefusedWith(kDayNotTold));
  world_.SetNow("2026-12-22 09:30");
  ASSERT_THAT(Resume(), IsOk());
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_UNDER_WAY);
}

TEST_F(ActionServiceTest, ARefusedResumptionStaysSuspended) {
  Postpone();
  world_.SetNow("2026-12-22 09:30");
  ASSERT_THAT(Resume(), IsOk());
  peers_.household().set_vacated(true);
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_SUSPENDED);
  EXPECT_EQ(ReadAction().started_at().seconds(),
            absl::ToUnixSeconds(TimeOf(Date(2026, 12, 17), 9, 30)));
}

TEST_F(ActionServiceTest, TheRecordClosesWithItsSignatures) {
  Start();
  EXPECT_THAT(actions_.CloseAction(Government(), Closing()), RefusedWith(kRecordIncomplete));
  ASSERT_THAT(actions_.RecordProceedings(Government(), Proceedings()), IsOk());
  auto unsigned_person = Closing();
  unsigned_person.mutable_signatures(3)->clear_refusal_note();
  EXPECT_THAT(actions_.CloseAction(Government(), unsigned_person),
              RefusedWith(kSignatureSlotEmpty));
  auto noted_witness = Closing();
  noted_witness.mutable_signatures(2)->clear_signer();
  noted_witness.mutable_signatures(2)->set_refusal_note("不在场");
  EXPECT_THAT(actions_.CloseAction(Government(), noted_witness), RefusedWith(kSignatureSlotEmpty));
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_UNDER_WAY);
  ASSERT_THAT(actions_.CloseAction(Government(), Closing()), IsOk());
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_CLOSE_PENDING);
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_COMPLETED);
  EXPECT_EQ(ReadAction().record().property(0).description(), "示例家具");
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_ENFORCED);
  EXPECT_TRUE(peers_.household().vacated());
  EXPECT_EQ(peers_.commands.back(), "RecordForcedVacatingRequest");
  // The stream brings back what we told acquisition ourselves: nothing changes.
  ASSERT_THAT(HearOfHousehold(), IsOk());
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_ENFORCED);
}

TEST_F(ActionServiceTest, FrozenMoneyIsReleasedWhenTheRecordCloses) {
  OpenAndDemand();
  world_.SetNow("2026-11-17 10:00");
  ASSERT_THAT(cases_.SecureFunding(Government(), For<v1::SecureFundingRequest>(CaseName())),
              IsOk());
  Deliver();
  auto filing = Filing();
  filing.set_money_proof(ReadCase().funding().proof());
  ASSERT_THAT(cases_.FileApplication(Government(), filing), IsOk());
  Deliver();
  auto accepting = For<v1::AcceptApplicationRequest>(CaseName());
  accepting.set_court_number("示例");
  ASSERT_THAT(cases_.AcceptApplication(Court(), accepting), IsOk());
  ASSERT_THAT(cases_.RecordRuling(Court(), Permit()), IsOk());
  auto serving = For<v1::ServeRulingRequest>(CaseName());
  *serving.mutable_service() = Served();
  ASSERT_THAT(cases_.ServeRuling(Court(), serving), IsOk());
  world_.SetNow("2026-12-01 09:00");
  ASSERT_THAT(actions_.ServeNotice(Government(), Notice()), IsOk());
  ASSERT_THAT(actions_.PlanAction(Government(), Planning()), IsOk());
  ASSERT_THAT(actions_.SetRoster(Government(), Roster()), IsOk());
  world_.SetNow("2026-12-17 09:30");
  ASSERT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
  Deliver();
  ASSERT_THAT(actions_.RecordProceedings(Government(), Proceedings()), IsOk());
  ASSERT_THAT(actions_.CloseAction(Government(), Closing()), IsOk());
  Deliver();
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_ENFORCED);
  EXPECT_EQ(ReadCase().funding().state(), v1::Funding::STATE_RELEASED);
}

TEST_F(ActionServiceTest, AHouseholdFasterThanTheRecordEndsTheCase) {
  Start();
  ASSERT_THAT(actions_.RecordProceedings(Government(), Proceedings()), IsOk());
  ASSERT_THAT(actions_.CloseAction(Government(), Closing()), IsOk());
  peers_.household().set_vacated(true);
  ASSERT_THAT(HearOfHousehold(), IsOk());
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_CLOSE_PENDING);
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_ENDED);
  EXPECT_EQ(ReadCase().state(), v1::Case::STATE_ENDED);
}

// What acquisition refuses, a suit or a house already empty, is no house to go on in.
TEST_F(ActionServiceTest, ARecordThatAcquisitionRefusesHaltsTheAction) {
  Start();
  ASSERT_THAT(actions_.RecordProceedings(Government(), Proceedings()), IsOk());
  ASSERT_THAT(actions_.CloseAction(Government(), Closing()), IsOk());
  peers_.household().set_vacated(true);
  Deliver();
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_SUSPENDED);
  EXPECT_EQ(ReadAction().suspensions_size(), 1);
  EXPECT_FALSE(ReadAction().has_closed_at());
  EXPECT_TRUE(ReadAction().record().signatures().empty());
  ASSERT_THAT(HearOfHousehold(), IsOk());
  EXPECT_EQ(ReadAction().state(), v1::Action::STATE_ENDED);
}

TEST_F(ActionServiceTest, FiguresCountActions) {
  Start();
  liandong::testing::FigureReader figures(world_.storage().pool());
  AddFigures(figures.figures(), world_.storage());
  EXPECT_EQ(figures.Value("liandong_enforcement_actions", {{"state", "UNDER_WAY"}}), 1);
}

}  // namespace
}  // namespace liandong::enforcement
