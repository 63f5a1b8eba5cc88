#include "services/acquisition/papers.h"

#include <set>

#include "absl/strings/str_join.h"
#include "services/acquisition/appraisal/appraisal_reasons.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {

std::string_view OrganisationOf(std::string_view officer) {
  const size_t slash = officer.find('/');
  if (slash == std::string_view::npos) return "";
  const std::string_view organisation = officer.substr(0, slash);
  return IsResourceId(organisation) && IsResourceId(officer.substr(slash + 1)) ? organisation : "";
}

std::string HouseholdOf(std::string_view name) {
  return ProjectOf(name) + "/households/" + std::string(name.substr(name.rfind('/') + 1));
}

size_t CountDistinct(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  return std::set<std::string>(texts.begin(), texts.end()).size();
}

std::string Listed(const std::vector<std::string>& items) { return absl::StrJoin(items, ", "); }

absl::Status CheckReceipt(const v1::ServiceReceipt& receipt, Date written, Date today) {
  FieldErrors errors;
  if (receipt.manner() == v1::ServiceReceipt::MANNER_LEFT_BEHIND &&
      CountDistinct(receipt.witnesses()) < 2) {
    errors.Add("service.witnesses", kServiceIncomplete);
  }
  const Date served = DayOf(receipt.date());
  if (served > today || served < written) errors.Add("service.date", kServiceDate);
  return errors.status();
}

}  // namespace liandong::acquisition
