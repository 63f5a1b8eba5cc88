// Every table a service's database holds, as migrations.
#ifndef SHARED_RUNTIME_SIDE_TABLES_H_
#define SHARED_RUNTIME_SIDE_TABLES_H_

#include <vector>

#include "shared/config/config.h"
#include "shared/db/migrator.h"

namespace liandong {

struct ServiceSpec;

// The shared tables, then the service's own; grants go to the account the service runs as.
std::vector<db::MigrationSet> MigrationsOf(const Config& config, const ServiceSpec& spec);

}  // namespace liandong

#endif  // SHARED_RUNTIME_SIDE_TABLES_H_
