#include "services/cli/story/field_path.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/directory.pb.h"
#include "liandong/funds/v1/budget.pb.h"

namespace liandong::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

funds::v1::Budget SampleBudget() {
  funds::v1::Budget budget;
  budget.set_state(funds::v1::Budget::STATE_DRAFT);
  budget.mutable_create_time()->set_seconds(1'772'240'400);
  auto* line = budget.add_lines();
  line->set_purpose(funds::v1::PURPOSE_COMPENSATION);
  line->set_approved_fen(5);
  line = budget.add_lines();
  line->set_purpose(funds::v1::PURPOSE_WORK);
  line->set_approved_fen(7);
  return budget;
}

absl::StatusOr<Found> Read(const google::protobuf::Message& message, const char* text) {
  const auto path = FieldPath::Parse(message.GetDescriptor(), text);
  if (!path.ok()) return path.status();
  return path->Read(message);
}

std::string Text(const char* path) {
  const auto found = Read(SampleBudget(), path);
  EXPECT_TRUE(found.ok()) << found.status();
  return found.ok() && found->texts.size() == 1 ? found->texts[0] : "";
}

TEST(FieldPath, ReadsFieldsItemsAndSizes) {
  EXPECT_EQ(Text("state"), "STATE_DRAFT");
  EXPECT_EQ(Text("create_time"), "2026-02-28T01:00:00+00:00");
  EXPECT_EQ(Text("lines[1].approved_fen"), "7");
  EXPECT_EQ(Text("lines[purpose=PURPOSE_WORK].approved_fen"), "7");
  EXPECT_EQ(Text("lines.size()"), "2");
  EXPECT_EQ(Text("create_time.seconds"), "1772240400");
}

TEST(FieldPath, ReadsListsMessagesAndWhatIsNotSet) {
  common::v1::Organisation organisation;
  organisation.add_territories("431103");
  organisation.add_territories("431171");
  const Found list = Read(organisation, "territories").value();
  EXPECT_TRUE(list.list);
  EXPECT_THAT(list.texts, ElementsAre("431103", "431171"));
  EXPECT_EQ(Read(organisation, "territories[1]").value().texts[0], "431171");
  EXPECT_FALSE(Read(organisation, "valid_to").value().set);
  const funds::v1::Budget budget = SampleBudget();
  EXPECT_EQ(Read(budget, "lines[1]").value().message, &budget.lines(1));
}

TEST(FieldPath, RefusesPlacesThatDoNotExist) {
  for (const char* path :
       {"", "stat", "state.x", "lines.approved_fen", "lines", "lines[x]", "lines[-1]", "lines[0",
        "lines[0].x", "lines[colour=1]", "state[0]", "state.size()", "lines[0].size()", "."}) {
    EXPECT_TRUE(absl::IsInvalidArgument(Read(SampleBudget(), path).status())) << path;
  }
}

TEST(FieldPath, SaysWhichItemIsMissing) {
  const absl::Status index = Read(SampleBudget(), "lines[2].opinion").status();
  EXPECT_TRUE(absl::IsNotFound(index));
  EXPECT_THAT(std::string(index.message()), HasSubstr("lines has 2 items"));
  const absl::Status key = Read(SampleBudget(), "lines[purpose=PURPOSE_SURVEY].opinion").status();
  EXPECT_TRUE(absl::IsNotFound(key));
  EXPECT_THAT(std::string(key.message()), HasSubstr("PURPOSE_SURVEY"));
}

}  // namespace
}  // namespace liandong::cli
