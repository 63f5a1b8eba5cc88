// The tables of enforcement, embedded from migrations/*.sql.
#ifndef SERVICES_ENFORCEMENT_MIGRATIONS_H_
#define SERVICES_ENFORCEMENT_MIGRATIONS_H_

#include <vector>

#include "shared/db/migrator.h"

namespace liandong {

const std::vector<db::MigrationFile>& enforcement_migrations();

}  // namespace liandong

#endif  // SERVICES_ENFORCEMENT_MIGRATIONS_H_
