#include "services/cli/story/yaml_message.h"

#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/directory.pb.h"
#include "liandong/common/v1/operations.pb.h"
#include "liandong/funds/v1/budget.pb.h"

namespace liandong::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

template <class M>
M Read(const char* yaml, const Variables& variables = {}) {
  M message;
  EXPECT_THAT(ReadMessage(YAML::Load(yaml), &variables, message), IsEmpty());
  return message;
}

template <class M>
std::vector<std::string> Problems(const char* yaml, const Variables& variables = {}) {
  M message;
  return ReadMessage(YAML::Load(yaml), &variables, message);
}

TEST(YamlMessage, ReadsEveryKindOfField) {
  const auto request = Read<funds::v1::CreateBudgetRequest>(R"(
parent: projects/P1
budget_id: 1
budget:
  lines:
    - {purpose: PURPOSE_COMPENSATION, submitted_fen: 7_050_000_00}
    - {purpose: 99, submitted_fen: "12", opinion: "null"}
  estimate_document: 概算〔2026〕1号
  return_reason: null
)");
  EXPECT_EQ(request.parent(), "projects/P1");
  EXPECT_EQ(request.budget_id(), "1");
  ASSERT_EQ(request.budget().lines_size(), 2);
  EXPECT_EQ(request.budget().lines(0).purpose(), funds::v1::PURPOSE_COMPENSATION);
  EXPECT_EQ(request.budget().lines(0).submitted_fen(), 705'000'000);
  EXPECT_EQ(static_cast<int>(request.budget().lines(1).purpose()), 99);
  EXPECT_EQ(request.budget().lines(1).submitted_fen(), 12);
  EXPECT_EQ(request.budget().lines(1).opinion(), "null");
  EXPECT_EQ(request.budget().estimate_document(), "概算〔2026〕1号");
  EXPECT_EQ(request.budget().return_reason(), "");
}

TEST(YamlMessage, ReadsDatesAndInstants) {
  const auto organisation = Read<common::v1::Organisation>(R"(
valid_from: 2026-03-05
valid_to: {year: 2026, month: 2, day: 30}
)");
  EXPECT_EQ(organisation.valid_from().day(), 5);
  EXPECT_EQ(organisation.valid_to().day(), 30);
  EXPECT_EQ(Read<common::v1::MoveClockRequest>("to: 2026-02-28 09:00").to().seconds(),
            1'772'240'400);
}

TEST(YamlMessage, ReadsBoolsBytesAndMaps) {
  EXPECT_TRUE(Read<common::v1::WatchRequest>("until_now: true").until_now());
  EXPECT_EQ(Read<common::v1::SignedDirectory>("payload: 字节").payload(), "字节");
  const auto value = Read<google::protobuf::Struct>("fields: {a: {number_value: 1.5}}");
  EXPECT_EQ(value.fields().at("a").number_value(), 1.5);
}

TEST(YamlMessage, FillsInVariables) {
  auto line = std::make_shared<funds::v1::BudgetLine>();
  line->set_submitted_fen(5);
  const auto request = Read<funds::v1::CreateBudgetRequest>(
      "{parent: 'projects/${p}', budget: {lines: ['${line}', {submitted_fen: '${fen}'}]}}",
      {{"p", {"P1", nullptr}}, {"fen", {"6", nullptr}}, {"line", {"", line}}});
  EXPECT_EQ(request.parent(), "projects/P1");
  EXPECT_EQ(request.budget().lines(0).submitted_fen(), 5);
  EXPECT_EQ(request.budget().lines(1).submitted_fen(), 6);
}

TEST(YamlMessage, NamesLineAndFieldOfEveryProblem) {
  EXPECT_THAT(
      Problems<funds::v1::CreateBudgetRequest>(R"(parent: [projects/P1]
bugdet_id: v1
budget:
  lines:
    - {purpose: PURPOSE_RECEPTION, submitted_fen: 1.5}
    - 7
  create_time: yesterday
budget_id: v1
budget_id: v2
request_id: ${unknown}
)"),
      ElementsAre(
          "line 1: parent: a string is a single value",
          StartsWith("line 2: bugdet_id: liandong.funds.v1.CreateBudgetRequest has no such field: "
                     "parent, budget_id, budget, request_id"),
          StartsWith("line 5: budget.lines[0].purpose: \"PURPOSE_RECEPTION\" is no value of "
                     "liandong.funds.v1.Purpose: PURPOSE_UNSPECIFIED, "),
          "line 5: budget.lines[0].submitted_fen: \"1.5\" is no integer of type int64",
          "line 6: budget.lines[1]: a liandong.funds.v1.BudgetLine is a mapping of its fields",
          HasSubstr("line 7: budget.create_time: \"yesterday\" is no instant"),
          "line 9: budget_id: given twice", "line 10: request_id: ${unknown} has not been saved"));
}

TEST(YamlMessage, RefusesWhatDoesNotFit) {
  EXPECT_THAT(Problems<funds::v1::CreateBudgetRequest>("[]"), ElementsAre(HasSubstr("request: ")));
  EXPECT_THAT(Problems<funds::v1::ReviewBudgetRequest>("lines: {}"),
              ElementsAre(HasSubstr("a repeated field is a sequence")));
  EXPECT_THAT(Problems<common::v1::WatchRequest>("until_now: yes"),
              ElementsAre(HasSubstr("a bool is true or false")));
  EXPECT_THAT(Problems<common::v1::ListPendingCommandsRequest>("page_size: 3_000_000_000"),
              ElementsAre(HasSubstr("int32")));
  EXPECT_THAT(Problems<google::protobuf::Value>("{bool_value: true, string_value: x}"),
              ElementsAre(HasSubstr("only one of kind")));
  EXPECT_THAT(Problems<common::v1::Organisation>("valid_from: 2026-02-30"),
              ElementsAre(HasSubstr("is no day")));
  EXPECT_THAT(Problems<funds::v1::CreateBudgetRequest>(
                  "budget: ${x}", {{"x", {"", std::make_shared<funds::v1::BudgetLine>()}}}),
              ElementsAre(HasSubstr("holds a liandong.funds.v1.BudgetLine")));
}

TEST(YamlMessage, WithoutVariablesOnlyTheFormIsJudged) {
  funds::v1::BudgetLine line;
  EXPECT_THAT(ReadMessage(YAML::Load("submitted_fen: ${later}"), nullptr, line), IsEmpty());
  EXPECT_THAT(ReadMessage(YAML::Load("submitted_fen: ${la ter}"), nullptr, line),
              ElementsAre(HasSubstr("a variable is written ${name}")));
}

TEST(SetText, PutsAFileWhereTextIs) {
  funds::v1::CreateBudgetRequest request;
  EXPECT_TRUE(SetText("budget.estimate_document", "概算", request).ok());
  EXPECT_EQ(request.budget().estimate_document(), "概算");
  for (const char* path : {"budget", "budget.lines", "budget.lines.opinion", "other", ""}) {
    EXPECT_TRUE(absl::IsInvalidArgument(SetText(path, "", request))) << path;
  }
}

TEST(ParseInteger, TakesGroupedDigitsAndNothingElse) {
  EXPECT_EQ(ParseInteger("-7_946_600"), -7'946'600);
  EXPECT_EQ(ParseInteger("9223372036854775807"), INT64_MAX);
  for (const char* text : {"", "_", "1.0", "0x1", "9223372036854775808", " 1", "1-"}) {
    EXPECT_EQ(ParseInteger(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace liandong::cli
