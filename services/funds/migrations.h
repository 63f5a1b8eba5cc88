// The tables of funds, embedded from migrations/*.sql.
#ifndef SERVICES_FUNDS_MIGRATIONS_H_
#define SERVICES_FUNDS_MIGRATIONS_H_

#include <vector>

#include "shared/db/migrator.h"

namespace liandong {

const std::vector<db::MigrationFile>& funds_migrations();

}  // namespace liandong

#endif  // SERVICES_FUNDS_MIGRATIONS_H_
