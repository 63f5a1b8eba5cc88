#include "shared/storage/verify_resources.h"

#include <map>

#include "gtest/gtest.h"
#include "liandong/funds/v1/fund.pb.h"
#include "shared/storage/testing/budget_world.h"

namespace liandong {
namespace {

using testing::IsOk;

class VerifyResourcesTest : public testing::BudgetWorld {
 protected:
  // What is found, line by line.
  std::vector<std::string> Found() {
    auto report =
        VerifyResources(storage(), {Budget::descriptor(), funds::v1::ProjectFund::descriptor()});
    EXPECT_THAT(report, IsOk());
    std::vector<std::string> lines;
    if (!report.ok()) return lines;
    for (const Difference& difference : report->differences) lines.push_back(difference.Text());
    return lines;
  }
  void Execute(const std::string& sql) { world_.database().Execute(sql); }
  void CreateTwo() {
    CreateMany(2);
    ASSERT_THAT(Amend("projects/P1/budgets/v2"), IsOk());
    ASSERT_TRUE(Found().empty());
  }
};

TEST_F(VerifyResourcesTest, CountsWhatItHasCompared) {
  CreateMany(205);
  ASSERT_OK_AND_ASSIGN(const ResourcesReport report,
                       VerifyResources(storage(), {Budget::descriptor()}));
  EXPECT_EQ(report.resources_verified, 205);
  EXPECT_TRUE(report.differences.empty());
}

TEST_F(VerifyResourcesTest, AlteredDocumentIsFound) {
  CreateTwo();
  Execute(
      "UPDATE budgets a JOIN budgets b SET a.doc = b.doc WHERE a.name LIKE '%v2'"
      " AND b.name LIKE '%v1'");
  EXPECT_EQ(Found(),
            std::vector<std::string>{"RESOURCE_DOCUMENT change 3, projects/P1/budgets/v2@2"});
}

TEST_F(VerifyResourcesTest, UnreadableDocumentIsFound) {
  CreateTwo();
  Execute("UPDATE budgets SET doc = '\\xff' WHERE name LIKE '%v2'");
  EXPECT_EQ(Found(),
            std::vector<std::string>{"RESOURCE_UNREADABLE change 3, projects/P1/budgets/v2@2"});
}

TEST_F(VerifyResourcesTest, AlteredColumnsAreFound) {
  CreateTwo();
  Execute("CREATE TABLE kept AS SELECT * FROM budgets");
  for (const auto& [column, value] :
       std::map<std::string, std::string>{{"state", "'STATE_IN_FORCE'"},
                                          {"in_force_for", "'projects/P1'"},
                                          {"territory", "'431171'"},
                                          {"seal", "2"}}) {
    Execute("UPDATE budgets SET " + column + " = " + value + " WHERE name LIKE '%v1'");
    EXPECT_EQ(Found(), std::vector<std::string>{
                           "RESOURCE_COLUMN change 1, projects/P1/budgets/v1@1, " + column});
    Execute("DELETE FROM budgets");
    Execute("INSERT INTO budgets SELECT * FROM kept");
  }
}

TEST_F(VerifyResourcesTest, RowSetBackToAnEarlierVersionIsFound) {
  CreateTwo();
  Execute(
      "UPDATE budgets r JOIN changes c ON c.resource = r.name AND c.version = 1"
      " SET r.version = 1, r.doc = c.doc WHERE r.name LIKE '%v2'");
  EXPECT_EQ(Found(),
            std::vector<std::string>{"RESOURCE_VERSION change 3, projects/P1/budgets/v2@1"});
}

TEST_F(VerifyResourcesTest, RowWithoutChangesAndChangesWithoutRowAreFound) {
  CreateTwo();
  Execute("UPDATE budgets SET name = 'projects/P1/budgets/v9' WHERE name LIKE '%v2'");
  EXPECT_EQ(Found(), (std::vector<std::string>{"RESOURCE_WITHOUT_CHANGE projects/P1/budgets/v9@2",
                                               "RESOURCE_MISSING projects/P1/budgets/v2"}));
}

TEST_F(VerifyResourcesTest, TypeNobodyAskedAboutIsTold) {
  ASSERT_OK_AND_ASSIGN(auto connection, storage().pool().Acquire(Soon()));
  ASSERT_THAT(InsertChange(*connection, "changes", "x/1", "liandong.funds.v1.Other"), IsOk());
  EXPECT_EQ(Found(), std::vector<std::string>{"TYPE_UNKNOWN x/1, liandong.funds.v1.Other"});
}

TEST_F(VerifyResourcesTest, EndsAfterTheMostDifferencesItReports) {
  CreateMany(static_cast<int>(kDifferencesMax) + 5);
  Execute("UPDATE budgets SET state = 'x'");
  EXPECT_EQ(Found().size(), kDifferencesMax);
}

}  // namespace
}  // namespace liandong
