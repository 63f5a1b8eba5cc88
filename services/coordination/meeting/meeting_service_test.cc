#include "services/coordination/meeting/meeting_service.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/coordination/coordination_reasons.h"
#include "services/coordination/figures.h"
#include "services/coordination/testing/coordination_world.h"
#include "shared/testing/figure_reader.h"

namespace liandong::coordination {
namespace {

using common::v1::AGENCY_HOUSING_BUREAU;
using common::v1::AGENCY_LEADING_GROUP;
using ::testing::ElementsAre;
using testing::IsOk;
using testing::NewRequestId;
using testing::RefusedWith;

class MeetingServiceTest : public ::testing::Test {
 protected:
  MeetingServiceTest() { world_.FillSeats(); }

  // One pass of the night job.
  void Sweep() {
    db::Lease lease(world_.pool(), "sweep-regular-meeting", std::chrono::seconds(60));
    ASSERT_TRUE(lease.TryHold().value());
    auto more = world_.watch.Sweep(lease.guard(), world_.now());
    ASSERT_THAT(more, IsOk());
    EXPECT_FALSE(*more);
    lease.Release();
  }
  v1::ListMeetingAlarmsResponse Alarms() {
    return world_.meetings.ListMeetingAlarms(world_.Office(), {}).value();
  }

  CoordinationWorld world_;
};

TEST_F(MeetingServiceTest, ChairedByTheHeadOrTheExecutiveDeputyOnly) {
  EXPECT_THAT(world_.Hold("2026-01", AGENCY_HOUSING_BUREAU, "hsb-3"),
              RefusedWith(kChairNotEntitled));
  EXPECT_THAT(world_.Hold("2026-01", AGENCY_LEADING_GROUP, "lg-3"), RefusedWith(kChairNotEntitled));
  EXPECT_EQ(world_.Count("meetings"), 0);
  ASSERT_OK_AND_ASSIGN(v1::Meeting meeting, world_.Hold("2026-01", AGENCY_LEADING_GROUP, "lg-2"));
  EXPECT_EQ(meeting.chair(), "lg/lg-2");
  EXPECT_EQ(meeting.month(), "2026-01");
  EXPECT_THAT(meeting.invited(),
              ElementsAre("seats/deputy-housing-bureau", "seats/member-petition-bureau"));
  EXPECT_THAT(world_.Hold("2026-01b", AGENCY_LEADING_GROUP, "lg-1"), IsOk());
}

TEST_F(MeetingServiceTest, EntitlementFollowsTheRosterOfTheDay) {
  world_.SetNow("2026-01-03 09:00");
  EXPECT_THAT(world_.Hold("2026-01", AGENCY_LEADING_GROUP, "lg-1"), RefusedWith(kChairNotEntitled));
}

TEST_F(MeetingServiceTest, EmergencyMeetingNamesItsInvitees) {
  v1::HoldMeetingRequest request;
  request.set_meeting_id("emergency");
  request.mutable_meeting()->set_type(v1::Meeting::TYPE_EMERGENCY);
  request.mutable_meeting()->add_agenda("突发事件处置");
  request.mutable_meeting()->set_responsible_unit("lgo");
  request.set_request_id(NewRequestId());
  const auto chief = world_.As(AGENCY_LEADING_GROUP, "lg-1");
  EXPECT_THAT(world_.meetings.HoldMeeting(chief, request), RefusedWith(kInviteesMissing));
  request.mutable_meeting()->add_invited("seats/deputy-housing-bureau");
  auto* absence = request.mutable_meeting()->add_absences();
  absence->set_seat("seats/member-petition-bureau");
  absence->set_reason("外出");
  EXPECT_THAT(world_.meetings.HoldMeeting(chief, request), RefusedWith(kAbsentNotInvited));
  absence->set_seat("seats/deputy-housing-bureau");
  ASSERT_OK_AND_ASSIGN(v1::Meeting meeting, world_.meetings.HoldMeeting(chief, request));
  EXPECT_EQ(meeting.month(), "");
}

TEST_F(MeetingServiceTest, MinutesAreFiledOnce) {
  ASSERT_THAT(world_.Hold("2026-01", AGENCY_LEADING_GROUP, "lg-2"), IsOk());
  v1::FileMinutesRequest request;
  request.set_name("meetings/2026-01");
  request.set_minutes("会议纪要");
  request.set_request_id(NewRequestId());
  ASSERT_OK_AND_ASSIGN(v1::Meeting minuted, world_.meetings.FileMinutes(world_.Office(), request));
  EXPECT_EQ(minuted.state(), v1::Meeting::STATE_MINUTED);
  request.set_request_id(NewRequestId());
  EXPECT_THAT(world_.meetings.FileMinutes(world_.Office(), request), RefusedWith(kMeetingState));
}

TEST_F(MeetingServiceTest, AMonthWithoutARegularMeetingRaisesOneAlarm) {
  ASSERT_THAT(world_.Hold("2026-01", AGENCY_LEADING_GROUP, "lg-2"), IsOk());
  world_.SetNow("2026-02-28 23:59");
  Sweep();
  EXPECT_EQ(Alarms().alarms_size(), 0);
  world_.SetNow("2026-03-01 00:05");
  Sweep();
  Sweep();
  const auto alarms = Alarms();
  ASSERT_EQ(alarms.alarms_size(), 1);
  EXPECT_EQ(alarms.alarms(0).name(), "meetingAlarms/2026-02");
  EXPECT_EQ(alarms.alarms(0).reason(), "REGULAR_MEETING_MISSING");
  EXPECT_EQ(alarms.alarms(0).text_zh(), "2026-02未召开定期联席会议（6.1.c）");
  testing::FigureReader figures(world_.storage().pool());
  AddFigures(figures.figures(), world_.storage());
  EXPECT_EQ(figures.Value("liandong_meetings_missing"), 1);
  // An emergency meeting does not stand in for the regular one of March.
  v1::HoldMeetingRequest emergency;
  emergency.set_meeting_id("emergency");
  emergency.mutable_meeting()->set_type(v1::Meeting::TYPE_EMERGENCY);
  emergency.mutable_meeting()->add_invited("seats/deputy-housing-bureau");
  emergency.set_request_id(NewRequestId());
  ASSERT_THAT(world_.meetings.HoldMeeting(world_.As(AGENCY_LEADING_GROUP, "lg-1"), emergency),
              IsOk());
  world_.SetNow("2026-04-01 00:05");
  Sweep();
  EXPECT_EQ(Alarms().alarms_size(), 2);
}

TEST(MeetingWatch, NothingIsMissingBeforeThereIsALeadingGroup) {
  CoordinationWorld world;
  world.SetNow("2026-06-01 00:05");
  db::Lease lease(world.pool(), "sweep-regular-meeting", std::chrono::seconds(60));
  ASSERT_TRUE(lease.TryHold().value());
  ASSERT_THAT(world.watch.Sweep(lease.guard(), world.now()), IsOk());
  EXPECT_EQ(world.Count("meeting_alarms"), 0);
}

}  // namespace
}  // namespace liandong::coordination
