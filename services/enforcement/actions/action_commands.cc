#include "services/enforcement/actions/action_commands.h"

#include "liandong/acquisition/v1/household.pb.h"
#include "services/enforcement/actions/action_rules.h"
#include "services/enforcement/cases/case_commands.h"
#include "services/enforcement/cases/case_rules.h"
#include "services/enforcement/timestamps.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"

namespace liandong::enforcement {
namespace {

constexpr char kClaimStart[] = "action.claim-start";
constexpr char kRecordVacating[] = "action.record-forced-vacating";

}  // namespace

absl::Status CommandStartClaim(Mutation& m, const v1::Action& a) {
  acquisition::v1::ClaimActionStartRequest request;
  request.set_household(a.household());
  request.set_case_(a.case_());
  return m.Command(common::v1::SERVICE_ACQUISITION, kClaimStart, a.name(), request);
}

absl::Status CommandForcedVacating(Mutation& m, const v1::Action& a) {
  acquisition::v1::RecordForcedVacatingRequest request;
  request.set_household(a.household());
  request.set_case_(a.case_());
  *request.mutable_vacate_date() = ToProto(DateOf(m.now()));
  return m.Command(common::v1::SERVICE_ACQUISITION, kRecordVacating, a.name(), request);
}

void ActionOutcomes::Register(CommandRelay& relay) {
  relay.OnOutcome(kClaimStart, [this](Mutation& m, const CommandOutcome& outcome) {
    return StartClaimed(m, outcome);
  });
  relay.OnOutcome(kRecordVacating, [this](Mutation& m, const CommandOutcome& outcome) {
    return VacatingRecorded(m, outcome);
  });
}

absl::Status ActionOutcomes::StartClaimed(Mutation& m, const CommandOutcome& outcome) {
  ASSIGN_OR_RETURN(Action a, actions_.Lock(m, outcome.source));
  // The household vacated, or the action was halted, while acquisition was asked. A claim granted
  // meanwhile stays: it only says which case may act, and the next start asks again.
  if (a.state() != Action::STATE_START_PENDING) return absl::OkStatus();
  std::string_view move = "(claim granted)";
  // The answer may have come after dark or on another day.
  ASSIGN_OR_RETURN(const ClosedGates late, TimeGates(a, m.now(), rules_, calendar_));
  if (!outcome.status.ok() || !late.list().empty()) {
    move = a.has_started_at() ? "(resumption refused)" : "(start refused)";
  } else if (!a.has_started_at()) {
    *a.mutable_started_at() = ToTimestamp(m.now());
  }
  ASSIGN_OR_RETURN(Action::State next, NextState(a, move));
  a.set_state(next);
  return actions_.Update(m, a).status();
}

absl::Status ActionOutcomes::VacatingRecorded(Mutation& m, const CommandOutcome& outcome) {
  const auto& request =
      static_cast<const acquisition::v1::RecordForcedVacatingRequest&>(outcome.request);
  // Case before action, as everywhere.
  ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.case_()));
  ASSIGN_OR_RETURN(Action a, actions_.Lock(m, outcome.source));
  if (a.state() != Action::STATE_CLOSE_PENDING) return absl::OkStatus();
  if (!outcome.status.ok()) {
    // Whatever the reason, the house may not be emptied by force now: the action stands still.
    ASSIGN_OR_RETURN(Action::State back, NextState(a, "(vacating refused)"));
    a.set_state(back);
    RETURN_IF_ERROR(Halt(a, "", m.actor(), m.now()));
    a.clear_closed_at();
    a.mutable_record()->clear_signatures();
    // The household was faster: acquisition's stream told so in the meantime.
    if (c.household_vacated()) return vacating_.End(m, std::move(c), &a);
    return actions_.Update(m, a).status();
  }
  ASSIGN_OR_RETURN(Action::State completed, NextState(a, "(vacating recorded)"));
  a.set_state(completed);
  RETURN_IF_ERROR(actions_.Update(m, a).status());
  ASSIGN_OR_RETURN(Case::State enforced, NextState(c, "CloseAction (recorded)"));
  c.set_state(enforced);
  c.set_household_vacated(true);
  c.clear_open_for();
  *c.mutable_ended_on() = request.vacate_date();
  RETURN_IF_ERROR(SetDuty(c, rules_, calendar_));
  RETURN_IF_ERROR(CommandFundingRelease(m, c));
  return cases_.Update(m, c).status();
}

}  // namespace liandong::enforcement
