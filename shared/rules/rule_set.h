// One version of the rules under one profile. Rules are data: every value names its law, article
// and the days it is valid for, so that a change of law is a new row, not a release.
//
//   ASSIGN_OR_RETURN(RuleSet rules, book.Select(the_case.rule_version(), profile));
//   ASSIGN_OR_RETURN(Deadline due, rules.DeadlineOf(kDemand, calendar, served));
//   ASSIGN_OR_RETURN(IntRule cap, rules.Get(kWorkCostCap, today));
//
// Where the source of the mechanism and present law pull apart, the profile decides: "strict"
// (default) keeps the stricter reading, "document" the mechanism's own. A profile overrides single
// rules; everything else it takes from "strict". Comparing the two yields the advisory.
#ifndef SHARED_RULES_RULE_SET_H_
#define SHARED_RULES_RULE_SET_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "shared/calendar/calendar.h"
#include "shared/calendar/deadline.h"
#include "shared/rules/catalogue.h"
#include "shared/rules/rule_value.h"
#include "shared/status/reason.h"

namespace liandong::rules {

inline constexpr Reason kRuleDataInvalid{"RULE_DATA_INVALID", absl::StatusCode::kInvalidArgument,
                                         "rule data: {count} problems: {problems}",
                                         "规则数据有{count}处错误：{problems}"};
inline constexpr Reason kRuleNotInForce{"RULE_NOT_IN_FORCE", absl::StatusCode::kFailedPrecondition,
                                        "no value of rule {rule} is in force on {date}",
                                        "规则{rule}在{date}无有效取值"};
inline constexpr Reason kRuleVersionUnknown{
    "RULE_VERSION_UNKNOWN", absl::StatusCode::kFailedPrecondition,
    "rule version {version} is not loaded", "规则版本{version}未加载"};
inline constexpr Reason kRuleProfileUnknown{
    "RULE_PROFILE_UNKNOWN", absl::StatusCode::kFailedPrecondition,
    "rule version {version} has no profile {profile}", "规则版本{version}没有方案{profile}"};

inline constexpr std::string_view kStrictProfile = "strict";

// One row of the file.
struct Rule {
  std::string id;
  std::string profile;
  Value value;
  std::string unit;
  std::string law_id;
  Citation source;
  Date valid_from;
  std::optional<Date> valid_to;  // last day; none: open

  bool IsInForce(Date on) const { return valid_from <= on && (!valid_to || on <= *valid_to); }
};

// A value and where it comes from.
template <class T>
struct Ruling {
  T value;
  Citation source;
};
using PeriodRule = Ruling<Period>;
using IntRule = Ruling<int64_t>;

// A cheap, immutable handle; safe to share between threads.
class RuleSet {
 public:
  // Reads one rule file, under the strict profile. RULE_DATA_INVALID lists every problem: unknown
  // or missing rule, wrong type, unit or range, unknown law, missing article, overlapping
  // validity.
  static absl::StatusOr<RuleSet> Parse(std::string_view json);

  const std::string& version() const { return data_->version; }
  const std::string& profile() const { return profile_; }
  const std::vector<std::string>& profiles() const { return data_->profiles; }
  // The same version under another profile. RULE_PROFILE_UNKNOWN.
  absl::StatusOr<RuleSet> WithProfile(std::string_view profile) const;

  // The row in force on a day; nullptr when there is none.
  const Rule* Find(std::string_view id, Date on) const;

  // RULE_NOT_IN_FORCE.
  template <class T>
  absl::StatusOr<Ruling<T>> Get(RuleId<T> id, Date on) const {
    const Rule* rule = Find(id.name, on);
    if (rule == nullptr) return NotInForce(id.name, on);
    return Ruling<T>{std::get<T>(rule->value), rule->source};
  }

  // The period in force on `start`, counted from it. RULE_NOT_IN_FORCE.
  absl::StatusOr<Deadline> DeadlineOf(PeriodId id, const Calendar& calendar, Date start) const;

 private:
  friend class RuleFile;
  struct Data {
    std::string version;
    std::vector<std::string> profiles;
    std::vector<Rule> rules;  // sorted by profile, id, valid_from
  };
  RuleSet(std::shared_ptr<const Data> data, std::string_view profile)
      : data_(std::move(data)), profile_(profile) {}
  static absl::Status NotInForce(std::string_view id, Date on);
  const Rule* FindIn(std::string_view profile, std::string_view id, Date on) const;

  std::shared_ptr<const Data> data_;
  std::string profile_;
};

// Every version in use. A running case keeps the version it began under, so old versions stay
// loaded. Filled at start, then only read.
class RuleBook {
 public:
  // RULE_DATA_INVALID when the version is there already.
  absl::Status Add(RuleSet rules);
  // The version new cases begin under: the one added last. The book must not be empty.
  const RuleSet& current() const { return versions_.back(); }
  // RULE_VERSION_UNKNOWN or RULE_PROFILE_UNKNOWN.
  absl::StatusOr<RuleSet> Select(std::string_view version,
                                 std::string_view profile = kStrictProfile) const;

 private:
  std::vector<RuleSet> versions_;
};

}  // namespace liandong::rules

#endif  // SHARED_RULES_RULE_SET_H_
