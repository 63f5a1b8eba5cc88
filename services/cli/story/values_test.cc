#include "services/cli/story/values.h"

#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "gtest/gtest.h"
#include "liandong/funds/v1/budget.pb.h"

namespace liandong::cli {
namespace {

const Variables kVariables = {
    {"no", {"7", nullptr}},
    {"name", {"projects/P1", nullptr}},
    {"line", {"", std::make_shared<funds::v1::BudgetLine>()}},
};

TEST(Variables, AreFilledIn) {
  EXPECT_EQ(Expand("${name}/budgets/v${no}.", kVariables).value(), "projects/P1/budgets/v7.");
  EXPECT_EQ(Expand("no variable: $7 {x}", kVariables).value(), "no variable: $7 {x}");
  EXPECT_EQ(VariablesIn("${a}-${b}").value(), (std::vector<std::string>{"a", "b"}));
}

TEST(Variables, AreRefusedWhenUnknownMalformedOrMessages) {
  for (const char* text : {"${other}", "${", "${}", "${a b}", "x ${line}"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(Expand(text, kVariables).status())) << text;
  }
}

TEST(Variables, AloneMayBeMessages) {
  EXPECT_EQ(WholeVariable("${line}", kVariables), &kVariables.at("line"));
  for (const char* text : {"x${line}", "${line}x", "${line}${line}", "line", "${other}", "${"}) {
    EXPECT_EQ(WholeVariable(text, kVariables), nullptr) << text;
  }
}

TEST(Instant, IsShanghaiTimeOrRfc3339) {
  const absl::Time nine = absl::FromUnixSeconds(1'772'240'400);  // 2026-02-28T01:00:00Z
  EXPECT_EQ(ParseInstant("2026-02-28 09:00").value(), nine);
  EXPECT_EQ(ParseInstant("2026-02-28 09:00:01").value(), nine + absl::Seconds(1));
  EXPECT_EQ(ParseInstant("2026-02-28T01:00:00Z").value(), nine);
  EXPECT_EQ(InstantText(nine), "2026-02-28 09:00");
  for (const char* text : {"", "2026-02-28", "2026-02-30 09:00", "09:00", "2026-02-28 25:00"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseInstant(text).status())) << text;
  }
}

TEST(DateAndTimestamp, AreReadFromTextAndBack) {
  google::type::Date date;
  EXPECT_TRUE(SetFromText("2026-03-05", date).value());
  EXPECT_EQ(date.year(), 2026);
  EXPECT_EQ(date.month(), 3);
  EXPECT_EQ(date.day(), 5);
  EXPECT_EQ(MessageText(date), "2026-03-05");
  google::protobuf::Timestamp timestamp;
  EXPECT_TRUE(SetFromText("2026-02-28 09:00", timestamp).value());
  EXPECT_EQ(timestamp.seconds(), 1'772'240'400);
  EXPECT_EQ(MessageText(timestamp), "2026-02-28T01:00:00+00:00");
}

TEST(DateAndTimestamp, AreNothingElse) {
  google::type::Date date;
  EXPECT_TRUE(absl::IsInvalidArgument(SetFromText("2026-02-30", date).status()));
  funds::v1::BudgetLine line;
  EXPECT_FALSE(SetFromText("2026-03-05", line).value());
  EXPECT_EQ(MessageText(line), std::nullopt);
}

}  // namespace
}  // namespace liandong::cli
