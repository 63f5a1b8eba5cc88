#include "services/cli/story/business_clock.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "liandong/common/v1/operations.pb.h"
#include "services/cli/refusal_text.h"
#include "services/cli/story/scenario.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::cli {
namespace {

using google::protobuf::Message;

// Operators act as a machine here: no person answers for the development clock.
const Principal& Operator() {
  static const auto* principal = new Principal{"operator", ""};
  return *principal;
}

// One wait may end at the call's deadline while a service that was killed comes back.
constexpr int kQuietAttemptsMax = 3;

}  // namespace

BusinessClock::BusinessClock(std::string scenario_id, std::vector<std::string> services,
                             CallFunction call)
    : scenario_id_(std::move(scenario_id)),
      services_(std::move(services)),
      call_(std::move(call)) {}

absl::StatusOr<absl::Time> BusinessClock::Latest() {
  absl::Time latest = absl::InfinitePast();
  for (const std::string& service : services_) {
    ASSIGN_OR_RETURN(const Endpoint endpoint, FindUnary(service + ".OperationsService.GetClock"));
    common::v1::GetClockResponse response;
    RETURN_IF_ERROR(call_(endpoint, Operator(), common::v1::GetClockRequest(), response));
    latest = std::max(latest, absl::FromUnixSeconds(response.now().seconds()) +
                                  absl::Nanoseconds(response.now().nanos()));
  }
  return latest;
}

absl::Status BusinessClock::Move(const std::string& service, absl::Time instant) {
  ASSIGN_OR_RETURN(const Endpoint endpoint, FindUnary(service + ".OperationsService.MoveClock"));
  common::v1::MoveClockRequest request;
  request.mutable_to()->set_seconds(absl::ToUnixSeconds(instant));
  request.set_request_id(StepRequestId(
      scenario_id_, absl::StrCat("clock/", service, "/", absl::ToUnixSeconds(instant))));
  common::v1::MoveClockResponse response;
  const absl::Status status = call_(endpoint, Operator(), request, response);
  // Business time runs on by itself: this service is past the instant already.
  return ReasonOf(status) == "CLOCK_BACKWARD" ? absl::OkStatus() : status;
}

absl::Status BusinessClock::Quiesce(const std::string& service) {
  ASSIGN_OR_RETURN(const Endpoint endpoint, FindUnary(service + ".OperationsService.Quiesce"));
  absl::Status status;
  for (int attempt = 0; attempt < kQuietAttemptsMax; ++attempt) {
    common::v1::QuiesceResponse response;
    status = call_(endpoint, Operator(), common::v1::QuiesceRequest(), response);
    if (ReasonOf(status) != "NOT_QUIET") break;
  }
  return status;
}

absl::Status BusinessClock::MoveTo(absl::Time instant) {
  for (const std::string& service : services_) RETURN_IF_ERROR(Move(service, instant));
  for (const std::string& service : services_) RETURN_IF_ERROR(Quiesce(service));
  return absl::OkStatus();
}

}  // namespace liandong::cli
