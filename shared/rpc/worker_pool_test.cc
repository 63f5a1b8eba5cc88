#include "shared/rpc/worker_pool.h"

#include <atomic>
#include <vector>

#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace liandong::rpc {
namespace {

using ::testing::ElementsAre;

TEST(WorkerPool, TakesAsManyAsTheQueueHoldsAndNoMore) {
  absl::Notification begun, go;
  int ran = 0;
  {
    WorkerPool pool(1, 2);
    ASSERT_TRUE(pool.TrySubmit([&] {
      begun.Notify();
      go.WaitForNotification();
    }));
    begun.WaitForNotification();  // the worker is taken: whatever comes now waits
    EXPECT_EQ(pool.queued(), 0u);
    EXPECT_TRUE(pool.TrySubmit([&] { ++ran; }));
    EXPECT_TRUE(pool.TrySubmit([&] { ++ran; }));
    EXPECT_EQ(pool.queued(), 2u);
    EXPECT_FALSE(pool.TrySubmit([&] { ran += 100; }));
    EXPECT_EQ(pool.queued(), 2u);
    go.Notify();
  }
  EXPECT_EQ(ran, 2) << "what was taken runs before the pool ends, what was refused never";
}

TEST(WorkerPool, ARoomThatWasFullTakesAgain) {
  absl::Notification begun, go, drained;
  WorkerPool pool(1, 1);
  ASSERT_TRUE(pool.TrySubmit([&] {
    begun.Notify();
    go.WaitForNotification();
  }));
  begun.WaitForNotification();
  ASSERT_TRUE(pool.TrySubmit([&] { drained.Notify(); }));
  ASSERT_FALSE(pool.TrySubmit([] {}));
  go.Notify();
  drained.WaitForNotification();
  absl::Notification again;
  EXPECT_TRUE(pool.TrySubmit([&] { again.Notify(); }));
  again.WaitForNotification();
}

TEST(WorkerPool, RunsTasksInTheOrderTheyCame) {
  std::vector<int> order;
  {
    WorkerPool pool(1, 100);
    for (int i = 0; i < 5; ++i) {
      ASSERT_TRUE(pool.TrySubmit([&order, i] { order.push_back(i); }));
    }
  }
  EXPECT_THAT(order, ElementsAre(0, 1, 2, 3, 4));
}

TEST(WorkerPool, UsesAllItsWorkersAtOnce) {
  constexpr int kWorkers = 4;
  absl::BlockingCounter meeting(kWorkers);
  WorkerPool pool(kWorkers, kWorkers);
  // Each of them ends only when all are there.
  for (int i = 0; i < kWorkers; ++i) {
    ASSERT_TRUE(pool.TrySubmit([&meeting] { meeting.DecrementCount(); }));
  }
  meeting.Wait();
  EXPECT_EQ(pool.queued(), 0u);
}

TEST(WorkerPool, MayBeSubmittedToFromATask) {
  absl::Notification done;
  WorkerPool pool(1, 1);
  ASSERT_TRUE(pool.TrySubmit([&] { EXPECT_TRUE(pool.TrySubmit([&] { done.Notify(); })); }));
  done.WaitForNotification();
}

}  // namespace
}  // namespace liandong::rpc
