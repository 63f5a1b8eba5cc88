// The figures that petitions shows on its metrics page. Nothing sealed is among them.
#ifndef SERVICES_PETITIONS_FIGURES_H_
#define SERVICES_PETITIONS_FIGURES_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "shared/metrics/metrics.h"
#include "shared/storage/storage.h"

namespace liandong::petitions {

struct Figures {
  std::map<std::string, int64_t> petitions;       // by state
  std::map<std::string, int64_t> open_incidents;  // by grade
  int64_t petitions_overdue = 0;
};

// `now` is business time: a petition is overdue when its running period ended before that day.
absl::StatusOr<Figures> ReadFigures(Storage& storage, absl::Time now);

// Shows them as liandong_petitions{state}, liandong_petitions_overdue and
// liandong_incidents_open{grade}; every state and grade exists from the start. `storage` outlives
// `metrics`.
void ShowFigures(Metrics& metrics, Storage& storage);

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_FIGURES_H_
