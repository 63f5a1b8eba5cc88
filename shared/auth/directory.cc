#include "shared/auth/directory.h"

#include <string>
#include <utility>

#include "shared/auth/problems.h"
#include "shared/crypto/hash.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

std::string Text(absl::Time at) { return absl::FormatTime(at, absl::UTCTimeZone()); }

template <class Map, class Key>
const typename Map::mapped_type* Lookup(const Map& map, const Key& key) {
  auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

absl::Status Invalid(std::string_view where, std::string_view what) {
  Problems problems;
  problems.Add(where, what);
  return problems.status(kDirectoryInvalid);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Directory>> Directory::Open(
    const common::v1::SignedDirectory& directory, const crypto::SigningKeySet& roots,
    crypto::DevelopmentKeys development_keys, absl::Time machine_now) {
  if (directory.payload().size() > kDirectoryBytesMax) {
    return Invalid("payload", "longer than " + std::to_string(kDirectoryBytesMax) + " bytes");
  }
  if (development_keys == crypto::DevelopmentKeys::kRefused &&
      crypto::IsDevelopmentKey(directory.key_id())) {
    return Refuse(kDirectoryDevelopmentKey, {{"key_id", directory.key_id()}});
  }
  const crypto::SignedEnvelope envelope{directory.key_id(), crypto::SignatureAlgorithm::kEd25519,
                                        directory.payload(), directory.signature()};
  if (absl::Status status = roots.Verify(kDirectoryDomain, envelope, machine_now); !status.ok()) {
    return Refuse(kDirectoryForged, {{"cause", ReasonOf(status)}});
  }
  common::v1::DirectorySnapshot snapshot;
  if (!snapshot.ParseFromString(directory.payload())) {
    return Invalid("payload", "not a directory snapshot");
  }
  ASSIGN_OR_RETURN(DirectoryContent content, ReadSnapshot(snapshot, development_keys));
  return std::shared_ptr<const Directory>(
      new Directory(std::move(content), crypto::Sha256(directory.payload())));
}

const Organisation* Directory::FindOrganisation(std::string_view id) const {
  return Lookup(content_.organisations, id);
}

const Organisation* Directory::FindOrganisation(std::string_view id, absl::CivilDay on) const {
  const Organisation* found = FindOrganisation(id);
  return found != nullptr && found->ExistsOn(on) ? found : nullptr;
}

const Organisation* Directory::FindResponsible(std::string_view id, std::string_view clause,
                                               absl::CivilDay on) const {
  const Organisation* holder = FindOrganisation(id);
  // Ends: ReadSnapshot refuses a duty that can come back.
  for (const Organisation* next = holder; next != nullptr;) {
    holder = next;
    next = nullptr;
    absl::CivilDay latest = absl::CivilDay::min();
    for (const Succession& step : holder->successions) {
      if (step.duty_clause != clause || step.from > on || step.from < latest) continue;
      latest = step.from;
      next = FindOrganisation(step.successor_id);
    }
  }
  return holder != nullptr && holder->ExistsOn(on) ? holder : nullptr;
}

const Officer* Directory::FindOfficer(std::string_view id) const {
  return Lookup(content_.officers, id);
}

const crypto::PublishedKey* Directory::FindOfficerKey(std::string_view officer_id,
                                                      std::string_view key_id) const {
  const Officer* officer = FindOfficer(officer_id);
  return officer == nullptr ? nullptr : officer->keys.Find(key_id);
}

const crypto::SigningKeySet& Directory::SigningKeysOf(common::v1::Service service) const {
  static const crypto::SigningKeySet* const kNone = new crypto::SigningKeySet;
  const crypto::SigningKeySet* found = Lookup(content_.signing_keys, service);
  return found == nullptr ? *kNone : *found;
}

bool Directory::CertificateRevoked(std::string_view sha256, absl::Time machine_now) const {
  const absl::Time* revoked_at = Lookup(content_.revoked_certificates, sha256);
  return revoked_at != nullptr && *revoked_at <= machine_now;
}

absl::Status DirectoryHolder::CheckFollows(const Directory& next, const Directory* current) {
  if (current == nullptr || next.version() > current->version()) return absl::OkStatus();
  if (next.version() == current->version() && next.digest() == current->digest()) {
    return absl::OkStatus();
  }
  return Refuse(kDirectoryOutdated, {{"version", std::to_string(next.version())},
                                     {"current", std::to_string(current->version())}});
}

absl::StatusOr<std::shared_ptr<const Directory>> DirectoryHolder::Check(
    const common::v1::SignedDirectory& directory, absl::Time machine_now) const {
  ASSIGN_OR_RETURN(std::shared_ptr<const Directory> next,
                   Directory::Open(directory, roots_, development_keys_, machine_now));
  if (next->issued_at() > machine_now + kDirectoryClockSkewMax) {
    return Refuse(kDirectoryFromFuture, {{"issued_at", Text(next->issued_at())}});
  }
  RETURN_IF_ERROR(CheckFollows(*next, Get().get()));
  return next;
}

absl::Status DirectoryHolder::Install(const common::v1::SignedDirectory& directory,
                                      absl::Time machine_now) {
  ASSIGN_OR_RETURN(std::shared_ptr<const Directory> next, Check(directory, machine_now));
  absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(CheckFollows(*next, current_.get()));
  // The old one is released with the last request that still looks at it.
  current_ = std::move(next);
  return absl::OkStatus();
}

std::shared_ptr<const Directory> DirectoryHolder::Get() const {
  absl::ReaderMutexLock lock(&mutex_);
  return current_;
}

absl::StatusOr<std::shared_ptr<const Directory>> DirectoryHolder::Require() const {
  std::shared_ptr<const Directory> current = Get();
  if (current == nullptr) return Refuse(kDirectoryMissing);
  return current;
}

absl::Status DirectoryHolder::CheckFresh(absl::Time machine_now) const {
  ASSIGN_OR_RETURN(const std::shared_ptr<const Directory> current, Require());
  if (machine_now >= current->expires_at() || current->Age(machine_now) > age_max_) {
    return Refuse(kDirectoryStale, {{"issued_at", Text(current->issued_at())}});
  }
  return absl::OkStatus();
}

}  // namespace liandong::auth
