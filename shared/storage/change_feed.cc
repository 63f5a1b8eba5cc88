#include "shared/storage/change_feed.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "shared/crypto/uuid.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/documents.h"
#include "shared/storage/schema.h"
#include "shared/storage/scope_sql.h"
#include "shared/storage/stream_epoch.h"

namespace liandong {
namespace {

using google::protobuf::Message;

constexpr size_t kEpochBytes = 16;
constexpr size_t kPositionBytes = kEpochBytes + 8;

// A token's content: epoch and place, of fixed length so that no token tells how many there are.
std::optional<std::string> PackPosition(std::string_view epoch, int64_t seq) {
  std::optional<std::string> bytes = crypto::ParseUuid(epoch);
  if (!bytes) return std::nullopt;
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes->push_back(static_cast<char>(static_cast<uint64_t>(seq) >> shift));
  }
  return bytes;
}

int64_t SeqOf(std::string_view position) {
  uint64_t seq = 0;
  for (const char byte : position.substr(kEpochBytes)) {
    seq = seq << 8 | static_cast<unsigned char>(byte);
  }
  return static_cast<int64_t>(seq);
}

std::vector<std::string> Sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// Each part with its length: no two callers or parents are spelled alike. The types asked for are
// no part of it: a release of the reader may follow one more.
std::string Binding(const Storage& storage, const RequestContext& context,
                    const std::string& parent) {
  std::string binding;
  for (const std::string& part :
       {storage.service(), storage.Table("changes"), context.caller.agency, parent}) {
    absl::StrAppend(&binding, part.size(), ":", part, "|");
  }
  return binding;
}

}  // namespace

absl::StatusOr<ChangeFeed::Cursor> ChangeFeed::Open(const RequestContext& context,
                                                    std::string_view resume_token,
                                                    const FeedFilter& filter, Mask mask) {
  Cursor cursor(storage_, context.scope, std::move(mask));
  const std::vector<std::string> asked = Sorted(filter.types);
  cursor.types_ = Sorted(filter.admitted_types);
  if (!asked.empty()) {
    std::vector<std::string> both;
    std::set_intersection(asked.begin(), asked.end(), cursor.types_.begin(), cursor.types_.end(),
                          std::back_inserter(both));
    cursor.types_ = std::move(both);
  }
  cursor.parent_ = filter.parent;
  cursor.binding_ = Binding(storage_, context, filter.parent);
  ASSIGN_OR_RETURN(cursor.epoch_, EnsureStreamEpoch(storage_.pool(), context.deadline));
  if (resume_token.empty()) return cursor;

  const absl::StatusOr<std::string> position =
      storage_.keys().OpenToken(crypto::Purpose::kResumeToken, resume_token, cursor.binding_);
  if (!position.ok() || position->size() != kPositionBytes) return Refuse(kResumeTokenInvalid);
  cursor.seq_ = SeqOf(*position);
  if (PackPosition(cursor.epoch_, cursor.seq_) != *position) return Refuse(kStreamReset);
  return cursor;
}

absl::StatusOr<int64_t> ChangeFeed::HeadSeq(absl::Time deadline) {
  ASSIGN_OR_RETURN(const ChainPosition head, ReadChainHead(storage_, deadline));
  return head.seq;
}

absl::StatusOr<std::string> ChangeFeed::Cursor::TokenAt(int64_t seq) const {
  const std::optional<std::string> position = PackPosition(epoch_, seq);
  if (!position) return absl::InternalError("the stream epoch is not a UUID");
  return storage_.keys().SealToken(crypto::Purpose::kResumeToken, *position, binding_);
}

absl::StatusOr<int64_t> ChangeFeed::Cursor::ReadHead(db::Connection& connection) const {
  ASSIGN_OR_RETURN(
      const db::Rows rows,
      connection.Query(absl::StrCat("SELECT epoch, (SELECT MAX(seq) FROM ", storage_.Table("chain"),
                                    ") FROM stream_epoch WHERE id = 1 LIMIT 1")));
  if (rows.empty() || rows[0].Text(0) != epoch_ || rows[0].Int(1) < seq_) {
    return Refuse(kStreamReset);
  }
  return rows[0].Int(1);
}

absl::StatusOr<db::Rows> ChangeFeed::Cursor::ReadVisible(db::Connection& connection, int64_t up_to,
                                                         int max) const {
  if (types_.empty()) return db::Rows();
  const ScopeSql scope(scope_);
  std::string sql =
      absl::StrCat("SELECT h.seq, ", kChangeColumns, " FROM ", storage_.Table("chain"), " h JOIN ",
                   storage_.Table("changes"),
                   " c ON c.id = h.change_id WHERE h.seq > ? AND h.seq <= ?", scope.condition());
  db::Values values{seq_, up_to};
  scope.AppendValues(values);
  absl::StrAppend(&sql, " AND c.type IN (",
                  absl::StrJoin(std::vector<const char*>(types_.size(), "?"), ", "), ")");
  values.insert(values.end(), types_.begin(), types_.end());
  if (!parent_.empty()) {
    // '0' follows '/': the range is exactly the names below the parent.
    absl::StrAppend(&sql, " AND (c.resource = ? OR (c.resource > ? AND c.resource < ?))");
    values.emplace_back(parent_);
    values.emplace_back(parent_ + "/");
    values.emplace_back(parent_ + "0");
  }
  absl::StrAppend(&sql, " ORDER BY h.seq LIMIT ?");
  values.emplace_back(max);
  return connection.Query(sql, values);
}

absl::StatusOr<common::v1::Change> ChangeFeed::Cursor::Deliver(db::Connection& connection,
                                                               SubjectKeys::Session& session,
                                                               int64_t seq,
                                                               const ChangeRecord& record) const {
  const std::unique_ptr<Message> resource = NewResource(record.type);
  if (resource == nullptr) {
    return RefuseRetryable(kChangeTypeUnknown, absl::Seconds(5), {{"type", record.type}});
  }
  common::v1::Change change;
  const absl::Status decoded = DecodeChange(storage_, connection, session, record, *resource);
  change.mutable_document()->set_type_url(absl::StrCat("type.googleapis.com/", record.type));
  if (decoded.ok()) {
    SetTextField(*resource, ResourceSchema::Of(resource->GetDescriptor()).etag,
                 std::to_string(record.version));
    mask_(*resource);
    change.mutable_document()->set_value(DeterministicBytes(*resource));
  } else if (ReasonOf(decoded) != kSubjectErased.name) {
    return decoded;
  }
  ASSIGN_OR_RETURN(*change.mutable_resume_token(), TokenAt(seq));
  change.set_resource(record.resource);
  change.set_version(record.version);
  change.set_method(record.method);
  change.set_agency(record.agency);
  change.set_officer(record.officer);
  change.mutable_at()->set_seconds(record.at_us / 1'000'000);
  change.mutable_at()->set_nanos(static_cast<int32_t>(record.at_us % 1'000'000 * 1000));
  return change;
}

absl::StatusOr<std::vector<common::v1::Change>> ChangeFeed::Cursor::Next(int max,
                                                                         absl::Time deadline) {
  max = std::clamp(max, 1, kChangesMax);
  ASSIGN_OR_RETURN(db::Pool::Lease connection, storage_.pool().Acquire(deadline));
  ASSIGN_OR_RETURN(const int64_t head, ReadHead(*connection));
  const int64_t scanned_to = std::min(head, seq_ + kScanMax);
  std::vector<common::v1::Change> changes;
  if (scanned_to > seq_) {
    ASSIGN_OR_RETURN(const db::Rows rows, ReadVisible(*connection, scanned_to, max));
    SubjectKeys::Session session;
    for (const db::Row& row : rows) {
      ASSIGN_OR_RETURN(common::v1::Change change,
                       Deliver(*connection, session, row.Int(0), ReadChangeRecord(row, 1)));
      changes.push_back(std::move(change));
    }
    seq_ = static_cast<int>(rows.size()) == max ? rows.back().Int(0) : scanned_to;
  }
  caught_up_ = seq_ == head;
  return changes;
}

}  // namespace liandong
