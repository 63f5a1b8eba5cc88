#include "services/cli/story/field_path.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "services/cli/story/values.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr char kSize[] = ".size()";

bool IsTextual(const Descriptor* type) {
  return type == google::type::Date::descriptor() ||
         type == google::protobuf::Timestamp::descriptor();
}

// The name that a value has in a contract; a number when it has none.
std::string EnumText(const FieldDescriptor* field, int number) {
  const auto* value = field->enum_type()->FindValueByNumber(number);
  return value == nullptr ? absl::StrCat(number) : value->name();
}

std::string BoolText(bool value) { return value ? "true" : "false"; }

// A value that is no message: of the field itself, or of item `index` of a repeated one.
std::string ScalarText(const Message& parent, const FieldDescriptor* field, int index) {
  const Reflection& reflection = *parent.GetReflection();
  const bool item = field->is_repeated();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(item ? reflection.GetRepeatedInt32(parent, field, index)
                               : reflection.GetInt32(parent, field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(item ? reflection.GetRepeatedInt64(parent, field, index)
                               : reflection.GetInt64(parent, field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return absl::StrCat(item ? reflection.GetRepeatedUInt32(parent, field, index)
                               : reflection.GetUInt32(parent, field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(item ? reflection.GetRepeatedUInt64(parent, field, index)
                               : reflection.GetUInt64(parent, field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return absl::StrCat(item ? reflection.GetRepeatedDouble(parent, field, index)
                               : reflection.GetDouble(parent, field));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return absl::StrCat(item ? reflection.GetRepeatedFloat(parent, field, index)
                               : reflection.GetFloat(parent, field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return BoolText(item ? reflection.GetRepeatedBool(parent, field, index)
                           : reflection.GetBool(parent, field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumText(field, item ? reflection.GetRepeatedEnumValue(parent, field, index)
                                  : reflection.GetEnumValue(parent, field));
    case FieldDescriptor::CPPTYPE_STRING:
      return item ? reflection.GetRepeatedString(parent, field, index)
                  : reflection.GetString(parent, field);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;  // the caller has taken messages apart
  }
  return "";
}

const Message& MessageAt(const Message& parent, const FieldDescriptor* field, int index) {
  return field->is_repeated() ? parent.GetReflection()->GetRepeatedMessage(parent, field, index)
                              : parent.GetReflection()->GetMessage(parent, field);
}

void Append(const Message& parent, const FieldDescriptor* field, int index, Found& found) {
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    found.texts.push_back(ScalarText(parent, field, index));
    return;
  }
  const Message& message = MessageAt(parent, field, index);
  if (auto text = MessageText(message)) {
    found.texts.push_back(*std::move(text));
  } else {
    found.message = &message;
  }
}

absl::Status NoPlace(std::string_view path, std::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat(std::string(path), ": ", std::string(why)));
}

// The text cut at the dots that are not within brackets: a key's value may hold some.
std::vector<std::string> Cut(std::string_view text) {
  std::vector<std::string> parts(1);
  bool bracket = false;
  for (const char c : text) {
    if (c == '.' && !bracket) {
      parts.emplace_back();
      continue;
    }
    if (c == '[') bracket = true;
    if (c == ']') bracket = false;
    parts.back().push_back(c);
  }
  return parts;
}

}  // namespace

absl::StatusOr<FieldPath::Segment> FieldPath::ParseSegment(const Descriptor* type,
                                                           std::string_view text) {
  const size_t bracket = text.find('[');
  const std::string name(text.substr(0, bracket));
  Segment segment{
      .field = type->FindFieldByName(name), .index = {}, .key = nullptr, .key_value = {}};
  if (segment.field == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat(type->full_name(), " has no field \"", name, "\""));
  }
  if (bracket == text.npos) return segment;
  if (!segment.field->is_repeated() || text.back() != ']') {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", std::string(text), "\" does not pick an item of a list"));
  }
  const std::string inside(text.substr(bracket + 1, text.size() - bracket - 2));
  if (const size_t equals = inside.find('='); equals != inside.npos) {
    const Descriptor* item = segment.field->message_type();
    segment.key = item == nullptr ? nullptr : item->FindFieldByName(inside.substr(0, equals));
    segment.key_value = inside.substr(equals + 1);
    if (segment.key == nullptr || segment.key->is_repeated() ||
        segment.key->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      return absl::InvalidArgumentError(absl::StrCat("items of ", name, " have no single value \"",
                                                     inside.substr(0, equals), "\""));
    }
    return segment;
  }
  int index = 0;
  if (!absl::SimpleAtoi(inside, &index) || index < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"[", inside, "]\" is neither [index] nor [field=value]"));
  }
  segment.index = index;
  return segment;
}

absl::StatusOr<FieldPath> FieldPath::Parse(const Descriptor* root, std::string_view text) {
  FieldPath path;
  path.text_ = std::string(text);
  absl::string_view rest = path.text_;
  path.size_ = absl::ConsumeSuffix(&rest, kSize);
  const Descriptor* type = root;
  for (const std::string& part : Cut({rest.data(), rest.size()})) {
    if (type == nullptr) return NoPlace(text, "leads into a value that has no fields");
    if (!path.segments_.empty()) {
      const Segment& before = path.segments_.back();
      if (before.field->is_repeated() && !before.picks_item()) {
        return NoPlace(text, absl::StrCat(before.field->name(), " is a list: pick an item"));
      }
    }
    absl::StatusOr<Segment> segment = ParseSegment(type, part);
    if (!segment.ok()) {
      return NoPlace(text, std::string(segment.status().message()));
    }
    type = segment->field->message_type();
    path.segments_.push_back(*std::move(segment));
  }
  const Segment& last = path.segments_.back();
  const bool list = last.field->is_repeated() && !last.picks_item();
  if (path.size_ && !list) return NoPlace(text, "only a list has a size()");
  if (!path.size_ && list && type != nullptr && !IsTextual(type)) {
    return NoPlace(text, "is a list of messages: pick an item, or ask for its size()");
  }
  return path;
}

bool FieldPath::is_single() const {
  return size_ || !segments_.back().field->is_repeated() || segments_.back().picks_item();
}

bool FieldPath::is_message() const {
  const Descriptor* type = segments_.back().field->message_type();
  return !size_ && type != nullptr && !IsTextual(type);
}

bool FieldPath::is_instant() const {
  return !size_ &&
         segments_.back().field->message_type() == google::protobuf::Timestamp::descriptor();
}

bool FieldPath::is_integer() const {
  if (size_) return true;
  switch (segments_.back().field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return true;
    default:
      return false;
  }
}

absl::StatusOr<int> FieldPath::ItemOf(const Segment& segment, const Message& parent) const {
  const int size = parent.GetReflection()->FieldSize(parent, segment.field);
  if (segment.index.has_value()) {
    if (*segment.index < size) return *segment.index;
    return absl::NotFoundError(
        absl::StrCat(text_, ": ", segment.field->name(), " has ", size, " items"));
  }
  for (int i = 0; i < size; ++i) {
    const Message& item = MessageAt(parent, segment.field, i);
    if (ScalarText(item, segment.key, 0) == segment.key_value) return i;
  }
  return absl::NotFoundError(absl::StrCat(text_, ": none of the ", size, " items of ",
                                          segment.field->name(), " has ", segment.key->name(), " ",
                                          segment.key_value));
}

absl::StatusOr<Found> FieldPath::Read(const Message& root) const {
  const Message* at = &root;
  for (size_t i = 0; i + 1 < segments_.size(); ++i) {
    const Segment& segment = segments_[i];
    int index = 0;
    if (segment.picks_item()) {
      ASSIGN_OR_RETURN(index, ItemOf(segment, *at));
    }
    at = &MessageAt(*at, segment.field, index);
  }
  const Segment& last = segments_.back();
  const Reflection& reflection = *at->GetReflection();
  Found found;
  if (last.picks_item()) {
    ASSIGN_OR_RETURN(const int index, ItemOf(last, *at));
    Append(*at, last.field, index, found);
  } else if (size_) {
    found.texts.push_back(absl::StrCat(reflection.FieldSize(*at, last.field)));
  } else if (last.field->is_repeated()) {
    found.list = true;
    for (int i = 0; i < reflection.FieldSize(*at, last.field); ++i)
      Append(*at, last.field, i, found);
  } else if (last.field->has_presence() && !reflection.HasField(*at, last.field)) {
    found.set = false;
  } else {
    Append(*at, last.field, 0, found);
  }
  return found;
}

}  // namespace liandong::cli
