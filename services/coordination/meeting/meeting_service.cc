#include "services/coordination/meeting/meeting_service.h"

#include "absl/strings/str_cat.h"
#include "services/coordination/meeting/meeting_rules.h"
#include "services/coordination/roster/roster_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::coordination {

absl::Status MeetingService::CheckChair(Mutation& m) {
  for (const char* name : {kChiefSeat, kExecutiveDeputySeat}) {
    absl::StatusOr<v1::Seat> seat = seats_.Lock(m, name);
    if (!seat.ok() && ReasonOf(seat.status()) != kResourceNotFound.name) return seat.status();
    if (seat.ok() && HolderOn(*seat, DateOf(m.now())) == m.actor()) return absl::OkStatus();
  }
  return Refuse(kChairNotEntitled, {{"officer", m.actor()}});
}

absl::StatusOr<std::vector<v1::Seat>> MeetingService::ReadSeats(const RequestContext& context) {
  v1::ListSeatsRequest all;
  all.set_page_size(kPageSizeMax);
  ASSIGN_OR_RETURN(auto page, seats_.List<v1::ListSeatsResponse>(context, all));
  return std::vector<v1::Seat>(page.seats().begin(), page.seats().end());
}

absl::StatusOr<v1::Meeting> MeetingService::HoldMeeting(const RequestContext& context,
                                                        const v1::HoldMeetingRequest& request) {
  const Date today = DateOf(context.now);
  v1::Meeting called = request.meeting();
  if (called.type() == v1::Meeting::TYPE_REGULAR) {
    ASSIGN_OR_RETURN(std::vector<v1::Seat> seats, ReadSeats(context));
    called.clear_invited();
    for (const std::string& seat : RegularInvitees(seats, today)) called.add_invited(seat);
    called.set_month(MonthOf(today));
  } else if (called.invited().empty()) {
    return Refuse(kInviteesMissing);
  }
  called.set_name(absl::StrCat("meetings/", request.meeting_id()));
  called.set_state(v1::Meeting::STATE_HELD);
  *called.mutable_held_date() = ToProto(today);
  return Mutate<v1::Meeting>(storage_, context, request,
                             [&](Mutation& m) -> absl::StatusOr<v1::Meeting> {
                               RETURN_IF_ERROR(CheckChair(m));
                               RETURN_IF_ERROR(CheckAbsences(called));
                               v1::Meeting meeting = called;
                               meeting.set_chair(m.actor());
                               return meetings_.Insert(m, meeting, {});
                             });
}

absl::StatusOr<v1::Meeting> MeetingService::FileMinutes(const RequestContext& context,
                                                        const v1::FileMinutesRequest& request) {
  return Mutate<v1::Meeting>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Meeting> {
        ASSIGN_OR_RETURN(v1::Meeting meeting, meetings_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(v1::Meeting::State next,
                         kMeetingMachine.Next(meeting.state(), "FileMinutes"));
        meeting.set_state(next);
        meeting.set_minutes(request.minutes());
        return meetings_.Update(m, meeting);
      });
}

absl::StatusOr<v1::Meeting> MeetingService::GetMeeting(const RequestContext& context,
                                                       const v1::GetMeetingRequest& request) {
  return meetings_.Get(context, request);
}

absl::StatusOr<v1::ListMeetingsResponse> MeetingService::ListMeetings(
    const RequestContext& context, const v1::ListMeetingsRequest& request) {
  return meetings_.List<v1::ListMeetingsResponse>(context, request);
}

absl::StatusOr<v1::MeetingAlarm> MeetingService::GetMeetingAlarm(
    const RequestContext& context, const v1::GetMeetingAlarmRequest& request) {
  return alarms_.Get(context, request);
}

absl::StatusOr<v1::ListMeetingAlarmsResponse> MeetingService::ListMeetingAlarms(
    const RequestContext& context, const v1::ListMeetingAlarmsRequest& request) {
  return alarms_.List<v1::ListMeetingAlarmsResponse>(context, request);
}

}  // namespace liandong::coordination
