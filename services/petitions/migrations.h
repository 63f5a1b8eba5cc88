// The tables of petitions, embedded from migrations/*.sql.
#ifndef SERVICES_PETITIONS_MIGRATIONS_H_
#define SERVICES_PETITIONS_MIGRATIONS_H_

#include <vector>

#include "shared/db/migrator.h"

namespace liandong {

const std::vector<db::MigrationFile>& petitions_migrations();

}  // namespace liandong

#endif  // SERVICES_PETITIONS_MIGRATIONS_H_
