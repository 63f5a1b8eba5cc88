// A refusal's identity: one constant per reason, declared once by the component that refuses.
//
// A Reason carries everything a caller may rely on: the stable UPPER_SNAKE name (ErrorInfo.reason),
// the gRPC code, and the text in English and Chinese. Texts may hold {key} placeholders, filled
// from the metadata of the refusal.
#ifndef SHARED_STATUS_REASON_H_
#define SHARED_STATUS_REASON_H_

#include <string_view>

#include "absl/status/status.h"

namespace liandong {

struct Reason {
  std::string_view name;
  absl::StatusCode code;
  std::string_view text_en;
  std::string_view text_zh;
};

}  // namespace liandong

#endif  // SHARED_STATUS_REASON_H_
