#include "shared/commands/consumer.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "shared/rpc/testing/test_server.h"
#include "shared/storage/change_feed.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong {
namespace {

using common::v1::Change;
using common::v1::SERVICE_ACQUISITION;
using common::v1::SERVICE_FUNDS;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::RefusedWith;

// What funds has to tell, in two batches; a token is the number of changes before it.
class Stream : public rpc::StreamSource<Change> {
 public:
  Stream(std::vector<std::string> resources, size_t next, std::function<void()> between)
      : resources_(std::move(resources)), next_(next), between_(std::move(between)) {}

  absl::StatusOr<std::vector<Change>> Next(const RequestContext&) override {
    if (next_ == resources_.size()) return Refuse(rpc::kStreamEnded);
    if (begun_ && between_) between_();
    begun_ = true;
    std::vector<Change> batch;
    const size_t end = std::min(next_ + 2, resources_.size());
    for (; next_ < end; ++next_) {
      Change& change = batch.emplace_back();
      change.set_resource(resources_[next_]);
      change.set_resume_token(absl::StrCat(next_ + 1));
    }
    return batch;
  }

 private:
  const std::vector<std::string> resources_;
  size_t next_;
  const std::function<void()> between_;
  bool begun_ = false;
};

// Acquisition follows a server that stands for funds.
class ConsumerTest : public ::testing::Test {
 protected:
  ConsumerTest()
      : world_("acquisition", {}),
        config_(
            testing::TestConfig(funds_.pki(), world_.database().options(), SERVICE_ACQUISITION)),
        peers_({{"funds", absl::StrCat("127.0.0.1:", funds_.server().port())}}, config_.server.tls),
        lease_(world_.database().pool(), "consume-funds", std::chrono::seconds(60)) {
    funds_.operations().watch_from = [this](const common::v1::WatchRequest& request)
        -> absl::StatusOr<testing::TestOperations::Source> {
      EXPECT_TRUE(request.until_now());
      if (refusal_ != nullptr && !request.resume_token().empty()) return Refuse(*refusal_);
      size_t next = 0;
      if (!request.resume_token().empty() && !absl::SimpleAtoi(request.resume_token(), &next)) {
        return Refuse(kResumeTokenInvalid);
      }
      return std::make_unique<Stream>(resources_, next, between_);
    };
    NewConsumer();
    EXPECT_THAT(lease_.TryHold(), IsOk());
  }

  void NewConsumer() {
    consumer_ = std::make_unique<EventConsumer>(world_.storage(), peers_, SERVICE_FUNDS,
                                                std::vector<std::string>{},
                                                [this](Mutation&, const Change& change) {
                                                  if (on_change_) on_change_(change);
                                                  if (!answer_.ok()) return answer_;
                                                  handled_.push_back(change.resource());
                                                  return absl::OkStatus();
                                                });
  }
  absl::StatusOr<bool> Step() { return consumer_->Step(lease_.guard()); }
  absl::Status Restart() {
    return db::Transact(world_.database().pool(), absl::Now() + absl::Seconds(20),
                        [&](db::Connection& connection) { return consumer_->Restart(connection); });
  }

  testing::TestServer funds_;
  testing::TestStorage world_;
  const Config config_;
  rpc::Peers peers_;
  db::Lease lease_;
  std::vector<std::string> resources_{"a", "b", "c"};
  std::function<void()> between_;
  const Reason* refusal_ = nullptr;  // of every position but the beginning
  std::function<void(const Change&)> on_change_;
  absl::Status answer_;
  std::vector<std::string> handled_;
  std::unique_ptr<EventConsumer> consumer_;
};

TEST_F(ConsumerTest, HandlesEachChangeOnceInOrderAlsoInAnotherLife) {
  ASSERT_OK_AND_ASSIGN(bool more, Step());
  EXPECT_TRUE(more);
  EXPECT_THAT(handled_, ElementsAre("a", "b", "c"));
  ASSERT_OK_AND_ASSIGN(more, Step());
  EXPECT_FALSE(more);
  resources_.push_back("d");
  NewConsumer();
  ASSERT_THAT(Step(), IsOk());
  EXPECT_THAT(handled_, ElementsAre("a", "b", "c", "d"));
}

TEST_F(ConsumerTest, WhatCouldNotBeHandledIsHandledAgainAndNothingAfterItBefore) {
  answer_ = absl::UnavailableError("not now");
  EXPECT_EQ(Step().status(), answer_);
  EXPECT_THAT(handled_, IsEmpty());
  answer_ = absl::OkStatus();
  ASSERT_THAT(Step(), IsOk());
  EXPECT_THAT(handled_, ElementsAre("a", "b", "c"));
}

TEST_F(ConsumerTest, AStreamThatWasResetIsReadAnewOnceItIsRestarted) {
  ASSERT_THAT(Step(), IsOk());
  handled_.clear();
  for (const Reason* reason : {&kStreamReset, &kResumeTokenInvalid}) {
    refusal_ = reason;
    for (int i = 0; i < 2; ++i) EXPECT_THAT(Step(), RefusedWith(*reason));
    EXPECT_THAT(handled_, IsEmpty());
    refusal_ = nullptr;
    ASSERT_THAT(Restart(), IsOk());
    ASSERT_THAT(Step(), IsOk());
    EXPECT_THAT(handled_, ElementsAre("a", "b", "c"));
    handled_.clear();
  }
}

TEST_F(ConsumerTest, ARestartIsNotOverwrittenByTheStepThatRuns) {
  absl::Notification begun;
  on_change_ = [&](const Change& change) {
    if (change.resource() == "a" && !begun.HasBeenNotified()) begun.Notify();
  };
  between_ = [&] {
    begun.WaitForNotification();
    EXPECT_THAT(Restart(), IsOk());  // waits for the change that is being handled
  };
  const absl::Status step = Step().status();
  EXPECT_EQ(ReasonOf(step), "CONSUMER_RESTARTED");
  between_ = nullptr;
  handled_.clear();
  ASSERT_THAT(Step(), IsOk());
  EXPECT_THAT(handled_, ElementsAre("a", "b", "c"));
}

TEST_F(ConsumerTest, LagIsTheTimeSinceEverythingWasHandled) {
  EXPECT_EQ(consumer_->Lag(absl::Now()), absl::ZeroDuration());
  const absl::Time before = absl::Now();
  answer_ = absl::UnavailableError("not now");
  EXPECT_FALSE(Step().ok());
  const absl::Time later = before + absl::Seconds(20);
  EXPECT_GT(consumer_->Lag(later), absl::Seconds(10));
  answer_ = absl::OkStatus();
  ASSERT_THAT(Step(), IsOk());
  ASSERT_OK_AND_ASSIGN(const bool more, Step());
  EXPECT_FALSE(more);
  EXPECT_EQ(consumer_->Lag(later), later - consumer_->caught_up_at());
  // Another replica has taken over.
  EXPECT_EQ(consumer_->Lag(absl::Now() + absl::Hours(1)), absl::ZeroDuration());
}

}  // namespace
}  // namespace liandong
