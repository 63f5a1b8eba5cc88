// Dates, papers and officers as contracts write them. Pure.
#ifndef SERVICES_ACQUISITION_PAPERS_H_
#define SERVICES_ACQUISITION_PAPERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "google/type/date.pb.h"
#include "liandong/acquisition/v1/document.pb.h"
#include "shared/calendar/date.h"

namespace liandong::acquisition {

// A date that the field rules have let pass.
inline Date DayOf(const google::type::Date& date) {
  return Date(date.year(), date.month(), date.day());
}

// "hsb" of "hsb/hsb-1"; "" when it is not written so.
std::string_view OrganisationOf(std::string_view officer);

// "projects/P1/households/H12" of "projects/P1/agreements/H12": what belongs to a household bears
// its number.
std::string HouseholdOf(std::string_view name);

// Number of different texts.
size_t CountDistinct(const google::protobuf::RepeatedPtrField<std::string>& texts);

// "a, b".
std::string Listed(const std::vector<std::string>& items);

// Whether a paper of `written` counts as served on `today`: SERVICE_INCOMPLETE, SERVICE_DATE.
absl::Status CheckReceipt(const v1::ServiceReceipt& receipt, Date written, Date today);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_PAPERS_H_
