// What enforcement shows to Prometheus: cases by track and state, actions by state, duties at risk
// and overdue.
#ifndef SERVICES_ENFORCEMENT_FIGURES_H_
#define SERVICES_ENFORCEMENT_FIGURES_H_

#include <map>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "shared/calendar/date.h"
#include "shared/metrics/metrics.h"
#include "shared/storage/storage.h"

namespace liandong::enforcement {

struct Figures {
  std::map<std::pair<std::string, std::string>, int64_t> cases;  // track, state
  std::map<std::string, int64_t> actions;                        // state
  std::map<std::string, int64_t> at_risk;                        // duty: safe day reached
  std::map<std::string, int64_t> overdue;                        // duty: legal day passed
};
absl::StatusOr<Figures> ReadFigures(Storage& storage, Date today, absl::Time deadline);

// Sets the gauges at every scrape; every series exists from the start.
void RegisterFigures(Metrics& metrics, Storage& storage);

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_FIGURES_H_
