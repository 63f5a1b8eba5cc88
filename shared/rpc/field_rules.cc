#include "shared/rpc/field_rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/any.pb.h"
#include "google/type/date.pb.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/ids/bank_account.h"
#include "shared/ids/division.h"
#include "shared/ids/party_ids.h"
#include "shared/ids/unit_code.h"
#include "shared/ids/uuid.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"
#include "shared/storage/schema.h"

namespace liandong::rpc {
namespace {

using common::v1::Field;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool IsSha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

class Walker {
 public:
  explicit Walker(const ReasonLookup& lookup) : lookup_(lookup) {}

  void Walk(Message& message, const std::string& path, int depth) {
    if (depth > kDepthMax) {
      Add(path, nullptr, kMessageTooDeep, {{"depth_max", absl::StrCat(kDepthMax)}});
      return;
    }
    // No rule is known for it, and it would be stored as it came.
    const auto& unknown = message.GetReflection()->GetUnknownFields(message);
    if (!unknown.empty()) {
      Add(path, nullptr, kFieldUnknown, {{"number", absl::StrCat(unknown.field(0).number())}});
    }
    if (auto* date = dynamic_cast<google::type::Date*>(&message)) {
      CheckDate(*date, path);
      return;
    }
    const auto* descriptor = message.GetDescriptor();
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor* field = descriptor->field(i);
      const std::string at = path.empty() ? field->name() : absl::StrCat(path, ".", field->name());
      const Field& rules = FieldOption(field);
      if (rules.output_only()) {
        message.GetReflection()->ClearField(&message, field);
      } else if (field->is_repeated()) {
        Repeated(message, field, rules, at, depth);
      } else {
        Single(message, field, rules, at, depth);
      }
    }
  }

  absl::Status status() const { return errors_.status(); }

 private:
  void Add(const std::string& at, const Field* rules, const Reason& reason,
           const Metadata& metadata = {}) {
    const Reason* own = nullptr;
    if (rules != nullptr && !rules->refusal().empty() && lookup_) own = lookup_(rules->refusal());
    errors_.Add(at, own != nullptr ? *own : reason, metadata);
  }

  void Repeated(Message& message, const FieldDescriptor* field, const Field& rules,
                const std::string& at, int depth) {
    const Reflection* reflection = message.GetReflection();
    const int size = reflection->FieldSize(message, field);
    const int items_max =
        rules.items_max() > 0 ? static_cast<int>(rules.items_max()) : kItemsMaxDefault;
    if (size == 0 && rules.required()) Add(at, &rules, kFieldRequired);
    if (size > items_max) {
      Add(at, &rules, kTooManyItems, {{"items_max", absl::StrCat(items_max)}});
      return;
    }
    for (int i = 0; i < size; ++i) {
      const std::string item = absl::StrCat(at, "[", i, "]");
      switch (field->cpp_type()) {
        case FieldDescriptor::CPPTYPE_MESSAGE:
          Walk(*reflection->MutableRepeatedMessage(&message, field, i), item, depth + 1);
          break;
        case FieldDescriptor::CPPTYPE_STRING: {
          std::string text = reflection->GetRepeatedString(message, field, i);
          Text(text, rules, item);
          if (MakeCanonical(rules, text)) {
            reflection->SetRepeatedString(&message, field, i, std::move(text));
          }
          break;
        }
        case FieldDescriptor::CPPTYPE_ENUM:
          Enum(reflection->GetRepeatedEnumValue(message, field, i), field, rules, item, true);
          break;
        case FieldDescriptor::CPPTYPE_INT32:
          Number(reflection->GetRepeatedInt32(message, field, i), rules, item);
          break;
        case FieldDescriptor::CPPTYPE_INT64:
          Number(reflection->GetRepeatedInt64(message, field, i), rules, item);
          break;
        case FieldDescriptor::CPPTYPE_UINT32:
          Number(reflection->GetRepeatedUInt32(message, field, i), rules, item);
          break;
        default:
          break;
      }
    }
  }

  void Single(Message& message, const FieldDescriptor* field, const Field& rules,
              const std::string& at, int depth) {
    const Reflection* reflection = message.GetReflection();
    const bool absent = field->has_presence() && !reflection->HasField(message, field);
    if (absent) {
      if (rules.required()) Add(at, &rules, kFieldRequired);
      return;
    }
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        Walk(*reflection->MutableMessage(&message, field), at, depth + 1);
        break;
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string text = reflection->GetString(message, field);
        if (text.empty()) {
          if (rules.required()) Add(at, &rules, kFieldRequired);
          break;
        }
        Text(text, rules, at);
        if (MakeCanonical(rules, text)) reflection->SetString(&message, field, std::move(text));
        break;
      }
      case FieldDescriptor::CPPTYPE_ENUM:
        Enum(reflection->GetEnumValue(message, field), field, rules, at, rules.required());
        break;
      case FieldDescriptor::CPPTYPE_INT32:
        Number(reflection->GetInt32(message, field), rules, at);
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        Number(reflection->GetInt64(message, field), rules, at);
        break;
      case FieldDescriptor::CPPTYPE_UINT32:
        Number(reflection->GetUInt32(message, field), rules, at);
        break;
      default:
        break;
    }
  }

  void Number(int64_t number, const Field& rules, const std::string& at) {
    if (rules.value_min() == 0 && rules.value_max() == 0) {
      if (rules.required() && number == 0) Add(at, &rules, kFieldRequired);
      return;
    }
    if (number < rules.value_min() || number > rules.value_max()) {
      Add(at, &rules, kValueOutOfRange,
          {{"min", absl::StrCat(rules.value_min())}, {"max", absl::StrCat(rules.value_max())}});
    }
  }

  void Enum(int number, const FieldDescriptor* field, const Field& rules, const std::string& at,
            bool required) {
    if (number == 0) {
      if (required) Add(at, &rules, kFieldRequired);
    } else if (field->enum_type()->FindValueByNumber(number) == nullptr) {
      Add(at, &rules, kEnumUnknown);
    }
  }

  void Text(const std::string& text, const Field& rules, const std::string& at) {
    const size_t length_max =
        rules.length_max() > 0 ? rules.length_max() : size_t{kTextLengthMaxDefault};
    if (text.size() > length_max) {
      Add(at, &rules, kFieldTooLong, {{"length_max", absl::StrCat(length_max)}});
      return;
    }
    if (!rules.resource().empty() && !NameMatches(text, rules.resource())) {
      Add(at, &rules, kNameInvalid, {{"pattern", rules.resource()}});
    }
    switch (rules.format()) {
      case common::v1::FORMAT_UUID:
        Checked(ids::CheckUuid(text), at);
        break;
      case common::v1::FORMAT_RESOURCE_ID:
        Form(IsResourceId(text), at, rules, "[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
        break;
      case common::v1::FORMAT_SHA256:
        Form(IsSha256(text), at, rules, "64 lower-case hexadecimal digits");
        break;
      case common::v1::FORMAT_ACCOUNT_NUMBER:
        Checked(ids::CheckPublicAccount(text), at);
        break;
      case common::v1::FORMAT_UNIT_CODE:
        Checked(ids::CheckUnitCode(text), at);
        break;
      case common::v1::FORMAT_RESIDENT_ID:
        Checked(ids::CheckResidentId(text), at);
        break;
      case common::v1::FORMAT_DIVISION_CODE:
        Checked(ids::CheckDivisionCode(text), at);
        break;
      default:
        break;
    }
  }

  // The one spelling of what may come in several; false when it needs no change.
  static bool MakeCanonical(const Field& rules, std::string& text) {
    if (rules.format() != common::v1::FORMAT_UUID) return false;
    absl::StatusOr<std::string> canonical = ids::CanonicalUuid(text);
    if (!canonical.ok() || *canonical == text) return false;
    text = *std::move(canonical);
    return true;
  }

  void Form(bool good, const std::string& at, const Field& rules, const char* form) {
    if (!good) Add(at, &rules, kFormatInvalid, {{"format", form}});
  }

  // Identifier checks bring their own reasons.
  void Checked(const absl::Status& status, const std::string& at) {
    if (!status.ok()) errors_.AddStatus(at, status);
  }

  void CheckDate(const google::type::Date& date, const std::string& at) {
    const absl::CivilDay day(date.year(), date.month(), date.day());
    if (date.year() < 1900 || date.year() > 2200 || day.year() != date.year() ||
        day.month() != date.month() || day.day() != date.day()) {
      Add(at, nullptr, kDateInvalid);
    }
  }

  const ReasonLookup& lookup_;
  FieldErrors errors_;
};

// Where each UTF-8 character of `text` begins.
std::vector<size_t> Starts(std::string_view text) {
  std::vector<size_t> starts;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
  }
  return starts;
}

// `text` with all but its first `head` and last `tail` characters replaced: by `blank`, or by one
// star each when that is null. Nothing of it shows when it has less than `length_min` characters.
std::string Show(std::string_view text, size_t head, size_t tail, size_t length_min,
                 const char* blank) {
  const std::vector<size_t> starts = Starts(text);
  if (starts.size() < length_min) return blank != nullptr ? blank : "****";
  const size_t tail_at = tail == 0 ? text.size() : starts[starts.size() - tail];
  std::string shown(text.substr(0, starts[head]));
  shown += blank != nullptr ? blank : std::string(starts.size() - head - tail, '*');
  return shown.append(text.substr(tail_at));
}

std::string Mask(common::v1::Personal kind, const std::string& text) {
  if (text.empty()) return text;
  switch (kind) {
    case common::v1::PERSONAL_NAME:
      return Show(text, 1, 0, 2, "**");
    case common::v1::PERSONAL_ID_NUMBER:
      // Passports have nine characters: four and four of them would be nearly all.
      return Show(text, 4, 4, 15, nullptr);
    case common::v1::PERSONAL_PHONE:
    case common::v1::PERSONAL_BANK_ACCOUNT:
      return Show(text, 0, 4, 9, "****");
    case common::v1::PERSONAL_ADDRESS:
      return Show(text, 4, 0, 9, "****");
    default:
      return "****";
  }
}

}  // namespace

absl::Status EnforceFieldRules(Message& request, const ReasonLookup& lookup) {
  Walker walker(lookup);
  walker.Walk(request, "", 0);
  return walker.status();
}

void MaskPersonalData(Message& message) {
  if (!HoldsPersonalData(message.GetDescriptor())) return;
  const Reflection* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const auto kind = FieldOption(field).personal();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
        kind != common::v1::PERSONAL_UNSPECIFIED) {
      if (field->is_repeated()) {
        for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
          reflection->SetRepeatedString(
              &message, field, i, Mask(kind, reflection->GetRepeatedString(message, field, i)));
        }
      } else {
        reflection->SetString(&message, field, Mask(kind, reflection->GetString(message, field)));
      }
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      const int size = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
      for (int i = 0; i < size; ++i) {
        MaskPersonalData(field->is_repeated()
                             ? *reflection->MutableRepeatedMessage(&message, field, i)
                             : *reflection->MutableMessage(&message, field));
      }
    }
  }
}

}  // namespace liandong::rpc
