#include "shared/storage/schema.h"

#include <cstdlib>
#include <map>
#include <set>

#include "absl/strings/str_format.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "shared/log/log.h"

namespace liandong {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool Holds(const Descriptor* message, std::set<const Descriptor*>& seen) {
  if (!seen.insert(message).second) return false;
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (FieldOption(field).personal() != common::v1::PERSONAL_UNSPECIFIED) return true;
    if (field->message_type() != nullptr && Holds(field->message_type(), seen)) return true;
  }
  return false;
}

ResourceSchema Build(const Descriptor* message) {
  const auto& option = message->options().GetExtension(common::v1::resource);
  ResourceSchema schema;
  schema.table = option.table();
  schema.pattern = option.pattern();
  schema.name = message->FindFieldByName("name");
  schema.etag = message->FindFieldByName("etag");
  schema.create_time = message->FindFieldByName("create_time");
  schema.update_time = message->FindFieldByName("update_time");
  schema.personal = HoldsPersonalData(message);
  schema.subject = nullptr;
  if (schema.table.empty() || schema.pattern.empty() || schema.name == nullptr ||
      schema.etag == nullptr || schema.create_time == nullptr || schema.update_time == nullptr) {
    LOG_ERROR("message is not a resource", {"message", message->full_name()});
    std::abort();
  }
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    const auto& rules = FieldOption(field);
    if (rules.column() || field->name() == "state") schema.columns.push_back(field);
    if (rules.immutable()) schema.immutable.push_back(field);
    if (rules.blind_index()) schema.blind.push_back(field);
    if (rules.subject()) schema.subject = field;
  }
  return schema;
}

}  // namespace

const common::v1::Field& FieldOption(const FieldDescriptor* field) {
  return field->options().GetExtension(common::v1::field);
}

bool HoldsPersonalData(const Descriptor* message) {
  std::set<const Descriptor*> seen;
  return Holds(message, seen);
}

const ResourceSchema& ResourceSchema::Of(const Descriptor* message) {
  static auto* mutex = new absl::Mutex();
  static auto* schemas = new std::map<const Descriptor*, ResourceSchema>();
  absl::MutexLock lock(mutex);
  auto found = schemas->find(message);
  if (found == schemas->end()) found = schemas->emplace(message, Build(message)).first;
  return found->second;
}

db::Value ColumnValue(const Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  if (field->has_presence() && !reflection->HasField(message, field)) return {};
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection->GetInt32(message, field);
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection->GetInt64(message, field);
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection->GetUInt32(message, field);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection->GetEnum(message, field)->name();
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string text = reflection->GetString(message, field);
      return text.empty() ? db::Value() : db::Value(std::move(text));
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const Message& inner = reflection->GetMessage(message, field);
      if (const auto* date = dynamic_cast<const google::type::Date*>(&inner)) {
        return absl::StrFormat("%04d-%02d-%02d", date->year(), date->month(), date->day());
      }
      if (const auto* time = dynamic_cast<const google::protobuf::Timestamp*>(&inner)) {
        return time->seconds() * 1'000'000 + time->nanos() / 1000;
      }
      break;
    }
    default:
      break;
  }
  LOG_ERROR("field can not be a column", {"field", field->full_name()});
  std::abort();
}

std::string TextField(const Message& message, std::string_view name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(std::string(name));
  if (field == nullptr || field->is_repeated() ||
      field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return "";
  }
  return message.GetReflection()->GetString(message, field);
}

void SetTextField(Message& message, const FieldDescriptor* field, std::string_view value) {
  message.GetReflection()->SetString(&message, field, std::string(value));
}

}  // namespace liandong
