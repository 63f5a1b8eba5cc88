#include "shared/ids/uuid.h"

#include "absl/strings/ascii.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::ids {

absl::Status CheckUuid(std::string_view text) {
  constexpr std::string_view kShape = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
  bool shaped = text.size() == kShape.size();
  bool nil = true;
  for (size_t i = 0; shaped && i < kShape.size(); ++i) {
    shaped = kShape[i] == '-' ? text[i] == '-'
                              : absl::ascii_isxdigit(static_cast<unsigned char>(text[i]));
    nil = nil && (text[i] == '0' || text[i] == '-');
  }
  if (!shaped || nil) return Refuse(kUuidFormat);
  return absl::OkStatus();
}

absl::StatusOr<std::string> CanonicalUuid(std::string_view text) {
  RETURN_IF_ERROR(CheckUuid(text));
  std::string canonical(text);
  absl::AsciiStrToLower(&canonical);
  return canonical;
}

}  // namespace liandong::ids
