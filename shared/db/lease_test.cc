#include "shared/db/lease.h"

#include <atomic>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "shared/db/db_errors.h"
#include "shared/db/leased_loop.h"
#include "shared/testing/manual_clock.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong::db {
namespace {

using ::liandong::testing::IsOk;
using ::liandong::testing::ManualClock;
using ::liandong::testing::RefusedWith;
using ::liandong::testing::TestStorage;
using std::chrono::milliseconds;

constexpr milliseconds kTerm{9'000};

absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

class LeaseTest : public ::testing::Test {
 protected:
  LeaseTest()
      : world_("funds", {}),
        pool_(world_.database().pool()),
        first_(pool_, "work", kTerm, clock_a_.Function()),
        second_(pool_, "work", kTerm, clock_b_.Function()) {}

  bool Holds(Lease& lease) {
    auto held = lease.TryHold();
    EXPECT_THAT(held, IsOk());
    return held.value_or(false);
  }
  absl::Status InLeasedTransaction(const LeaseGuard& guard) {
    return Transact(pool_, Soon(), [&](Connection& c) { return guard.CheckEpoch(c); });
  }

  TestStorage world_;
  Pool& pool_;
  ManualClock clock_a_, clock_b_;
  Lease first_, second_;
};

TEST_F(LeaseTest, OneOfTwoHoldsIt) {
  EXPECT_TRUE(Holds(first_));
  EXPECT_FALSE(Holds(second_));
  EXPECT_TRUE(first_.held());
  EXPECT_FALSE(second_.held());
  EXPECT_THAT(InLeasedTransaction(first_.guard()), IsOk());
}

TEST_F(LeaseTest, RenewedLeaseIsNeverTakenOver) {
  ASSERT_TRUE(Holds(first_));
  ASSERT_FALSE(Holds(second_));
  for (int i = 0; i < 10; ++i) {
    clock_a_.Advance(kTerm / 3);
    clock_b_.Advance(kTerm - milliseconds(1));
    ASSERT_TRUE(Holds(first_));
    ASSERT_FALSE(Holds(second_));
  }
  EXPECT_EQ(first_.guard().epoch(), 1);
}

TEST_F(LeaseTest, WaiterTakesOverAfterAWholeTermOfSilenceByItsOwnClock) {
  ASSERT_TRUE(Holds(first_));
  ASSERT_FALSE(Holds(second_));
  clock_b_.Advance(kTerm - milliseconds(1));
  EXPECT_FALSE(Holds(second_));
  clock_b_.Advance(milliseconds(1));
  EXPECT_TRUE(Holds(second_));
  EXPECT_EQ(second_.guard().epoch(), 2);
}

TEST_F(LeaseTest, HolderTrustsItsLeaseForOneTermOnly) {
  ASSERT_TRUE(Holds(first_));
  const LeaseGuard guard = first_.guard();
  clock_a_.Advance(kTerm - milliseconds(1));
  EXPECT_TRUE(first_.held());
  clock_a_.Advance(milliseconds(1));
  EXPECT_FALSE(first_.held());
  EXPECT_FALSE(guard.held());
  EXPECT_THAT(InLeasedTransaction(guard), RefusedWith(kLeaseLost));
  // Nobody else came: the same epoch goes on.
  EXPECT_TRUE(Holds(first_));
  EXPECT_EQ(first_.guard().epoch(), 1);
  EXPECT_THAT(InLeasedTransaction(guard), IsOk());
}

TEST_F(LeaseTest, StalledHolderCannotCommitAfterATakeover) {
  ASSERT_TRUE(Holds(first_));
  const LeaseGuard guard = first_.guard();
  ASSERT_FALSE(Holds(second_));
  clock_b_.Advance(kTerm);
  ASSERT_TRUE(Holds(second_));
  // By its own clock the first one is still within its term: the database knows better.
  ASSERT_TRUE(guard.held());
  EXPECT_THAT(InLeasedTransaction(guard), RefusedWith(kLeaseLost));
  clock_a_.Advance(kTerm / 3);
  EXPECT_FALSE(Holds(first_));
  EXPECT_FALSE(guard.held());
}

TEST_F(LeaseTest, TakeoverWaitsForALeasedTransactionThatIsUnderWay) {
  ConnectOptions impatient = world_.database().options();
  impatient.lock_wait_timeout_seconds = 0;
  Pool pool(impatient, 2);
  Lease third(pool, "work", milliseconds(90), clock_b_.Function());
  ASSERT_TRUE(Holds(first_));
  ASSERT_FALSE(Holds(third));
  ASSERT_OK_AND_ASSIGN(auto connection, pool_.Acquire(Soon()));
  ASSERT_THAT(connection->Begin(), IsOk());
  ASSERT_THAT(first_.guard().CheckEpoch(*connection), IsOk());
  clock_b_.Advance(kTerm);
  EXPECT_THAT(third.TryHold(), RefusedWith(kDatabaseBusy));
  ASSERT_THAT(connection->Commit(), IsOk());
  // What was committed under the lease was a sign of life.
  EXPECT_FALSE(Holds(third));
}

TEST_F(LeaseTest, ReleasedLeaseIsTakenAtOnceInANewEpoch) {
  ASSERT_TRUE(Holds(first_));
  const LeaseGuard guard = first_.guard();
  ASSERT_FALSE(Holds(second_));
  first_.Release();
  EXPECT_THAT(InLeasedTransaction(guard), RefusedWith(kLeaseLost));
  EXPECT_TRUE(Holds(second_));
  EXPECT_EQ(second_.guard().epoch(), 2);
}

TEST_F(LeaseTest, LeasesOfOtherNamesAreIndependent) {
  Lease other(pool_, "other work", kTerm, clock_b_.Function());
  EXPECT_TRUE(Holds(first_));
  EXPECT_TRUE(Holds(other));
}

TEST_F(LeaseTest, TakeWhoseAnswerWasLostIsTakenAgainAtOnce) {
  ASSERT_TRUE(Holds(first_));
  ASSERT_FALSE(Holds(second_));
  // The row as the second one's own take leaves it, had its answer been lost: it then contends
  // without knowing that it holds.
  first_.Release();
  ASSERT_TRUE(Holds(second_));
  ASSERT_OK_AND_ASSIGN(Rows rows, ReadRows(pool_, Soon(), "SELECT holder FROM leases LIMIT 1"));
  world_.database().Execute("UPDATE leases SET epoch = epoch + 1");
  clock_b_.Advance(kTerm / 3);
  EXPECT_TRUE(Holds(second_));
  EXPECT_EQ(second_.guard().epoch(), 4);
  ASSERT_OK_AND_ASSIGN(Rows again, ReadRows(pool_, Soon(), "SELECT holder FROM leases LIMIT 1"));
  EXPECT_EQ(rows[0].Text(0), again[0].Text(0));
}

class LeasedLoopTest : public LeaseTest {
 protected:
  LeasedLoopOptions Options() {
    return {.lease = "loop", .term = kTerm, .idle_interval = std::chrono::hours(1)};
  }
};

TEST_F(LeasedLoopTest, OnlyTheHolderSteps) {
  int steps_a = 0, steps_b = 0;
  LeasedLoop a(
      pool_, Options(), [&](const LeaseGuard&) { return ++steps_a < 2; }, clock_a_.Function());
  LeasedLoop b(
      pool_, Options(), [&](const LeaseGuard&) { return ++steps_b < 2; }, clock_b_.Function());
  ASSERT_OK_AND_ASSIGN(auto round, a.StepOnce());
  EXPECT_EQ(round, LeasedLoop::Round::kMore);
  ASSERT_OK_AND_ASSIGN(round, a.StepOnce());
  EXPECT_EQ(round, LeasedLoop::Round::kIdle);
  ASSERT_OK_AND_ASSIGN(round, b.StepOnce());
  EXPECT_EQ(round, LeasedLoop::Round::kWaiting);
  clock_b_.Advance(kTerm);
  ASSERT_OK_AND_ASSIGN(round, b.StepOnce());
  EXPECT_EQ(round, LeasedLoop::Round::kMore);
  EXPECT_EQ(steps_a, 2);
  EXPECT_EQ(steps_b, 1);
}

TEST_F(LeasedLoopTest, NotifyEndsARestAndTheDestructorEndsTheThread) {
  std::atomic<int> steps{0};
  absl::Notification stepped[2];
  {
    LeasedLoop loop(
        pool_,
        {.lease = "loop", .term = std::chrono::hours(9), .idle_interval = std::chrono::hours(1)},
        [&](const LeaseGuard&) {
          const int step = steps++;
          if (step < 2) stepped[step].Notify();
          return false;
        });
    loop.Start();
    stepped[0].WaitForNotification();
    loop.Notify();
    stepped[1].WaitForNotification();
  }
  EXPECT_EQ(steps, 2);
  EXPECT_TRUE(Holds(*std::make_unique<Lease>(pool_, "loop", kTerm, clock_a_.Function())));
}

TEST_F(LeasedLoopTest, MoreWorkIsDoneWithoutRest) {
  std::atomic<int> steps{0};
  absl::Notification done;
  LeasedLoop loop(pool_, Options(), [&](const LeaseGuard&) {
    if (++steps == 5) done.Notify();
    return steps < 5;
  });
  loop.Start();
  done.WaitForNotification();
  EXPECT_EQ(steps, 5);
}

TEST_F(LeasedLoopTest, FailedStepsAreTakenAgain) {
  std::atomic<int> steps{0};
  absl::Notification done;
  LeasedLoop loop(pool_, Options(), [&](const LeaseGuard&) -> absl::StatusOr<bool> {
    if (++steps < 3) return absl::UnavailableError("not now");
    done.Notify();
    return false;
  });
  loop.Start();
  done.WaitForNotification();
  EXPECT_EQ(steps, 3);
}

TEST_F(LeasedLoopTest, AStepThatThrowsHasFailed) {
  LeasedLoop loop(pool_, Options(), [](const LeaseGuard&) -> absl::StatusOr<bool> {
    throw std::out_of_range("no such element");
  });
  EXPECT_EQ(loop.StepOnce().status().code(), absl::StatusCode::kInternal);
}

TEST_F(LeasedLoopTest, UnreachableDatabaseEndsNeitherTheLoopNorItsStop) {
  ConnectOptions nowhere = world_.database().options();
  nowhere.url = "unix:///nonexistent/mysqld.sock";
  Pool pool(nowhere, 1);
  int steps = 0;
  LeasedLoop loop(pool, Options(), [&](const LeaseGuard&) { return ++steps > 0; });
  EXPECT_THAT(loop.StepOnce(), RefusedWith(kDatabaseUnavailable));
  loop.Start();
  EXPECT_EQ(steps, 0);
}

}  // namespace
}  // namespace liandong::db
