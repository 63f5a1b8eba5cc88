#include "services/cli/story/scenario.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/test_pki.h"

namespace liandong::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kRoot = R"(
scenario: p1
title: 示例路项目
services: [registry, funds]
files: [funds.yaml]
steps:
  - {row: "25", at: 2026-02-28 15:00, clause: 3.6.a, as: fin/fin-2, what: reviewed,
     call: funds.BudgetService.ReviewBudget, request: {name: "${name}", etag: "${etag}"},
     expect: OK, check: {state: STATE_IN_FORCE, "lines[0].approved_fen": 1_000}}
final:
  - {as: audit, call: funds.OperationsService.VerifyChanges, what: chain holds,
     check: {differences.size(): 0}}
)";
constexpr std::string_view kFunds = R"(
- row: "100"
  at: 2026-02-28 15:00
  clause: 3.6.a
  as: fin/fin-1
  call: funds.BudgetService.ReviewBudget
  what: Review of ${budget}
  with: [{budget: v1}, {budget: v2}]
  request: {name: "projects/P1/budgets/${budget}"}
  expect: REFUSED GATES_CLOSED
  gates: [A, B]
  metadata: {count: 2}
- row: "23"
  at: 2026-02-26 09:00
  clause: 3.10.k
  as: hsb/hsb-1
  call: funds.BudgetService.CreateBudget
  what: Budget drawn up
  request: {parent: projects/P1, budget_id: v1, budget: {lines: [{purpose: PURPOSE_WORK}]}}
  file: {budget.estimate_document: story/estimate.txt}
  expect: OK
  save: {name: name, etag: etag}
  repeat: 3
)";

class ScenarioTest : public ::testing::Test {
 protected:
  absl::StatusOr<Scenario> Load(std::string_view root, std::string_view funds = kFunds) {
    folder_.Write("story/story.yaml", root);
    folder_.Write("story/funds.yaml", funds);
    folder_.Write("story/estimate.txt", "概算");
    return LoadScenario(folder_.path());
  }

  std::string Problems(std::string_view root, std::string_view funds = kFunds) {
    const absl::Status status = Load(root, funds).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    return std::string(status.message());
  }

  // The problems of a scenario of one step with this line added.
  std::string StepProblems(const std::string& line) {
    return Problems(
        "scenario: p1\nsteps:\n"
        "- row: '1'\n  at: 2026-01-04 09:00\n  clause: 1.a\n  as: hsb/hsb-1\n  what: x\n" +
        line);
  }

  TestFolder folder_;
};

TEST_F(ScenarioTest, MergesFilesInTheOrderOfPlaying) {
  const absl::StatusOr<Scenario> scenario = Load(kRoot);
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  EXPECT_EQ(scenario->id, "p1");
  EXPECT_THAT(scenario->services, ElementsAre("funds", "registry"));
  ASSERT_EQ(scenario->steps.size(), 4u);
  EXPECT_EQ(scenario->steps[0].id, "23/1");
  EXPECT_EQ(scenario->steps[1].id, "25/1");
  EXPECT_EQ(scenario->steps[2].id, "100/1");
  EXPECT_EQ(scenario->steps[3].id, "100/2");
  ASSERT_EQ(scenario->final.size(), 1u);
  EXPECT_EQ(scenario->final[0].id, "final/1");
}

TEST_F(ScenarioTest, ReadsAStepWhole) {
  const absl::StatusOr<Scenario> scenario = Load(kRoot);
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  const Step& create = scenario->steps[0];
  EXPECT_EQ(InstantText(create.at), "2026-02-26 09:00");
  EXPECT_EQ(create.principal, (Principal{"hsb", "hsb-1"}));
  EXPECT_EQ(create.endpoint.method->name(), "CreateBudget");
  EXPECT_EQ(create.repeat, 3);
  EXPECT_EQ(create.files.at("budget.estimate_document"), "story/estimate.txt");
  EXPECT_EQ(create.saves.at("etag").text(), "etag");
  EXPECT_TRUE(create.expected.ok());
  EXPECT_EQ(create.source, "funds.yaml line 13");
  const Step& second = scenario->steps[3];
  EXPECT_EQ(second.what, "Review of v2");
  EXPECT_EQ(second.locals.at("budget").text, "v2");
  EXPECT_EQ(second.expected.reason, "GATES_CLOSED");
  EXPECT_EQ(second.expected.gates, (std::set<std::string>{"A", "B"}));
  EXPECT_EQ(second.expected.metadata.at("count"), "2");
}

TEST_F(ScenarioTest, KeepsRequestsApartWhileSorting) {
  const absl::StatusOr<Scenario> scenario = Load(kRoot);
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  EXPECT_EQ((*scenario->steps[0].request)["parent"].Scalar(), "projects/P1");
  EXPECT_EQ((*scenario->steps[1].request)["name"].Scalar(), "${name}");
  EXPECT_EQ((*scenario->steps[3].request)["name"].Scalar(), "projects/P1/budgets/${budget}");
}

TEST_F(ScenarioTest, AFileMayHaveFinalChecksOfItsOwn) {
  const absl::StatusOr<Scenario> scenario = Load("scenario: p1\nfiles: [funds.yaml]\n", R"(
steps:
  - {row: "1", at: 2026-01-04 09:00, clause: 1.a, as: bank, what: x, expect: OK,
     call: funds.FundService.GetProjectFund}
final:
  - {as: audit, call: funds.OperationsService.VerifyChanges, what: chain holds}
)");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  EXPECT_EQ(scenario->final.size(), 1u);
  EXPECT_EQ(scenario->services.size(), kServices.size());
  EXPECT_EQ(scenario->steps[0].request, nullptr);
}

TEST_F(ScenarioTest, ReportsEveryProblemWithItsPlace) {
  EXPECT_THAT(Problems(kRoot, R"(
- {row: x, at: noon, as: HSB, call: funds.BudgetService.Create, what: "", expect: NO, colour: 1}
- {row: "2", at: 2026-01-04 09:00, clause: 1.a, as: bank, what: x, expect: OK,
   call: funds.BudgetService.GetBudget, request: {nam: x}, check: {stat: x}, save: {v: lines}}
)"),
              AllOf(HasSubstr("funds.yaml line 2: there is no \"colour\""),
                    HasSubstr("funds.yaml line 2: a step needs what"),
                    HasSubstr("funds.yaml line 2: a step needs clause"),
                    HasSubstr("funds.yaml line 2 (row x): row is digits"),
                    HasSubstr("\"noon\" is no instant"), HasSubstr("\"HSB\" is nobody"),
                    HasSubstr("expect is OK or REFUSED REASON"), HasSubstr("has no method Create"),
                    HasSubstr("funds.yaml line 3 (row 2): line 4: nam: "),
                    HasSubstr("has no field \"stat\""), HasSubstr("lines: is a list of messages")));
}

TEST_F(ScenarioTest, RefusesWhatDoesNotGoTogether) {
  const std::string call = "  call: funds.BudgetService.GetBudget\n";
  EXPECT_THAT(StepProblems(call + "  expect: OK\n  gates: [A]\n"), HasSubstr("are of a refusal"));
  EXPECT_THAT(StepProblems(call + "  expect: REFUSED A\n  check: {state: STATE_DRAFT}\n"),
              HasSubstr("are of an answer"));
  EXPECT_THAT(StepProblems(call + "  expect: OK\n  repeat: 1\n"), HasSubstr("between 2 and"));
  EXPECT_THAT(StepProblems(call + "  expect: OK\n  check: {state: [STATE_DRAFT]}\n"),
              HasSubstr("state is no list"));
  EXPECT_THAT(StepProblems(call + "  expect: OK\n  check: {lines.size(): {a: 1}}\n"),
              HasSubstr("is compared with"));
  EXPECT_THAT(StepProblems(call + "  expect: OK\n  check: {'lines[0]': 1}\n"),
              HasSubstr("is a message"));
  EXPECT_THAT(StepProblems(call + "  expect: OK\n  file: {name: story/none.txt}\n"),
              HasSubstr("no file story/none.txt"));
  EXPECT_THAT(StepProblems(call + "  expect: OK\n  with: []\n"), HasSubstr("with is a sequence"));
  EXPECT_THAT(StepProblems("  call: funds.OperationsService.Watch\n  expect: OK\n"),
              HasSubstr("is a stream"));
}

TEST_F(ScenarioTest, RefusesVariablesThatNobodySavedBefore) {
  EXPECT_THAT(StepProblems("  call: funds.BudgetService.GetBudget\n  expect: OK\n"
                           "  request: {name: '${later}'}\n  save: {later: name}\n"),
              HasSubstr("no earlier step saves ${later}"));
  EXPECT_THAT(StepProblems("  call: funds.BudgetService.GetBudget\n  expect: OK\n"
                           "  check: {name: '${none}'}\n"),
              HasSubstr("no earlier step saves ${none}"));
}

TEST_F(ScenarioTest, RefusesFilesThatAreNone) {
  EXPECT_THAT(Problems("- 1\n"), HasSubstr("story.yaml: must be a mapping"));
  EXPECT_THAT(Problems("scenario: [p1"), HasSubstr("story.yaml line"));
  EXPECT_THAT(Problems("scenario: p1\n"), HasSubstr("has no steps"));
  EXPECT_THAT(Problems("title: x\n"), HasSubstr("needs the id"));
  EXPECT_THAT(Problems("scenario: p1\nfiles: [none.yaml]\n"), HasSubstr("none.yaml"));
  EXPECT_THAT(Problems("scenario: p1\nservices: [money]\n"), HasSubstr("no service money"));
  EXPECT_THAT(Problems("scenario: p1\nservices: [registry]\nfiles: [funds.yaml]\n"),
              HasSubstr("funds does not take part"));
  EXPECT_TRUE(absl::IsNotFound(LoadScenario(folder_.path("elsewhere")).status()));
}

TEST(StepRequestId, IsTheSameForTheSameStep) {
  // Fixed for ever: a story that was played must stay the same requests.
  EXPECT_EQ(StepRequestId("p1", "25/1"), StepRequestId("p1", "25/1"));
  EXPECT_EQ(StepRequestId("p1", "25/1"), "bee446c1-2bd3-5dd9-bf58-5f0ec47e68fc");
  EXPECT_NE(StepRequestId("p1", "25/1"), StepRequestId("p1", "25/2"));
  EXPECT_NE(StepRequestId("p1", "25/1"), StepRequestId("p2", "25/1"));
}

TEST(RowBefore, ComparesNumbersThenLetters) {
  EXPECT_TRUE(RowBefore("9", "25"));
  EXPECT_TRUE(RowBefore("25", "25b"));
  EXPECT_TRUE(RowBefore("25b", "25c"));
  EXPECT_TRUE(RowBefore("25b", "100"));
  EXPECT_FALSE(RowBefore("25", "25"));
  EXPECT_FALSE(RowBefore("100", "25"));
}

}  // namespace
}  // namespace liandong::cli
