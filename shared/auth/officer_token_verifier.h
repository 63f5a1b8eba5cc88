// Verifying the same token many times: a client signs once and calls for minutes.
#ifndef SHARED_AUTH_OFFICER_TOKEN_VERIFIER_H_
#define SHARED_AUTH_OFFICER_TOKEN_VERIFIER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "shared/auth/directory.h"
#include "shared/auth/officer_token.h"

namespace liandong::auth {

// VerifyOfficerToken with a bounded cache of what verified. An entry is used only under the
// directory version it was made with and before its valid_until, so a revocation works from the
// next call on. Refusals are not cached. Thread-safe.
class OfficerTokenVerifier {
 public:
  static constexpr size_t kEntriesMaxDefault = 8192;

  // `directory` outlives the verifier; `audience` is the name of this service. `entries_max` is at
  // least 2.
  OfficerTokenVerifier(const DirectoryHolder& directory, std::string audience,
                       size_t entries_max = kEntriesMaxDefault);

  // `organisation_id` and `certificate_sha256` are those of the client certificate. Refuses as
  // VerifyOfficerToken; DIRECTORY_MISSING.
  absl::StatusOr<VerifiedOfficer> Verify(std::string_view token, std::string_view organisation_id,
                                         std::string_view certificate_sha256,
                                         absl::Time machine_now);

  struct Stats {
    int64_t hits = 0;
    int64_t misses = 0;
    size_t entries = 0;
  };
  Stats stats() const;

 private:
  struct Entry {
    VerifiedOfficer officer;
    int64_t directory_version = 0;
  };
  // By SHA-256 of organisation, certificate and token.
  using Generation = std::unordered_map<std::string, Entry>;

  void Remember(std::string key, Entry entry) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const DirectoryHolder& directory_;
  const std::string audience_;
  const size_t generation_entries_max_;
  mutable absl::Mutex mutex_;
  // New entries go to `young_`; when it is full it becomes `old_`, whose entries are dropped
  // unless they were used meanwhile.
  Generation young_ ABSL_GUARDED_BY(mutex_);
  Generation old_ ABSL_GUARDED_BY(mutex_);
  Stats stats_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace liandong::auth

#endif  // SHARED_AUTH_OFFICER_TOKEN_VERIFIER_H_
