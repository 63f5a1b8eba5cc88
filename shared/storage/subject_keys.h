// One data key per data subject (a household is one subject): destroying the key ends the data
// everywhere it was written, and leaves the hash chain, which covers ciphertext, intact.
//
// To erase a subject, empty `wrapped` in its row and destroy the backups of the key table. The row
// stays: without it the next document of the subject would make a new key.
#ifndef SHARED_STORAGE_SUBJECT_KEYS_H_
#define SHARED_STORAGE_SUBJECT_KEYS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "shared/crypto/keyring.h"
#include "shared/crypto/secret.h"
#include "shared/db/connection.h"
#include "shared/db/lease.h"

namespace liandong {

inline constexpr Reason kSubjectErased{
    "SUBJECT_ERASED", absl::StatusCode::kNotFound,
    "the personal data of this subject has been erased", "该主体的个人信息已依法销毁"};

// Keys wrapped by the service's key-encryption key, in the table `subject_keys`. Thread-safe.
class SubjectKeys {
 public:
  SubjectKeys(std::string service, std::string table, const crypto::KeyRing& keys,
              db::MonotonicClock clock)
      : service_(std::move(service)),
        table_(std::move(table)),
        keys_(keys),
        clock_(std::move(clock)) {}

  // Keys met in one transaction. A key created in it may yet be rolled back, so it is not shared
  // with other transactions; the next one reads it from its committed row.
  struct Session {
    std::map<std::string, crypto::Secret> keys;
    bool created = false;
  };

  // The key of `subject`; made, in the caller's transaction, when it has none. SUBJECT_ERASED when
  // it was destroyed.
  absl::StatusOr<crypto::Secret> ForWriting(db::Connection& connection, Session& session,
                                            std::string_view subject);
  // SUBJECT_ERASED when the key was destroyed.
  absl::StatusOr<crypto::Secret> ForReading(db::Connection& connection, Session& session,
                                            std::string_view subject);

  static constexpr size_t kCachedMax = 20'000;
  // An erasure is in force everywhere after this time: no process relies on a key it read earlier.
  static constexpr std::chrono::seconds kCacheAgeMax{60};

 private:
  struct Cached {
    crypto::Secret key;
    db::MonotonicTime read_at;
  };
  // Nothing when the subject has no key yet; SUBJECT_ERASED.
  absl::StatusOr<std::optional<crypto::Secret>> Find(db::Connection& connection, Session& session,
                                                     std::string_view subject);

  const std::string service_;
  const std::string table_;
  const crypto::KeyRing& keys_;
  const db::MonotonicClock clock_;
  absl::Mutex mutex_;
  std::map<std::string, Cached> cache_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace liandong

#endif  // SHARED_STORAGE_SUBJECT_KEYS_H_
