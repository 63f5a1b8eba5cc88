// Who is called to a joint meeting, and in which months one is missing. Pure.
#ifndef SERVICES_COORDINATION_MEETING_MEETING_RULES_H_
#define SERVICES_COORDINATION_MEETING_MEETING_RULES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/coordination/v1/meeting.pb.h"
#include "liandong/coordination/v1/roster.pb.h"
#include "services/coordination/coordination_reasons.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::coordination {

using v1::Meeting;

inline constexpr rules::Transition<Meeting::State> kMeetingMoves[] = {
    {Meeting::STATE_UNSPECIFIED, "HoldMeeting", Meeting::STATE_HELD},
    {Meeting::STATE_HELD, "FileMinutes", Meeting::STATE_MINUTED},
};
inline constexpr rules::StateMachine kMeetingMachine("Meeting", kMeetingState, kMeetingMoves);

// Who is called to a regular meeting on `day`: every deputy and member seat that is held then
// (6.1.c), by name.
std::vector<std::string> RegularInvitees(const std::vector<v1::Seat>& seats, Date day);

// Absences name invited seats only, each once. ABSENT_NOT_INVITED, all at once.
absl::Status CheckAbsences(const Meeting& meeting);

// "2026-02"
std::string MonthOf(Date day);

// Months from that of `since` on that had passed before `today` with fewer than `required` regular
// meetings; `held`: meetings by month.
std::vector<std::string> MissingMonths(Date since, Date today,
                                       const std::map<std::string, int64_t>& held,
                                       int64_t required);

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_MEETING_MEETING_RULES_H_
