// What a resource message says about its storage, read once from its descriptor.
#ifndef SHARED_STORAGE_SCHEMA_H_
#define SHARED_STORAGE_SCHEMA_H_

#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/db/value.h"

namespace liandong {

struct ResourceSchema {
  std::string table;
  std::string pattern;
  const google::protobuf::FieldDescriptor* name;
  const google::protobuf::FieldDescriptor* etag;
  const google::protobuf::FieldDescriptor* create_time;
  const google::protobuf::FieldDescriptor* update_time;
  // Fields kept in a column of their own as well as in the document.
  std::vector<const google::protobuf::FieldDescriptor*> columns;
  // Fields found by blind index.
  std::vector<const google::protobuf::FieldDescriptor*> blind;
  // Fields that stay as they were when the resource was made.
  std::vector<const google::protobuf::FieldDescriptor*> immutable;
  // The document holds personal data and is encrypted whole.
  bool personal;
  // Field that names the data subject; null: the resource itself is the subject.
  const google::protobuf::FieldDescriptor* subject;

  // Aborts the process when the message has no resource option or lacks name or etag: a mistake
  // in a contract must not start. Thread-safe; the reference lives for ever.
  static const ResourceSchema& Of(const google::protobuf::Descriptor* message);
};

// The field option of a field; the default instance when it has none.
const common::v1::Field& FieldOption(const google::protobuf::FieldDescriptor* field);

// True when the message or a message inside it has a field marked personal.
bool HoldsPersonalData(const google::protobuf::Descriptor* message);

// The column value of a field: numbers and flags as numbers, enums by their name, dates as
// YYYY-MM-DD, timestamps as microseconds, text as text; NULL when an optional or message field is
// absent or a text is empty (so that unique keys ignore it).
db::Value ColumnValue(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor* field);

// Text field `name` of any message, "" when there is none.
std::string TextField(const google::protobuf::Message& message, std::string_view name);
void SetTextField(google::protobuf::Message& message,
                  const google::protobuf::FieldDescriptor* field, std::string_view value);

}  // namespace liandong

#endif  // SHARED_STORAGE_SCHEMA_H_
