// What parcels and red lines must be to each other. Pure.
#ifndef SERVICES_REGISTRY_LAND_PARCEL_RULES_H_
#define SERVICES_REGISTRY_LAND_PARCEL_RULES_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "liandong/registry/v1/parcel.pb.h"
#include "liandong/registry/v1/red_line.pb.h"
#include "services/registry/land/polygon.h"
#include "services/registry/registry_reasons.h"
#include "shared/rules/state_machine.h"
#include "shared/status/refusal.h"

namespace liandong::registry {

using v1::RedLine;

inline constexpr rules::Transition<RedLine::State> kRedLineMoves[] = {
    {RedLine::STATE_UNSPECIFIED, "CreateRedLine", RedLine::STATE_IN_FORCE},
    {RedLine::STATE_IN_FORCE, "CreateRedLine (of the next version)", RedLine::STATE_SUPERSEDED},
    {RedLine::STATE_IN_FORCE, "FreezeRedLine", RedLine::STATE_FROZEN},
};
inline constexpr rules::StateMachine kRedLineMachine("RedLine", kRedLineState, kRedLineMoves);

// Of a parcel of any ownership. PARCEL_CODE_FORMAT.
absl::Status CheckAnyParcelCode(std::string_view code);
// By the 13th character of a parcel or unit code: G state, J collective, else undetermined.
v1::LandNature NatureOf(std::string_view code);

struct RegisteredParcel {
  std::string code;
  Polygon shape;
};

// Every parcel of `listed` is in `registered` and wholly inside `line`; nothing else of
// `registered` is touched; all of it is state land. `registered` holds at least the listed parcels
// and those whose boxes meet the line's. Closes COLLECTIVE_LAND, LAND_NATURE_UNDETERMINED,
// PARCEL_UNKNOWN, PARCEL_OUTSIDE, PARCEL_NOT_LISTED, each naming its parcel. Errors are faults.
absl::Status CheckParcels(const Polygon& line, const std::set<std::string>& listed,
                          const std::vector<RegisteredParcel>& registered, Gates& gates);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_LAND_PARCEL_RULES_H_
