// Raises an alarm for every month that passed without its regular meeting (6.1.c).
#ifndef SERVICES_COORDINATION_MEETING_MEETING_WATCH_H_
#define SERVICES_COORDINATION_MEETING_MEETING_WATCH_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "liandong/coordination/v1/meeting.pb.h"
#include "shared/db/lease.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::coordination {

class MeetingWatch {
 public:
  MeetingWatch(Storage& storage, const rules::RuleSet& rules)
      : storage_(storage), rules_(rules), alarms_(storage) {}

  // Looks at every month since the head of the Leading Group took the seat, up to business time
  // `now`; raises what is missing, each month once. Always false: one pass does it all.
  absl::StatusOr<bool> Sweep(const db::LeaseGuard& guard, absl::Time now);

 private:
  absl::Status Raise(Mutation& m, const std::string& month);

  Storage& storage_;
  const rules::RuleSet& rules_;
  Store<v1::MeetingAlarm> alarms_;
};

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_MEETING_MEETING_WATCH_H_
