#include "services/registry/land/parcel_rules.h"

#include "shared/ids/text.h"
#include "shared/ids/unit_code.h"
#include "shared/status/macros.h"

namespace liandong::registry {
namespace {

constexpr size_t kOwnership = 12;

std::string NameOf(const std::string& code) { return "parcels/" + code; }

}  // namespace

absl::Status CheckAnyParcelCode(std::string_view code) {
  const bool good = code.size() == ids::kParcelCodeChars &&
                    ids::AllDigits(code.substr(0, kOwnership)) &&
                    std::string_view("GJZ").find(code[kOwnership]) != std::string_view::npos &&
                    code[kOwnership + 1] >= 'A' && code[kOwnership + 1] <= 'Z' &&
                    ids::AllDigits(code.substr(kOwnership + 2));
  return good ? absl::OkStatus() : Refuse(kParcelCodeFormat);
}

v1::LandNature NatureOf(std::string_view code) {
  switch (code.size() > kOwnership ? code[kOwnership] : '\0') {
    case 'G':
      return v1::LAND_NATURE_STATE;
    case 'J':
      return v1::LAND_NATURE_COLLECTIVE;
    default:
      return v1::LAND_NATURE_UNDETERMINED;
  }
}

absl::Status CheckParcels(const Polygon& line, const std::set<std::string>& listed,
                          const std::vector<RegisteredParcel>& registered, Gates& gates) {
  std::set<std::string> found;
  for (const RegisteredParcel& parcel : registered) {
    const bool is_listed = listed.contains(parcel.code);
    if (is_listed) found.insert(parcel.code);
    ASSIGN_OR_RETURN(const int64_t overlap_cm2, line.OverlapCm2(parcel.shape));
    if (overlap_cm2 == 0 && !is_listed) continue;
    const Metadata metadata = {{"parcel", parcel.code}, {"overlap_m2", SquareMetres(overlap_cm2)}};
    const v1::LandNature nature = NatureOf(parcel.code);
    if (nature == v1::LAND_NATURE_COLLECTIVE) {
      gates.Close(ids::kCollectiveLand, NameOf(parcel.code), metadata);
    } else if (nature != v1::LAND_NATURE_STATE) {
      gates.Close(kLandNatureUndetermined, NameOf(parcel.code), metadata);
    } else if (!is_listed) {
      gates.Close(kParcelNotListed, NameOf(parcel.code), metadata);
    } else {
      ASSIGN_OR_RETURN(const int64_t outside_cm2, line.OutsideCm2(parcel.shape));
      if (outside_cm2 > 0) {
        gates.Close(kParcelOutside, NameOf(parcel.code),
                    {{"parcel", parcel.code}, {"outside_m2", SquareMetres(outside_cm2)}});
      }
    }
  }
  for (const std::string& code : listed) {
    if (!found.contains(code)) gates.Close(kParcelUnknown, NameOf(code), {{"parcel", code}});
  }
  return absl::OkStatus();
}

}  // namespace liandong::registry
