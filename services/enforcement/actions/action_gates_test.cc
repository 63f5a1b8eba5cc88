// Every gate of notice and action at the service: closed alone, all closed at once, nothing
// written, and open on the first day and minute that allow it.
#include <functional>

#include "services/enforcement/actions/action_service.h"
#include "services/enforcement/testing/enforcement_world.h"
#include "shared/testing/closed_gates.h"
#include "shared/testing/footprint.h"

namespace liandong::enforcement {
namespace {

using liandong::testing::FootprintOf;
using liandong::testing::Names;
using testing::IsOk;
using testing::RefusedWith;

class ActionGatesTest : public testing::EnforcementWorld {
 protected:
  using Call = std::function<absl::StatusOr<v1::Action>()>;

  void ExpectClosed(const Call& call, const Names& gates) {
    liandong::testing::ExpectClosed(world_, call, gates);
  }
  void ExpectNotice(const v1::ServeNoticeRequest& request, const Names& gates) {
    ExpectClosed([&] { return actions_.ServeNotice(Government(), request); }, gates);
  }
  void ExpectStart(const Names& gates, const v1::StartActionRequest& request = Starting()) {
    ExpectClosed([&] { return actions_.StartAction(Government(), request); }, gates);
  }
  static v1::ServeNoticeRequest NoticeFor(Date day) {
    auto request = Notice();
    *request.mutable_day() = ToProto(day);
    return request;
  }
  absl::StatusOr<v1::Action> Resume() {
    return actions_.ResumeAction(Government(), For<v1::ResumeActionRequest>(ActionName()));
  }
  absl::StatusOr<v1::Action> Reschedule(Date day) {
    auto request = For<v1::RescheduleActionRequest>(ActionName());
    *request.mutable_day() = ToProto(day);
    request.set_document_number("示例改期通知");
    *request.mutable_service() = Served();
    return actions_.RescheduleAction(Government(), request);
  }
};

// Row 78. Served on 12-01: fifteen full days are 12-02 to 12-16.
TEST_F(ActionGatesTest, EachGateOfTheNoticeAlone) {
  PermitAndServe();
  world_.SetNow("2026-12-01 09:00");
  ExpectNotice(NoticeFor(Date(2026, 12, 16)), {"NOTICE_RUNNING"});
  ExpectNotice(NoticeFor(Date(2026, 12, 19)), {"WEEKEND"});
  ExpectNotice(NoticeFor(Date(2027, 1, 1)), {"STATUTORY_HOLIDAY"});
  ExpectNotice(NoticeFor(Date(2027, 2, 8)), {"CALENDAR_PROVISIONAL"});
  auto silent = Notice();
  silent.mutable_notice()->mutable_letters()->RemoveLast();
  ExpectNotice(silent, {"LETTER_MISSING"});
  peers_.household().set_vacated(true);
  ExpectNotice(Notice(), {"HOUSE_VACATED"});
  peers_.household().set_vacated(false);
  peers_.household().set_appeal_pending(true);
  ExpectNotice(Notice(), {"APPEAL_PENDING"});
  peers_.household().set_appeal_pending(false);
  EXPECT_THAT(actions_.ServeNotice(Government(), Notice()), IsOk());
}

TEST_F(ActionGatesTest, AllGatesOfTheNoticeAtOnce) {
  Accept();
  world_.SetNow("2026-11-27 09:00");
  ASSERT_THAT(cases_.RecordRuling(Court(), Permit()), IsOk());
  peers_.household().set_vacated(true);
  peers_.household().set_appeal_pending(true);
  auto request = NoticeFor(Date(2026, 12, 12));  // day 15, a Saturday
  request.mutable_notice()->clear_letters();
  ExpectNotice(request, {"APPEAL_PENDING", "HOUSE_VACATED", "LETTER_MISSING", "LETTER_MISSING",
                         "LETTER_MISSING", "LETTER_MISSING", "NOTICE_RUNNING", "RULING_NOT_SERVED",
                         "WEEKEND"});
}

// Rows 82, 83: day 14, day 15, before daylight, after dark.
TEST_F(ActionGatesTest, StartHasItsDayAndItsHours) {
  Prepare();
  for (const char* day : {"2026-12-14 09:00", "2026-12-15 09:00", "2026-12-16 17:59"}) {
    world_.SetNow(day);
    ExpectStart({"NOTICE_RUNNING"});
  }
  for (const char* night : {"2026-12-17 06:30", "2026-12-17 07:59", "2026-12-17 18:00"}) {
    world_.SetNow(night);
    ExpectStart({"NIGHT"});
  }
  world_.SetNow("2026-12-18 09:30");
  ExpectStart({"DAY_NOT_TOLD"});
  world_.SetNow("2026-12-19 09:30");
  ExpectStart({"DAY_NOT_TOLD", "WEEKEND"});
  world_.SetNow("2026-12-17 08:00");
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
}

TEST_F(ActionGatesTest, EachGateOfReadinessAlone) {
  PermitAndServe();
  world_.SetNow("2026-12-01 09:00");
  ASSERT_THAT(actions_.ServeNotice(Government(), Notice()), IsOk());
  ASSERT_THAT(actions_.SetRoster(Government(), Roster()), IsOk());
  const auto at_start = [this](const Names& gates,
                               const v1::StartActionRequest& request = Starting()) {
    world_.SetNow("2026-12-17 09:30");
    ExpectStart(gates, request);
    world_.SetNow("2026-12-02 09:00");
  };
  at_start({"PLAN_MISSING"});
  auto without_doctor = Planning();
  without_doctor.mutable_plan()->mutable_resources()->RemoveLast();
  ASSERT_THAT(actions_.PlanAction(Government(), without_doctor), IsOk());
  at_start({"RESOURCE_MISSING"});
  auto unsettled = Planning();
  unsettled.mutable_plan()->mutable_issues(0)->clear_settlement();
  ASSERT_THAT(actions_.PlanAction(Government(), unsettled), IsOk());
  at_start({"ISSUE_OPEN"});
  ASSERT_THAT(actions_.PlanAction(Government(), Planning()), IsOk());
  auto no_doctor_came = Starting();
  no_doctor_came.mutable_present_resources()->RemoveLast();
  at_start({"RESOURCE_ABSENT"}, no_doctor_came);
  auto without_police = Starting();
  without_police.mutable_present_bodies()->erase(without_police.present_bodies().begin());
  at_start({"BODY_ABSENT"}, without_police);
  auto short_roster = Roster();
  short_roster.mutable_entries()->RemoveLast();
  ASSERT_THAT(actions_.SetRoster(Government(), short_roster), IsOk());
  at_start({"ROSTER_INCOMPLETE"});
  ASSERT_THAT(actions_.SetRoster(Government(), Roster()), IsOk());
  world_.SetNow("2026-12-17 09:30");
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
}

TEST_F(ActionGatesTest, EachGateOfHouseholdAndMoneyAlone) {
  Prepare();
  world_.SetNow("2026-12-17 09:30");
  peers_.escrow().set_amount_fen(50'698'249);
  ExpectStart({"PROOF_MISSING"});
  peers_.escrow().set_amount_fen(50'698'250);
  *peers_.escrow().mutable_expiry_date() = ToProto(Date(2026, 12, 16));
  ExpectStart({"PROOF_MISSING"});
  *peers_.escrow().mutable_expiry_date() = ToProto(Date(2026, 12, 17));
  peers_.household().set_appeal_pending(true);
  ExpectStart({"APPEAL_PENDING"});
  peers_.household().set_appeal_pending(false);
  peers_.household().set_vacated(true);
  ExpectStart({"HOUSE_VACATED"});
  peers_.household().set_vacated(false);
  EXPECT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
}

TEST_F(ActionGatesTest, AllGatesOfTheStartAtOnce) {
  PermitAndServe();
  world_.SetNow("2026-12-01 09:00");
  ASSERT_THAT(actions_.ServeNotice(Government(), Notice()), IsOk());
  world_.SetNow("2026-12-12 06:30");
  peers_.household().set_vacated(true);
  peers_.household().set_appeal_pending(true);
  peers_.escrow().set_state(funds::v1::Escrow::STATE_DEPOSITED);
  ExpectStart({"APPEAL_PENDING", "HOUSE_VACATED", "NIGHT", "NOTICE_RUNNING", "PLAN_MISSING",
               "PROOF_MISSING", "ROSTER_INCOMPLETE", "ROSTER_INCOMPLETE", "ROSTER_INCOMPLETE",
               "ROSTER_INCOMPLETE", "WEEKEND"},
              For<v1::StartActionRequest>(ActionName()));
}

// Rows 85 to 87.
TEST_F(ActionGatesTest, GatesOfPostponingAndResuming) {
  Start();
  auto suspending = For<v1::SuspendActionRequest>(ActionName());
  suspending.set_incident("incidents/I1");
  world_.SetNow("2026-12-17 10:40");
  ASSERT_THAT(actions_.SuspendAction(Petitions(), suspending), IsOk());
  ExpectClosed([this] { return Resume(); }, {"INCIDENT_OPEN"});
  world_.SetNow("2026-12-19 06:30");
  peers_.household().set_appeal_pending(true);
  peers_.escrow().set_state(funds::v1::Escrow::STATE_DEPOSITED);
  ExpectClosed([this] { return Resume(); }, {"APPEAL_PENDING", "DAY_NOT_TOLD", "INCIDENT_OPEN",
                                             "NIGHT", "PROOF_MISSING", "WEEKEND"});
  peers_.household().set_appeal_pending(false);
  peers_.escrow().set_state(funds::v1::Escrow::STATE_CERTIFIED);

  world_.SetNow("2026-12-18 16:00");
  for (const auto& [day, gate] :
       {std::pair(Date(2026, 12, 17), "DAY_PAST"), std::pair(Date(2026, 12, 20), "WEEKEND"),
        std::pair(Date(2027, 1, 1), "STATUTORY_HOLIDAY"),
        std::pair(Date(2027, 2, 8), "CALENDAR_PROVISIONAL")}) {
    ExpectClosed([this, day = day] { return Reschedule(day); }, {gate});
  }
  ExpectClosed([this] { return Reschedule(Date(2026, 12, 13)); },
               {"DAY_PAST", "NOTICE_RUNNING", "WEEKEND"});
  ASSERT_THAT(Reschedule(Date(2026, 12, 22)), IsOk());
  world_.SetNow("2026-12-22 09:30");
  ExpectClosed([this] { return Resume(); }, {"INCIDENT_OPEN"});
  auto allowing = For<v1::AllowResumeRequest>(ActionName());
  allowing.set_incident("incidents/I1");
  ASSERT_THAT(actions_.AllowResume(Petitions(), allowing), IsOk());
  world_.SetNow("2026-12-21 09:30");
  ExpectClosed([this] { return Resume(); }, {"DAY_NOT_TOLD"});
  world_.SetNow("2026-12-23 09:30");
  ExpectClosed([this] { return Resume(); }, {"DAY_NOT_TOLD"});
  world_.SetNow("2026-12-22 18:00");
  ExpectClosed([this] { return Resume(); }, {"NIGHT"});
  world_.SetNow("2026-12-22 17:59");
  EXPECT_THAT(Resume(), IsOk());
}

TEST_F(ActionGatesTest, TheRecordNamesEverySlotThatIsEmpty) {
  Start();
  ExpectClosed(
      [this] {
        return actions_.CloseAction(Government(), For<v1::CloseActionRequest>(ActionName()));
      },
      {"RECORD_INCOMPLETE", "SIGNATURE_SLOT_EMPTY", "SIGNATURE_SLOT_EMPTY", "SIGNATURE_SLOT_EMPTY",
       "SIGNATURE_SLOT_EMPTY"});
  ASSERT_THAT(actions_.RecordProceedings(Government(), Proceedings()), IsOk());
  for (int slot = 0; slot < 4; ++slot) {
    auto request = Closing();
    request.mutable_signatures()->DeleteSubrange(slot, 1);
    ExpectClosed([&] { return actions_.CloseAction(Government(), request); },
                 {"SIGNATURE_SLOT_EMPTY"});
  }
  EXPECT_THAT(actions_.CloseAction(Government(), Closing()), IsOk());
}

// Rows 79, 80.
TEST_F(ActionGatesTest, InvestorsAndEndedCasesWriteNothing) {
  Prepare("H11");
  auto with_investor = Roster("H11");
  with_investor.add_entries()->set_body(common::v1::AGENCY_ECONOMIC_INVESTMENT);
  int64_t before = FootprintOf(world_);
  EXPECT_THAT(actions_.SetRoster(Government(), with_investor), RefusedWith(kInvestorWall));
  EXPECT_EQ(FootprintOf(world_), before);
  world_.SetNow("2026-12-08 09:00");
  peers_.household("H11").set_vacated(true);
  ASSERT_THAT(HearOfHousehold("H11"), IsOk());
  world_.SetNow("2026-12-17 09:30");
  before = FootprintOf(world_);
  EXPECT_THAT(actions_.StartAction(Government(), Starting("H11")), RefusedWith(kCaseEnded));
  EXPECT_EQ(FootprintOf(world_), before);
}

}  // namespace
}  // namespace liandong::enforcement
