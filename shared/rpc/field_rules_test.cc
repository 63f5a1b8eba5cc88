#include "shared/rpc/field_rules.h"

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "shared/ids/ids_reasons.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/rpc/testing/contract.h"
#include "shared/testing/status_matchers.h"

namespace liandong::rpc {
namespace {

using ::liandong::testing::Contract;
using ::liandong::testing::IsOk;
using ::liandong::testing::RefusedWith;
using ::testing::ElementsAre;
using ::testing::Pair;

constexpr Reason kUnknownColour{"UNKNOWN_COLOUR", absl::StatusCode::kInvalidArgument,
                                "no such colour", "没有该颜色"};

const Reason* Lookup(std::string_view name) {
  return name == kUnknownColour.name ? &kUnknownColour : nullptr;
}

// One message that has every rule once.
Contract& Rules() {
  static auto* contract = new Contract(R"(
    enum_type {
      name: "Colour"
      value { name: "COLOUR_UNSPECIFIED" number: 0 }
      value { name: "RED" number: 1 }
    }
    message_type {
      name: "Item"
      field { name: "label" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { required: true length_max: 4 } } }
      field { name: "number" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { output_only: true } } }
    }
    message_type {
      name: "Deep"
      field { name: "next" number: 1 type: TYPE_MESSAGE type_name: ".test.Deep"
              label: LABEL_OPTIONAL }
      field { name: "label" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { length_max: 1 } } }
    }
    message_type {
      name: "Request"
      field { name: "text" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "short" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { length_max: 6 } } }
      field { name: "blob" number: 3 type: TYPE_BYTES label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { length_max: 6 } } }
      field { name: "few" number: 4 type: TYPE_STRING label: LABEL_REPEATED
              options { [liandong.common.v1.field] { items_max: 2 length_max: 3 } } }
      field { name: "many" number: 5 type: TYPE_INT64 label: LABEL_REPEATED }
      field { name: "items" number: 6 type: TYPE_MESSAGE type_name: ".test.Item"
              label: LABEL_REPEATED }
      field { name: "item" number: 7 type: TYPE_MESSAGE type_name: ".test.Item"
              label: LABEL_OPTIONAL }
      field { name: "fen" number: 8 type: TYPE_INT64 label: LABEL_OPTIONAL proto3_optional: true
              oneof_index: 0
              options { [liandong.common.v1.field] { value_min: 1 value_max: 100 } } }
      field { name: "share" number: 9 type: TYPE_INT32 label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { value_min: 0 value_max: 10000 } } }
      field { name: "count" number: 10 type: TYPE_UINT32 label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { value_min: 0 value_max: 7 } } }
      field { name: "shares" number: 11 type: TYPE_INT64 label: LABEL_REPEATED
              options { [liandong.common.v1.field] { value_min: -1 value_max: 1 } } }
      field { name: "colour" number: 12 type: TYPE_ENUM type_name: ".test.Colour"
              label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { refusal: "UNKNOWN_COLOUR" } } }
      field { name: "colours" number: 13 type: TYPE_ENUM type_name: ".test.Colour"
              label: LABEL_REPEATED }
      field { name: "day" number: 14 type: TYPE_MESSAGE type_name: ".google.type.Date"
              label: LABEL_OPTIONAL }
      field { name: "uuid" number: 15 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { format: FORMAT_UUID } } }
      field { name: "id" number: 16 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { format: FORMAT_RESOURCE_ID } } }
      field { name: "sha256" number: 17 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { format: FORMAT_SHA256 } } }
      field { name: "unit" number: 18 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { format: FORMAT_UNIT_CODE } } }
      field { name: "resident" number: 19 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { format: FORMAT_RESIDENT_ID } } }
      field { name: "division" number: 20 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { format: FORMAT_DIVISION_CODE } } }
      field { name: "account" number: 21 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { format: FORMAT_ACCOUNT_NUMBER } } }
      field { name: "name" number: 22 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { resource: "projects/*/budgets/*" } } }
      field { name: "etag" number: 23 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { output_only: true length_max: 1 } } }
      field { name: "given" number: 24 type: TYPE_MESSAGE type_name: ".test.Item"
              label: LABEL_REPEATED
              options { [liandong.common.v1.field] { output_only: true } } }
      field { name: "odd" number: 25 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { length_max: 1 refusal: "NOT_IN_CATALOGUE" } } }
      oneof_decl { name: "_fen" }
    }
    message_type {
      name: "Needy"
      field { name: "text" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { required: true } } }
      field { name: "number" number: 2 type: TYPE_INT64 label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { required: true } } }
      field { name: "colour" number: 3 type: TYPE_ENUM type_name: ".test.Colour"
              label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { required: true refusal: "UNKNOWN_COLOUR" } } }
      field { name: "item" number: 4 type: TYPE_MESSAGE type_name: ".test.Item"
              label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { required: true } } }
      field { name: "items" number: 5 type: TYPE_MESSAGE type_name: ".test.Item"
              label: LABEL_REPEATED
              options { [liandong.common.v1.field] { required: true } } }
    }
  )");
  return *contract;
}

absl::Status Enforce(const std::string& text, const std::string& type = "Request") {
  return EnforceFieldRules(*Rules().Parse(type, text), Lookup);
}

std::string Repeat(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

// Field to the description told for it.
std::map<std::string, std::string> Violations(const absl::Status& status) {
  std::map<std::string, std::string> violations;
  const google::rpc::Status proto = ToProto(status);
  for (const auto& any : proto.details()) {
    google::rpc::BadRequest bad;
    if (!any.UnpackTo(&bad)) continue;
    for (const auto& violation : bad.field_violations()) {
      violations[violation.field()] =
          violation.description().substr(0, violation.description().find(':'));
    }
  }
  return violations;
}

MATCHER_P2(RefusedAt, field, reason, "is refused at the field with the reason") {
  const auto violations = Violations(arg);
  return ExplainMatchResult(RefusedWith(reason), arg, result_listener) && violations.size() == 1 &&
         violations.begin()->first == field && violations.begin()->second == reason.name;
}

TEST(FieldRules, AnEmptyMessageWithoutRequiredFieldsPasses) { EXPECT_THAT(Enforce(""), IsOk()); }

TEST(FieldRules, RequiredFieldsOfEveryKindAreToldAtOnce) {
  const absl::Status status = Enforce("", "Needy");
  EXPECT_THAT(status, RefusedWith(kFieldsInvalid));
  EXPECT_THAT(Violations(status),
              ElementsAre(Pair("colour", "UNKNOWN_COLOUR"), Pair("item", "FIELD_REQUIRED"),
                          Pair("items", "FIELD_REQUIRED"), Pair("number", "FIELD_REQUIRED"),
                          Pair("text", "FIELD_REQUIRED")));
  EXPECT_EQ(MetadataOf(status, "count"), "5");
  EXPECT_THAT(
      Enforce("text: 'a' number: 1 colour: RED item { label: 'a' } items { label: 'b' }", "Needy"),
      IsOk());
}

TEST(FieldRules, OneWrongFieldKeepsItsOwnReason) {
  EXPECT_THAT(Enforce("number: 1 colour: RED item { label: 'a' } items { label: 'b' }", "Needy"),
              RefusedAt("text", kFieldRequired));
}

TEST(FieldRules, TextIsLimitedInBytes) {
  EXPECT_THAT(Enforce("short: '六六'"), IsOk());
  EXPECT_THAT(Enforce("short: '六六七'"), RefusedAt("short", kFieldTooLong));
  EXPECT_THAT(Enforce("short: '123456'"), IsOk());
  EXPECT_THAT(Enforce("short: '1234567'"), RefusedAt("short", kFieldTooLong));
  EXPECT_THAT(Enforce("blob: '123456'"), IsOk());
  EXPECT_THAT(Enforce("blob: '1234567'"), RefusedAt("blob", kFieldTooLong));
}

TEST(FieldRules, TextWithoutALimitOfItsOwnHasTheDefault) {
  const std::string most(kTextLengthMaxDefault, 'x');
  EXPECT_THAT(Enforce(absl::StrCat("text: '", most, "'")), IsOk());
  const absl::Status status = Enforce(absl::StrCat("text: '", most, "x'"));
  EXPECT_THAT(status, RefusedAt("text", kFieldTooLong));
  EXPECT_EQ(MetadataOf(status, "length_max"), absl::StrCat(kTextLengthMaxDefault));
}

TEST(FieldRules, ListsAreLimitedAndTheirItemsChecked) {
  EXPECT_THAT(Enforce("few: 'a' few: 'b'"), IsOk());
  EXPECT_THAT(Enforce("few: 'a' few: 'b' few: 'c'"), RefusedAt("few", kTooManyItems));
  EXPECT_THAT(Enforce("few: 'abc' few: 'abcd'"), RefusedAt("few[1]", kFieldTooLong));
  EXPECT_THAT(Enforce(Repeat(kItemsMaxDefault, "many: 1 ")), IsOk());
  EXPECT_THAT(Enforce(Repeat(kItemsMaxDefault + 1, "many: 1 ")), RefusedAt("many", kTooManyItems));
  EXPECT_THAT(Enforce(Repeat(kItemsMaxDefault, "items { label: 'a' } ")), IsOk());
  EXPECT_THAT(Enforce(Repeat(kItemsMaxDefault + 1, "items { label: 'a' } ")),
              RefusedAt("items", kTooManyItems));
}

TEST(FieldRules, NumbersLieBetweenTheirBounds) {
  EXPECT_THAT(Enforce("fen: 1"), IsOk());
  EXPECT_THAT(Enforce("fen: 100"), IsOk());
  EXPECT_THAT(Enforce("fen: 0"), RefusedAt("fen", kValueOutOfRange));
  EXPECT_THAT(Enforce("fen: 101"), RefusedAt("fen", kValueOutOfRange));
  EXPECT_THAT(Enforce("fen: -9223372036854775808"), RefusedAt("fen", kValueOutOfRange));
  EXPECT_THAT(Enforce("share: 10000"), IsOk());
  EXPECT_THAT(Enforce("share: 10001"), RefusedAt("share", kValueOutOfRange));
  EXPECT_THAT(Enforce("share: -1"), RefusedAt("share", kValueOutOfRange));
  EXPECT_THAT(Enforce("count: 7"), IsOk());
  EXPECT_THAT(Enforce("count: 8"), RefusedAt("count", kValueOutOfRange));
  EXPECT_THAT(Enforce("count: 4294967295"), RefusedAt("count", kValueOutOfRange));
  EXPECT_THAT(Enforce("shares: 1 shares: -1"), IsOk());
  EXPECT_THAT(Enforce("shares: 1 shares: 2"), RefusedAt("shares[1]", kValueOutOfRange));
}

TEST(FieldRules, EnumsHoldKnownValues) {
  EXPECT_THAT(Enforce("colour: RED colours: RED"), IsOk());
  EXPECT_THAT(Enforce("colours: RED colours: 99"), RefusedAt("colours[1]", kEnumUnknown));
  EXPECT_THAT(Enforce("colours: RED colours: COLOUR_UNSPECIFIED"),
              RefusedAt("colours[1]", kFieldRequired));
}

TEST(FieldRules, AFieldsOwnRefusalSaysMore) {
  EXPECT_THAT(Enforce("colour: 99"), RefusedAt("colour", kUnknownColour));
  // One that the catalogue does not know leaves the general reason.
  EXPECT_THAT(Enforce("odd: 'ab'"), RefusedAt("odd", kFieldTooLong));
  EXPECT_THAT(EnforceFieldRules(*Rules().Parse("Request", "colour: 99"), nullptr),
              RefusedAt("colour", kEnumUnknown));
}

TEST(FieldRules, DatesExist) {
  EXPECT_THAT(Enforce("day { year: 2024 month: 2 day: 29 }"), IsOk());
  EXPECT_THAT(Enforce("day { year: 1900 month: 1 day: 1 }"), IsOk());
  EXPECT_THAT(Enforce("day { year: 2200 month: 12 day: 31 }"), IsOk());
  for (const char* date :
       {"year: 2023 month: 2 day: 29", "year: 1899 month: 12 day: 31", "year: 2201 month: 1 day: 1",
        "year: 2024 month: 13 day: 1", "year: 2024 month: 0 day: 1", "year: 2024 month: 1 day: 0",
        "year: 2024 month: 4 day: 31", "year: 2024 month: 4", "year: 2024", "",
        "year: 2024 month: -1 day: 1", "year: 2024 month: 2147483647 day: 2147483647",
        "year: -2147483648 month: 1 day: 1"}) {
    EXPECT_THAT(Enforce(absl::StrCat("day { ", date, " }")), RefusedAt("day", kDateInvalid))
        << date;
  }
}

TEST(FieldRules, FormatsAreChecked) {
  const std::string sha(64, 'a');
  EXPECT_THAT(Enforce(absl::StrCat(
                  "uuid: '0195c2f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f' id: 'b1.x_y-Z' sha256: '", sha,
                  "' unit: '431103001003GB00101F00010001' resident: '431199196203140018'"
                  " division: '431103' account: '12345678' name: 'projects/P1/budgets/b1'")),
              IsOk());
  EXPECT_THAT(Enforce("uuid: 'no'"), RefusedAt("uuid", ids::kUuidFormat));
  EXPECT_THAT(Enforce("id: '-a'"), RefusedAt("id", kFormatInvalid));
  EXPECT_THAT(Enforce(absl::StrCat("id: '", std::string(63, 'a'), "'")), IsOk());
  EXPECT_THAT(Enforce(absl::StrCat("id: '", std::string(64, 'a'), "'")),
              RefusedAt("id", kFormatInvalid));
  for (const std::string& bad :
       {sha + "a", sha.substr(1), "A" + sha.substr(1), "g" + sha.substr(1)}) {
    EXPECT_THAT(Enforce(absl::StrCat("sha256: '", bad, "'")), RefusedAt("sha256", kFormatInvalid))
        << bad;
  }
  EXPECT_THAT(Enforce("unit: '431103001003JB00107F00010001'"),
              RefusedAt("unit", ids::kCollectiveLand));
  EXPECT_THAT(Enforce("resident: '431199196203140010'"), RefusedAt("resident", ids::kIdCheckDigit));
  EXPECT_THAT(Enforce("division: '4311'"), RefusedAt("division", ids::kDivisionFormat));
  EXPECT_THAT(Enforce("account: '1234567'"), RefusedAt("account", ids::kAccountFormat));
  EXPECT_THAT(Enforce("name: 'projects/P1'"), RefusedAt("name", kNameInvalid));
  EXPECT_THAT(Enforce("name: 'projects//budgets/b1'"), RefusedAt("name", kNameInvalid));
  EXPECT_THAT(Enforce("name: 'projects/../budgets/b1'"), RefusedAt("name", kNameInvalid));
}

TEST(FieldRules, OutputOnlyFieldsAreClearedUnread) {
  auto request = Rules().Parse(
      "Request", "etag: 'longer than allowed' given {} item { label: 'a' number: 'x' }");
  EXPECT_THAT(EnforceFieldRules(*request, Lookup), IsOk());
  EXPECT_EQ(request->ShortDebugString(), "item { label: \"a\" }");
}

TEST(FieldRules, FieldsThatTheContractDoesNotHaveAreRefused) {
  auto request = Rules().Parse("Request", "item { label: 'a' }");
  const auto* item = request->GetDescriptor()->FindFieldByName("item");
  auto* inner = request->GetReflection()->MutableMessage(request.get(), item);
  inner->GetReflection()->MutableUnknownFields(inner)->AddVarint(77, 1);
  const absl::Status refused = EnforceFieldRules(*request, Lookup);
  EXPECT_THAT(refused, RefusedAt("item", kFieldUnknown));
  EXPECT_EQ(MetadataOf(refused, "number"), "77");
}

TEST(FieldRules, AUuidHasOneSpelling) {
  auto request = Rules().Parse("Request", "uuid: '0195C2F0-1a2b-7C3D-8e4f-5A6B7C8D9E0F'");
  EXPECT_THAT(EnforceFieldRules(*request, Lookup), IsOk());
  EXPECT_EQ(request->ShortDebugString(), "uuid: \"0195c2f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f\"");
}

TEST(FieldRules, NestedFieldsAreNamedByTheirPath) {
  EXPECT_THAT(Enforce("item { label: '12345' }"), RefusedAt("item.label", kFieldTooLong));
  EXPECT_THAT(Enforce("items { label: 'a' } items {}"),
              RefusedAt("items[1].label", kFieldRequired));
}

TEST(FieldRules, EveryWrongFieldIsToldAtOnce) {
  const absl::Status status =
      Enforce("short: '1234567' fen: 0 uuid: 'x' day { year: 1 } items {} item { label: '12345' }");
  EXPECT_THAT(status, RefusedWith(kFieldsInvalid));
  EXPECT_THAT(
      Violations(status),
      ElementsAre(Pair("day", "DATE_INVALID"), Pair("fen", "VALUE_OUT_OF_RANGE"),
                  Pair("item.label", "FIELD_TOO_LONG"), Pair("items[0].label", "FIELD_REQUIRED"),
                  Pair("short", "FIELD_TOO_LONG"), Pair("uuid", "UUID_FORMAT")));
}

TEST(FieldRules, MessagesNestToALimit) {
  const auto nested = [](int depth) {
    return Repeat(depth, "next { ") + "label: 'x' " + Repeat(depth, "}");
  };
  EXPECT_THAT(Enforce(nested(kDepthMax), "Deep"), IsOk());
  const absl::Status status = Enforce(nested(kDepthMax + 1), "Deep");
  EXPECT_THAT(status, RefusedWith(kMessageTooDeep));
  EXPECT_EQ(MetadataOf(status, "depth_max"), absl::StrCat(kDepthMax));
}

Contract& People() {
  static auto* contract = new Contract(R"(
    message_type {
      name: "Person"
      field { name: "public" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "name" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { personal: PERSONAL_NAME } } }
      field { name: "id" number: 3 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { personal: PERSONAL_ID_NUMBER } } }
      field { name: "phone" number: 4 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { personal: PERSONAL_PHONE } } }
      field { name: "card" number: 5 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { personal: PERSONAL_BANK_ACCOUNT } } }
      field { name: "address" number: 6 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { personal: PERSONAL_ADDRESS } } }
      field { name: "story" number: 7 type: TYPE_STRING label: LABEL_OPTIONAL
              options { [liandong.common.v1.field] { personal: PERSONAL_TEXT } } }
      field { name: "names" number: 8 type: TYPE_STRING label: LABEL_REPEATED
              options { [liandong.common.v1.field] { personal: PERSONAL_NAME } } }
    }
    message_type {
      name: "Family"
      field { name: "head" number: 1 type: TYPE_MESSAGE type_name: ".test.Person"
              label: LABEL_OPTIONAL }
      field { name: "members" number: 2 type: TYPE_MESSAGE type_name: ".test.Person"
              label: LABEL_REPEATED }
    }
  )");
  return *contract;
}

// The masked form of one field of a person.
std::string Masked(const std::string& field, const std::string& text) {
  auto person = People().Parse("Person", absl::StrCat(field, ": '", text, "'"));
  MaskPersonalData(*person);
  const auto* descriptor = person->GetDescriptor()->FindFieldByName(field);
  return person->GetReflection()->GetString(*person, descriptor);
}

TEST(Masks, KeepWhatTellsTwoRecordsApartAndNoMore) {
  EXPECT_EQ(Masked("public", "陈大文"), "陈大文");
  EXPECT_EQ(Masked("name", "陈大文"), "陈**");
  EXPECT_EQ(Masked("id", "431199196203140018"), "4311**********0018");
  EXPECT_EQ(Masked("id", "431199620314001"), "4311*******4001");
  EXPECT_EQ(Masked("phone", "13800000012"), "****0012");
  EXPECT_EQ(Masked("card", "6222000000000000012"), "****0012");
  EXPECT_EQ(Masked("address", "冷水滩区示例路十二号"), "冷水滩区****");
  EXPECT_EQ(Masked("story", "x"), "****");
}

TEST(Masks, ShowNothingOfTextsTooShortToHideAnything) {
  EXPECT_EQ(Masked("name", "陈"), "**");
  EXPECT_EQ(Masked("name", "陈文"), "陈**");
  EXPECT_EQ(Masked("name", "A"), "**");
  EXPECT_EQ(Masked("id", "E12345678"), "****") << "a passport";
  EXPECT_EQ(Masked("id", "12345678901234"), "****");
  EXPECT_EQ(Masked("phone", "82345678"), "****");
  EXPECT_EQ(Masked("phone", "823456789"), "****6789");
  EXPECT_EQ(Masked("card", "12345678"), "****");
  EXPECT_EQ(Masked("address", "示例路一号"), "****");
  EXPECT_EQ(Masked("address", "示例社区三组十二号"), "示例社区****");
}

TEST(Masks, CountCharactersNotBytes) {
  EXPECT_EQ(Masked("phone", "零一二三四五六七八"), "****五六七八");
  EXPECT_EQ(Masked("phone", "零一二"), "****");
  EXPECT_EQ(Masked("id", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"), "甲乙丙丁*******丑寅卯辰");
}

TEST(Masks, LeaveEmptyTextEmpty) {
  auto person = People().Parse("Person", "public: 'x'");
  MaskPersonalData(*person);
  EXPECT_EQ(person->ShortDebugString(), "public: \"x\"");
  EXPECT_EQ(Masked("name", ""), "");
}

TEST(Masks, ReachListsAndNestedMessages) {
  auto family = People().Parse("Family",
                               "head { name: 'Chen' names: 'Wu' names: 'Li' }"
                               " members { phone: '13800000012' } members { public: 'p' }");
  MaskPersonalData(*family);
  EXPECT_EQ(family->ShortDebugString(),
            "head { name: \"C**\" names: \"W**\" names: \"L**\" }"
            " members { phone: \"****0012\" } members { public: \"p\" }");
}

}  // namespace
}  // namespace liandong::rpc
