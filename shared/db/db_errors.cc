#include "shared/db/db_errors.h"

#include <optional>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "shared/status/refusal.h"

namespace liandong::db {
namespace {

// Marks that stay inside the process: ToProto() drops them.
constexpr char kDuplicate[] = "liandong/db-duplicate";
constexpr char kRetry[] = "liandong/db-retry";
constexpr char kLost[] = "liandong/db-lost";

absl::Status Marked(absl::Status status, const char* mark, std::string_view value = "") {
  status.SetPayload(mark, absl::Cord(std::string(value)));
  return status;
}

// "Duplicate entry '…' for key 'name'": the entry may be personal data, the name never is.
std::string_view KeyName(std::string_view text) {
  const size_t start = text.rfind("for key '");
  if (start == std::string_view::npos) return "";
  std::string_view name = text.substr(start + 9);
  name = name.substr(0, name.find('\''));
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

}  // namespace

bool IsDuplicateKey(const absl::Status& status) {
  return status.GetPayload(kDuplicate).has_value();
}

bool IsDuplicateKey(const absl::Status& status, std::string_view key) {
  auto name = status.GetPayload(kDuplicate);
  return name.has_value() && std::string(*name) == key;
}

bool IsRetryable(const absl::Status& status) { return status.GetPayload(kRetry).has_value(); }
bool IsConnectionLost(const absl::Status& status) { return status.GetPayload(kLost).has_value(); }

absl::Status FromDriver(int number, std::string_view text) {
  switch (number) {
    case 1062:  // duplicate entry
      return Marked(absl::AlreadyExistsError("duplicate key"), kDuplicate, KeyName(text));
    case 1205:  // lock wait timeout
    case 1213:  // deadlock, also Galera certification
    case 1020:  // record changed since last read
    case 1180:  // error during COMMIT
    case 1047:  // not in the primary component
      return Marked(RefuseRetryable(kDatabaseBusy, absl::Milliseconds(200)), kRetry);
    case 1040:  // too many connections
    case 1053:  // shutdown in progress
    case 1927:  // connection killed
    case 2002:
    case 2003:
    case 2005:
    case 2006:
    case 2012:
    case 2013:
    case 2026:
    case 2030:
    case 2055:
      return Marked(RefuseRetryable(kDatabaseUnavailable, absl::Seconds(1)), kLost);
    default:
      return Refuse(kDatabaseError, {{"number", std::to_string(number)}});
  }
}

}  // namespace liandong::db
