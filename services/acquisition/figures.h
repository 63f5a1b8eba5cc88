// What acquisition shows Prometheus: projects, households, agreements, decisions, homes.
#ifndef SERVICES_ACQUISITION_FIGURES_H_
#define SERVICES_ACQUISITION_FIGURES_H_

#include "shared/figures/figures.h"
#include "shared/storage/storage.h"

namespace liandong::acquisition {

// `storage` outlives `figures`.
void AddFigures(Figures& figures, Storage& storage);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_FIGURES_H_
