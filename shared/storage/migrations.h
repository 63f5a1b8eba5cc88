// The tables every service has beside its own.
#ifndef SHARED_STORAGE_MIGRATIONS_H_
#define SHARED_STORAGE_MIGRATIONS_H_

#include <vector>

#include "shared/db/migrator.h"

namespace liandong {

const std::vector<db::MigrationFile>& shared_migrations();

// The part of them that each further table set has again under its own {prefix}.
std::vector<db::MigrationFile> TableSetMigrations();

}  // namespace liandong

#endif  // SHARED_STORAGE_MIGRATIONS_H_
