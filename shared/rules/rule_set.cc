#include "shared/rules/rule_set.h"

#include <algorithm>
#include <tuple>

#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::rules {

absl::Status RuleSet::NotInForce(std::string_view id, Date on) {
  return Refuse(kRuleNotInForce, {{"rule", std::string(id)}, {"date", FormatDate(on)}});
}

absl::StatusOr<RuleSet> RuleSet::WithProfile(std::string_view profile) const {
  const auto& known = data_->profiles;
  if (std::find(known.begin(), known.end(), profile) == known.end()) {
    return Refuse(kRuleProfileUnknown, {{"version", version()}, {"profile", std::string(profile)}});
  }
  return RuleSet(data_, profile);
}

const Rule* RuleSet::FindIn(std::string_view profile, std::string_view id, Date on) const {
  const auto key = std::make_tuple(profile, id);
  auto rule = std::lower_bound(
      data_->rules.begin(), data_->rules.end(), key, [](const Rule& row, const auto& wanted) {
        return std::make_tuple(std::string_view(row.profile), std::string_view(row.id)) < wanted;
      });
  for (; rule != data_->rules.end() && rule->profile == profile && rule->id == id; ++rule) {
    if (rule->IsInForce(on)) return &*rule;
  }
  return nullptr;
}

const Rule* RuleSet::Find(std::string_view id, Date on) const {
  if (const Rule* own = FindIn(profile_, id, on); own != nullptr) return own;
  return FindIn(kStrictProfile, id, on);
}

absl::StatusOr<Deadline> RuleSet::DeadlineOf(PeriodId id, const Calendar& calendar,
                                             Date start) const {
  ASSIGN_OR_RETURN(PeriodRule rule, Get(id, start));
  return ComputeDeadline(calendar, start, rule.value, std::move(rule.source));
}

absl::Status RuleBook::Add(RuleSet rules) {
  for (const RuleSet& known : versions_) {
    if (known.version() == rules.version()) {
      return Refuse(kRuleDataInvalid,
                    {{"count", "1"}, {"problems", "version " + rules.version() + " twice"}});
    }
  }
  versions_.push_back(std::move(rules));
  return absl::OkStatus();
}

absl::StatusOr<RuleSet> RuleBook::Select(std::string_view version, std::string_view profile) const {
  for (const RuleSet& rules : versions_) {
    if (rules.version() == version) return rules.WithProfile(profile);
  }
  return Refuse(kRuleVersionUnknown, {{"version", std::string(version)}});
}

}  // namespace liandong::rules
