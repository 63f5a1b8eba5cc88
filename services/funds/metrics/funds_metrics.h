// What funds shows Prometheus of the money. Labels are projects, purposes and states: bounded, none
// personal.
#ifndef SERVICES_FUNDS_METRICS_FUNDS_METRICS_H_
#define SERVICES_FUNDS_METRICS_FUNDS_METRICS_H_

#include "shared/figures/figures.h"
#include "shared/metrics/metrics.h"
#include "shared/storage/storage.h"

namespace liandong::funds {

// `metrics` are those that `figures` fills. Both and `storage` outlive the figures' last reading.
void AddFigures(Figures& figures, Metrics& metrics, Storage& storage);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_METRICS_FUNDS_METRICS_H_
