// What petitions shows Prometheus: petitions, warnings, incidents. Nothing sealed is among them.
#ifndef SERVICES_PETITIONS_FIGURES_H_
#define SERVICES_PETITIONS_FIGURES_H_

#include "shared/figures/figures.h"
#include "shared/storage/storage.h"

namespace liandong::petitions {

// `storage` outlives `figures`.
void AddFigures(Figures& figures, Storage& storage);

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_FIGURES_H_
