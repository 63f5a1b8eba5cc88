#include "shared/rpc/stream.h"

#include <deque>
#include <stdexcept>
#include <thread>

#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/rpc/testing/test_server.h"
#include "shared/testing/status_matchers.h"

namespace liandong::rpc {
namespace {

using common::v1::Change;
using common::v1::WatchRequest;
using ::liandong::testing::IsOk;
using ::liandong::testing::RefusedWith;
using ::liandong::testing::TestClient;
using ::liandong::testing::TestServer;
using ::liandong::testing::TestStream;

constexpr Reason kReset{"STREAM_RESET", absl::StatusCode::kOutOfRange, "reset", "重置"};

// What the streams of one test have to say, and what became of them.
class Feed {
 public:
  using Batch = absl::StatusOr<std::vector<Change>>;

  void Push(std::initializer_list<const char*> resources) {
    std::vector<Change> batch;
    for (const char* resource : resources) batch.emplace_back().set_resource(resource);
    absl::MutexLock lock(&mutex_);
    batches_.push_back(std::move(batch));
  }
  void Push(absl::Status status) {
    absl::MutexLock lock(&mutex_);
    batches_.push_back(std::move(status));
  }
  // Runs inside every look for items, after it found none.
  void OnEmpty(std::function<void()> act) { on_empty_ = std::move(act); }

  // Until a stream has looked in vain this often.
  void AwaitEmpty(int times) { Await(&empty_, times); }
  void AwaitClosed(int times) { Await(&closed_, times); }

  std::unique_ptr<StreamSource<Change>> Open() { return std::make_unique<Source>(*this); }

 private:
  class Source : public StreamSource<Change> {
   public:
    explicit Source(Feed& feed) : feed_(feed) {}
    ~Source() override { feed_.Count(&feed_.closed_); }
    absl::StatusOr<std::vector<Change>> Next(const RequestContext&) override {
      {
        absl::MutexLock lock(&feed_.mutex_);
        if (!feed_.batches_.empty()) {
          Batch batch = std::move(feed_.batches_.front());
          feed_.batches_.pop_front();
          if (batch.ok()) place_ += static_cast<int>(batch->size());
          if (batch.status().message() == "throw") throw std::runtime_error("thrown");
          return batch;
        }
      }
      if (feed_.on_empty_) feed_.on_empty_();
      feed_.Count(&feed_.empty_);
      return std::vector<Change>();
    }
    std::string resume_token() const override { return "place " + std::to_string(place_); }

   private:
    Feed& feed_;
    int place_ = 0;
  };

  void Count(int* figure) {
    absl::MutexLock lock(&mutex_);
    ++*figure;
  }
  void Await(const int* figure, int least) {
    absl::MutexLock lock(&mutex_);
    auto reached = [figure, least] { return *figure >= least; };
    mutex_.Await(absl::Condition(&reached));
  }

  absl::Mutex mutex_;
  std::deque<Batch> batches_ ABSL_GUARDED_BY(mutex_);
  std::function<void()> on_empty_;
  int empty_ = 0;   // guarded by mutex_, read through Await
  int closed_ = 0;  // likewise
};

// Somebody in the hub who tells when it was woken or drained.
class Bystander : public StreamHub::Sleeper {
 public:
  explicit Bystander(StreamHub& hub) : hub_(hub) {}
  void Wake() override {
    absl::MutexLock lock(&mutex_);
    ++woken_;
  }
  void Drain() override { drained.Notify(); }
  // Returns once everybody in the hub has been woken: the second round begins after the first.
  void WakeEverybody() {
    for (int i = 0; i < 2; ++i) {
      int before;
      {
        absl::MutexLock lock(&mutex_);
        before = woken_;
      }
      hub_.WakeAll();
      absl::MutexLock lock(&mutex_);
      auto woken = [this, before]()
                       ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return woken_ > before; };
      mutex_.Await(absl::Condition(&woken));
    }
  }
  absl::Notification drained;

 private:
  StreamHub& hub_;
  absl::Mutex mutex_;
  int woken_ ABSL_GUARDED_BY(mutex_) = 0;
};

class StreamTest : public ::testing::Test {
 protected:
  StreamTest() : server_(MakeOptions()), client_(server_.Client(common::v1::AGENCY_FINANCE)) {
    server_.operations().watch =
        [this](const RequestContext&) -> absl::StatusOr<liandong::testing::TestOperations::Source> {
      return feed_.Open();
    };
  }

  static TestServer::Options MakeOptions() {
    TestServer::Options options;
    options.streams = {.streams_max = 3, .streams_per_caller_max = 2};
    return options;
  }

  std::unique_ptr<TestStream> Watch(const WatchRequest& request = {}) {
    return client_.Stream(request);
  }
  // Opens a stream and waits until it rests or is about to.
  std::unique_ptr<TestStream> WatchUntilEmpty(int times) {
    auto stream = Watch();
    feed_.AwaitEmpty(times);
    return stream;
  }
  static std::string Read(TestStream& stream) {
    Change change;
    return stream.Read(change) ? change.resource() : "(end)";
  }

  Feed feed_;
  TestServer server_;
  TestClient client_;
};

TEST_F(StreamTest, DeliversBatchAfterBatchInOrder) {
  feed_.Push({"a", "b"});
  feed_.Push({"c"});
  feed_.Push(Refuse(kStreamEnded));
  auto stream = Watch();
  EXPECT_EQ(Read(*stream), "a");
  EXPECT_EQ(Read(*stream), "b");
  EXPECT_EQ(Read(*stream), "c");
  EXPECT_EQ(Read(*stream), "(end)");
  EXPECT_THAT(stream->Finish(), IsOk());
  feed_.AwaitClosed(1);
  EXPECT_EQ(server_.streams().size(), 0u);
}

TEST_F(StreamTest, RestsUntilItIsWoken) {
  auto stream = WatchUntilEmpty(1);
  feed_.Push({"a"});
  server_.streams().WakeAll();
  EXPECT_EQ(Read(*stream), "a");
  feed_.AwaitEmpty(2);
  feed_.Push({"b"});
  server_.streams().WakeAll();
  EXPECT_EQ(Read(*stream), "b");
  stream->Cancel();
  EXPECT_EQ(stream->Finish().code(), absl::StatusCode::kCancelled);
}

// What is written while the source looks, and is announced before the stream rests, comes as well.
TEST_F(StreamTest, AWakeBetweenLookingAndRestingIsNotLost) {
  auto bystander = std::make_shared<Bystander>(server_.streams());
  ASSERT_THAT(server_.streams().Join(bystander, "bystander"), IsOk());
  bool first = true;
  feed_.OnEmpty([&] {
    if (!first) return;
    first = false;
    feed_.Push({"late"});
    bystander->WakeEverybody();
  });
  auto stream = Watch();
  EXPECT_EQ(Read(*stream), "late");
  stream->Cancel();
  feed_.AwaitClosed(1);
  server_.streams().Leave(bystander.get());
}

TEST_F(StreamTest, ACancelledStreamIsForgottenWhileItRests) {
  auto stream = WatchUntilEmpty(1);
  stream->Cancel();
  EXPECT_EQ(stream->Finish().code(), absl::StatusCode::kCancelled);
  feed_.AwaitClosed(1);
  EXPECT_EQ(server_.streams().size(), 0u);
}

TEST_F(StreamTest, ACancelledStreamIsForgottenWhileItsSourceLooks) {
  absl::Notification looking, go_on;
  feed_.OnEmpty([&] {
    if (looking.HasBeenNotified()) return;
    looking.Notify();
    go_on.WaitForNotification();
  });
  auto stream = Watch();
  looking.WaitForNotification();
  stream->Cancel();
  EXPECT_EQ(stream->Finish().code(), absl::StatusCode::kCancelled);
  go_on.Notify();
  feed_.AwaitClosed(1);
  EXPECT_EQ(server_.streams().size(), 0u);
}

TEST_F(StreamTest, DrainingEndsARestingStreamWithItsToken) {
  feed_.Push({"a", "b", "c"});
  auto stream = WatchUntilEmpty(1);
  server_.streams().DrainAll();
  for (const char* resource : {"a", "b", "c", "(end)"}) EXPECT_EQ(Read(*stream), resource);
  const absl::Status status = stream->Finish();
  EXPECT_THAT(status, RefusedWith(kDraining));
  EXPECT_EQ(MetadataOf(status, "resume_token"), "place 3");
}

TEST_F(StreamTest, DrainingEndsAStreamWhoseSourceLooks) {
  absl::Notification looking, go_on;
  feed_.OnEmpty([&] {
    if (looking.HasBeenNotified()) return;
    looking.Notify();
    go_on.WaitForNotification();
  });
  auto stream = Watch();
  looking.WaitForNotification();
  server_.streams().DrainAll();
  go_on.Notify();
  EXPECT_EQ(Read(*stream), "(end)");
  EXPECT_THAT(stream->Finish(), RefusedWith(kDraining));
}

TEST_F(StreamTest, ADrainingServerTakesNoNewStream) {
  server_.streams().DrainAll();
  auto stream = Watch();
  EXPECT_EQ(Read(*stream), "(end)");
  EXPECT_THAT(stream->Finish(), RefusedWith(kDraining));
}

TEST_F(StreamTest, AServerThatStopsEndsItsStreamsFirst) {
  auto stream = WatchUntilEmpty(1);
  server_.server().Drain();
  EXPECT_EQ(Read(*stream), "(end)");
  const absl::Status status = stream->Finish();
  EXPECT_THAT(status, RefusedWith(kDraining));
  EXPECT_EQ(MetadataOf(status, "resume_token"), "place 0");
}

TEST_F(StreamTest, HoldsItsMaximumOfStreamsAndNoMore) {
  auto first = WatchUntilEmpty(1);
  auto second = WatchUntilEmpty(2);
  const TestClient bank = server_.Client(common::v1::AGENCY_BANK);
  auto third = bank.Stream(WatchRequest());
  feed_.AwaitEmpty(3);
  auto fourth = bank.Stream(WatchRequest());
  EXPECT_EQ(Read(*fourth), "(end)");
  EXPECT_THAT(fourth->Finish(), RefusedWith(kTooManyStreams));
  feed_.AwaitClosed(1);
  first->Cancel();
  feed_.AwaitClosed(2);
  auto fifth = bank.Stream(WatchRequest());
  feed_.AwaitEmpty(4);
  EXPECT_EQ(server_.streams().size(), 3u);
  second->Cancel();
  third->Cancel();
  fifth->Cancel();
  feed_.AwaitClosed(5);
}

TEST_F(StreamTest, ACallerHasItsShareOfStreamsAndNoMore) {
  auto first = WatchUntilEmpty(1);
  auto second = WatchUntilEmpty(2);
  auto third = Watch();
  EXPECT_EQ(Read(*third), "(end)");
  const absl::Status refused = third->Finish();
  EXPECT_THAT(refused, RefusedWith(kCallerStreamLimit));
  EXPECT_EQ(MetadataOf(refused, "limit"), "2");
  feed_.AwaitClosed(1);
  // What one caller may not have is left for others, and what it gives back it may have again.
  const TestClient bank = server_.Client(common::v1::AGENCY_BANK);
  auto other = bank.Stream(WatchRequest());
  feed_.AwaitEmpty(3);
  other->Cancel();
  first->Cancel();
  feed_.AwaitClosed(3);
  auto again = WatchUntilEmpty(4);
  EXPECT_EQ(server_.streams().size(), 2u);
  second->Cancel();
  again->Cancel();
  feed_.AwaitClosed(5);
}

TEST_F(StreamTest, ARevokedCertificateEndsItsStreams) {
  auto stream = WatchUntilEmpty(1);
  server_.pki().Revoke(server_.pki().Certificate(common::v1::AGENCY_FINANCE));
  server_.InstallDirectory();
  feed_.Push({"secret"});
  server_.streams().WakeAll();
  EXPECT_EQ(Read(*stream), "(end)");
  EXPECT_THAT(stream->Finish(), RefusedWith(kCertificateRevoked));
}

TEST_F(StreamTest, ARefusalOfTheSourceEndsTheStreamWithIt) {
  feed_.Push({"a"});
  feed_.Push(Refuse(kReset));
  auto stream = Watch();
  EXPECT_EQ(Read(*stream), "a");
  EXPECT_EQ(Read(*stream), "(end)");
  EXPECT_THAT(stream->Finish(), RefusedWith(kReset));
}

TEST_F(StreamTest, DefectsOfTheSourceStayInside) {
  for (const char* text : {"SELECT * FROM secrets", "throw"}) {
    feed_.Push(absl::InternalError(text));
    auto stream = Watch();
    EXPECT_EQ(Read(*stream), "(end)");
    const absl::Status status = stream->Finish();
    EXPECT_THAT(status, RefusedWith(kInternal)) << text;
    EXPECT_EQ(status.ToString().find("SELECT"), std::string::npos);
  }
}

TEST_F(StreamTest, WhatOpeningRefusesOrThrowsEndsTheStream) {
  server_.operations().watch =
      [](const RequestContext&) -> absl::StatusOr<liandong::testing::TestOperations::Source> {
    return Refuse(kReset);
  };
  auto refused = Watch();
  EXPECT_EQ(Read(*refused), "(end)");
  EXPECT_THAT(refused->Finish(), RefusedWith(kReset));
  server_.operations().watch =
      [](const RequestContext&) -> absl::StatusOr<liandong::testing::TestOperations::Source> {
    throw std::runtime_error("thrown");
  };
  auto thrown = Watch();
  EXPECT_EQ(Read(*thrown), "(end)");
  EXPECT_THAT(thrown->Finish(), RefusedWith(kInternal));
}

TEST_F(StreamTest, TheRequestIsCheckedAsAnyOther) {
  WatchRequest request;
  request.set_resume_token(std::string(4096, 'x'));
  feed_.Push(Refuse(kStreamEnded));
  auto most = Watch(request);
  EXPECT_EQ(Read(*most), "(end)");
  EXPECT_THAT(most->Finish(), IsOk());
  request.set_resume_token(std::string(4097, 'x'));
  auto more = Watch(request);
  EXPECT_EQ(Read(*more), "(end)");
  EXPECT_THAT(more->Finish(), RefusedWith(kFieldTooLong));
}

TEST_F(StreamTest, ACallerThatIsTurnedAwayIsOnRecord) {
  auto stream = client_.Stream(WatchRequest(), {.officer = "housing-bureau-1"});
  EXPECT_EQ(Read(*stream), "(end)");
  EXPECT_THAT(stream->Finish(), RefusedWith(auth::kOfficerForeign));
  auto rows = db::ReadRows(server_.database().pool(), absl::InfiniteFuture(),
                           "SELECT agency, method, reason FROM access_log LIMIT 10");
  ASSERT_THAT(rows, IsOk());
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ((*rows)[0].Text(0), "finance");
  EXPECT_EQ((*rows)[0].Text(1), "liandong.common.v1.OperationsService.Watch");
  EXPECT_EQ((*rows)[0].Text(2), "OFFICER_FOREIGN");
}

TEST_F(StreamTest, AFullQueueTurnsAStreamAway) {
  TestServer::Options options;
  options.dispatch = {.workers = 1, .queue_max = 1, .development = true};
  TestServer small(options);
  absl::Notification begun, go_on;
  ASSERT_TRUE(small.dispatcher().TrySubmit([&] {
    begun.Notify();
    go_on.WaitForNotification();
  }));
  begun.WaitForNotification();
  ASSERT_TRUE(small.dispatcher().TrySubmit([] {}));
  auto stream = small.Client(common::v1::AGENCY_FINANCE).Stream(WatchRequest());
  EXPECT_EQ(Read(*stream), "(end)");
  EXPECT_THAT(stream->Finish(), RefusedWith(kOverloaded));
  go_on.Notify();
}

}  // namespace
}  // namespace liandong::rpc
