#include "shared/storage/access_log.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/storage.h"

namespace liandong {
namespace {

constexpr std::string_view kFullView = "FULL_VIEW";

// A bank's system has no officers: its own certificate is who looks.
bool IsNamed(const Caller& caller) {
  return !caller.officer.empty() || (caller.capacity == common::v1::AGENCY_BANK &&
                                     caller.service == common::v1::SERVICE_UNSPECIFIED);
}

}  // namespace

absl::Status AccessLog::Write(const RequestContext& context, std::string_view resource,
                              std::string_view kind, std::string_view reason, int count) {
  ASSIGN_OR_RETURN(db::Pool::Lease connection, pool_.Acquire(context.deadline));
  // Whoever reads the ordinary log must not learn of sealed matters; of one that turned somebody
  // away it tells nothing.
  const bool sealed = kind == kFullView && context.access->sealed();
  return connection
      ->Execute(absl::StrCat("INSERT INTO ", sealed ? kSealedPrefix : "",
                             "access_log (at_us, agency, officer, method, resource, kind, reason,"
                             " count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
                {absl::ToUnixMicros(absl::Now()), context.caller.agency, context.caller.officer,
                 context.method, resource, kind, reason, count})
      .status();
}

absl::Status AccessLog::Admit(const RequestContext& context, bool wants_full_view,
                              std::string_view resource) {
  if (!wants_full_view) return absl::OkStatus();
  const auto& allowed = context.access->full_view();
  if (!IsNamed(context.caller) ||
      std::find(allowed.begin(), allowed.end(), context.caller.capacity) == allowed.end()) {
    return Refuse(kFullViewNotAllowed);
  }
  return Write(context, resource, kFullView, "", 1);
}

void AccessLog::Denied(const RequestContext& context, std::string_view reason) {
  int count = 1;
  {
    absl::MutexLock lock(&mutex_);
    if (minutes_.size() >= kCallersCountedMax) minutes_.clear();
    Minute& minute = minutes_[absl::StrCat(context.caller.agency, "|", context.method)];
    const absl::Time now = absl::Now();
    if (now - minute.start >= absl::Minutes(1)) {
      count += std::max(0, minute.count - kDenialsPerMinuteMax);
      minute = {now, 0};
    }
    if (++minute.count > kDenialsPerMinuteMax) return;
  }
  if (!Write(context, "", "DENIED", reason, count).ok()) {
    LOG_WARN("denial not recorded", {"method", context.method});
  }
}

}  // namespace liandong
