// For tests: the rules of the file in the source tree, under the strict profile. Programs read the
// files their configuration names.
#ifndef SHARED_RULES_TESTING_SHIPPED_RULES_H_
#define SHARED_RULES_TESTING_SHIPPED_RULES_H_

#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/rules/rule_set.h"

namespace liandong::testing {

inline std::string ShippedRulesText() { return ReadBeside(__FILE__, "../data/rules.json"); }

inline const rules::RuleSet& ShippedRules() {
  static const rules::RuleSet& shipped = *[] {
    auto parsed = rules::RuleSet::Parse(ShippedRulesText());
    EXPECT_TRUE(parsed.ok()) << parsed.status();
    return new rules::RuleSet(*std::move(parsed));
  }();
  return shipped;
}

}  // namespace liandong::testing

#endif  // SHARED_RULES_TESTING_SHIPPED_RULES_H_
