// The figures that coordination shows on its metrics page.
#ifndef SERVICES_COORDINATION_FIGURES_H_
#define SERVICES_COORDINATION_FIGURES_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "shared/metrics/metrics.h"
#include "shared/storage/storage.h"

namespace liandong::coordination {

struct Figures {
  std::map<std::string, int64_t> resolutions;  // by state
  int64_t resolutions_overdue = 0;
  int64_t meetings_missing = 0;
};

// `now` is business time: an open resolution is overdue when its due day lies before that day.
absl::StatusOr<Figures> ReadFigures(Storage& storage, absl::Time now);

// Shows them as liandong_resolutions{state}, liandong_resolutions_overdue and
// liandong_meetings_missing. `storage` outlives `metrics`.
void ShowFigures(Metrics& metrics, Storage& storage);

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_FIGURES_H_
