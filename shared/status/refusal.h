// Building and reading refusals. A refusal is an absl::Status with google.rpc details as payloads;
// shared/rpc turns it into a grpc::Status in one place.
//
//   return Refuse(kLineExceeded, {{"purpose", "WORK"}, {"excess_fen", "1"}});
//
//   Gates gates;
//   if (!published) gates.Close(kSchemeNotPublished, scheme.name());
//   if (short_fen > 0) gates.Close(kFundsShortfall, project, {{"short_fen", Str(short_fen)}});
//   RETURN_IF_ERROR(gates.status());   // one closed gate: its own reason; several: GATES_CLOSED
//
// Metadata and subjects never carry personal data: they reach logs and other agencies.
#ifndef SHARED_STATUS_REFUSAL_H_
#define SHARED_STATUS_REFUSAL_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/rpc/status.pb.h"
#include "shared/status/reason.h"

namespace liandong {

using Metadata = std::vector<std::pair<std::string, std::string>>;

// The refusal `reason`, its texts filled from `metadata`.
absl::Status Refuse(const Reason& reason, const Metadata& metadata = {});

// The same, telling the caller when a retry makes sense.
absl::Status RefuseRetryable(const Reason& reason, absl::Duration retry_after,
                             const Metadata& metadata = {});

// Collects every closed gate of one decision, so that the caller learns all of them at once.
class Gates {
 public:
  // `subject` names the thing the gate looks at: a resource name or a field.
  void Close(const Reason& reason, std::string_view subject, const Metadata& metadata = {});
  bool open() const { return closed_.empty(); }
  // OK when all are open; the gate's own reason when one is closed; GATES_CLOSED otherwise, a
  // PreconditionFailure listing each (at most kGatesListedMax: details travel in trailing metadata).
  absl::Status status() const;

  static constexpr size_t kGatesListedMax = 24;

 private:
  struct Closed {
    const Reason* reason;
    std::string subject;
    Metadata metadata;
  };
  std::vector<Closed> closed_;
};

// Collects every wrong field of one request. INVALID_ARGUMENT with the one reason, or
// FIELDS_INVALID with a BadRequest listing each.
class FieldErrors {
 public:
  void Add(std::string_view field, const Reason& reason, const Metadata& metadata = {});
  // The same for a refusal that a check has already made.
  void AddStatus(std::string_view field, const absl::Status& refusal);
  bool empty() const { return errors_.empty(); }
  absl::Status status() const;

  static constexpr size_t kFieldsListedMax = 24;

 private:
  struct Error {
    std::string field;
    absl::Status refusal;
  };
  std::vector<Error> errors_;
};

// The stable reason of a refusal ("" when the status carries none).
std::string ReasonOf(const absl::Status& status);
// One metadata value of a refusal.
std::optional<std::string> MetadataOf(const absl::Status& status, std::string_view key);

// Conversions at the process boundary and for refusals that are stored.
google::rpc::Status ToProto(const absl::Status& status);
absl::Status FromProto(const google::rpc::Status& proto);

// ErrorInfo.domain of everything we refuse.
inline constexpr std::string_view kErrorDomain = "liandong";

// Reasons of the shared layer that belong to no single component.
inline constexpr Reason kGatesClosed{"GATES_CLOSED", absl::StatusCode::kFailedPrecondition,
                                     "{count} gates are closed; see the list",
                                     "有{count}项前置条件未满足，详见清单"};
inline constexpr Reason kFieldsInvalid{"FIELDS_INVALID", absl::StatusCode::kInvalidArgument,
                                       "{count} fields are invalid; see the list",
                                       "有{count}个字段不合规，详见清单"};

}  // namespace liandong

#endif  // SHARED_STATUS_REFUSAL_H_
