// What a case asks of funds and acquisition, and what becomes of the answers.
#ifndef SERVICES_ENFORCEMENT_CASES_CASE_COMMANDS_H_
#define SERVICES_ENFORCEMENT_CASES_CASE_COMMANDS_H_

#include "absl/status/status.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/commands/relay.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::enforcement {

// Freeze the compensation; claim COURT_FILED; give either back. The releases send nothing when
// there is nothing to release.
absl::Status CommandFunding(Mutation& m, const v1::Case& c);
absl::Status CommandFundingRelease(Mutation& m, const v1::Case& c);
absl::Status CommandFilingClaim(Mutation& m, const v1::Case& c);
absl::Status CommandFilingRelease(Mutation& m, const v1::Case& c);

// Thread-safe.
class CaseOutcomes {
 public:
  CaseOutcomes(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar)
      : rules_(rules), calendar_(calendar), cases_(storage) {}

  // Before the relay's first step; this object outlives it.
  void Register(CommandRelay& relay);

 private:
  absl::Status FundingAnswered(Mutation& m, const CommandOutcome& outcome);
  absl::Status FundingReleased(Mutation& m, const CommandOutcome& outcome);
  absl::Status FilingClaimed(Mutation& m, const CommandOutcome& outcome);

  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Store<v1::Case> cases_;
};

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_CASES_CASE_COMMANDS_H_
