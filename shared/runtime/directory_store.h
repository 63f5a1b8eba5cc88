// The signed directories that were installed while the service ran. They are in the database so
// that every replica, and the next life of each, knows of them: a revocation must not reach one
// alone.
#ifndef SHARED_RUNTIME_DIRECTORY_STORE_H_
#define SHARED_RUNTIME_DIRECTORY_STORE_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "liandong/common/v1/directory.pb.h"
#include "liandong/common/v1/operations.pb.h"
#include "shared/auth/directory.h"
#include "shared/context/request_context.h"
#include "shared/storage/storage.h"

namespace liandong {

// Thread-safe.
class DirectoryStore {
 public:
  DirectoryStore(db::Pool& pool, auth::DirectoryHolder& holder) : pool_(pool), holder_(holder) {}
  ~DirectoryStore();

  // Stores the request's directory, then puts it in force. Once per request_id; the one in force
  // already is stored too. Refusals of DirectoryHolder::Check.
  absl::StatusOr<int64_t> Install(Storage& storage, const RequestContext& context,
                                  const common::v1::InstallDirectoryRequest& request);

  // Puts the newest stored directory in force when it is newer than the one that is. One that
  // nobody signed is logged and passed over.
  absl::Status Follow(absl::Time deadline);

  // Starts a thread that follows at this interval; at most once.
  void Start(std::chrono::milliseconds interval);
  void Stop();

 private:
  void Run(std::chrono::milliseconds interval);

  db::Pool& pool_;
  auth::DirectoryHolder& holder_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool stopping_ = false;  // under mutex_
  std::thread thread_;
};

}  // namespace liandong

#endif  // SHARED_RUNTIME_DIRECTORY_STORE_H_
