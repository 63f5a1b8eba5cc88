#include "shared/storage/subject_keys.h"

#include "absl/strings/str_cat.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong {

absl::StatusOr<std::optional<crypto::Secret>> SubjectKeys::Find(db::Connection& connection,
                                                                Session& session,
                                                                std::string_view subject) {
  const std::string key(subject);
  if (auto known = session.keys.find(key); known != session.keys.end()) {
    return std::optional(known->second);
  }
  const db::MonotonicTime now = clock_();
  {
    absl::MutexLock lock(&mutex_);
    auto cached = cache_.find(key);
    if (cached != cache_.end() && now - cached->second.read_at < kCacheAgeMax) {
      return std::optional(cached->second.key);
    }
  }
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(absl::StrCat("SELECT wrapped FROM ", table_,
                                                                " WHERE subject = ? LIMIT 1"),
                                                   {key}));
  if (rows.empty()) return std::optional<crypto::Secret>();
  if (rows[0].Text(0).empty()) return Refuse(kSubjectErased);
  ASSIGN_OR_RETURN(crypto::Secret secret, keys_.UnwrapKey(rows[0].Text(0), service_, subject));
  session.keys.emplace(key, secret);
  if (!session.created) {
    absl::MutexLock lock(&mutex_);
    if (cache_.size() >= kCachedMax) cache_.clear();
    cache_.insert_or_assign(key, Cached{secret, now});
  }
  return std::optional(std::move(secret));
}

absl::StatusOr<crypto::Secret> SubjectKeys::ForReading(db::Connection& connection, Session& session,
                                                       std::string_view subject) {
  ASSIGN_OR_RETURN(const std::optional<crypto::Secret> found, Find(connection, session, subject));
  if (!found) return Refuse(kSubjectErased);
  return *found;
}

absl::StatusOr<crypto::Secret> SubjectKeys::ForWriting(db::Connection& connection, Session& session,
                                                       std::string_view subject) {
  ASSIGN_OR_RETURN(const std::optional<crypto::Secret> found, Find(connection, session, subject));
  if (found) return *found;
  crypto::Secret secret = keys_.NewDataKey();
  ASSIGN_OR_RETURN(std::string wrapped, keys_.WrapKey(secret, service_, subject));
  session.created = true;
  absl::Status inserted =
      connection
          .Execute(absl::StrCat("INSERT INTO ", table_, " (subject, wrapped) VALUES (?, ?)"),
                   {std::string(subject), wrapped})
          .status();
  // Another transaction was first; it has committed, or the insert would still be waiting.
  if (db::IsDuplicateKey(inserted)) return ForReading(connection, session, subject);
  RETURN_IF_ERROR(inserted);
  session.keys.emplace(std::string(subject), secret);
  return secret;
}

}  // namespace liandong
