#include "shared/commands/relay.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/operations.pb.h"
#include "shared/testing/relay_driver.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong {
namespace {

using common::v1::MoveClockRequest;
using common::v1::MoveClockResponse;
using common::v1::Service;
using common::v1::SERVICE_ACQUISITION;
using common::v1::SERVICE_FUNDS;
using common::v1::SERVICE_REGISTRY;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using ::testing::Pair;
using testing::RefusedWith;

constexpr char kKind[] = "ask";
constexpr Reason kNo{"NO", absl::StatusCode::kFailedPrecondition, "no", "否"};

class RelayTest : public ::testing::Test {
 protected:
  RelayTest() : world_("enforcement", {}) { relay_ = NewRelay({}); }

  std::unique_ptr<CommandRelay> NewRelay(const OutcomeLimits& limits) {
    auto relay = std::make_unique<CommandRelay>(
        world_.storage(),
        [this](Service target, const rpc::OnBehalf&, const google::protobuf::Message& request,
               google::protobuf::Message&) {
          const auto& asked = static_cast<const MoveClockRequest&>(request);
          asked_.push_back({target, asked.to().seconds()});
          const auto answer = answers_.find(target);
          return answer == answers_.end() ? absl::OkStatus() : answer->second;
        },
        limits);
    relay->OnOutcome(kKind, [this](Mutation&, const CommandOutcome& outcome) {
      if (!handled_.ok()) return handled_;
      closed_.push_back(absl::StrCat(
          outcome.source, " ", static_cast<const MoveClockRequest&>(outcome.request).to().seconds(),
          " ", outcome.status.ok() ? "done" : ReasonOf(outcome.status)));
      return absl::OkStatus();
    });
    return relay;
  }

  RequestContext Context() const {
    RequestContext context = world_.Context(common::v1::AGENCY_HOUSING_BUREAU, "hsb", "hsb-1");
    context.deadline = absl::Now() + absl::Minutes(2);
    return context;
  }
  RequestKey Key() const { return {"hsb", "hsb-1", "test", request_id_}; }

  // Leaves commands numbered `first` and up, each in a transaction of its own.
  void Command(Service target, const std::string& source, int64_t first, int count = 1) {
    for (int64_t number = first; number < first + count; ++number) {
      ASSERT_THAT(MutateAsSystem(world_.storage(), Context(), Key(),
                                 [&](Mutation& m) {
                                   MoveClockRequest request;
                                   request.mutable_to()->set_seconds(number);
                                   return m.Command(target, kKind, source, request);
                                 }),
                  IsOk());
    }
  }
  absl::Status Deliver() { return testing::DeliverCommands(world_.database().pool(), *relay_); }
  absl::StatusOr<bool> StepOnce() {
    db::Lease lease(world_.database().pool(), "relay", std::chrono::seconds(60));
    ASSIGN_OR_RETURN(const bool held, lease.TryHold());
    EXPECT_TRUE(held);
    auto more = relay_->Step(lease.guard());
    lease.Release();
    return more;
  }
  CommandRelay::Backlog Backlog() { return relay_->ReadBacklog().value(); }

  testing::TestStorage world_;
  const std::string request_id_ = testing::NewRequestId();
  std::map<Service, absl::Status> answers_;  // OK where none
  absl::Status handled_;
  std::vector<std::pair<Service, int64_t>> asked_;
  std::vector<std::string> closed_;
  std::unique_ptr<CommandRelay> relay_;
};

TEST_F(RelayTest, DeliversInOrderPerSourceAndClosesEachOnce) {
  Command(SERVICE_FUNDS, "cases/1", 1, 3);
  Command(SERVICE_REGISTRY, "cases/2", 4);
  ASSERT_THAT(Deliver(), IsOk());
  std::vector<int64_t> of_first;
  for (const auto& [target, number] : asked_) {
    if (target == SERVICE_FUNDS) of_first.push_back(number);
  }
  EXPECT_THAT(of_first, ElementsAre(1, 2, 3));
  EXPECT_EQ(closed_.size(), 4u);
  EXPECT_EQ(Backlog().open, 0);
  ASSERT_THAT(Deliver(), IsOk());
  EXPECT_EQ(asked_.size(), 4u);
}

TEST_F(RelayTest, ACommandWaitsForTheOneBeforeItWhateverItsTarget) {
  answers_[SERVICE_FUNDS] = Refuse(rpc::kServiceUnavailable, {{"service", "funds"}});
  Command(SERVICE_FUNDS, "cases/1", 1);
  Command(SERVICE_REGISTRY, "cases/1", 2);
  ASSERT_THAT(Deliver(), IsOk());
  EXPECT_THAT(asked_, ElementsAre(Pair(SERVICE_FUNDS, 1)));
  EXPECT_EQ(Backlog().open, 2);
}

TEST_F(RelayTest, ATargetThatIsAwayIsAskedOnceAndHoldsUpNoOther) {
  answers_[SERVICE_FUNDS] = Refuse(rpc::kServiceUnavailable, {{"service", "funds"}});
  for (int i = 0; i < 250; ++i) Command(SERVICE_FUNDS, absl::StrCat("cases/", i), i);
  Command(SERVICE_ACQUISITION, "cases/other", 1000);
  ASSERT_THAT(StepOnce(), IsOk());
  EXPECT_THAT(asked_, ::testing::UnorderedElementsAre(Pair(SERVICE_FUNDS, 0),
                                                      Pair(SERVICE_ACQUISITION, 1000)));
  EXPECT_EQ(Backlog().open, 250);
}

// More than one page of commands that their target can not take now.
TEST_F(RelayTest, CommandsThatFailAloneHoldUpNoOtherOfTheirTarget) {
  answers_[SERVICE_FUNDS] = absl::InternalError("of this command");
  for (int i = 0; i < 220; ++i) Command(SERVICE_FUNDS, absl::StrCat("cases/", i), i);
  ASSERT_THAT(Deliver(), IsOk());
  answers_.clear();
  asked_.clear();
  Command(SERVICE_FUNDS, "cases/other", 1000);
  ASSERT_THAT(StepOnce(), IsOk());
  EXPECT_THAT(asked_, ::testing::Contains(Pair(SERVICE_FUNDS, 1000)));
}

TEST_F(RelayTest, AnErrorOfTheHandlerKeepsTheCommandOpen) {
  Command(SERVICE_FUNDS, "cases/1", 1);
  handled_ = absl::UnavailableError("the database is away");
  ASSERT_THAT(Deliver(), IsOk());
  EXPECT_EQ(Backlog().open, 1);
  handled_ = absl::OkStatus();
  relay_ = NewRelay({});
  ASSERT_THAT(Deliver(), IsOk());
  EXPECT_THAT(closed_, ElementsAre("cases/1 1 done"));
}

TEST_F(RelayTest, ARefusalIsAnOutcomeAndIsCounted) {
  answers_[SERVICE_FUNDS] = Refuse(kNo);
  Command(SERVICE_FUNDS, "cases/1", 1);
  EXPECT_THAT(relay_->ReadRefused().value(), ElementsAre(Pair(kKind, 0)));
  ASSERT_THAT(Deliver(), IsOk());
  EXPECT_THAT(closed_, ElementsAre("cases/1 1 NO"));
  EXPECT_THAT(relay_->ReadRefused().value(), ElementsAre(Pair(kKind, 1)));
  EXPECT_THAT(relay_->AwaitOutcome(Context(), Key()), RefusedWith(kNo));
}

// ---- Who wrote the row

TEST_F(RelayTest, ARowSomebodyElseWroteIsNeverDelivered) {
  MoveClockRequest request;
  request.mutable_to()->set_seconds(666);
  ASSERT_THAT(db::Transact(world_.database().pool(), absl::Now() + absl::Seconds(20),
                           [&](db::Connection& connection) {
                             return connection
                                 .Execute(
                                     "INSERT INTO commands (id, source, kind, target,"
                                     " request_type, request, agency, officer, method,"
                                     " request_id, trace_id, created_us, state, attempts)"
                                     " VALUES ('forged', 'cases/1', ?, ?, ?, ?, 'hsb',"
                                     " 'hsb-1', 'test', '', '', 0, 0, 0)",
                                     {kKind, static_cast<int>(SERVICE_FUNDS),
                                      MoveClockRequest::descriptor()->full_name(),
                                      request.SerializeAsString()})
                                 .status();
                           }),
              IsOk());
  ASSERT_THAT(Deliver(), IsOk());
  EXPECT_THAT(asked_, IsEmpty());
  EXPECT_EQ(Backlog().open, 1);
  EXPECT_EQ(Backlog().forged, 1);
}

TEST_F(RelayTest, ARowIsDeliveredOnlyAsItWasWritten) {
  Command(SERVICE_FUNDS, "cases/1", 1);
  for (const char* change :
       {"id = 'other'", "source = 'cases/2'", "kind = 'tell'", "target = target + 1",
        "request_type = 'liandong.common.v1.InstallDirectoryRequest'", "agency = 'fin'",
        "officer = 'hsb-2'", "method = 'other'", "request_id = 'other'"}) {
    world_.database().Execute("CREATE TABLE kept AS SELECT * FROM commands");
    world_.database().Execute(absl::StrCat("UPDATE commands SET ", change));
    relay_ = NewRelay({});
    EXPECT_THAT(Deliver(), IsOk());
    EXPECT_THAT(asked_, IsEmpty()) << change;
    EXPECT_EQ(Backlog().forged, 1) << change;
    world_.database().Execute("DELETE FROM commands");
    world_.database().Execute("INSERT INTO commands SELECT * FROM kept");
    world_.database().Execute("DROP TABLE kept");
  }
  relay_ = NewRelay({});
  ASSERT_THAT(Deliver(), IsOk());
  EXPECT_THAT(closed_, ElementsAre("cases/1 1 done"));
}

// ---- Waiting

TEST_F(RelayTest, ACallWaitsForItsOutcomeNoLongerThanItMay) {
  relay_ = NewRelay({.wait_max = absl::ZeroDuration()});
  Command(SERVICE_FUNDS, "cases/1", 1);
  EXPECT_THAT(relay_->AwaitOutcome(Context(), Key()), IsOk());
  EXPECT_EQ(Backlog().open, 1);
}

TEST_F(RelayTest, WithAllWaitersTakenACallIsAnsweredAtOnce) {
  relay_ = NewRelay({.wait_max = absl::Hours(1), .waiters_max = 0});
  Command(SERVICE_FUNDS, "cases/1", 1);
  EXPECT_THAT(relay_->AwaitOutcome(Context(), Key()), IsOk());
  EXPECT_EQ(Backlog().open, 1);
  // What is known needs no waiting.
  answers_[SERVICE_FUNDS] = Refuse(kNo);
  ASSERT_THAT(Deliver(), IsOk());
  EXPECT_THAT(relay_->AwaitOutcome(Context(), Key()), RefusedWith(kNo));
}

TEST_F(RelayTest, AWaiterGivesItsPlaceBack) {
  relay_ = NewRelay({.wait_max = absl::Hours(1), .waiters_max = 1});
  Command(SERVICE_FUNDS, "cases/1", 1);
  for (int i = 0; i < 2; ++i) {
    std::thread waiting([&] { EXPECT_THAT(relay_->AwaitOutcome(Context(), Key()), IsOk()); });
    ASSERT_THAT(Deliver(), IsOk());
    waiting.join();
    EXPECT_EQ(Backlog().open, 0);
    Command(SERVICE_FUNDS, "cases/1", 2 + i);
  }
}

}  // namespace
}  // namespace liandong
