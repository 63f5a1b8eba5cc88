// Real-estate unit codes (不动产单元代码, GB/T 37346-2019): 28 characters without a check digit,
//   431103 001 003 GB 00101 F 00010001
//   county, cadastral area, sub-area, parcel feature, parcel serial, fixture feature, fixture unit.
// The first 19 name the parcel (宗地). Only construction land of the State is taken.
#ifndef SHARED_IDS_UNIT_CODE_H_
#define SHARED_IDS_UNIT_CODE_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::ids {

inline constexpr size_t kUnitCodeChars = 28;
inline constexpr size_t kParcelCodeChars = 19;

std::string NormaliseUnitCode(std::string_view text);

// UNIT_CODE_LENGTH, COLLECTIVE_LAND (land feature J), UNIT_CODE_FORMAT: in this order.
absl::Status CheckUnitCode(std::string_view code);
// The same for a parcel code.
absl::Status CheckParcelCode(std::string_view code);

// Parts of a valid unit or parcel code.
inline std::string_view ParcelOf(std::string_view code) { return code.substr(0, kParcelCodeChars); }
inline std::string_view DivisionOf(std::string_view code) { return code.substr(0, 6); }

}  // namespace liandong::ids

#endif  // SHARED_IDS_UNIT_CODE_H_
