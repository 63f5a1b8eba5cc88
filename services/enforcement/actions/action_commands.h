// What an action asks of acquisition, and what becomes of the answers.
#ifndef SERVICES_ENFORCEMENT_ACTIONS_ACTION_COMMANDS_H_
#define SERVICES_ENFORCEMENT_ACTIONS_ACTION_COMMANDS_H_

#include "absl/status/status.h"
#include "liandong/enforcement/v1/action.pb.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "services/enforcement/cases/vacating.h"
#include "shared/commands/relay.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::enforcement {

// Claim ACTION_STARTED; record the forced vacating, on the day of the call.
absl::Status CommandStartClaim(Mutation& m, const v1::Action& a);
absl::Status CommandForcedVacating(Mutation& m, const v1::Action& a);

// Thread-safe.
class ActionOutcomes {
 public:
  ActionOutcomes(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar,
                 Vacating& vacating)
      : rules_(rules),
        calendar_(calendar),
        vacating_(vacating),
        cases_(storage),
        actions_(storage) {}

  // Before the relay's first step; this object outlives it.
  void Register(CommandRelay& relay);

 private:
  absl::Status StartClaimed(Mutation& m, const CommandOutcome& outcome);
  absl::Status VacatingRecorded(Mutation& m, const CommandOutcome& outcome);

  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Vacating& vacating_;
  Store<v1::Case> cases_;
  Store<v1::Action> actions_;
};

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_ACTIONS_ACTION_COMMANDS_H_
