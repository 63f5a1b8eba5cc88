// The tables every service has beside its own.
#ifndef SHARED_STORAGE_MIGRATIONS_H_
#define SHARED_STORAGE_MIGRATIONS_H_

#include <vector>

#include "shared/db/migrator.h"

namespace liandong {

const std::vector<db::MigrationFile>& shared_migrations();

}  // namespace liandong

#endif  // SHARED_STORAGE_MIGRATIONS_H_
