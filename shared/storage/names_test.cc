#include "shared/storage/names.h"

#include "gtest/gtest.h"

namespace liandong {
namespace {

TEST(Names, MatchTheirPatternOnly) {
  EXPECT_TRUE(NameMatches("projects/P1/budgets/v1", "projects/*/budgets/*"));
  EXPECT_TRUE(NameMatches("projects/P1/fund", "projects/*/fund"));
  for (const char* bad :
       {"projects/P1/budgets", "projects/P1/budgets/v1/x", "projects//budgets/v1",
        "projects/-P/budgets/v1", "projects/P1/Budgets/v1", "projects/P 1/budgets/v1", "",
        "projects/P1/budgets/v1'", "projects/征收/budgets/v1"}) {
    EXPECT_FALSE(NameMatches(bad, "projects/*/budgets/*")) << bad;
  }
  EXPECT_TRUE(IsResourceId(std::string(63, 'a')));
  EXPECT_FALSE(IsResourceId(std::string(64, 'a')));
}

TEST(Names, PartsAreFound) {
  EXPECT_EQ(NameIds("projects/P1/budgets/v1", "projects/*/budgets/*"),
            (std::vector<std::string>{"P1", "v1"}));
  EXPECT_EQ(ParentOf("projects/P1/budgets/v1"), "projects/P1");
  EXPECT_EQ(ParentOf("projects/P1/fund"), "projects/P1");
  EXPECT_EQ(ParentOf("projects/P1"), "");
  EXPECT_EQ(ProjectOf("projects/P1/fund"), "projects/P1");
  EXPECT_EQ(ProjectOf("officers/x"), "");
}

}  // namespace
}  // namespace liandong
