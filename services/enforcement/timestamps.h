// Instants in contracts.
#ifndef SERVICES_ENFORCEMENT_TIMESTAMPS_H_
#define SERVICES_ENFORCEMENT_TIMESTAMPS_H_

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace liandong::enforcement {

// To the microsecond, as the database keeps it.
inline google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const int64_t us = absl::ToUnixMicros(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(us / 1'000'000);
  timestamp.set_nanos(static_cast<int32_t>(us % 1'000'000 * 1000));
  return timestamp;
}

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_TIMESTAMPS_H_
