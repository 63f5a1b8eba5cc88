#include "shared/rpc/dispatcher.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "grpc/grpc_security_constants.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/random.h"
#include "shared/log/log.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/schema.h"

namespace liandong::rpc {
namespace {

std::string Header(const grpc::CallbackServerContext& call, const char* key) {
  const auto& metadata = call.client_metadata();
  auto found = metadata.find(key);
  if (found == metadata.end()) return "";
  return std::string(found->second.data(), found->second.size());
}

Credentials ReadCredentials(const grpc::CallbackServerContext& call) {
  Credentials credentials;
  if (auto context = call.auth_context(); context != nullptr) {
    const auto pem = context->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
    if (!pem.empty()) credentials.certificate_pem.assign(pem[0].data(), pem[0].size());
  }
  const std::string authorization = Header(call, kOfficerTokenKey);
  absl::string_view token = authorization;
  if (absl::ConsumePrefix(&token, "Bearer ")) credentials.officer_token = std::string(token);
  credentials.on_behalf_agency = Header(call, kOnBehalfAgencyKey);
  credentials.on_behalf_officer = Header(call, kOnBehalfOfficerKey);
  return credentials;
}

// The trace id of a W3C traceparent header, or a new one.
std::string TraceId(const grpc::CallbackServerContext& call) {
  const std::vector<std::string> parts = absl::StrSplit(Header(call, "traceparent"), '-');
  if (parts.size() >= 4 && parts[1].size() == 32 && crypto::HexDecode(parts[1])) return parts[1];
  static const crypto::Random random = crypto::SecureRandom();
  return crypto::HexEncode(random(16));
}

std::string CodeName(absl::StatusCode code) {
  // The ecosystem's dashboards expect gRPC's spelling: "FailedPrecondition".
  if (code == absl::StatusCode::kOk) return "OK";
  std::string name;
  bool upper = true;
  for (char c : absl::StatusCodeToString(code)) {
    if (c == '_') {
      upper = true;
    } else {
      name.push_back(upper ? c : static_cast<char>(c - 'A' + 'a'));
      upper = false;
    }
  }
  return name;
}

}  // namespace

// Counts a call against its caller's share for as long as it runs.
class Dispatcher::InFlight {
 public:
  InFlight(Dispatcher& dispatcher, const Caller& caller)
      : dispatcher_(dispatcher),
        agency_(absl::StartsWith(caller.agency, "service/") ? "" : caller.agency) {
    if (agency_.empty()) return;
    absl::MutexLock lock(&dispatcher_.mutex_);
    admitted_ = ++dispatcher_.in_flight_[agency_] <= dispatcher_.limits_.in_flight_per_caller_max;
  }
  ~InFlight() {
    if (agency_.empty()) return;
    absl::MutexLock lock(&dispatcher_.mutex_);
    auto count = dispatcher_.in_flight_.find(agency_);
    if (--count->second == 0) dispatcher_.in_flight_.erase(count);
  }
  bool admitted() const { return admitted_; }

 private:
  Dispatcher& dispatcher_;
  const std::string agency_;
  bool admitted_ = true;
};

Dispatcher::Dispatcher(const DispatchLimits& limits, Authenticator& authenticator,
                       const Clock& clock, Metrics& metrics, AccessLog& access_log,
                       ReasonLookup reasons)
    : limits_(limits),
      authenticator_(authenticator),
      clock_(clock),
      metrics_(metrics),
      access_log_(access_log),
      reasons_(std::move(reasons)),
      pool_(limits.workers, limits.queue_max) {}

void Dispatcher::Register(const Method& method) {
  const Labels labels{{"grpc_service", method.descriptor->service()->full_name()},
                      {"grpc_method", method.descriptor->name()}};
  figures_[&method] = {
      &Handled(method, absl::StatusCode::kOk),
      &metrics_.Seconds("grpc_server_handling_seconds", "Time from start to answer", labels)};
}

prometheus::Counter& Dispatcher::Handled(const Method& method, absl::StatusCode code) {
  return metrics_.Counter("grpc_server_handled_total", "Calls completed, by code",
                          {{"grpc_service", method.descriptor->service()->full_name()},
                           {"grpc_method", method.descriptor->name()},
                           {"grpc_code", CodeName(code)}});
}

absl::Status Dispatcher::Admit(const Method& method, grpc::CallbackServerContext& call,
                               RequestContext& context) {
  const absl::Time machine_now = absl::Now();
  context.method = method.full_name;
  context.access = &method.access;
  context.trace_id = TraceId(call);
  context.now = clock_.Now();
  context.deadline =
      std::min(absl::FromChrono(call.deadline()), machine_now + limits_.call_time_max) -
      limits_.deadline_margin;
  if (method.access.development_only() && !limits_.development) return Refuse(kNotInProduction);
  if (machine_now >= context.deadline || call.IsCancelled()) return Refuse(kDeadlineTooShort);
  RETURN_IF_ERROR(authenticator_.Authenticate(ReadCredentials(call), method, reasons_, machine_now,
                                              context.caller));
  context.scope = ScopeOf(context.caller, method);
  return absl::OkStatus();
}

absl::Status Dispatcher::StillAdmitted(const RequestContext& context,
                                       grpc::CallbackServerContext& call) {
  return authenticator_.StillValid(ReadCredentials(call), context.caller, absl::Now());
}

absl::Status Dispatcher::RunUnary(const Method& method, grpc::CallbackServerContext& call,
                                  const UnaryHandler& handler, google::protobuf::Message& request,
                                  google::protobuf::Message& response) {
  const absl::Time started = absl::Now();
  RequestContext context;
  absl::Status status;
  bool admitted = false;
  try {
    status = [&]() -> absl::Status {
      RETURN_IF_ERROR(Admit(method, call, context));
      admitted = true;
      InFlight in_flight(*this, context.caller);
      if (!in_flight.admitted()) {
        return RefuseRetryable(kCallerLimit, absl::Seconds(1),
                               {{"limit", absl::StrCat(limits_.in_flight_per_caller_max)}});
      }
      RETURN_IF_ERROR(CheckFields(request));
      const bool full_view = Header(call, kViewKey) == "full";
      const std::string name = TextField(request, "name");
      RETURN_IF_ERROR(access_log_.Admit(context, full_view,
                                        name.empty() ? TextField(request, "parent") : name));
      context.full_view = full_view;
      absl::Status handled = handler(context, request, response);
      if (!handled.ok() && method.write && stored_answer_) {
        if (auto stored = stored_answer_(context, request, response)) handled = *stored;
      }
      RETURN_IF_ERROR(handled);
      if (!context.full_view) MaskPersonalData(response);
      return absl::OkStatus();
    }();
  } catch (...) {  // its text could quote data
    status = absl::InternalError("exception");
  }
  if (!status.ok()) response.Clear();
  return Conclude(method, context, admitted, status, absl::Now() - started);
}

absl::Status Dispatcher::Conclude(const Method& method, const RequestContext& context,
                                  bool admitted, const absl::Status& outcome, absl::Duration took) {
  absl::Status status = outcome;
  // Whoever is turned away from a sealed matter is recorded; whoever is let in leaves no trace that
  // others could count, not even of a failure.
  const bool unseen = method.access.sealed() && admitted;
  // A stream whose client is gone has nobody to tell.
  if (!status.ok() && status.code() != absl::StatusCode::kCancelled && ReasonOf(status).empty()) {
    // A bare status is a defect of ours: its text stays in the log.
    if (!unseen) {
      LOG_ERROR("call failed", {"method", method.full_name}, {"trace_id", context.trace_id},
                {"text", std::string(status.message())});
    }
    status = Refuse(kInternal, {{"trace_id", context.trace_id}});
  }
  if (unseen) return status;
  if (status.code() == absl::StatusCode::kPermissionDenied) {
    access_log_.Denied(context, ReasonOf(status));
  }
  const Figures& figures = figures_.at(&method);
  figures.seconds->Observe(absl::ToDoubleSeconds(took));
  (status.ok() ? *figures.handled_ok : Handled(method, status.code())).Increment();
  LOG_INFO("call", {"method", method.full_name}, {"agency", context.caller.agency},
           {"officer", context.caller.officer}, {"code", CodeName(status.code())},
           {"reason", ReasonOf(status)}, {"ms", absl::ToDoubleMilliseconds(took)},
           {"trace_id", context.trace_id});
  return status;
}

}  // namespace liandong::rpc
