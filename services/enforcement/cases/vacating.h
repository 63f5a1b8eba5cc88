// What acquisition's stream tells of a household with a running case: vacating by itself ends case
// and action at any time (4.5.c), an appeal halts the action (4.2.b), an ended one moves the
// periods.
#ifndef SERVICES_ENFORCEMENT_CASES_VACATING_H_
#define SERVICES_ENFORCEMENT_CASES_VACATING_H_

#include <string>

#include "absl/status/status.h"
#include "liandong/common/v1/changes.pb.h"
#include "liandong/enforcement/v1/action.pb.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::enforcement {

// Thread-safe.
class Vacating {
 public:
  Vacating(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar)
      : rules_(rules), calendar_(calendar), cases_(storage), actions_(storage) {}

  // Handles a change of acquisition's stream: a Household.
  absl::Status Handle(Mutation& m, const common::v1::Change& change);

  // Ends a locked case with its locked action (null: none) and gives frozen money back. A record
  // that is being closed goes on: its own outcome decides.
  absl::Status End(Mutation& m, v1::Case c, v1::Action* action);

 private:
  // Halts an action that runs, or is about to, against a household that contests its decision.
  absl::Status HaltAction(Mutation& m, const v1::Case& c);

  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Store<v1::Case> cases_;
  Store<v1::Action> actions_;
};

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_CASES_VACATING_H_
