#include "services/cli/story/yaml_message.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

std::string FieldNames(const Descriptor* type) {
  std::vector<std::string> names;
  for (int i = 0; i < type->field_count(); ++i) names.push_back(type->field(i)->name());
  return absl::StrJoin(names, ", ");
}

std::string ValueNames(const google::protobuf::EnumDescriptor* type) {
  std::vector<std::string> names;
  for (int i = 0; i < type->value_count(); ++i) names.push_back(type->value(i)->name());
  return absl::StrJoin(names, ", ");
}

template <class Integer>
std::optional<Integer> Within(std::optional<int64_t> value) {
  if (!value || !std::in_range<Integer>(*value)) return std::nullopt;
  return static_cast<Integer>(*value);
}

// Where a scalar goes: a field, or one more item of a repeated field.
class Slot {
 public:
  Slot(Message& message, const FieldDescriptor* field)
      : message_(message), reflection_(*message.GetReflection()), field_(field) {}

  // What is wrong with `text`, or nothing.
  std::optional<std::string> Put(const std::string& text) {
    switch (field_->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        Store(&Reflection::SetString, &Reflection::AddString, text);
        return std::nullopt;
      case FieldDescriptor::CPPTYPE_BOOL:
        if (text != "true" && text != "false") return "a bool is true or false";
        Store(&Reflection::SetBool, &Reflection::AddBool, text == "true");
        return std::nullopt;
      case FieldDescriptor::CPPTYPE_ENUM:
        return PutEnum(text);
      case FieldDescriptor::CPPTYPE_INT32:
        return PutInteger(text, &Reflection::SetInt32, &Reflection::AddInt32);
      case FieldDescriptor::CPPTYPE_INT64:
        return PutInteger(text, &Reflection::SetInt64, &Reflection::AddInt64);
      case FieldDescriptor::CPPTYPE_UINT32:
        return PutInteger(text, &Reflection::SetUInt32, &Reflection::AddUInt32);
      case FieldDescriptor::CPPTYPE_UINT64:
        return PutInteger(text, &Reflection::SetUInt64, &Reflection::AddUInt64);
      case FieldDescriptor::CPPTYPE_DOUBLE: {
        double value = 0;
        if (!absl::SimpleAtod(text, &value)) return "not a number";
        Store(&Reflection::SetDouble, &Reflection::AddDouble, value);
        return std::nullopt;
      }
      case FieldDescriptor::CPPTYPE_FLOAT: {
        float value = 0;
        if (!absl::SimpleAtof(text, &value)) return "not a number";
        Store(&Reflection::SetFloat, &Reflection::AddFloat, value);
        return std::nullopt;
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return absl::StrCat("a ", field_->message_type()->full_name(), " is a mapping");
    }
    return "a kind of field that scenarios do not know";
  }

 private:
  template <class Set, class Add, class Value>
  void Store(Set set, Add add, const Value& value) {
    if (field_->is_repeated()) {
      (reflection_.*add)(&message_, field_, value);
    } else {
      (reflection_.*set)(&message_, field_, value);
    }
  }

  template <class Integer>
  std::optional<std::string> PutInteger(const std::string& text,
                                        void (Reflection::*set)(Message*, const FieldDescriptor*,
                                                                Integer) const,
                                        void (Reflection::*add)(Message*, const FieldDescriptor*,
                                                                Integer) const) {
    const auto value = Within<Integer>(ParseInteger(text));
    if (!value) {
      return absl::StrCat("\"", text, "\" is no integer of type ", field_->cpp_type_name());
    }
    Store(set, add, *value);
    return std::nullopt;
  }

  std::optional<std::string> PutEnum(const std::string& text) {
    const auto* value = field_->enum_type()->FindValueByName(text);
    const auto number =
        value != nullptr ? std::optional<int>(value->number()) : Within<int>(ParseInteger(text));
    if (!number) {
      return absl::StrCat("\"", text, "\" is no value of ", field_->enum_type()->full_name(), ": ",
                          ValueNames(field_->enum_type()));
    }
    Store(&Reflection::SetEnumValue, &Reflection::AddEnumValue, *number);
    return std::nullopt;
  }

  Message& message_;
  const Reflection& reflection_;
  const FieldDescriptor* const field_;
};

class Reader {
 public:
  explicit Reader(const Variables* variables) : variables_(variables) {}

  void ReadInto(const YAML::Node& node, const std::string& path, Message& message) {
    if (node.IsScalar()) return ReadScalarMessage(node, path, message);
    if (!node.IsMap()) {
      return Add(
          node, path,
          absl::StrCat("a ", message.GetDescriptor()->full_name(), " is a mapping of its fields"));
    }
    std::set<std::string> seen;
    for (const auto& entry : node) {
      const std::string name = entry.first.IsScalar() ? entry.first.Scalar() : "";
      const std::string where = path.empty() ? name : absl::StrCat(path, ".", name);
      const auto* field = message.GetDescriptor()->FindFieldByName(name);
      if (field == nullptr) {
        Add(entry.first, where,
            absl::StrCat(message.GetDescriptor()->full_name(),
                         " has no such field: ", FieldNames(message.GetDescriptor())));
      } else if (!seen.insert(name).second) {
        Add(entry.first, where, "given twice");
      } else {
        ReadField(entry.second, where, message, field);
      }
    }
  }

  std::vector<std::string> TakeProblems() { return std::move(problems_); }

 private:
  void ReadField(const YAML::Node& node, const std::string& path, Message& message,
                 const FieldDescriptor* field) {
    if (node.IsNull()) return;
    if (const auto* oneof = field->real_containing_oneof();
        oneof != nullptr && message.GetReflection()->HasOneof(message, oneof)) {
      return Add(node, path, absl::StrCat("only one of ", oneof->name(), " can be set"));
    }
    if (field->is_map()) return ReadMap(node, path, message, field);
    if (field->is_repeated()) {
      if (!node.IsSequence()) return Add(node, path, "a repeated field is a sequence");
      size_t index = 0;
      for (const YAML::Node& item : node) {
        ReadOne(item, absl::StrCat(path, "[", index++, "]"), message, field);
      }
      return;
    }
    ReadOne(node, path, message, field);
  }

  void ReadMap(const YAML::Node& node, const std::string& path, Message& message,
               const FieldDescriptor* field) {
    if (!node.IsMap()) return Add(node, path, "a map field is a mapping");
    for (const auto& entry : node) {
      Message* item = message.GetReflection()->AddMessage(&message, field);
      const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
      const std::string where = absl::StrCat(path, "[", key, "]");
      ReadOne(entry.first, where, *item, field->message_type()->map_key());
      ReadOne(entry.second, where, *item, field->message_type()->map_value());
    }
  }

  // A field that is not repeated, or one item of one that is.
  void ReadOne(const YAML::Node& node, const std::string& path, Message& message,
               const FieldDescriptor* field) {
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      const Reflection& reflection = *message.GetReflection();
      return ReadInto(node, path,
                      field->is_repeated() ? *reflection.AddMessage(&message, field)
                                           : *reflection.MutableMessage(&message, field));
    }
    if (!node.IsScalar()) {
      return Add(node, path, absl::StrCat("a ", field->type_name(), " is a single value"));
    }
    const auto text = Text(node, path);
    if (!text) return;
    if (const auto problem = Slot(message, field).Put(*text)) Add(node, path, *problem);
  }

  // A date, an instant, or a variable that holds a message.
  void ReadScalarMessage(const YAML::Node& node, const std::string& path, Message& message) {
    if (variables_ != nullptr) {
      const Variable* variable = WholeVariable(node.Scalar(), *variables_);
      if (variable != nullptr && variable->message != nullptr) {
        if (variable->message->GetDescriptor() == message.GetDescriptor()) {
          return message.CopyFrom(*variable->message);
        }
        return Add(node, path,
                   absl::StrCat(node.Scalar(), " holds a ",
                                variable->message->GetDescriptor()->full_name()));
      }
    }
    const auto text = Text(node, path);
    if (!text) return;
    const absl::StatusOr<bool> set = SetFromText(*text, message);
    if (!set.ok()) return Add(node, path, std::string(set.status().message()));
    if (!*set) {
      Add(node, path,
          absl::StrCat("a ", message.GetDescriptor()->full_name(), " is a mapping of its fields"));
    }
  }

  // The scalar with its variables filled in; nothing when they are wrong or not known yet.
  std::optional<std::string> Text(const YAML::Node& node, const std::string& path) {
    const std::string& text = node.Scalar();
    if (!absl::StrContains(text, "${")) return text;
    if (variables_ == nullptr) {
      const auto names = VariablesIn(text);
      if (!names.ok()) Add(node, path, std::string(names.status().message()));
      return std::nullopt;
    }
    absl::StatusOr<std::string> expanded = Expand(text, *variables_);
    if (expanded.ok()) return *std::move(expanded);
    Add(node, path, std::string(expanded.status().message()));
    return std::nullopt;
  }

  void Add(const YAML::Node& node, const std::string& path, const std::string& problem) {
    problems_.push_back(absl::StrCat("line ", node.Mark().line + 1, ": ",
                                     path.empty() ? "request" : path, ": ", problem));
  }

  const Variables* const variables_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> ReadMessage(const YAML::Node& node, const Variables* variables,
                                     Message& message) {
  Reader reader(variables);
  if (!node.IsNull()) reader.ReadInto(node, "", message);
  return reader.TakeProblems();
}

absl::Status SetText(std::string_view path, std::string value, Message& message) {
  const std::string full(path);
  std::vector<std::string> names = absl::StrSplit(full, '.');
  Message* at = &message;
  for (size_t i = 0; i < names.size(); ++i) {
    const auto* field = at->GetDescriptor()->FindFieldByName(names[i]);
    const bool last = i + 1 == names.size();
    const auto wanted = last ? FieldDescriptor::CPPTYPE_STRING : FieldDescriptor::CPPTYPE_MESSAGE;
    if (field == nullptr || field->is_repeated() || field->cpp_type() != wanted) {
      return absl::InvalidArgumentError(
          absl::StrCat(full, ": ", at->GetDescriptor()->full_name(), " has no ",
                       last ? "string or bytes" : "message", " field ", names[i]));
    }
    if (last) {
      at->GetReflection()->SetString(at, field, std::move(value));
    } else {
      at = at->GetReflection()->MutableMessage(at, field);
    }
  }
  return absl::OkStatus();
}

std::optional<int64_t> ParseInteger(std::string_view text) {
  int64_t value = 0;
  // SimpleAtoi alone would accept surrounding white space and a plus sign.
  if (text.empty() || text.find_first_not_of("-0123456789_") != text.npos) return std::nullopt;
  if (!absl::SimpleAtoi(absl::StrReplaceAll(std::string(text), {{"_", ""}}), &value)) {
    return std::nullopt;
  }
  return value;
}

}  // namespace liandong::cli
