#include "services/acquisition/agreement/agreement_rules.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/acquisition/papers.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::Status CheckNegotiators(const google::protobuf::RepeatedPtrField<std::string>& officers,
                              const std::vector<std::string>& investors) {
  FieldErrors errors;
  for (int i = 0; i < officers.size(); ++i) {
    const std::string field = absl::StrCat("negotiators[", i, "]");
    const std::string organisation(OrganisationOf(officers.Get(i)));
    if (organisation.empty()) {
      errors.Add(field, kOfficerFormat);
    } else if (std::find(investors.begin(), investors.end(), organisation) != investors.end()) {
      return Refuse(kInvestorWall);
    }
  }
  return errors.status();
}

std::vector<std::string> MissingContents(const Agreement& agreement) {
  std::vector<std::string> missing;
  if (!agreement.has_payment_due()) missing.push_back("payment_due");
  if (!agreement.has_vacate_by()) missing.push_back("vacate_by");
  if (agreement.transition().empty()) missing.push_back("transition");
  if (agreement.method() == v1::COMPENSATION_METHOD_EXCHANGE) {
    if (agreement.home().empty()) missing.push_back("home");
    if (agreement.transition_months() == 0) missing.push_back("transition_months");
  }
  return missing;
}

absl::Status CheckContents(const Agreement& agreement, const v1::Household& household) {
  FieldErrors errors;
  const std::vector<std::string> missing = MissingContents(agreement);
  if (!missing.empty()) errors.Add("agreement", kFieldMissing, {{"missing", Listed(missing)}});
  const std::set<std::string> signed_by(agreement.signed_by().begin(), agreement.signed_by().end());
  int count = 0;
  for (const auto& party : household.parties()) count += signed_by.count(party.party_id()) > 0;
  if (count < household.parties_size()) {
    errors.Add(
        "agreement.signed_by", kCoOwnerSignature,
        {{"signed", std::to_string(count)}, {"owners", std::to_string(household.parties_size())}});
  }
  return errors.status();
}

absl::Status CheckSigningPeriod(const v1::Scheme& scheme, Date today) {
  if (!scheme.has_signing_from() || today < DayOf(scheme.signing_from())) {
    return Refuse(kSigningNotOpened);
  }
  const Date last = DayOf(scheme.signing_until().legal_due());
  if (today > last) return Refuse(kSigningPeriodOver, {{"last", FormatDate(last)}});
  return absl::OkStatus();
}

}  // namespace liandong::acquisition
