#include "shared/db/pool.h"

#include <algorithm>

#include "absl/random/random.h"
#include "absl/time/clock.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::db {

Pool::Pool(ConnectOptions options, int connections_max)
    : options_(std::move(options)), connections_max_(connections_max) {}

Pool::~Pool() = default;

Pool::Lease::~Lease() {
  if (connection_) pool_->Return(std::move(connection_), generation_);
}

absl::StatusOr<Pool::Lease> Pool::Acquire(absl::Time deadline) {
  int generation;
  {
    absl::MutexLock lock(&mutex_);
    auto free = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return in_use_ < connections_max_;
    };
    if (!mutex_.AwaitWithDeadline(absl::Condition(&free), deadline)) {
      return RefuseRetryable(kDatabaseBusy, absl::Milliseconds(500));
    }
    ++in_use_;
    generation = generation_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(this, std::move(connection), generation);
    }
  }
  auto opened = Connection::Open(options_);
  absl::MutexLock lock(&mutex_);
  reachable_ = opened.ok();
  if (!opened.ok()) {
    --in_use_;
    return opened.status();
  }
  return Lease(this, *std::move(opened), generation);
}

void Pool::Return(std::unique_ptr<Connection> connection, int generation) {
  std::vector<std::unique_ptr<Connection>> discarded;  // closed outside the lock
  absl::MutexLock lock(&mutex_);
  --in_use_;
  if (!connection->usable() && generation == generation_) {
    ++generation_;
    discarded.swap(idle_);
  }
  if (connection->usable() && generation == generation_) {
    idle_.push_back(std::move(connection));
  } else {
    discarded.push_back(std::move(connection));
  }
}

int Pool::in_use() const {
  absl::MutexLock lock(&mutex_);
  return in_use_;
}

bool Pool::reachable() const {
  absl::MutexLock lock(&mutex_);
  return reachable_;
}

namespace {

// An exception must not leave the transaction open on a connection that goes back to the pool: the
// next START TRANSACTION would commit it.
absl::Status RunBody(Connection& connection, const std::function<absl::Status(Connection&)>& body) {
  try {
    return body(connection);
  } catch (...) {  // its text could quote data
    return absl::InternalError("exception in a transaction");
  }
}

absl::Status RunOnce(Pool& pool, absl::Time deadline,
                     const std::function<absl::Status(Connection&)>& body) {
  ASSIGN_OR_RETURN(Pool::Lease connection, pool.Acquire(deadline));
  RETURN_IF_ERROR(connection->Begin());
  absl::Status status = RunBody(*connection, body);
  if (status.ok()) status = connection->Commit();
  if (!status.ok()) connection->Rollback();
  return status;
}

}  // namespace

absl::Status Transact(Pool& pool, absl::Time deadline,
                      const std::function<absl::Status(Connection&)>& body) {
  thread_local absl::BitGen random;
  for (int attempt = 1;; ++attempt) {
    absl::Status status = RunOnce(pool, deadline, body);
    const bool lost = IsConnectionLost(status);
    if (!lost && !IsRetryable(status)) return status;
    // A server that is down answers every connect at once: two lost connections in a row (the
    // stale one and its fresh replacement) mean that the caller should hear so now.
    if (lost && !pool.reachable()) return status;
    if (attempt >= kTransactionAttemptsMax) return status;
    const auto pause = absl::Milliseconds(absl::Uniform(random, 1, 4 << std::min(attempt, 6)));
    if (absl::Now() + pause >= deadline) return status;
    absl::SleepFor(pause);
  }
}

absl::StatusOr<Rows> ReadRows(Pool& pool, absl::Time deadline, std::string_view sql,
                              const Values& values) {
  for (int attempt = 1;; ++attempt) {
    ASSIGN_OR_RETURN(Pool::Lease connection, pool.Acquire(deadline));
    auto rows = connection->Query(sql, values);
    if (rows.ok() || attempt > 1 || !IsConnectionLost(rows.status())) return rows;
  }
}

}  // namespace liandong::db
