#include "shared/storage/verify_resources.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/documents.h"
#include "shared/storage/schema.h"
#include "shared/storage/verify_chain.h"

namespace liandong {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Kind = Difference::Kind;

constexpr size_t kPageRows = 200;

// Positions in the page's SELECT list.
enum : size_t {
  kName,
  kVersion,
  kTerritory,
  kSeal,
  kDoc,
  kSubject,
  kChange,
  kColumns = kChange + kChangeColumnCount
};

std::string PageSql(Storage& storage, const ResourceSchema& schema) {
  std::string columns;
  for (const auto* field : schema.columns) absl::StrAppend(&columns, ", r.", field->name());
  for (const auto* field : schema.blind) absl::StrAppend(&columns, ", r.", field->name(), "_bidx");
  const std::string changes = storage.Table("changes");
  return absl::StrCat("SELECT r.name, r.version, r.territory, r.seal, r.doc, r.",
                      schema.subject == nullptr ? "name" : schema.subject->name(), ", ",
                      kChangeColumns, columns, " FROM ", schema.table, " r LEFT JOIN ", changes,
                      " c ON c.resource = r.name AND c.version ="
                      " (SELECT MAX(m.version) FROM ",
                      changes,
                      " m WHERE m.resource = r.name) WHERE r.name > ? ORDER BY r.name LIMIT ?");
}

bool Same(const db::Value& a, const db::Value& b) {
  return a.is_null() == b.is_null() && a.number() == b.number() && a.text() == b.text();
}

bool BlindIndexFits(Storage& storage, const FieldDescriptor* field, const std::string& text,
                    const db::Row& row, size_t column) {
  if (text.empty()) return row.IsNull(column);
  const auto candidates = storage.keys().BlindIndexCandidates(field->name(), text);
  return std::find(candidates.begin(), candidates.end(), row.Text(column)) != candidates.end();
}

db::Value Stored(const db::Row& row, size_t column, const db::Value& like) {
  if (row.IsNull(column)) return {};
  return like.is_number() ? db::Value(row.Int(column)) : db::Value(row.Text(column));
}

// The first column whose value is not what `document` says; "" when all fit.
std::string WrongColumn(Storage& storage, const ResourceSchema& schema, const Message& document,
                        const db::Row& row) {
  size_t column = kColumns;
  for (const auto* field : schema.columns) {
    const db::Value value = ColumnValue(document, field);
    if (!Same(Stored(row, column, value), value)) return field->name();
    ++column;
  }
  for (const auto* field : schema.blind) {
    const std::string text = document.GetReflection()->GetString(document, field);
    if (!BlindIndexFits(storage, field, text, row, column)) return field->name() + "_bidx";
    ++column;
  }
  return "";
}

// Why one row differs; nothing when it does not.
absl::StatusOr<std::optional<Difference>> CompareRow(Storage& storage, db::Connection& connection,
                                                     SubjectKeys::Session& session,
                                                     const ResourceSchema& schema,
                                                     const Message& prototype, const db::Row& row) {
  Difference difference{.kind = Kind::kResourceWithoutChange,
                        .resource = row.Text(kName),
                        .version = row.Int(kVersion)};
  if (row.IsNull(kChange)) return difference;
  const ChangeRecord change = ReadChangeRecord(row, kChange);
  difference.change_id = change.id;
  const auto differ = [&](Kind kind, std::string detail = "") {
    difference.kind = kind;
    difference.detail = std::move(detail);
    return difference;
  };
  if (change.version != row.Int(kVersion)) return differ(Kind::kResourceVersion);
  if (change.type != prototype.GetDescriptor()->full_name()) {
    return differ(Kind::kResourceDocument, change.type);
  }
  if (change.territory != row.Text(kTerritory)) return differ(Kind::kResourceColumn, "territory");
  if (change.seal != row.Int(kSeal)) return differ(Kind::kResourceColumn, "seal");
  const std::string subject = schema.personal ? row.Text(kSubject) : "";
  if (change.subject != subject) return differ(Kind::kResourceColumn, "subject");

  std::unique_ptr<Message> now(prototype.New()), then(prototype.New());
  absl::Status read =
      DecodeDocument(storage, connection, session, row.Text(kDoc), schema.personal, subject,
                     absl::StrCat(schema.table, "|", row.Text(kName)), *now);
  if (read.ok()) read = DecodeChange(storage, connection, session, change, *then);
  if (ReasonOf(read) == kSubjectErased.name) return std::nullopt;
  if (read.code() == absl::StatusCode::kDataLoss) return differ(Kind::kResourceUnreadable);
  RETURN_IF_ERROR(read);
  if (DeterministicBytes(*now) != DeterministicBytes(*then)) {
    return differ(Kind::kResourceDocument);
  }
  std::string column = WrongColumn(storage, schema, *now, row);
  if (!column.empty()) return differ(Kind::kResourceColumn, std::move(column));
  return std::nullopt;
}

absl::Status CompareTable(Storage& storage, const Descriptor* descriptor, absl::Time deadline,
                          ResourcesReport& report) {
  const ResourceSchema& schema = ResourceSchema::Of(descriptor);
  const std::unique_ptr<Message> prototype = NewResource(descriptor->full_name());
  if (prototype == nullptr) return absl::InternalError("only generated types can be verified");
  const std::string sql = PageSql(storage, schema);
  std::string after;
  while (report.differences.size() < kDifferencesMax) {
    if (absl::Now() >= deadline) return Refuse(kVerificationUnfinished);
    ASSIGN_OR_RETURN(db::Pool::Lease connection,
                     storage.pool().Acquire(absl::Now() + kChainPageTimeout));
    ASSIGN_OR_RETURN(const db::Rows rows,
                     connection->Query(sql, {after, static_cast<int>(kPageRows)}));
    SubjectKeys::Session session;
    for (const db::Row& row : rows) {
      ASSIGN_OR_RETURN(std::optional<Difference> difference,
                       CompareRow(storage, *connection, session, schema, *prototype, row));
      ++report.resources_verified;
      if (!difference) continue;
      report.differences.push_back(*std::move(difference));
      if (report.differences.size() == kDifferencesMax) break;
    }
    if (rows.size() < kPageRows) break;
    after = rows.back().Text(kName);
  }
  return absl::OkStatus();
}

// Which of `names` have no row in `table`.
absl::StatusOr<std::vector<std::string>> WithoutRow(Storage& storage, const std::string& table,
                                                    const std::vector<std::string>& names) {
  std::string marks = "?";
  for (size_t i = 1; i < kPageRows; ++i) marks += ", ?";
  db::Values values(names.begin(), names.end());
  values.resize(kPageRows, names.back());
  ASSIGN_OR_RETURN(const db::Rows rows,
                   db::ReadRows(storage.pool(), absl::Now() + kChainPageTimeout,
                                absl::StrCat("SELECT name FROM ", table, " WHERE name IN (", marks,
                                             ") LIMIT ", kPageRows),
                                values));
  std::set<std::string> present;
  for (const db::Row& row : rows) present.insert(row.Text(0));
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    if (present.count(name) == 0) missing.push_back(name);
  }
  return missing;
}

absl::Status FindMissingRows(Storage& storage, const std::vector<const Descriptor*>& resources,
                             absl::Time deadline, ResourcesReport& report) {
  std::map<std::string, std::string> tables;
  for (const Descriptor* descriptor : resources) {
    tables[descriptor->full_name()] = ResourceSchema::Of(descriptor).table;
  }
  const std::string sql =
      absl::StrCat("SELECT resource, type FROM ", storage.Table("changes"),
                   " WHERE resource > ? AND version = 1 ORDER BY resource LIMIT ?");
  std::string after;
  while (report.differences.size() < kDifferencesMax) {
    if (absl::Now() >= deadline) return Refuse(kVerificationUnfinished);
    ASSIGN_OR_RETURN(const db::Rows rows,
                     db::ReadRows(storage.pool(), absl::Now() + kChainPageTimeout, sql,
                                  {after, static_cast<int>(kPageRows)}));
    std::map<std::string, std::vector<std::string>> names;  // by type
    for (const db::Row& row : rows) names[row.Text(1)].push_back(row.Text(0));
    for (const auto& [type, of_type] : names) {
      auto table = tables.find(type);
      if (table == tables.end()) {
        report.differences.push_back(
            {.kind = Kind::kTypeUnknown, .resource = of_type[0], .detail = type});
        continue;
      }
      ASSIGN_OR_RETURN(const std::vector<std::string> missing,
                       WithoutRow(storage, table->second, of_type));
      for (const std::string& name : missing) {
        report.differences.push_back({.kind = Kind::kResourceMissing, .resource = name});
      }
    }
    if (rows.size() < kPageRows) break;
    after = rows.back().Text(0);
  }
  if (report.differences.size() > kDifferencesMax) report.differences.resize(kDifferencesMax);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ResourcesReport> VerifyResources(Storage& storage,
                                                const std::vector<const Descriptor*>& resources,
                                                absl::Time deadline) {
  ResourcesReport report;
  for (const Descriptor* descriptor : resources) {
    RETURN_IF_ERROR(CompareTable(storage, descriptor, deadline, report));
  }
  RETURN_IF_ERROR(FindMissingRows(storage, resources, deadline, report));
  return report;
}

}  // namespace liandong
