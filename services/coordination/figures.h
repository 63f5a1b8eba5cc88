// What coordination shows Prometheus: resolutions, tasks, months without a meeting.
#ifndef SERVICES_COORDINATION_FIGURES_H_
#define SERVICES_COORDINATION_FIGURES_H_

#include "shared/figures/figures.h"
#include "shared/storage/storage.h"

namespace liandong::coordination {

// `storage` outlives `figures`.
void AddFigures(Figures& figures, Storage& storage);

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_FIGURES_H_
