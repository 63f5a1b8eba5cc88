#include "shared/storage/mutation.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "shared/crypto/uuid.h"
#include "shared/db/db_errors.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/schema.h"
#include "shared/storage/scope_sql.h"

namespace liandong {
namespace {

// Marks that the claim row exists: somebody else's transaction, or our own lost COMMIT.
constexpr char kClaimed[] = "liandong/claimed";

absl::Status Claim(Storage& storage, db::Connection& connection, const RequestContext& context,
                   const RequestKey& key, std::string_view digest) {
  absl::Status inserted =
      connection
          .Execute(absl::StrCat("INSERT INTO ", storage.Table("requests"),
                                " (agency, officer, method, request_id, digest, at_us)"
                                " VALUES (?, ?, ?, ?, ?, ?)"),
                   {key.agency, key.officer, key.method, key.request_id, digest,
                    absl::ToUnixMicros(context.now)})
          .status();
  if (db::IsDuplicateKey(inserted)) {
    absl::Status claimed = absl::AlreadyExistsError("claimed");
    claimed.SetPayload(kClaimed, absl::Cord());
    return claimed;
  }
  return inserted;
}

RequestKey KeyOf(const RequestContext& context, const google::protobuf::Message& request) {
  return {context.caller.agency, context.caller.officer, context.method,
          TextField(request, "request_id")};
}

bool IsClaimed(const absl::Status& status) { return status.GetPayload(kClaimed).has_value(); }

absl::StatusOr<db::Rows> ReadClaim(Storage& storage, const RequestContext& context,
                                   const RequestKey& key) {
  return db::ReadRows(storage.pool(), context.deadline,
                      absl::StrCat("SELECT digest FROM ", storage.Table("requests"),
                                   " WHERE agency = ? AND officer = ? AND method = ?"
                                   " AND request_id = ? LIMIT 1"),
                      {key.agency, key.officer, key.method, key.request_id});
}

// The request id answers only its owner's same request.
absl::Status CheckDigest(Storage& storage, const RequestContext& context, const RequestKey& key,
                         std::string_view request_bytes) {
  ASSIGN_OR_RETURN(db::Rows rows, ReadClaim(storage, context, key));
  if (rows.empty()) return absl::InternalError("a claim vanished");
  if (!storage.keys().RequestDigestMatches(request_bytes, rows[0].Text(0))) {
    return Refuse(kRequestIdReused);
  }
  return absl::OkStatus();
}

// The newest change that answers the request, read through the caller's scope of today.
absl::Status ReadAnswer(Storage& storage, const RequestContext& context, const RequestKey& key,
                        google::protobuf::Message& answer) {
  const ScopeSql scope(context.scope);
  db::Values values{key.request_id, key.method, key.agency, key.officer,
                    answer.GetDescriptor()->full_name()};
  scope.AppendValues(values);
  absl::Status status = db::Transact(
      storage.pool(), context.deadline, [&](db::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(
            db::Rows rows,
            connection.Query(
                absl::StrCat("SELECT resource, version, subject, doc FROM ",
                             storage.Table("changes"),
                             " WHERE request_id = ? AND method = ? AND agency = ? AND officer = ?"
                             " AND type = ? AND answer = 1",
                             scope.condition(), " ORDER BY id DESC LIMIT 1"),
                values));
        if (rows.empty()) return Refuse(kResourceNotFound);
        const ResourceSchema& schema = ResourceSchema::Of(answer.GetDescriptor());
        SubjectKeys::Session session;
        RETURN_IF_ERROR(DecodeDocument(
            storage, connection, session, rows[0].Text(3), schema.personal, rows[0].Text(2),
            absl::StrCat("changes|", rows[0].Text(0), "@", rows[0].Int(1)), answer));
        SetTextField(answer, schema.etag, absl::StrCat(rows[0].Int(1)));
        return absl::OkStatus();
      });
  return status;
}

// What the request with this effect answers, now that its commands are through.
absl::Status Answer(Storage& storage, const RequestContext& context, const RequestKey& key,
                    google::protobuf::Message& answer) {
  if (storage.outcome_waiter()) RETURN_IF_ERROR(storage.outcome_waiter()(context, key));
  return ReadAnswer(storage, context, key, answer);
}

}  // namespace

std::string Mutation::actor() const {
  const Caller& caller = context_.caller;
  return caller.officer.empty() ? caller.agency : absl::StrCat(caller.agency, "/", caller.officer);
}

absl::Status Mutation::Command(common::v1::Service target, std::string_view kind,
                               std::string_view source, google::protobuf::Message& request) {
  const auto* request_id = request.GetDescriptor()->FindFieldByName("request_id");
  if (request_id == nullptr) return absl::InternalError("a command needs a request_id field");
  CommandRow row;
  row.id = crypto::UuidV7(absl::Now(), crypto::SecureRandom());
  row.source = std::string(source);
  row.kind = std::string(kind);
  row.target = target;
  row.request_type = request.GetDescriptor()->full_name();
  SetTextField(request, request_id, row.id);
  ASSIGN_OR_RETURN(row.request,
                   EncodeDocument(storage_, connection_, subject_keys_, request,
                                  HoldsPersonalData(request.GetDescriptor()), source,
                                  absl::StrCat("commands|", row.id)));
  unit_.commands.push_back(std::move(row));
  return absl::OkStatus();
}

std::string CommandPlace(const Storage& storage, const CommandRow& command, const RequestKey& key) {
  std::string place;
  // Each part with its length: no two commands are spelled alike.
  for (const std::string& part :
       {storage.service(), storage.Table("commands"), command.id, command.source, command.kind,
        absl::StrCat(static_cast<int>(command.target)), command.request_type, key.agency,
        key.officer, key.method, key.request_id}) {
    absl::StrAppend(&place, part.size(), ":", part, "|");
  }
  return place;
}

absl::Status Commit(Storage& storage, db::Connection& connection, const RequestContext& context,
                    const std::vector<const Unit*>& units) {
  static constexpr char kChange[] =
      " (resource, version, type, territory, seal, subject, method, agency, officer, request_id,"
      " trace_id, at_us, answer, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  static constexpr char kCommand[] =
      " (id, source, kind, target, request_type, request, agency, officer, method, request_id,"
      " trace_id, created_us, state, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)";
  const std::string change_sql = absl::StrCat("INSERT INTO ", storage.Table("changes"), kChange);
  const std::string command_sql = absl::StrCat("INSERT INTO ", storage.Table("commands"), kCommand);
  const int64_t at_us = absl::ToUnixMicros(context.now);
  for (const Unit* unit : units) {
    const RequestKey& key = unit->key;
    for (const ChangeRow& change : unit->changes) {
      RETURN_IF_ERROR(connection
                          .Execute(change_sql,
                                   {change.resource, change.version, change.type, change.territory,
                                    static_cast<int>(change.seal), change.subject, key.method,
                                    key.agency, key.officer, key.request_id, context.trace_id,
                                    at_us, change.answer, change.document})
                          .status());
    }
    for (const CommandRow& command : unit->commands) {
      ASSIGN_OR_RETURN(const std::string sealed,
                       storage.keys().Seal(crypto::Purpose::kDocuments,
                                           CommandPlace(storage, command, key), command.request));
      RETURN_IF_ERROR(connection
                          .Execute(command_sql, {command.id, command.source, command.kind,
                                                 static_cast<int>(command.target),
                                                 command.request_type, sealed, key.agency,
                                                 key.officer, key.method, key.request_id,
                                                 context.trace_id, at_us})
                          .status());
    }
  }
  return absl::OkStatus();
}

namespace internal {

absl::Status Mutate(Storage& storage, const RequestContext& context,
                    const google::protobuf::Message& request, google::protobuf::Message& answer,
                    const Body& body) {
  const RequestKey key = KeyOf(context, request);
  const std::string bytes = DeterministicBytes(request);
  const std::string digest = storage.keys().RequestDigest(bytes);
  bool has_commands = false;
  absl::Status status = db::Transact(
      storage.pool(), context.deadline, [&](db::Connection& connection) -> absl::Status {
        RETURN_IF_ERROR(Claim(storage, connection, context, key, digest));
        Mutation mutation(storage, connection, context, &request, key);
        answer.Clear();
        RETURN_IF_ERROR(body(mutation, answer));
        Unit& unit = mutation.unit();
        const std::string name = TextField(answer, "name");
        bool answered = false;
        for (auto change = unit.changes.rbegin(); change != unit.changes.rend(); ++change) {
          if (change->resource != name) continue;
          answered = change->answer = true;
          break;
        }
        if (!answered) return absl::InternalError("a mutation must change the resource it answers");
        has_commands = !unit.commands.empty();
        return Commit(storage, connection, context, {&unit});
      });
  if (status.ok()) storage.NotifyCommitted(has_commands);
  const bool claimed = IsClaimed(status);
  if (!status.ok() && !claimed) return status;
  if (claimed) RETURN_IF_ERROR(CheckDigest(storage, context, key, bytes));
  if (status.ok() && !has_commands) return absl::OkStatus();
  return Answer(storage, context, key, answer);
}

}  // namespace internal

std::optional<absl::Status> Replay(Storage& storage, const RequestContext& context,
                                   const google::protobuf::Message& request,
                                   google::protobuf::Message& answer) {
  // Other answers follow from the request alone (MutateOnce).
  if (!answer.GetDescriptor()->options().HasExtension(common::v1::resource)) return std::nullopt;
  const RequestKey key = KeyOf(context, request);
  const absl::StatusOr<db::Rows> claim = ReadClaim(storage, context, key);
  if (!claim.ok() || claim->empty()) return std::nullopt;
  RETURN_IF_ERROR(CheckDigest(storage, context, key, DeterministicBytes(request)));
  return Answer(storage, context, key, answer);
}

absl::Status MutateOnce(Storage& storage, const RequestContext& context,
                        const google::protobuf::Message& request,
                        const std::function<absl::Status(db::Connection&)>& body) {
  const RequestKey key = KeyOf(context, request);
  const std::string bytes = DeterministicBytes(request);
  const std::string digest = storage.keys().RequestDigest(bytes);
  absl::Status status = db::Transact(
      storage.pool(), context.deadline, [&](db::Connection& connection) -> absl::Status {
        RETURN_IF_ERROR(Claim(storage, connection, context, key, digest));
        return body(connection);
      });
  return IsClaimed(status) ? CheckDigest(storage, context, key, bytes) : status;
}

absl::Status MutateAsSystem(Storage& storage, const RequestContext& context, const RequestKey& key,
                            const std::function<absl::Status(Mutation&)>& body) {
  const RequestKey recorded =
      key.request_id.empty()
          ? RequestKey{context.caller.agency, context.caller.officer, context.method, ""}
          : key;
  bool has_commands = false;
  absl::Status status = db::Transact(
      storage.pool(), context.deadline, [&](db::Connection& connection) -> absl::Status {
        Mutation mutation(storage, connection, context, nullptr, recorded);
        RETURN_IF_ERROR(body(mutation));
        for (ChangeRow& change : mutation.unit().changes) change.answer = !key.request_id.empty();
        has_commands = !mutation.unit().commands.empty();
        return Commit(storage, connection, context, {&mutation.unit()});
      });
  if (status.ok()) storage.NotifyCommitted(has_commands);
  return status;
}

}  // namespace liandong
