#include "services/coordination/meeting/meeting_watch.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/coordination/meeting/meeting_rules.h"
#include "services/coordination/roster/roster_rules.h"
#include "shared/db/pool.h"
#include "shared/log/log.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"

namespace liandong::coordination {
namespace {

constexpr char kSelectSince[] = "SELECT since FROM seats WHERE name = ? LIMIT 1";
constexpr char kCountHeld[] =
    "SELECT month, COUNT(*) FROM meetings WHERE month IS NOT NULL GROUP BY month LIMIT 10000";
constexpr char kSelectAlarms[] = "SELECT name FROM meeting_alarms LIMIT 10000";
constexpr absl::Duration kSweepTimeMax = absl::Seconds(10);

// The texts of the alarm, filled in as those of a refusal are.
std::string FillIn(std::string_view text, const std::string& month) {
  std::string filled(text);
  filled.replace(filled.find("{month}"), sizeof("{month}") - 1, month);
  return filled;
}

}  // namespace

absl::StatusOr<bool> MeetingWatch::Sweep(const db::LeaseGuard& guard, absl::Time now) {
  const absl::Time deadline = absl::Now() + kSweepTimeMax;
  const Date today = DateOf(now);
  ASSIGN_OR_RETURN(db::Rows since,
                   db::ReadRows(storage_.pool(), deadline, kSelectSince, {kChiefSeat}));
  if (since.empty()) return false;  // no Leading Group yet
  ASSIGN_OR_RETURN(Date first, ParseDate(since[0].Text(0)));
  ASSIGN_OR_RETURN(auto required, rules_.Get(rules::kMeetingsPerMonth, today));
  std::map<std::string, int64_t> held;
  ASSIGN_OR_RETURN(db::Rows meetings, db::ReadRows(storage_.pool(), deadline, kCountHeld));
  for (const db::Row& row : meetings) held[row.Text(0)] = row.Int(1);
  std::set<std::string> raised;
  ASSIGN_OR_RETURN(db::Rows alarms, db::ReadRows(storage_.pool(), deadline, kSelectAlarms));
  for (const db::Row& row : alarms) raised.insert(row.Text(0));

  RequestContext context;
  context.caller.agency = absl::StrCat("service/", storage_.service());
  context.scope = SystemScope();
  context.method = "sweep.regular-meeting";
  context.now = now;
  context.deadline = deadline;
  for (const std::string& month : MissingMonths(first, today, held, required.value)) {
    if (raised.contains(absl::StrCat("meetingAlarms/", month))) continue;
    // A meeting can not be entered for a month that has passed, so nothing races with this.
    RETURN_IF_ERROR(
        MutateAsSystem(storage_, context, RequestKey{}, [&](Mutation& m) -> absl::Status {
          RETURN_IF_ERROR(guard.CheckEpoch(m.db()));
          return Raise(m, month);
        }));
    LOG_WARN("regular meeting missing", {"month", month});
  }
  return false;
}

absl::Status MeetingWatch::Raise(Mutation& m, const std::string& month) {
  v1::MeetingAlarm alarm;
  alarm.set_name(absl::StrCat("meetingAlarms/", month));
  alarm.set_state(v1::MeetingAlarm::STATE_RAISED);
  alarm.set_month(month);
  alarm.set_reason(std::string(kRegularMeetingMissing.name));
  alarm.set_text_en(FillIn(kRegularMeetingMissing.text_en, month));
  alarm.set_text_zh(FillIn(kRegularMeetingMissing.text_zh, month));
  return alarms_.Insert(m, alarm, {}).status();
}

}  // namespace liandong::coordination
