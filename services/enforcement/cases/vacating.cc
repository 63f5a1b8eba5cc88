#include "services/enforcement/cases/vacating.h"

#include "google/protobuf/util/message_differencer.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "services/enforcement/actions/action_rules.h"
#include "services/enforcement/cases/case_commands.h"
#include "services/enforcement/cases/case_rules.h"
#include "services/enforcement/peers/fact_reader.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"

namespace liandong::enforcement {
namespace {

constexpr char kSelectRunning[] = "SELECT name FROM court_cases WHERE open_for = ? LIMIT 1";

}  // namespace

absl::Status Vacating::Handle(Mutation& m, const common::v1::Change& change) {
  acquisition::v1::Household household;
  if (!change.document().UnpackTo(&household)) return absl::OkStatus();
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectRunning, {change.resource()}));
  if (rows.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(Case c, cases_.Lock(m, rows[0].Text(0)));
  ASSIGN_OR_RETURN(const HouseholdFacts facts, FactsOf(household));
  if (facts.vacated) {
    if (c.action().empty()) return End(m, std::move(c), nullptr);
    ASSIGN_OR_RETURN(Action action, actions_.Lock(m, c.action()));
    return End(m, std::move(c), &action);
  }
  if (facts.appeal_pending || facts.annulled) RETURN_IF_ERROR(HaltAction(m, c));
  const Case before = c;
  RETURN_IF_ERROR(SetPeriods(c, facts, rules_, calendar_).status());
  RETURN_IF_ERROR(SetDuty(c, rules_, calendar_));
  if (google::protobuf::util::MessageDifferencer::Equals(before, c)) return absl::OkStatus();
  return cases_.Update(m, c).status();
}

absl::Status Vacating::HaltAction(Mutation& m, const v1::Case& c) {
  if (c.action().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(Action action, actions_.Lock(m, c.action()));
  // In every other state it asks acquisition before it moves anybody.
  if (action.state() != Action::STATE_UNDER_WAY && action.state() != Action::STATE_START_PENDING) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(Halt(action, "", m.actor(), m.now()));
  return actions_.Update(m, action).status();
}

absl::Status Vacating::End(Mutation& m, v1::Case c, v1::Action* action) {
  if (IsOver(c.state())) return absl::OkStatus();
  c.set_household_vacated(true);
  if (action != nullptr && action->state() == Action::STATE_CLOSE_PENDING) {
    return cases_.Update(m, c).status();
  }
  ASSIGN_OR_RETURN(Case::State next, NextState(c, "(vacated)"));
  c.set_state(next);
  c.clear_open_for();
  *c.mutable_ended_on() = ToProto(DateOf(m.now()));
  RETURN_IF_ERROR(SetDuty(c, rules_, calendar_));
  RETURN_IF_ERROR(CommandFundingRelease(m, c));
  RETURN_IF_ERROR(cases_.Update(m, c).status());
  if (action == nullptr) return absl::OkStatus();
  ASSIGN_OR_RETURN(Action::State ended, NextState(*action, "(vacated)"));
  action->set_state(ended);
  return actions_.Update(m, *action).status();
}

}  // namespace liandong::enforcement
