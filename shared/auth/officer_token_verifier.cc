#include "shared/auth/officer_token_verifier.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "shared/crypto/hash.h"
#include "shared/status/macros.h"

namespace liandong::auth {

OfficerTokenVerifier::OfficerTokenVerifier(const DirectoryHolder& directory, std::string audience,
                                           size_t entries_max)
    : directory_(directory),
      audience_(std::move(audience)),
      generation_entries_max_(std::max<size_t>(1, entries_max / 2)) {}

absl::StatusOr<VerifiedOfficer> OfficerTokenVerifier::Verify(std::string_view token,
                                                             std::string_view organisation_id,
                                                             std::string_view certificate_sha256,
                                                             absl::Time machine_now) {
  ASSIGN_OR_RETURN(const std::shared_ptr<const Directory> directory, directory_.Require());
  // Neither an organisation's id nor a certificate's digest holds a space.
  crypto::Sha256Hasher hasher;
  hasher.Update(organisation_id);
  hasher.Update(" ");
  hasher.Update(certificate_sha256);
  hasher.Update(" ");
  hasher.Update(token);
  std::string key = hasher.Finish();
  {
    absl::MutexLock lock(&mutex_);
    for (Generation* generation : {&young_, &old_}) {
      auto found = generation->find(key);
      if (found == generation->end()) continue;
      Entry entry = found->second;
      if (entry.directory_version != directory->version() ||
          machine_now >= entry.officer.valid_until) {
        generation->erase(found);
        break;
      }
      ++stats_.hits;
      if (generation == &old_) {
        old_.erase(found);
        Remember(std::move(key), entry);
      }
      return std::move(entry.officer);
    }
    ++stats_.misses;
  }
  ASSIGN_OR_RETURN(
      VerifiedOfficer officer,
      VerifyOfficerToken(token,
                         {audience_, std::string(organisation_id), std::string(certificate_sha256)},
                         *directory, machine_now));
  absl::MutexLock lock(&mutex_);
  Remember(std::move(key), {officer, directory->version()});
  return officer;
}

void OfficerTokenVerifier::Remember(std::string key, Entry entry) {
  if (young_.size() >= generation_entries_max_) {
    old_ = std::move(young_);
    young_.clear();
  }
  young_.insert_or_assign(std::move(key), std::move(entry));
}

OfficerTokenVerifier::Stats OfficerTokenVerifier::stats() const {
  absl::MutexLock lock(&mutex_);
  Stats stats = stats_;
  stats.entries = young_.size() + old_.size();
  return stats;
}

}  // namespace liandong::auth
