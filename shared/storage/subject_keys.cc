#include "shared/storage/subject_keys.h"

#include "absl/strings/str_cat.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong {

absl::StatusOr<crypto::Secret> SubjectKeys::Load(db::Connection& connection, Session& session,
                                                 std::string_view subject) {
  const std::string key(subject);
  if (auto known = session.keys.find(key); known != session.keys.end()) return known->second;
  {
    absl::MutexLock lock(&mutex_);
    if (auto cached = cache_.find(key); cached != cache_.end()) return cached->second;
  }
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(absl::StrCat("SELECT wrapped FROM ", table_,
                                                                " WHERE subject = ? LIMIT 1"),
                                                   {key}));
  if (rows.empty()) return Refuse(kSubjectErased);
  ASSIGN_OR_RETURN(crypto::Secret secret, keys_.UnwrapKey(rows[0].Text(0), service_, subject));
  session.keys.emplace(key, secret);
  if (!session.created) {
    absl::MutexLock lock(&mutex_);
    if (cache_.size() >= kCachedMax) cache_.clear();
    cache_.emplace(key, secret);
  }
  return secret;
}

absl::StatusOr<crypto::Secret> SubjectKeys::ForReading(db::Connection& connection, Session& session,
                                                       std::string_view subject) {
  return Load(connection, session, subject);
}

absl::StatusOr<crypto::Secret> SubjectKeys::ForWriting(db::Connection& connection, Session& session,
                                                       std::string_view subject) {
  auto known = Load(connection, session, subject);
  if (known.ok() || ReasonOf(known.status()) != kSubjectErased.name) return known;
  crypto::Secret secret = keys_.NewDataKey();
  ASSIGN_OR_RETURN(std::string wrapped, keys_.WrapKey(secret, service_, subject));
  session.created = true;
  absl::Status inserted =
      connection
          .Execute(absl::StrCat("INSERT INTO ", table_, " (subject, wrapped) VALUES (?, ?)"),
                   {std::string(subject), wrapped})
          .status();
  // Another transaction was first; it has committed, or the insert would still be waiting.
  if (db::IsDuplicateKey(inserted)) return Load(connection, session, subject);
  RETURN_IF_ERROR(inserted);
  session.keys.emplace(std::string(subject), secret);
  return secret;
}

}  // namespace liandong
