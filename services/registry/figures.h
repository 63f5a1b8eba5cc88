// The register's figures for Prometheus, read from the database on each scrape.
#ifndef SERVICES_REGISTRY_FIGURES_H_
#define SERVICES_REGISTRY_FIGURES_H_

#include "shared/db/pool.h"
#include "shared/metrics/metrics.h"

namespace liandong::registry {

// liandong_registry_certificates{kind,state}, liandong_registry_restrictions{kind},
// liandong_registry_units{state}, liandong_registry_cancellations{state}. `pool` outlives
// `metrics`.
void RegisterFigures(Metrics& metrics, db::Pool& pool);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_FIGURES_H_
