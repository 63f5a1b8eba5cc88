// The tables of coordination, embedded from migrations/*.sql.
#ifndef SERVICES_COORDINATION_MIGRATIONS_H_
#define SERVICES_COORDINATION_MIGRATIONS_H_

#include <vector>

#include "shared/db/migrator.h"

namespace liandong {

const std::vector<db::MigrationFile>& coordination_migrations();

}  // namespace liandong

#endif  // SERVICES_COORDINATION_MIGRATIONS_H_
