// What Prometheus sees of the money. Labels are projects, purposes and states: bounded, none
// personal.
#ifndef SERVICES_FUNDS_METRICS_FUNDS_METRICS_H_
#define SERVICES_FUNDS_METRICS_FUNDS_METRICS_H_

#include "absl/status/status.h"
#include "shared/metrics/metrics.h"
#include "shared/storage/storage.h"

namespace liandong::funds {

// Registers liandong_fund_balance_fen, liandong_fund_shortfall_fen, liandong_payments and
// liandong_escrows. They are read from the database at each scrape; a figure that cannot be read
// keeps its last value. Both arguments outlive the metrics' last scrape.
void RegisterFundsMetrics(Metrics& metrics, Storage& storage);

// One reading, for tests. Reads within 2 s of machine time.
absl::Status ReadFundsMetrics(Metrics& metrics, Storage& storage);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_METRICS_FUNDS_METRICS_H_
