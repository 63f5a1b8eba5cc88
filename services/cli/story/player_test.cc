#include "services/cli/story/player.h"

#include <deque>
#include <set>
#include <sstream>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "liandong/acquisition/v1/agreement.pb.h"
#include "liandong/common/v1/operations.pb.h"
#include "liandong/funds/v1/budget.pb.h"
#include "services/cli/test_pki.h"
#include "shared/status/refusal.h"

namespace liandong::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr Reason kBackward{"CLOCK_BACKWARD", absl::StatusCode::kFailedPrecondition, "back", "后"};
constexpr Reason kNotQuietYet{"NOT_QUIET", absl::StatusCode::kDeadlineExceeded, "busy", "忙"};
constexpr Reason kState{"BUDGET_STATE", absl::StatusCode::kFailedPrecondition, "no {state}",
                        "状态{state}不符"};

constexpr std::string_view kStory = R"(
scenario: p1
services: [funds, registry]
steps:
  - {row: "1", at: 2026-01-04 09:00, clause: 3.10.k, as: hsb/hsb-1, what: 编制预算,
     call: funds.BudgetService.CreateBudget, request: {parent: projects/P1, budget_id: v1},
     expect: OK, save: {name: name}}
  - {row: "2", at: 2026-01-05 09:00, clause: 3.10.j, as: hsb/hsb-1, what: submitted,
     call: funds.BudgetService.SubmitBudget, request: {name: "${name}"},
     expect: REFUSED BUDGET_STATE}
  - {row: "3", at: 2026-01-05 09:00, clause: 3.10.j, as: fin/fin-1, what: looked at,
     call: funds.BudgetService.GetBudget, request: {name: "${name}"}, expect: OK,
     check: {state: STATE_DRAFT}}
final:
  - {as: audit, call: funds.OperationsService.VerifyChanges, what: chain holds,
     check: {differences.size(): 0}}
)";

// Services that answer as the steps above expect, unless told otherwise.
class FakeServices {
 public:
  absl::Status Call(const Endpoint& endpoint, const Principal& principal,
                    const google::protobuf::Message& request, google::protobuf::Message& response) {
    const std::string& method = endpoint.method->name();
    if (endpoint.method->service()->name() == "OperationsService") {
      return Operations(endpoint, request, response);
    }
    calls.push_back(principal.text() + " " + method + " {" + request.ShortDebugString() + "}");
    if (method == "GetAgreement") {
      response.CopyFrom(agreements.front());
      agreements.pop_front();
      return absl::OkStatus();
    }
    if (auto& script = scripted[method]; !script.empty()) {
      const auto [status, answer] = script.front();
      script.pop_front();
      if (status.ok()) response.CopyFrom(answer);
      return status;
    }
    if (method == "SubmitBudget") return Refuse(kState, {{"state", "STATE_DRAFT"}});
    response.CopyFrom(Budget(funds::v1::Budget::STATE_DRAFT));
    return absl::OkStatus();
  }

  static funds::v1::Budget Budget(funds::v1::Budget::State state) {
    funds::v1::Budget budget;
    budget.set_name("projects/P1/budgets/v1");
    budget.set_state(state);
    return budget;
  }

  absl::Time now = ParseInstant("2026-01-04 09:00").value();
  absl::Status move_answer;
  int not_quiet = 0;                                  // Quiesce calls that end so
  std::deque<acquisition::v1::Agreement> agreements;  // answers of GetAgreement
  std::vector<std::string> calls;
  std::vector<std::string> clock_calls;
  std::map<std::string, std::deque<std::pair<absl::Status, funds::v1::Budget>>> scripted;

 private:
  absl::Status Operations(const Endpoint& endpoint, const google::protobuf::Message& request,
                          google::protobuf::Message& response) {
    const std::string& method = endpoint.method->name();
    if (method == "VerifyChanges") {
      calls.push_back("VerifyChanges");
    } else if (method == "GetClock") {
      static_cast<common::v1::GetClockResponse&>(response).mutable_now()->set_seconds(
          absl::ToUnixSeconds(now));
    } else {
      clock_calls.push_back(method + " " + endpoint.service);
    }
    if (method == "MoveClock") {
      const auto& move = static_cast<const common::v1::MoveClockRequest&>(request);
      EXPECT_FALSE(move.request_id().empty());
      if (move_answer.ok()) now = absl::FromUnixSeconds(move.to().seconds());
      return move_answer;
    }
    if (method == "Quiesce" && not_quiet > 0) {
      --not_quiet;
      return Refuse(kNotQuietYet);
    }
    return absl::OkStatus();
  }
};

class PlayerTest : public ::testing::Test {
 protected:
  bool Play(const std::string& from = "") {
    folder_.Write("story/story.yaml", story_);
    const absl::StatusOr<Scenario> scenario = LoadScenario(folder_.path());
    EXPECT_TRUE(scenario.ok()) << scenario.status();
    std::ostringstream out;
    Player player(
        *scenario,
        [this](const Endpoint& endpoint, const Principal& principal,
               const google::protobuf::Message& request, google::protobuf::Message& response) {
          return services_.Call(endpoint, principal, request, response);
        },
        {.samples = folder_.path(),
         .from_row = from,
         .width_max = 0,
         .pause = [this](absl::Duration) { ++pauses_; }},
        out);
    const bool as_expected = player.Play();
    output_ = out.str();
    lines_ = absl::StrSplit(output_, '\n', absl::SkipEmpty());
    return as_expected;
  }

  void Answer(const char* method, absl::Status status, funds::v1::Budget budget = {}) {
    services_.scripted[method].emplace_back(std::move(status), std::move(budget));
  }

  TestFolder folder_;
  std::string story_{kStory};
  FakeServices services_;
  std::string output_;
  std::vector<std::string> lines_;
  int pauses_ = 0;
};

TEST_F(PlayerTest, PlaysEveryStepAndPrintsIt) {
  EXPECT_TRUE(Play()) << output_;
  EXPECT_THAT(lines_, ElementsAre("step     day               clause  agency     service.method    "
                                  "   outcome  reason        "
                                  "what",
                                  "1/1      2026-01-04 09:00  3.10.k  hsb/hsb-1  "
                                  "funds.CreateBudget   OK                     "
                                  "编制预算",
                                  "2/1      2026-01-05 09:00  3.10.j  hsb/hsb-1  "
                                  "funds.SubmitBudget   REFUSED  BUDGET_STATE  "
                                  "submitted",
                                  "3/1      2026-01-05 09:00  3.10.j  fin/fin-1  funds.GetBudget   "
                                  "   OK                     "
                                  "looked at",
                                  "final/1                            audit      "
                                  "funds.VerifyChanges  OK                     "
                                  "chain holds",
                                  "story: 4 steps, 4 as expected, 0 unexpected"));
}

TEST_F(PlayerTest, SendsTheStepsRequestIdAndWhatWasSaved) {
  ASSERT_TRUE(Play()) << output_;
  EXPECT_THAT(
      services_.calls,
      ElementsAre("hsb/hsb-1 CreateBudget {parent: \"projects/P1\" budget_id: \"v1\" "
                  "request_id: \"" +
                      StepRequestId("p1", "1/1") + "\"}",
                  "hsb/hsb-1 SubmitBudget {name: \"projects/P1/budgets/v1\" request_id: \"" +
                      StepRequestId("p1", "2/1") + "\"}",
                  "fin/fin-1 GetBudget {name: \"projects/P1/budgets/v1\"}", "VerifyChanges"));
}

TEST_F(PlayerTest, MovesEveryClockThenWaitsRightToLeftOnceAnInstant) {
  ASSERT_TRUE(Play()) << output_;
  EXPECT_THAT(
      services_.clock_calls,
      ElementsAre("MoveClock funds", "MoveClock registry", "Quiesce funds", "Quiesce registry",
                  "MoveClock funds", "MoveClock registry", "Quiesce funds", "Quiesce registry"));
}

TEST_F(PlayerTest, AClockThatIsPastTheInstantIsNoProblem) {
  services_.move_answer = Refuse(kBackward);
  services_.not_quiet = 2;
  EXPECT_TRUE(Play()) << output_;
}

TEST_F(PlayerTest, AClockThatDoesNotMoveEndsTheStory) {
  services_.not_quiet = 1000;
  EXPECT_FALSE(Play());
  EXPECT_THAT(output_, HasSubstr("business time can not be moved to 2026-01-04 09:00, step 1/1"));
  EXPECT_THAT(output_, HasSubstr("NOT_QUIET"));
  EXPECT_EQ(lines_.back(), "story: 4 steps, 0 as expected, 4 unexpected");
  EXPECT_THAT(services_.calls, IsEmpty());
}

TEST_F(PlayerTest, ShowsWhatIsUnexpectedAndGoesOn) {
  Answer("SubmitBudget", absl::OkStatus());
  Answer("GetBudget", Refuse(kState, {{"state", "X"}}));
  EXPECT_FALSE(Play());
  EXPECT_THAT(output_, HasSubstr("unexpected: story.yaml line 8"));
  EXPECT_THAT(output_, HasSubstr("    expected REFUSED BUDGET_STATE, answered OK\n"));
  EXPECT_THAT(output_, HasSubstr("    expected OK\n    REFUSED BUDGET_STATE"));
  EXPECT_THAT(output_, HasSubstr("状态X不符"));
  EXPECT_EQ(lines_.back(), "story: 4 steps, 2 as expected, 2 unexpected");
}

TEST_F(PlayerTest, AStepWhoseVariableIsMissingIsNotSent) {
  Answer("CreateBudget", absl::UnavailableError("away"));
  EXPECT_FALSE(Play());
  EXPECT_THAT(output_, HasSubstr("FAILED !  UNAVAILABLE"));
  EXPECT_THAT(output_, HasSubstr("${name} has not been saved"));
  EXPECT_EQ(lines_.back(), "story: 4 steps, 1 as expected, 3 unexpected");
}

TEST_F(PlayerTest, SendsARepeatedStepAgainUnchanged) {
  story_ = absl::StrReplaceAll(story_, {{"save: {name: name}", "save: {name: name}, repeat: 3"}});
  EXPECT_TRUE(Play()) << output_;
  ASSERT_EQ(services_.calls.size(), 6u);
  EXPECT_EQ(std::set<std::string>(services_.calls.begin(), services_.calls.begin() + 3).size(), 1u);
}

TEST_F(PlayerTest, ARepeatedStepMustBeAnsweredTheSame) {
  story_ = absl::StrReplaceAll(story_, {{"save: {name: name}", "save: {name: name}, repeat: 3"}});
  Answer("CreateBudget", absl::OkStatus(), FakeServices::Budget(funds::v1::Budget::STATE_DRAFT));
  Answer("CreateBudget", Refuse(kState));
  Answer("CreateBudget", absl::OkStatus(), FakeServices::Budget(funds::v1::Budget::STATE_RETURNED));
  EXPECT_FALSE(Play());
  EXPECT_THAT(output_, HasSubstr("answer 2 to the same request differs: REFUSED BUDGET_STATE"));
  EXPECT_THAT(output_, HasSubstr("answer 3 to the same request differs: {"));
}

TEST_F(PlayerTest, AnAnswerThatIsNotPendingIsNotAskedForAgain) {
  Answer("GetBudget", absl::OkStatus(), FakeServices::Budget(funds::v1::Budget::STATE_RETURNED));
  EXPECT_FALSE(Play());
  EXPECT_EQ(pauses_, 0);
}

TEST_F(PlayerTest, APendingAnswerIsAskedForUntilTheOutcomeIsKnown) {
  story_ = R"(
scenario: p1
services: [acquisition]
steps:
  - {row: "1", at: 2026-01-04 09:00, clause: 3.10.l, as: hsb/hsb-2, what: effective,
     call: acquisition.AgreementService.GetAgreement, expect: OK, check: {state: STATE_EFFECTIVE}}
)";
  const auto answer = [this](acquisition::v1::Agreement::State state) {
    acquisition::v1::Agreement agreement;
    agreement.set_state(state);
    services_.agreements.push_back(agreement);
  };
  answer(acquisition::v1::Agreement::STATE_OBLIGATION_PENDING);
  answer(acquisition::v1::Agreement::STATE_OBLIGATION_PENDING);
  answer(acquisition::v1::Agreement::STATE_EFFECTIVE);
  EXPECT_TRUE(Play()) << output_;
  EXPECT_EQ(services_.calls.size(), 3u);
  EXPECT_EQ(pauses_, 2);
}

TEST_F(PlayerTest, APlayedStoryIsOnlyChecked) {
  services_.now = ParseInstant("2026-01-05 09:20").value();
  EXPECT_TRUE(Play()) << output_;
  EXPECT_EQ(lines_[0], "the story was already played; its final checks:");
  EXPECT_EQ(lines_.back(), "story: 1 steps, 1 as expected, 0 unexpected");
  EXPECT_THAT(services_.clock_calls, IsEmpty());
}

TEST_F(PlayerTest, AStoryHalfPlayedIsNotBegunAgain) {
  services_.now = ParseInstant("2026-01-04 12:00").value();
  EXPECT_FALSE(Play());
  EXPECT_THAT(output_, HasSubstr("begun and not finished"));
  EXPECT_THAT(output_, HasSubstr("--from 2"));
  EXPECT_THAT(services_.calls, IsEmpty());
}

TEST_F(PlayerTest, GoesOnFromARowWithWhatEarlierStepsSaved) {
  services_.now = ParseInstant("2026-01-04 12:00").value();
  EXPECT_TRUE(Play("2")) << output_;
  EXPECT_THAT(services_.calls, ElementsAre(HasSubstr("CreateBudget"), HasSubstr("SubmitBudget"),
                                           HasSubstr("GetBudget"), "VerifyChanges"));
  EXPECT_EQ(lines_.back(), "story: 3 steps, 3 as expected, 0 unexpected");
  EXPECT_THAT(output_, Not(HasSubstr("1/1")));
}

TEST_F(PlayerTest, RefusesARowThatIsNotThere) {
  EXPECT_FALSE(Play("99"));
  EXPECT_THAT(output_, HasSubstr("no row 99"));
  EXPECT_THAT(services_.calls, IsEmpty());
}

}  // namespace
}  // namespace liandong::cli
