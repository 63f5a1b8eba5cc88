#include "services/acquisition/project/project_rules.h"

#include <algorithm>

#include "services/acquisition/papers.h"
#include "shared/ids/division.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::Status CheckProject(const v1::Project& project, const rules::RuleSet& rules, Date day) {
  ASSIGN_OR_RETURN(auto scope, rules.Get(rules::kAreaScope, day));
  FieldErrors errors;
  for (const auto& [field, code] : {std::pair("project.territory", project.territory()),
                                    std::pair("project.street", project.street())}) {
    if (code.empty()) continue;
    const absl::Status status = ids::CheckAreaInScope(code, scope.value);
    if (!status.ok()) errors.AddStatus(field, status);
  }
  if (project.has_implementing_unit()) {
    const v1::Entrustment& unit = project.implementing_unit();
    if (DayOf(unit.to()) < DayOf(unit.from())) {
      errors.Add("project.implementing_unit.to", kEntrustmentPeriod);
    }
    if (unit.unit() == project.department()) {
      errors.Add("project.implementing_unit.unit", kDepartmentIsImplementer);
    }
  }
  return errors.status();
}

absl::Status CheckFreezePeriod(const v1::FreezeNotice& freeze, const rules::RuleSet& rules,
                               const Calendar& calendar) {
  const Date from = DayOf(freeze.from());
  const Date to = DayOf(freeze.to());
  if (to < from) return Refuse(kFreezePeriod);
  ASSIGN_OR_RETURN(const Deadline latest, rules.DeadlineOf(rules::kFreezeMax, calendar, from));
  if (to > latest.legal_due) {
    return Refuse(kFreezeOverOneYear, {{"from", FormatDate(from)},
                                       {"to", FormatDate(to)},
                                       {"latest", FormatDate(latest.legal_due)}});
  }
  return absl::OkStatus();
}

absl::Status CheckPosting(const v1::Posting& posting, const rules::RuleSet& rules,
                          const Calendar& calendar, Date today) {
  const Date from = DayOf(posting.from());
  ASSIGN_OR_RETURN(const Deadline hung, rules.DeadlineOf(rules::kPostingMin, calendar, from));
  FieldErrors errors;
  if (from < today) {
    errors.Add("posting.from", kPostingBackdated,
               {{"today", FormatDate(today)}, {"from", FormatDate(from)}});
  }
  if (DayOf(posting.to()) < hung.legal_due) {
    errors.Add("posting.to", kPostingTooShort,
               {{"from", FormatDate(from)},
                {"earliest", FormatDate(hung.legal_due)},
                {"source", hung.source.law.en}});
  }
  if (!posting.masked()) errors.Add("posting.masked", kPostingNotMasked);
  return errors.status();
}

std::optional<Date> PostedInFull(const std::vector<v1::Posting>& postings, v1::Posting::Kind kind,
                                 Date day) {
  std::optional<Date> latest;
  for (const v1::Posting& posting : postings) {
    if (posting.kind() != kind || DayOf(posting.to()) >= day) continue;
    const Date from = DayOf(posting.from());
    if (!latest || from > *latest) latest = from;
  }
  return latest;
}

std::vector<std::string> MissingPlans(const v1::Project& project) {
  std::vector<std::string> missing;
  for (int kind = v1::PlanDocument::KIND_DEVELOPMENT; kind <= v1::PlanDocument::KIND_SPECIAL;
       ++kind) {
    const bool there =
        std::any_of(project.plans().begin(), project.plans().end(),
                    [&](const v1::PlanDocument& plan) { return plan.kind() == kind; });
    if (!there) {
      missing.push_back(
          v1::PlanDocument::Kind_Name(static_cast<v1::PlanDocument::Kind>(kind)).substr(5));
    }
  }
  return missing;
}

}  // namespace liandong::acquisition
