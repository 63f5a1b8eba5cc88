// Which life of the database the positions in its streams belong to. A restore begins a new one:
// what a reader has seen since the backup never happened, and its position must not be believed.
#ifndef SHARED_STORAGE_STREAM_EPOCH_H_
#define SHARED_STORAGE_STREAM_EPOCH_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "shared/db/connection.h"
#include "shared/db/pool.h"

namespace liandong {

// The epoch, a UUID, made if the database has none yet.
absl::StatusOr<std::string> EnsureStreamEpoch(db::Pool& pool, absl::Time deadline);

// Begins a new epoch. Part of a restore; the service's own account may not do it.
absl::Status RenewStreamEpoch(db::Connection& connection);

}  // namespace liandong

#endif  // SHARED_STORAGE_STREAM_EPOCH_H_
