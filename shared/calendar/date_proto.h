// google.type.Date at the API boundary. Apart from date.h so that pure code needs no messages.
#ifndef SHARED_CALENDAR_DATE_PROTO_H_
#define SHARED_CALENDAR_DATE_PROTO_H_

#include "absl/strings/str_format.h"
#include "google/type/date.pb.h"
#include "shared/calendar/date.h"

namespace liandong {

// A whole, existing day; partial dates (year or month only) are refused with DATE_FORMAT.
inline absl::StatusOr<Date> FromProto(const google::type::Date& date) {
  return ParseDate(absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day()));
}

inline google::type::Date ToProto(Date date) {
  google::type::Date proto;
  proto.set_year(static_cast<int>(date.year()));
  proto.set_month(date.month());
  proto.set_day(date.day());
  return proto;
}

}  // namespace liandong

#endif  // SHARED_CALENDAR_DATE_PROTO_H_
