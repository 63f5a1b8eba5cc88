#include "shared/storage/stamper.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "gtest/gtest.h"
#include "shared/storage/migrations.h"
#include "shared/storage/testing/budget_world.h"
#include "shared/storage/verify_chain.h"

namespace liandong {
namespace {

using std::chrono::milliseconds;
using testing::IsOk;
using testing::RefusedWith;
using Round = db::LeasedLoop::Round;

class StamperTest : public testing::BudgetWorld {
 protected:
  int64_t LowWaterOfLastEntry() {
    return Number("SELECT low_water FROM chain ORDER BY seq DESC LIMIT 1");
  }
  int64_t PlaceOf(const std::string& resource) {
    return Number(
        "SELECT h.seq FROM chain h JOIN changes c ON c.id = h.change_id WHERE c.resource = '" +
        resource + "' LIMIT 1");
  }
  // Every change has exactly one place, and the places are 1, 2, 3 …
  void ExpectComplete() {
    const int64_t changes = Number("SELECT COUNT(*) FROM changes");
    EXPECT_EQ(Number("SELECT COUNT(*) FROM chain"), changes);
    EXPECT_EQ(Number("SELECT COUNT(DISTINCT change_id) FROM chain"), changes);
    EXPECT_EQ(Number("SELECT MAX(seq) FROM chain"), changes);
    ASSERT_OK_AND_ASSIGN(const ChainReport report, VerifyChain(storage()));
    EXPECT_FALSE(report.difference) << report.difference->Text();
    EXPECT_EQ(report.verified.seq, changes);
  }
  // Versions of one resource have ascending places.
  void ExpectOrderPerResource() {
    EXPECT_EQ(Number("SELECT COUNT(*) FROM changes a JOIN changes b ON b.resource = a.resource"
                     " AND b.version = a.version + 1 JOIN chain x ON x.change_id = a.id"
                     " JOIN chain y ON y.change_id = b.id WHERE x.seq > y.seq"),
              0);
  }
};

TEST_F(StamperTest, PlacesFollowTheIdsFromOne) {
  CreateMany(3);
  Stamp();
  EXPECT_EQ(PlaceOf("projects/P1/budgets/v1"), 1);
  EXPECT_EQ(PlaceOf("projects/P1/budgets/v2"), 2);
  EXPECT_EQ(PlaceOf("projects/P1/budgets/v3"), 3);
  ExpectComplete();
}

TEST_F(StamperTest, WorksInBatches) {
  CreateMany(12);
  auto stamper = NewStamper({.batch_max = 5});
  for (const Round expected : {Round::kMore, Round::kMore, Round::kIdle, Round::kIdle}) {
    ASSERT_OK_AND_ASSIGN(const Round round, stamper->StepOnce());
    EXPECT_EQ(round, expected);
  }
  ExpectComplete();
}

TEST_F(StamperTest, ManyRowsAndLongDocumentsAreReadInPieces) {
  ASSERT_OK_AND_ASSIGN(auto connection, storage().pool().Acquire(Soon()));
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(InsertChange(*connection, "changes", absl::StrCat("long/", i), "t",
                             std::string(5 << 20, static_cast<char>('a' + i))),
                IsOk());
  }
  for (int i = 0; i < 150; ++i) {
    ASSERT_THAT(InsertChange(*connection, "changes", absl::StrCat("short/", i), "t"), IsOk());
  }
  Stamp();
  ExpectComplete();
}

TEST_F(StamperTest, LateCommitGetsItsPlaceWhenItComes) {
  auto late = OpenChange("late");
  CreateMany(3);
  auto stamper = NewStamper();
  Drain(*stamper);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM chain"), 3);
  ASSERT_THAT(late->Commit(), IsOk());
  Drain(*stamper);
  EXPECT_EQ(PlaceOf("late"), 4);
  ExpectComplete();
}

TEST_F(StamperTest, LateCommitIsFoundByTheNextHolder) {
  auto late = OpenChange("late");
  CreateMany(3);
  auto first = NewStamper();
  Drain(*first);
  CreateMany(2, "P2");
  Drain(*first);
  ASSERT_THAT(late->Commit(), IsOk());
  auto second = NewStamper();
  Drain(*second);
  EXPECT_EQ(PlaceOf("late"), 6);
  ExpectComplete();
}

TEST_F(StamperTest, LowWaterPassesARolledBackIdAfterTheLifetimeOnly) {
  OpenChange("never")->Rollback();
  CreateMany(2);
  auto stamper = NewStamper();
  Drain(*stamper);
  monotonic_.Advance(StamperOptions().transaction_lifetime_max - milliseconds(1));
  Drain(*stamper);
  CreateMany(1, "P2");
  Drain(*stamper);
  EXPECT_EQ(LowWaterOfLastEntry(), 0);
  monotonic_.Advance(milliseconds(1));
  Drain(*stamper);
  CreateMany(1, "P3");
  Drain(*stamper);
  EXPECT_EQ(LowWaterOfLastEntry(), 4);
  ExpectComplete();
}

TEST_F(StamperTest, ChangeThatOutlivedTheLimitIsFoundByTheSweep) {
  auto late = OpenChange("late");
  CreateMany(2);
  const StamperOptions options{.sweep_interval = std::chrono::minutes(10), .sweep_ids_max = 1};
  auto stamper = NewStamper(options);
  Drain(*stamper);
  monotonic_.Advance(options.transaction_lifetime_max);
  Drain(*stamper);
  ASSERT_THAT(late->Commit(), IsOk());
  Drain(*stamper);
  EXPECT_EQ(PlaceOf("late"), -1);
  monotonic_.Advance(options.sweep_interval);
  Drain(*stamper);
  EXPECT_EQ(PlaceOf("late"), 3);
  ExpectComplete();
}

TEST_F(StamperTest, TakingTheLeaseLooksThroughEverything) {
  CreateMany(3);
  auto first = NewStamper();
  Drain(*first);
  CreateMany(1, "P2");
  Drain(*first);
  ASSERT_EQ(LowWaterOfLastEntry(), 3);
  // As if place and change had come apart below the mark.
  ASSERT_OK_AND_ASSIGN(auto connection, storage().pool().Acquire(Soon()));
  ASSERT_THAT(InsertChange(*connection, "changes", "hidden", "t"), IsOk());
  world_.database().Execute("UPDATE changes SET id = -id WHERE id = 1");
  world_.database().Execute("UPDATE changes SET id = 1 WHERE resource = 'hidden'");
  world_.database().Execute("UPDATE chain SET change_id = -1 WHERE change_id = 1");
  Drain(*first);
  EXPECT_EQ(PlaceOf("hidden"), -1);
  auto second = NewStamper();
  Drain(*second);
  EXPECT_EQ(PlaceOf("hidden"), 5);
}

TEST_F(StamperTest, WaiterGoesOnWhereASilentHolderStopped) {
  CreateMany(2);
  auto first = NewStamper();
  auto second = NewStamper();
  Drain(*first);
  ASSERT_OK_AND_ASSIGN(Round round, second->StepOnce());
  EXPECT_EQ(round, Round::kWaiting);
  CreateMany(2, "P2");
  monotonic_.Advance(StamperOptions().lease_term);
  ASSERT_OK_AND_ASSIGN(round, second->StepOnce());
  EXPECT_EQ(round, Round::kIdle);
  CreateMany(2, "P3");
  ASSERT_OK_AND_ASSIGN(round, first->StepOnce());
  EXPECT_EQ(round, Round::kWaiting);
  Drain(*second);
  ExpectComplete();
}

TEST_F(StamperTest, HolderThatLostItsLeaseUnawaresWritesNothing) {
  CreateMany(2);
  auto stamper = NewStamper();
  Drain(*stamper);
  // Somebody else took it; this one's clock has not moved, so that it trusts its lease still.
  world_.database().Execute("UPDATE leases SET epoch = epoch + 1, holder = 'other'");
  CreateMany(1, "P2");
  EXPECT_THAT(stamper->StepOnce(), RefusedWith(db::kLeaseLost));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM chain"), 2);
}

TEST_F(StamperTest, BacklogTellsHowMuchWaitsAndForHowLong) {
  ASSERT_OK_AND_ASSIGN(Backlog backlog, ReadBacklog(storage(), Soon()));
  EXPECT_EQ(backlog.count, 0);
  EXPECT_EQ(backlog.oldest_age, absl::ZeroDuration());
  CreateMany(1);
  Stamp();
  CreateMany(2, "P2");
  world_.SetNow(world_.clock().Now() + absl::Seconds(7));
  CreateMany(1, "P3");
  ASSERT_OK_AND_ASSIGN(backlog, ReadBacklog(storage(), Soon()));
  EXPECT_EQ(backlog.count, 3);
  EXPECT_EQ(backlog.oldest_age, absl::Seconds(7));
  Stamp();
  ASSERT_OK_AND_ASSIGN(backlog, ReadBacklog(storage(), Soon()));
  EXPECT_EQ(backlog.count, 0);
}

TEST_F(StamperTest, TableSetsHaveChainsOfTheirOwn) {
  const std::vector<std::pair<std::string, std::string>> sealed_set = {
      {"prefix", "sealed_"},
      {"database", world_.database().options().database},
      {"runtime", "root@localhost"}};
  ASSERT_THAT(db::Migrate(world_.database().options(), {{.component = "sealed",
                                                         .files = {shared_migrations()[0]},
                                                         .substitutions = sealed_set}}),
              IsOk());
  Storage sealed("funds", world_.database().pool(), world_.keys(), world_.clock(), "sealed_");
  ASSERT_OK_AND_ASSIGN(auto connection, storage().pool().Acquire(Soon()));
  ASSERT_THAT(InsertChange(*connection, "sealed_changes", "accusations/a1", "t"), IsOk());
  CreateMany(2);
  Stamp();
  EXPECT_EQ(Number("SELECT COUNT(*) FROM sealed_chain"), 0);
  Stamper sealed_stamper(sealed, {}, monotonic_.Function());
  Drain(sealed_stamper);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM sealed_chain"), 1);
  EXPECT_NE(ChainStart(sealed).hash, ChainStart(storage()).hash);
  ASSERT_OK_AND_ASSIGN(const ChainReport report, VerifyChain(sealed));
  EXPECT_FALSE(report.difference);
}

// Eight writers whose transactions end in any order, some never, while two stampers take the
// lease from each other in the middle of their work.
TEST_F(StamperTest, EveryCommittedChangeHasOnePlaceWhateverTheOrderOfCommits) {
  constexpr int kWriters = 8;
  constexpr int kRounds = 120;
  for (int i = 0; i < 4; ++i) {
    ASSERT_THAT(Create(absl::StrCat("projects/P0/budgets/shared", i)), IsOk());
  }
  // The clock jumps by whole terms: no mark may rise past a transaction that is still open.
  const StamperOptions options{.transaction_lifetime_max = std::chrono::hours(1'000'000),
                               .batch_max = 20};
  std::atomic<int> committed{4}, writing{kWriters};
  std::vector<std::thread> threads;
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([&, writer] {
      std::unique_ptr<db::Connection> open;
      for (int round = 0; round < kRounds; ++round) {
        const std::string id = absl::StrCat("w", writer, "-", round);
        switch (round % 6) {
          case 0:
            if (open != nullptr && open->Commit().ok()) ++committed;
            open = OpenChange("late/" + id);
            break;
          case 1:
            OpenChange("never/" + id)->Rollback();
            break;
          case 2:
            if (Create("projects/P1/budgets/" + id).ok()) ++committed;
            break;
          default:
            if (Amend(absl::StrCat("projects/P0/budgets/shared", (writer + round) % 4)).ok()) {
              ++committed;
            }
        }
      }
      if (open != nullptr && open->Commit().ok()) ++committed;
      --writing;
    });
  }
  std::unique_ptr<Stamper> stampers[] = {NewStamper(options), NewStamper(options)};
  std::atomic<int> unexpected{0};
  for (auto& stamper : stampers) {
    threads.emplace_back([&] {
      for (int turn = 0; writing > 0; ++turn) {
        auto round = stamper->StepOnce();
        if (!round.ok() && ReasonOf(round.status()) != db::kLeaseLost.name) {
          ADD_FAILURE() << round.status();
          ++unexpected;
        }
        if (turn % 5 == 0) monotonic_.Advance(options.lease_term);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(unexpected, 0);
  Drain(*stampers[0]);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM changes"), committed);
  EXPECT_GE(committed, kWriters * kRounds / 2);
  EXPECT_GT(Number("SELECT epoch FROM leases WHERE name = 'stamper'"), 1);
  ExpectComplete();
  ExpectOrderPerResource();
}

}  // namespace
}  // namespace liandong
