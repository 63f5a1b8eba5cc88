// Instants as contracts carry them.
#ifndef SERVICES_PETITIONS_TIMES_H_
#define SERVICES_PETITIONS_TIMES_H_

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace liandong::petitions {

inline google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const int64_t us = absl::ToUnixMicros(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(us / 1'000'000);
  timestamp.set_nanos(static_cast<int32_t>(us % 1'000'000 * 1000));
  return timestamp;
}

inline absl::Time ToTime(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixMicros(timestamp.seconds() * 1'000'000 + timestamp.nanos() / 1000);
}

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_TIMES_H_
