#include "services/enforcement/cases/courts.h"

#include "services/enforcement/enforcement_reasons.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"

namespace liandong::enforcement {
namespace {

struct Court {
  std::string_view territory;
  std::string_view level;  // a word of COURT_LEVEL
  std::string_view name;
};

// The Economic Zone lies in the district of the same basic court.
constexpr Court kCourts[] = {
    {"431103", "BASIC", "永州市冷水滩区人民法院"},
    {"431171", "BASIC", "永州市冷水滩区人民法院"},
    {"431103", "INTERMEDIATE", "永州市中级人民法院"},
    {"431171", "INTERMEDIATE", "永州市中级人民法院"},
};

}  // namespace

absl::StatusOr<ClosedGates> JurisdictionGates(std::string_view court, std::string_view territory,
                                              const rules::RuleSet& rules, Date today) {
  ASSIGN_OR_RETURN(auto level, rules.Get(rules::kCourtLevel, today));
  ClosedGates gates;
  for (const Court& known : kCourts) {
    if (known.territory != territory || known.level != level.value.word) continue;
    if (known.name == court) return gates;
    gates.Close(kJurisdiction, "court", {{"court", std::string(known.name)}});
    return gates;
  }
  gates.Close(kJurisdiction, "court", {{"court", "-"}});
  return gates;
}

}  // namespace liandong::enforcement
