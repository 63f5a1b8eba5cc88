// What enforcement shows Prometheus: court cases, their deadlines, actions.
#ifndef SERVICES_ENFORCEMENT_FIGURES_H_
#define SERVICES_ENFORCEMENT_FIGURES_H_

#include "shared/figures/figures.h"
#include "shared/storage/storage.h"

namespace liandong::enforcement {

// `storage` outlives `figures`.
void AddFigures(Figures& figures, Storage& storage);

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_FIGURES_H_
