// What the register shows Prometheus: certificates, units, restrictions, cancellations.
#ifndef SERVICES_REGISTRY_FIGURES_H_
#define SERVICES_REGISTRY_FIGURES_H_

#include "shared/figures/figures.h"
#include "shared/storage/storage.h"

namespace liandong::registry {

// `storage` outlives `figures`.
void AddFigures(Figures& figures, Storage& storage);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_FIGURES_H_
