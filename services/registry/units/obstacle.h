// What stands in the way of an act on one unit, as a value: an act closes its gates with it, a
// preview shows it.
#ifndef SERVICES_REGISTRY_UNITS_OBSTACLE_H_
#define SERVICES_REGISTRY_UNITS_OBSTACLE_H_

#include <string_view>
#include <utility>
#include <vector>

#include "shared/status/reason.h"
#include "shared/status/refusal.h"

namespace liandong::registry {

struct Obstacle {
  const Reason* reason;
  Metadata metadata;
};
using Obstacles = std::vector<Obstacle>;

// Closes one gate for each, on `subject`, a resource name.
inline void Close(const Obstacles& obstacles, std::string_view subject, Gates& gates) {
  for (const Obstacle& obstacle : obstacles) {
    gates.Close(*obstacle.reason, subject, obstacle.metadata);
  }
}

inline void Append(Obstacles more, Obstacles& obstacles) {
  for (Obstacle& obstacle : more) obstacles.push_back(std::move(obstacle));
}

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_UNITS_OBSTACLE_H_
