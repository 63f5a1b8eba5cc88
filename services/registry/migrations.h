// The tables of registry, embedded from migrations/*.sql.
#ifndef SERVICES_REGISTRY_MIGRATIONS_H_
#define SERVICES_REGISTRY_MIGRATIONS_H_

#include <vector>

#include "shared/db/migrator.h"

namespace liandong {

const std::vector<db::MigrationFile>& registry_migrations();

}  // namespace liandong

#endif  // SERVICES_REGISTRY_MIGRATIONS_H_
