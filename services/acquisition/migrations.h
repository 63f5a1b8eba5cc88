// The tables of acquisition, embedded from migrations/*.sql.
#ifndef SERVICES_ACQUISITION_MIGRATIONS_H_
#define SERVICES_ACQUISITION_MIGRATIONS_H_

#include <vector>

#include "shared/db/migrator.h"

namespace liandong {

const std::vector<db::MigrationFile>& acquisition_migrations();

}  // namespace liandong

#endif  // SERVICES_ACQUISITION_MIGRATIONS_H_
