// Every problem of one document, reported at once.
#ifndef SHARED_AUTH_PROBLEMS_H_
#define SHARED_AUTH_PROBLEMS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "shared/status/reason.h"
#include "shared/status/refusal.h"

namespace liandong::auth {

class Problems {
 public:
  // A refusal travels in trailing metadata: it spells out this many and counts the rest.
  static constexpr int kListedMax = 16;

  // `where` names the entry, e.g. "officers[hb-1]".
  void Add(std::string_view where, std::string_view what) {
    if (count_++ >= kListedMax) return;
    if (!text_.empty()) text_ += "; ";
    text_.append(where).append(": ").append(what);
  }
  // OK without problems; otherwise `reason`, with metadata `count` and `problems`.
  absl::Status status(const Reason& reason) const {
    if (count_ == 0) return absl::OkStatus();
    return Refuse(reason, {{"count", std::to_string(count_)}, {"problems", text_}});
  }

 private:
  int count_ = 0;
  std::string text_;
};

}  // namespace liandong::auth

#endif  // SHARED_AUTH_PROBLEMS_H_
