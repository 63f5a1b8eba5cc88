// Dates that must follow one another.
#ifndef SERVICES_FUNDS_DATE_ORDER_H_
#define SERVICES_FUNDS_DATE_ORDER_H_

#include <vector>

#include "absl/status/status.h"
#include "google/type/date.pb.h"

namespace liandong::funds {

struct NamedDate {
  const char* name;
  google::type::Date date;
};

// DATES_OUT_OF_ORDER for the first date that comes after the next one; equal days are in order.
absl::Status CheckOrder(const std::vector<NamedDate>& dates);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_DATE_ORDER_H_
