#include "shared/storage/store.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"
#include "shared/storage/scope_sql.h"

namespace liandong {
namespace {

// Parent of what stands in any project, where a contract lets one ask for it.
constexpr std::string_view kEveryProject = "projects/-";

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void SetTime(Message& message, const FieldDescriptor* field, absl::Time time) {
  auto* timestamp = static_cast<google::protobuf::Timestamp*>(
      message.GetReflection()->MutableMessage(&message, field));
  const int64_t us = absl::ToUnixMicros(time);
  timestamp->set_seconds(us / 1'000'000);
  timestamp->set_nanos(static_cast<int32_t>(us % 1'000'000 * 1000));
}

// The etag the request carries for the resource `name`: beside the name, or inside the resource
// that an update sends. "" when it carries none.
std::string EtagFor(const Message& request, std::string_view name,
                    const google::protobuf::Descriptor* resource) {
  if (TextField(request, "name") == name) return TextField(request, "etag");
  for (int i = 0; i < request.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = request.GetDescriptor()->field(i);
    if (field->is_repeated() || field->message_type() != resource) continue;
    const Message& inner = request.GetReflection()->GetMessage(request, field);
    if (TextField(inner, "name") == name) return TextField(inner, "etag");
  }
  return "";
}

bool Addresses(const Message& request, std::string_view name,
               const google::protobuf::Descriptor* resource) {
  if (TextField(request, "name") == name) return true;
  for (int i = 0; i < request.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = request.GetDescriptor()->field(i);
    if (field->is_repeated() || field->message_type() != resource) continue;
    if (TextField(request.GetReflection()->GetMessage(request, field), "name") == name) return true;
  }
  return false;
}

absl::Status CheckSeparation(const Mutation& m, const Message& resource) {
  if (m.context().access == nullptr) return absl::OkStatus();
  const auto* reflection = resource.GetReflection();
  const std::string actor = m.actor();
  for (const std::string& duty : m.context().access->separate_from()) {
    const FieldDescriptor* field = resource.GetDescriptor()->FindFieldByName(duty);
    if (field == nullptr || field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) continue;
    bool same = false;
    if (field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(resource, field); ++i) {
        same |= reflection->GetRepeatedString(resource, field, i) == actor;
      }
    } else {
      same = reflection->GetString(resource, field) == actor;
    }
    if (same) return Refuse(kFourEyes, {{"duty", duty}});
  }
  return absl::OkStatus();
}

// Nobody makes what lies outside its own reach; ScopeSql says the same of what it reads.
bool Reaches(const Scope& scope, const std::string& territory) {
  const auto& own = scope.territories;
  return scope.every_territory || territory.empty() ||
         std::find(own.begin(), own.end(), territory) != own.end();
}

// What a page token is good for: this caller, this method, these other arguments.
std::string PageBinding(const RequestContext& context, const Message& request) {
  std::unique_ptr<Message> rest(request.New());
  rest->CopyFrom(request);
  for (const char* name : {"page_token", "page_size"}) {
    const auto* field = rest->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) rest->GetReflection()->ClearField(rest.get(), field);
  }
  return absl::StrCat(context.caller.agency, "|", context.caller.officer, "|", context.method, "|",
                      crypto::HexEncode(crypto::Sha256(DeterministicBytes(*rest))));
}

}  // namespace

ResourceTable::ResourceTable(Storage& storage, const google::protobuf::Descriptor* message)
    : storage_(storage), schema_(ResourceSchema::Of(message)) {
  std::string names, marks, sets;
  for (const auto* field : schema_.columns) {
    absl::StrAppend(&names, ", ", field->name());
    absl::StrAppend(&marks, ", ?");
    absl::StrAppend(&sets, ", ", field->name(), " = ?");
  }
  for (const auto* field : schema_.blind) {
    absl::StrAppend(&names, ", ", field->name(), "_bidx");
    absl::StrAppend(&marks, ", ?");
    absl::StrAppend(&sets, ", ", field->name(), "_bidx = ?");
  }
  insert_sql_ = absl::StrCat("INSERT INTO ", schema_.table,
                             " (name, parent, territory, seal, version, doc", names,
                             ") VALUES (?, ?, ?, ?, ?, ?", marks, ")");
  update_sql_ = absl::StrCat("UPDATE ", schema_.table, " SET version = ?, doc = ?", sets,
                             " WHERE name = ? AND version = ?");
}

std::shared_ptr<const Message> ResourceTable::FixedOf(const Message& resource) const {
  if (schema_.immutable.empty()) return nullptr;
  std::shared_ptr<Message> copy(resource.New());
  copy->CopyFrom(resource);
  return copy;
}

std::string ResourceTable::SubjectOf(const Message& resource) const {
  if (!schema_.personal) return "";
  if (schema_.subject == nullptr) return TextField(resource, "name");
  return resource.GetReflection()->GetString(resource, schema_.subject);
}

absl::Status ResourceTable::Write(Mutation& m, Message& resource, const Placement& placement,
                                  int64_t version, bool insert) {
  const auto* reflection = resource.GetReflection();
  const std::string name = reflection->GetString(resource, schema_.name);
  if (insert) SetTime(resource, schema_.create_time, m.now());
  SetTime(resource, schema_.update_time, m.now());
  reflection->ClearField(&resource, schema_.etag);
  const std::string subject = SubjectOf(resource);

  ChangeRow change;
  change.resource = name;
  change.version = version;
  change.type = resource.GetDescriptor()->full_name();
  change.territory = placement.territory;
  change.seal = placement.seal;
  change.subject = subject;
  ASSIGN_OR_RETURN(change.document,
                   EncodeDocument(storage_, m.db(), m.subject_keys(), resource, schema_.personal,
                                  subject, absl::StrCat("changes|", name, "@", version)));
  ASSIGN_OR_RETURN(std::string document,
                   EncodeDocument(storage_, m.db(), m.subject_keys(), resource, schema_.personal,
                                  subject, absl::StrCat(schema_.table, "|", name)));
  db::Values values;
  if (insert) {
    values = {name, ParentOf(name), placement.territory, static_cast<int>(placement.seal), version,
              std::move(document)};
  } else {
    values = {version, std::move(document)};
  }
  for (const auto* field : schema_.columns) values.push_back(ColumnValue(resource, field));
  for (const auto* field : schema_.blind) {
    const std::string text = reflection->GetString(resource, field);
    values.push_back(text.empty() ? db::Value()
                                  : db::Value(storage_.keys().BlindIndex(field->name(), text)));
  }
  if (insert) {
    absl::Status inserted = m.db().Execute(insert_sql_, values).status();
    if (db::IsDuplicateKey(inserted, "PRIMARY")) return Refuse(kResourceExists);
    RETURN_IF_ERROR(inserted);
  } else {
    values.emplace_back(name);
    values.emplace_back(version - 1);
    ASSIGN_OR_RETURN(int64_t matched, m.db().Execute(update_sql_, values));
    if (matched != 1) return absl::InternalError("an update must follow a lock");
  }
  m.unit().changes.push_back(std::move(change));
  m.held()[name] = {placement.territory, placement.seal, version, FixedOf(resource)};
  SetTextField(resource, schema_.etag, absl::StrCat(version));
  return absl::OkStatus();
}

absl::Status ResourceTable::Insert(Mutation& m, Message& resource, const Placement& placement) {
  if (!NameMatches(TextField(resource, "name"), schema_.pattern)) {
    return absl::InternalError("a resource's name must match its pattern");
  }
  if (!Reaches(m.context().scope, placement.territory)) {
    return Refuse(kForeignTerritory, {{"territory", placement.territory}});
  }
  return Write(m, resource, placement, 1, /*insert=*/true);
}

absl::Status ResourceTable::Update(Mutation& m, Message& resource) {
  auto held = m.held().find(TextField(resource, "name"));
  if (held == m.held().end()) return absl::InternalError("an update must follow a lock");
  google::protobuf::util::MessageDifferencer differencer;
  FieldErrors errors;
  for (const FieldDescriptor* field : schema_.immutable) {
    if (!differencer.CompareWithFields(*held->second.fixed, resource, {field}, {field})) {
      errors.Add(field->name(), kFieldImmutable, {{"field", field->name()}});
    }
  }
  RETURN_IF_ERROR(errors.status());
  return Write(m, resource, {held->second.territory, held->second.seal}, held->second.version + 1,
               /*insert=*/false);
}

absl::Status ResourceTable::Decode(db::Connection& connection, SubjectKeys::Session& session,
                                   std::string_view name, const db::Row& row, size_t first,
                                   Message& resource) const {
  std::string subject;
  if (schema_.personal) subject = schema_.subject == nullptr ? std::string(name) : row.Text(first + 2);
  RETURN_IF_ERROR(DecodeDocument(storage_, connection, session, row.Text(first + 1),
                                 schema_.personal, subject,
                                 absl::StrCat(schema_.table, "|", std::string(name)), resource));
  SetTextField(resource, schema_.etag, absl::StrCat(row.Int(first)));
  return absl::OkStatus();
}

absl::Status ResourceTable::Lock(Mutation& m, std::string_view name, Message& resource) {
  const ScopeSql scope(m.context().scope);
  db::Values values{std::string(name)};
  scope.AppendValues(values);
  ASSIGN_OR_RETURN(
      db::Rows rows,
      m.db().Query(absl::StrCat("SELECT territory, seal, version, doc",
                                schema_.subject ? ", " + schema_.subject->name() : "", " FROM ",
                                schema_.table, " WHERE name = ?", scope.condition(),
                                " LIMIT 1 FOR UPDATE"),
                   values));
  if (rows.empty()) return Refuse(kResourceNotFound);
  RETURN_IF_ERROR(Decode(m.db(), m.subject_keys(), name, rows[0], 2, resource));
  m.held()[std::string(name)] = {rows[0].Text(0), static_cast<common::v1::Seal>(rows[0].Int(1)),
                                 rows[0].Int(2), FixedOf(resource)};
  if (m.request() != nullptr && Addresses(*m.request(), name, resource.GetDescriptor())) {
    const std::string etag = EtagFor(*m.request(), name, resource.GetDescriptor());
    if (!etag.empty() && etag != absl::StrCat(rows[0].Int(2))) return Refuse(kEtagMismatch);
    RETURN_IF_ERROR(CheckSeparation(m, resource));
  }
  return absl::OkStatus();
}

absl::Status ResourceTable::Read(const RequestContext& context, std::string_view name,
                                 Message& resource) {
  const ScopeSql scope(context.scope);
  db::Values values{std::string(name)};
  scope.AppendValues(values);
  ASSIGN_OR_RETURN(db::Pool::Lease connection, storage_.pool().Acquire(context.deadline));
  ASSIGN_OR_RETURN(
      db::Rows rows,
      connection->Query(
          absl::StrCat("SELECT version, doc", schema_.subject ? ", " + schema_.subject->name() : "",
                       " FROM ", schema_.table, " WHERE name = ?", scope.condition(), " LIMIT 1"),
          values));
  if (rows.empty()) return Refuse(kResourceNotFound);
  SubjectKeys::Session session;
  return Decode(*connection, session, name, rows[0], 0, resource);
}

absl::Status ResourceTable::ReadAsOf(const RequestContext& context, std::string_view name,
                                     absl::Time as_of, Message& resource) {
  // Reach is judged by the resource as it is today, not as it was.
  RETURN_IF_ERROR(Read(context, name, resource));
  ASSIGN_OR_RETURN(db::Pool::Lease connection, storage_.pool().Acquire(context.deadline));
  ASSIGN_OR_RETURN(db::Rows rows,
                   connection->Query(absl::StrCat("SELECT version, doc, subject FROM ",
                                                  storage_.Table("changes"),
                                                  " WHERE resource = ? AND at_us <= ?"
                                                  " ORDER BY version DESC LIMIT 1"),
                                     {std::string(name), absl::ToUnixMicros(as_of)}));
  if (rows.empty()) return Refuse(kNoHistoryThen);
  SubjectKeys::Session session;
  resource.Clear();
  RETURN_IF_ERROR(DecodeDocument(
      storage_, *connection, session, rows[0].Text(1), schema_.personal, rows[0].Text(2),
      absl::StrCat("changes|", std::string(name), "@", rows[0].Int(0)), resource));
  SetTextField(resource, schema_.etag, absl::StrCat(rows[0].Int(0)));
  return absl::OkStatus();
}

absl::Status ResourceTable::List(const RequestContext& context, const Message& request,
                                 Message& response) {
  const auto* descriptor = request.GetDescriptor();
  const auto* reflection = request.GetReflection();
  const ScopeSql scope(context.scope);
  db::Values values;
  std::string where = " WHERE parent = ?";
  if (const std::string parent = TextField(request, "parent"); parent == kEveryProject) {
    where = " WHERE parent LIKE 'projects/%'";
  } else {
    values.emplace_back(parent);
  }
  int page_size = kPageSizeDefault;
  std::string after;
  const std::string binding = PageBinding(context, request);
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    const std::string& name = field->name();
    if (name == "parent") continue;
    if (name == "page_size") {
      const int asked = reflection->GetInt32(request, field);
      if (asked > 0) page_size = std::min(asked, kPageSizeMax);
      continue;
    }
    if (name == "page_token") {
      const std::string token = reflection->GetString(request, field);
      if (token.empty()) continue;
      auto opened = storage_.keys().OpenToken(crypto::Purpose::kPageToken, token, binding);
      if (!opened.ok()) return Refuse(kPageTokenInvalid);
      after = *opened;
      continue;
    }
    if (!field->has_presence()) {
      const bool unset = field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM
                             ? reflection->GetEnumValue(request, field) == 0
                             : ColumnValue(request, field).is_null();
      if (unset) continue;
    } else if (!reflection->HasField(request, field)) {
      continue;
    }
    const auto blind = std::find_if(schema_.blind.begin(), schema_.blind.end(),
                                    [&](const auto* b) { return b->name() == name; });
    if (blind != schema_.blind.end()) {
      const auto indexes =
          storage_.keys().BlindIndexCandidates(name, reflection->GetString(request, field));
      absl::StrAppend(&where, " AND ", name, "_bidx IN (");
      for (size_t k = 0; k < indexes.size(); ++k) {
        absl::StrAppend(&where, k ? ", ?" : "?");
        values.emplace_back(indexes[k]);
      }
      absl::StrAppend(&where, ")");
    } else {
      absl::StrAppend(&where, " AND ", name, " = ?");
      values.push_back(ColumnValue(request, field));
    }
  }
  absl::StrAppend(&where, " AND name > ?");
  values.emplace_back(after);
  scope.AppendValues(values);
  values.emplace_back(page_size + 1);
  ASSIGN_OR_RETURN(db::Pool::Lease connection, storage_.pool().Acquire(context.deadline));
  ASSIGN_OR_RETURN(
      db::Rows rows,
      connection->Query(
          absl::StrCat("SELECT name, version, doc",
                       schema_.subject ? ", " + schema_.subject->name() : "", " FROM ",
                       schema_.table, where, scope.condition(), " ORDER BY name LIMIT ?"),
          values));
  const FieldDescriptor* items = nullptr;
  for (int i = 0; i < response.GetDescriptor()->field_count() && items == nullptr; ++i) {
    if (response.GetDescriptor()->field(i)->is_repeated()) items = response.GetDescriptor()->field(i);
  }
  SubjectKeys::Session session;
  const size_t shown = std::min(rows.size(), static_cast<size_t>(page_size));
  for (size_t i = 0; i < shown; ++i) {
    Message* item = response.GetReflection()->AddMessage(&response, items);
    const absl::Status decoded =
        Decode(*connection, session, rows[i].Text(0), rows[i], 1, *item);
    if (ReasonOf(decoded) == kSubjectErased.name) {
      SetTextField(*item, schema_.name, rows[i].Text(0));
      SetTextField(*item, schema_.etag, absl::StrCat(rows[i].Int(1)));
    } else {
      RETURN_IF_ERROR(decoded);
    }
  }
  if (rows.size() > shown) {
    ASSIGN_OR_RETURN(std::string token,
                     storage_.keys().SealToken(crypto::Purpose::kPageToken,
                                               rows[shown - 1].Text(0), binding));
    SetTextField(response, response.GetDescriptor()->FindFieldByName("next_page_token"), token);
  }
  return absl::OkStatus();
}

}  // namespace liandong
