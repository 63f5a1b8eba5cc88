#include "services/coordination/meeting/meeting_rules.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/coordination/roster/roster_rules.h"
#include "shared/status/refusal.h"

namespace liandong::coordination {

std::vector<std::string> RegularInvitees(const std::vector<v1::Seat>& seats, Date day) {
  std::vector<std::string> invitees;
  for (const v1::Seat& seat : seats) {
    const bool called = seat.kind() == v1::SEAT_KIND_DEPUTY || seat.kind() == v1::SEAT_KIND_MEMBER;
    if (called && !HolderOn(seat, day).empty()) invitees.push_back(seat.name());
  }
  std::sort(invitees.begin(), invitees.end());
  return invitees;
}

absl::Status CheckAbsences(const Meeting& meeting) {
  std::set<std::string> expected(meeting.invited().begin(), meeting.invited().end());
  FieldErrors errors;
  for (int i = 0; i < meeting.absences_size(); ++i) {
    const std::string& seat = meeting.absences(i).seat();
    if (expected.erase(seat) == 1) continue;
    errors.Add(absl::StrCat("meeting.absences[", i, "].seat"), kAbsentNotInvited, {{"seat", seat}});
  }
  return errors.status();
}

std::string MonthOf(Date day) { return FormatDate(day).substr(0, 7); }

std::vector<std::string> MissingMonths(Date since, Date today,
                                       const std::map<std::string, int64_t>& held,
                                       int64_t required) {
  std::vector<std::string> missing;
  const Date first(since.year(), since.month(), 1);
  for (Date month = first; AddMonths(month, 1) <= today; month = AddMonths(month, 1)) {
    const auto found = held.find(MonthOf(month));
    if (found == held.end() || found->second < required) missing.push_back(MonthOf(month));
  }
  return missing;
}

}  // namespace liandong::coordination
