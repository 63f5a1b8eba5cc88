// Who was refused, and who saw personal data unmasked. Bounded by retention, outside the chain.
#ifndef SHARED_STORAGE_ACCESS_LOG_H_
#define SHARED_STORAGE_ACCESS_LOG_H_

#include <map>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "shared/context/request_context.h"
#include "shared/db/pool.h"
#include "shared/status/reason.h"

namespace liandong {

inline constexpr Reason kFullViewNotAllowed{
    "FULL_VIEW_NOT_ALLOWED", absl::StatusCode::kPermissionDenied,
    "the caller's duty does not need this personal data unmasked, or no officer is named",
    "调用方职责不需要查看完整个人信息，或未指明经办人"};

// Thread-safe.
class AccessLog {
 public:
  explicit AccessLog(db::Pool& pool) : pool_(pool) {}

  // Called for every admitted call. A full view is for the bodies the method lists, through a
  // named officer or, where the body is a bank, its system; `resource` is what it looks at or in.
  // It is on record before anything is shown, that of a sealed method in the sealed table set.
  absl::Status Admit(const RequestContext& context, bool wants_full_view,
                     std::string_view resource);

  // Records a denial: each one up to kDenialsPerMinuteMax for a caller and method, the rest of
  // the minute as one counted row. Never fails the call.
  void Denied(const RequestContext& context, std::string_view reason);

  static constexpr int kDenialsPerMinuteMax = 10;
  static constexpr size_t kCallersCountedMax = 10'000;

 private:
  struct Minute {
    absl::Time start;
    int count = 0;
  };
  absl::Status Write(const RequestContext& context, std::string_view resource,
                     std::string_view kind, std::string_view reason, int count);

  db::Pool& pool_;
  absl::Mutex mutex_;
  std::map<std::string, Minute> minutes_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace liandong

#endif  // SHARED_STORAGE_ACCESS_LOG_H_
