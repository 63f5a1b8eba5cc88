// UUIDs as request ids and keys.
#ifndef SHARED_IDS_UUID_H_
#define SHARED_IDS_UUID_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::ids {

// Hexadecimal 8-4-4-4-12, either case, not nil: a nil id is one that nobody generated.
// UUID_FORMAT.
absl::Status CheckUuid(std::string_view text);

// The one form that is stored and compared: lower case. UUID_FORMAT.
absl::StatusOr<std::string> CanonicalUuid(std::string_view text);

}  // namespace liandong::ids

#endif  // SHARED_IDS_UUID_H_
