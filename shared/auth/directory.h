// The directory in force: who exists, with which keys, and what has been revoked.
//
// A Directory is one verified snapshot, immutable and thread-safe. A DirectoryHolder keeps the
// newest; a caller takes it once per request, so that one request sees one directory.
#ifndef SHARED_AUTH_DIRECTORY_H_
#define SHARED_AUTH_DIRECTORY_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "liandong/common/v1/directory.pb.h"
#include "shared/auth/directory_content.h"
#include "shared/crypto/signature.h"
#include "shared/status/reason.h"

namespace liandong::auth {

// Domain of the directory's signature.
inline constexpr std::string_view kDirectoryDomain = "liandong.directory.v1";
// Fits a message of gRPC's default limit.
inline constexpr size_t kDirectoryBytesMax = 3 * 1024 * 1024;
// How far a snapshot's issued_at may lie ahead of this machine's clock.
inline constexpr absl::Duration kDirectoryClockSkewMax = absl::Seconds(60);

class Directory {
 public:
  // Verifies the signature against `roots` (valid at `machine_now`) and reads the payload.
  // DIRECTORY_FORGED with the cause, DIRECTORY_DEVELOPMENT_KEY, DIRECTORY_INVALID.
  static absl::StatusOr<std::shared_ptr<const Directory>> Open(
      const common::v1::SignedDirectory& directory, const crypto::SigningKeySet& roots,
      crypto::DevelopmentKeys development_keys, absl::Time machine_now);

  int64_t version() const { return content_.version; }
  // SHA-256 of the signed payload: tells directories of one version apart.
  const std::string& digest() const { return digest_; }
  absl::Time issued_at() const { return content_.issued_at; }
  absl::Time expires_at() const { return content_.expires_at; }
  // Since it was issued; negative when this machine's clock is behind.
  absl::Duration Age(absl::Time machine_now) const { return machine_now - content_.issued_at; }
  const DirectoryContent& content() const { return content_; }

  // The finders answer null when there is none; pointers live as long as the Directory.

  // Whatever its period of validity.
  const Organisation* FindOrganisation(std::string_view id) const;
  // Only if it exists on that (business) day.
  const Organisation* FindOrganisation(std::string_view id, absl::CivilDay on) const;
  // Who has the duty of `clause` on that day when it was once `id`'s: the organisation itself or
  // the last of its successors, if that exists on the day.
  const Organisation* FindResponsible(std::string_view id, std::string_view clause,
                                      absl::CivilDay on) const;
  // Revoked officers too.
  const Officer* FindOfficer(std::string_view id) const;
  // Revoked and lapsed keys too.
  const crypto::PublishedKey* FindOfficerKey(std::string_view officer_id,
                                             std::string_view key_id) const;
  // Empty when the service publishes none.
  const crypto::SigningKeySet& SigningKeysOf(common::v1::Service service) const;
  // `sha256` of the DER form in lower-case hexadecimal.
  bool CertificateRevoked(std::string_view sha256, absl::Time machine_now) const;

 private:
  Directory(DirectoryContent content, std::string digest)
      : content_(std::move(content)), digest_(std::move(digest)) {}

  const DirectoryContent content_;
  const std::string digest_;
};

// Thread-safe.
class DirectoryHolder {
 public:
  // `age_max` bounds how old a snapshot may be before CheckFresh refuses.
  DirectoryHolder(crypto::SigningKeySet roots, crypto::DevelopmentKeys development_keys,
                  absl::Duration age_max)
      : roots_(std::move(roots)), development_keys_(development_keys), age_max_(age_max) {}

  // Whether it may be put in force: refuses what Directory::Open refuses, DIRECTORY_FROM_FUTURE,
  // and DIRECTORY_OUTDATED when the version does not rise, unless it is the very one in force.
  absl::StatusOr<std::shared_ptr<const Directory>> Check(
      const common::v1::SignedDirectory& directory, absl::Time machine_now) const;

  // Puts a newer snapshot in force. Refuses what Check refuses; what was in force then stays so. A
  // stale snapshot is taken: reads go on with it, see CheckFresh.
  absl::Status Install(const common::v1::SignedDirectory& directory, absl::Time machine_now);

  // Null before the first Install.
  std::shared_ptr<const Directory> Get() const;
  // Or DIRECTORY_MISSING.
  absl::StatusOr<std::shared_ptr<const Directory>> Require() const;

  // Whether writes may rely on the directory in force: DIRECTORY_MISSING, or DIRECTORY_STALE past
  // its expiry or its maximum age.
  absl::Status CheckFresh(absl::Time machine_now) const;

 private:
  static absl::Status CheckFollows(const Directory& next, const Directory* current);

  const crypto::SigningKeySet roots_;
  const crypto::DevelopmentKeys development_keys_;
  const absl::Duration age_max_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const Directory> current_ ABSL_GUARDED_BY(mutex_);
};

inline constexpr Reason kDirectoryForged{
    "DIRECTORY_FORGED", absl::StatusCode::kPermissionDenied,
    "the directory is not signed by a trusted root key ({cause})",
    "目录快照并非由受信任的根密钥签名（{cause}）"};
inline constexpr Reason kDirectoryDevelopmentKey{
    "DIRECTORY_DEVELOPMENT_KEY", absl::StatusCode::kPermissionDenied,
    "the directory is signed by the development key {key_id}: this profile refuses it",
    "目录快照由开发密钥{key_id}签名，本运行环境拒绝"};
inline constexpr Reason kDirectoryOutdated{
    "DIRECTORY_OUTDATED", absl::StatusCode::kFailedPrecondition,
    "version {version} does not follow version {current}, which is in force",
    "目录版本{version}不高于现行版本{current}"};
inline constexpr Reason kDirectoryFromFuture{
    "DIRECTORY_FROM_FUTURE", absl::StatusCode::kFailedPrecondition,
    "the directory was issued at {issued_at}, ahead of this machine's clock",
    "目录快照的签发时间{issued_at}晚于本机时钟"};
inline constexpr Reason kDirectoryMissing{"DIRECTORY_MISSING", absl::StatusCode::kUnavailable,
                                          "no directory has been received yet", "尚未收到目录快照"};
inline constexpr Reason kDirectoryStale{"DIRECTORY_STALE", absl::StatusCode::kUnavailable,
                                        "the directory of {issued_at} is too old to decide by",
                                        "{issued_at}签发的目录快照已过期"};

}  // namespace liandong::auth

#endif  // SHARED_AUTH_DIRECTORY_H_
