// Checks on a project, its freeze notice and its postings. Pure.
#ifndef SERVICES_ACQUISITION_PROJECT_PROJECT_RULES_H_
#define SERVICES_ACQUISITION_PROJECT_PROJECT_RULES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "liandong/acquisition/v1/freeze.pb.h"
#include "liandong/acquisition/v1/posting.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "services/acquisition/project/project_reasons.h"
#include "shared/calendar/calendar.h"
#include "shared/rules/rule_set.h"

namespace liandong::acquisition {

// AREA_OUT_OF_SCOPE, ENTRUSTMENT_PERIOD, DEPARTMENT_IS_IMPLEMENTER; all at once.
absl::Status CheckProject(const v1::Project& project, const rules::RuleSet& rules, Date day);

// FREEZE_PERIOD, FREEZE_OVER_ONE_YEAR (条例 16).
absl::Status CheckFreezePeriod(const v1::FreezeNotice& freeze, const rules::RuleSet& rules,
                               const Calendar& calendar);

// POSTING_BACKDATED, POSTING_TOO_SHORT, POSTING_NOT_MASKED; all at once.
absl::Status CheckPosting(const v1::Posting& posting, const rules::RuleSet& rules,
                          const Calendar& calendar, Date today);

// The day from which the latest of the postings hangs that has hung its full time before `day`.
std::optional<Date> PostedInFull(const std::vector<v1::Posting>& postings, v1::Posting::Kind kind,
                                 Date day);

// Plans not handed in, by name.
std::vector<std::string> MissingPlans(const v1::Project& project);

inline constexpr int kPlansNeeded = 4;

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_PROJECT_PROJECT_RULES_H_
