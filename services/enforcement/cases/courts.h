// Which courts there are and whose houses they judge: data of this deployment.
#ifndef SERVICES_ENFORCEMENT_CASES_COURTS_H_
#define SERVICES_ENFORCEMENT_CASES_COURTS_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "services/enforcement/closed_gates.h"
#include "shared/calendar/date.h"
#include "shared/rules/rule_set.h"

namespace liandong::enforcement {

// JURISDICTION, naming the right one, unless `court` is the court of the level in force (rule
// COURT_LEVEL: by 法释〔2012〕4号 1 the basic court where the house is) for the territory.
absl::StatusOr<ClosedGates> JurisdictionGates(std::string_view court, std::string_view territory,
                                              const rules::RuleSet& rules, Date today);

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_CASES_COURTS_H_
