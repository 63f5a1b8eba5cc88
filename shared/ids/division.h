// Administrative divisions (行政区划代码, GB/T 2260 and its statistical extension).
#ifndef SHARED_IDS_DIVISION_H_
#define SHARED_IDS_DIVISION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::ids {

// 6 digits for a county, 9 with the street, 12 with the community. DIVISION_FORMAT.
absl::Status CheckDivisionCode(std::string_view code);

// The code lies in one of the counties of `scope` (six digits each). DIVISION_FORMAT or
// AREA_OUT_OF_SCOPE.
absl::Status CheckAreaInScope(std::string_view code, const std::vector<std::string>& scope);

struct Division {
  std::string_view code;
  std::string_view en;
  std::string_view zh;
};
// The county-level division of Yongzhou with this six-digit code; nullopt for any other, which is
// no error: divisions are created and abolished.
std::optional<Division> FindYongzhouDivision(std::string_view code);

}  // namespace liandong::ids

#endif  // SHARED_IDS_DIVISION_H_
