// A bounded set of connections, and the one loop that runs a transaction.
#ifndef SHARED_DB_POOL_H_
#define SHARED_DB_POOL_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "shared/db/connection.h"

namespace liandong::db {

// Thread-safe.
class Pool {
 public:
  Pool(ConnectOptions options, int connections_max);
  ~Pool();

  // A connection on loan; returned on destruction, inside no transaction.
  class Lease {
   public:
    Lease(Pool* pool, std::unique_ptr<Connection> connection, int generation)
        : pool_(pool), connection_(std::move(connection)), generation_(generation) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
    int generation_;
  };

  // Waits for a free connection until `deadline` (machine time): DATABASE_BUSY after it,
  // DATABASE_UNAVAILABLE at once when the server does not answer.
  absl::StatusOr<Lease> Acquire(absl::Time deadline);

  int connections_max() const { return connections_max_; }
  int in_use() const;
  // What the database answered last: false from a failed connect until the next success.
  bool reachable() const;

 private:
  void Return(std::unique_ptr<Connection> connection, int generation);

  const ConnectOptions options_;
  const int connections_max_;
  mutable absl::Mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
  int in_use_ ABSL_GUARDED_BY(mutex_) = 0;
  // Raised when a connection is found dead: its siblings of the same age are not tried again.
  int generation_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reachable_ ABSL_GUARDED_BY(mutex_) = true;
};

// Runs `body` in one transaction and commits it; rolls back when it fails. Deadlocks, lock waits
// and lost connections run it again, with jitter, until `deadline` (machine time) or attempts_max.
// `body` may therefore run several times: it must take its results from its last run and must not
// be harmful when an earlier COMMIT took effect unnoticed (a claim row or an idempotent statement
// guards it). An exception of `body` rolls back and becomes INTERNAL. No RPC, no sleep inside.
absl::Status Transact(Pool& pool, absl::Time deadline,
                      const std::function<absl::Status(Connection&)>& body);

inline constexpr int kTransactionAttemptsMax = 12;

// A single autocommitted SELECT, tried once more on a fresh connection when the first was dead.
absl::StatusOr<Rows> ReadRows(Pool& pool, absl::Time deadline, std::string_view sql,
                              const Values& values = {});

}  // namespace liandong::db

#endif  // SHARED_DB_POOL_H_
