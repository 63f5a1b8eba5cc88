// Acquisition's figures for Prometheus, read from the database when they are scraped.
#ifndef SERVICES_ACQUISITION_FIGURES_H_
#define SERVICES_ACQUISITION_FIGURES_H_

#include "shared/metrics/metrics.h"
#include "shared/storage/storage.h"

namespace liandong::acquisition {

// Both outlive the metrics' last scrape.
void RegisterFigures(Metrics& metrics, Storage& storage);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_FIGURES_H_
