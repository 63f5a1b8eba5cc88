#include "services/acquisition/scheme/scheme_rules.h"

#include "absl/strings/str_cat.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::Status CheckTerms(const v1::SchemeTerms& terms) {
  FieldErrors errors;
  for (int i = 0; i < terms.reward_tiers_size(); ++i) {
    const v1::RewardTier& tier = terms.reward_tiers(i);
    const bool in_order = i == 0 || (tier.days() > terms.reward_tiers(i - 1).days() &&
                                     tier.reward_fen() < terms.reward_tiers(i - 1).reward_fen());
    if (!in_order || tier.days() > terms.signing_days()) {
      errors.Add(absl::StrCat("scheme.terms.reward_tiers[", i, "]"), kRewardTiersOrder);
    }
  }
  for (int i = 0; i < terms.unit_prices_size(); ++i) {
    const v1::UnitPrice& price = terms.unit_prices(i);
    if (price.low_fen() > price.high_fen()) {
      errors.Add(absl::StrCat("scheme.terms.unit_prices[", i, "]"), kPriceRange,
                 {{"use", price.use()}, {"structure", price.structure()}});
    }
  }
  return errors.status();
}

absl::Status CheckDeviation(const Scheme& scheme, const std::string& neighbour,
                            const v1::SchemeTerms& theirs) {
  if (!scheme.deviation_reason().empty()) return absl::OkStatus();
  for (const auto& ours : scheme.terms().unit_prices()) {
    for (const auto& other : theirs.unit_prices()) {
      if (ours.use() == other.use() && ours.structure() == other.structure() &&
          (ours.low_fen() != other.low_fen() || ours.high_fen() != other.high_fen())) {
        return Refuse(kPriceDeviationUnexplained, {{"neighbour", neighbour}});
      }
    }
  }
  return absl::OkStatus();
}

std::vector<std::string> MissingBeforeConsultation(const Scheme& scheme) {
  std::vector<std::string> missing;
  if (!scheme.has_argument_meeting()) missing.push_back("ARGUMENT_MEETING");
  return missing;
}

std::vector<std::string> MissingBeforeDecision(const Scheme& scheme, const v1::Project& project) {
  std::vector<std::string> missing;
  if (scheme.replaces().empty()) missing.push_back("CONSULTATION");
  if (!scheme.has_opinions_published()) missing.push_back("OPINIONS_PUBLISHED");
  if (!project.has_risk_assessment()) missing.push_back("RISK_ASSESSMENT");
  return missing;
}

int64_t RewardFen(const v1::SchemeTerms& terms, Date from, Date signed_on) {
  for (const auto& tier : terms.reward_tiers()) {
    if (signed_on <= from + tier.days()) return tier.reward_fen();
  }
  return 0;
}

}  // namespace liandong::acquisition
