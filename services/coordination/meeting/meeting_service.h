// Joint meetings (联席会议).
#ifndef SERVICES_COORDINATION_MEETING_MEETING_SERVICE_H_
#define SERVICES_COORDINATION_MEETING_MEETING_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/coordination/v1/meeting.pb.h"
#include "liandong/coordination/v1/roster.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::coordination {

// Thread-safe. Contracts: protos/liandong/coordination/v1/meeting.proto.
class MeetingService {
 public:
  explicit MeetingService(Storage& storage)
      : storage_(storage), meetings_(storage), alarms_(storage), seats_(storage) {}

  absl::StatusOr<v1::Meeting> HoldMeeting(const RequestContext& context,
                                          const v1::HoldMeetingRequest& request);
  absl::StatusOr<v1::Meeting> FileMinutes(const RequestContext& context,
                                          const v1::FileMinutesRequest& request);
  absl::StatusOr<v1::Meeting> GetMeeting(const RequestContext& context,
                                         const v1::GetMeetingRequest& request);
  absl::StatusOr<v1::ListMeetingsResponse> ListMeetings(const RequestContext& context,
                                                        const v1::ListMeetingsRequest& request);
  absl::StatusOr<v1::MeetingAlarm> GetMeetingAlarm(const RequestContext& context,
                                                   const v1::GetMeetingAlarmRequest& request);
  absl::StatusOr<v1::ListMeetingAlarmsResponse> ListMeetingAlarms(
      const RequestContext& context, const v1::ListMeetingAlarmsRequest& request);

 private:
  // CHAIR_NOT_ENTITLED unless the actor holds one of the two seats today; both are locked.
  absl::Status CheckChair(Mutation& m);
  absl::StatusOr<std::vector<v1::Seat>> ReadSeats(const RequestContext& context);

  Storage& storage_;
  Store<v1::Meeting> meetings_;
  Store<v1::MeetingAlarm> alarms_;
  Store<v1::Seat> seats_;
};

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_MEETING_MEETING_SERVICE_H_
