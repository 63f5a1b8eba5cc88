// What lies where: the parcels and red lines near a place, and the guard under which they change.
#ifndef SERVICES_REGISTRY_LAND_LAND_INDEX_H_
#define SERVICES_REGISTRY_LAND_LAND_INDEX_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/registry/land/polygon.h"
#include "shared/storage/mutation.h"

namespace liandong::registry {

// Held until the end of the mutation: parcels and red lines are compared and added one at a time,
// because no unique key can keep areas apart.
absl::Status LockLand(Mutation& m);

// Names of resources whose boxes meet `box`, by name.
absl::StatusOr<std::vector<std::string>> ParcelsNear(Mutation& m, const Box& box);
absl::StatusOr<std::vector<std::string>> RedLinesInForceNear(Mutation& m, const Box& box);

// More land than this in one place is refused as a fault of the data.
inline constexpr int kNearMax = 5000;

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_LAND_LAND_INDEX_H_
