#include "services/coordination/meeting/meeting_rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/coordination/roster/roster_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/testing/status_matchers.h"

namespace liandong::coordination {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::RefusedWith;

TEST(MeetingMachine, EveryStateWithEveryAction) {
  const auto* states = Meeting::State_descriptor();
  for (int i = 0; i < states->value_count(); ++i) {
    const auto from = static_cast<Meeting::State>(states->value(i)->number());
    for (std::string_view action : {"HoldMeeting", "FileMinutes"}) {
      const auto next = kMeetingMachine.Next(from, action);
      if (from == Meeting::STATE_UNSPECIFIED && action == "HoldMeeting") {
        EXPECT_EQ(next.value(), Meeting::STATE_HELD);
      } else if (from == Meeting::STATE_HELD && action == "FileMinutes") {
        EXPECT_EQ(next.value(), Meeting::STATE_MINUTED);
      } else {
        EXPECT_THAT(next, RefusedWith(kMeetingState)) << from << action;
      }
    }
  }
}

v1::Seat HeldSeat(v1::SeatKind kind, common::v1::Agency body, v1::Rank rank, Date first_day) {
  v1::Seat seat = SeatFor(kind, body, rank).value();
  v1::Term term;
  term.set_officer("x/x-3");
  *term.mutable_first_day() = ToProto(first_day);
  EXPECT_THAT(AddTerm(seat, term), IsOk());
  return seat;
}

TEST(RegularInvitees, DeputiesAndMembersInOffice) {
  const Date day(2026, 3, 20);
  const std::vector<v1::Seat> seats = {
      HeldSeat(v1::SEAT_KIND_MEMBER, common::v1::AGENCY_LEGAL_AFFAIRS, v1::RANK_IN_CHARGE, day),
      HeldSeat(v1::SEAT_KIND_CHIEF, common::v1::AGENCY_CITY_GOVERNMENT, v1::RANK_IN_CHARGE, day),
      HeldSeat(v1::SEAT_KIND_DEPUTY, common::v1::AGENCY_FINANCE, v1::RANK_PRINCIPAL, day),
      HeldSeat(v1::SEAT_KIND_DEPUTY, common::v1::AGENCY_COURT, v1::RANK_IN_CHARGE, day + 1)};
  EXPECT_THAT(RegularInvitees(seats, day),
              ElementsAre("seats/deputy-finance", "seats/member-legal-affairs"));
}

TEST(CheckAbsences, OnlyTheInvitedAreAbsentAndOnce) {
  Meeting meeting;
  meeting.add_invited("seats/deputy-finance");
  meeting.add_absences()->set_seat("seats/deputy-finance");
  EXPECT_THAT(CheckAbsences(meeting), IsOk());
  meeting.add_absences()->set_seat("seats/deputy-finance");
  EXPECT_THAT(CheckAbsences(meeting), RefusedWith(kAbsentNotInvited));
  meeting.mutable_absences(1)->set_seat("seats/member-legal-affairs");
  EXPECT_THAT(CheckAbsences(meeting), RefusedWith(kAbsentNotInvited));
}

TEST(MissingMonths, AMonthIsJudgedWhenItHasPassed) {
  const Date since(2026, 1, 4);
  EXPECT_THAT(MissingMonths(since, Date(2026, 1, 31), {}, 1), IsEmpty());
  EXPECT_THAT(MissingMonths(since, Date(2026, 2, 1), {}, 1), ElementsAre("2026-01"));
  EXPECT_THAT(MissingMonths(since, Date(2026, 2, 28), {{"2026-01", 1}}, 1), IsEmpty());
  EXPECT_THAT(MissingMonths(since, Date(2026, 3, 1), {{"2026-01", 1}}, 1), ElementsAre("2026-02"));
  EXPECT_THAT(MissingMonths(since, Date(2027, 1, 1), {{"2026-01", 1}, {"2026-11", 1}}, 1),
              ElementsAre("2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07",
                          "2026-08", "2026-09", "2026-10", "2026-12"));
  EXPECT_THAT(MissingMonths(since, Date(2026, 2, 1), {{"2026-01", 1}}, 2), ElementsAre("2026-01"));
}

}  // namespace
}  // namespace liandong::coordination
