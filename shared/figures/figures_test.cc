#include "shared/figures/figures.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/testing/figure_reader.h"
#include "shared/testing/manual_clock.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_database.h"

namespace liandong {
namespace {

using common::v1::Service;
using testing::GaugeValue;

constexpr char kByKind[] = "SELECT kind, side, COUNT(*) FROM things GROUP BY kind, side LIMIT 100";
constexpr char kSum[] =
    "SELECT CAST(COALESCE(SUM(fen), 0) AS SIGNED) FROM things WHERE fen >= ? LIMIT 1";

class FiguresTest : public ::testing::Test {
 protected:
  FiguresTest() {
    database_.Execute("CREATE TABLE things (kind VARCHAR(40), side VARCHAR(10), fen BIGINT)");
    figures_.Add({.name = "by_kind",
                  .help = "Things",
                  .labels = {EnumLabel<Service>("kind"), {"side", {{"l", "left"}, {"r", "right"}}}},
                  .sql = kByKind});
    figures_.Add({.name = "sum", .help = "Fen", .labels = {}, .sql = kSum, .values = [this] {
                    return db::Values{least_};
                  }});
  }

  double ByKind(const std::string& kind, const std::string& side) {
    return GaugeValue(metrics_, "by_kind", {{"kind", kind}, {"side", side}});
  }
  double Age() { return GaugeValue(metrics_, "liandong_figures_age_seconds"); }

  testing::TestDatabase database_;
  testing::ManualClock clock_;
  Metrics metrics_;
  Figures figures_{metrics_, database_.pool(), clock_.Function()};
  int64_t least_ = 0;
};

TEST_F(FiguresTest, EverySeriesIsThereBeforeAnythingIsCounted) {
  EXPECT_EQ(ByKind("FUNDS", "left"), 0);
  EXPECT_EQ(ByKind("PETITIONS", "right"), 0);
  EXPECT_EQ(GaugeValue(metrics_, "sum"), 0);
}

TEST_F(FiguresTest, ShowTheLastReading) {
  database_.Execute(
      "INSERT INTO things (kind, side, fen) VALUES ('SERVICE_FUNDS', 'l', 705653092),"
      " ('SERVICE_FUNDS', 'l', 1), ('SERVICE_FUNDS', 'r', 2), ('', 'l', 4), ('SERVICE_FUNDS', 'x', "
      "8)");
  EXPECT_EQ(ByKind("FUNDS", "left"), 0) << "a scrape reads nothing";
  ASSERT_THAT(figures_.Read(), testing::IsOk());
  EXPECT_EQ(ByKind("FUNDS", "left"), 2);
  EXPECT_EQ(ByKind("FUNDS", "right"), 1);
  EXPECT_EQ(GaugeValue(metrics_, "sum"), 705653107);
  database_.Execute("DELETE FROM things WHERE kind = 'SERVICE_FUNDS'");
  least_ = 5;
  ASSERT_THAT(figures_.Read(), testing::IsOk());
  EXPECT_EQ(ByKind("FUNDS", "left"), 0);
  EXPECT_EQ(GaugeValue(metrics_, "sum"), 0);
  for (const auto& family : metrics_.collectable()->Collect()) {
    if (family.name == "by_kind") EXPECT_EQ(family.metric.size(), 6u * 2) << "labels are bounded";
  }
}

TEST_F(FiguresTest, WhatCanNotBeReadKeepsItsValueAndAges) {
  database_.Execute("INSERT INTO things (kind, side, fen) VALUES ('SERVICE_FUNDS', 'l', 3)");
  ASSERT_THAT(figures_.Read(), testing::IsOk());
  EXPECT_EQ(Age(), 0);
  database_.Execute("DROP TABLE things");
  clock_.Advance(std::chrono::seconds(7));
  EXPECT_FALSE(figures_.Read().ok());
  EXPECT_EQ(ByKind("FUNDS", "left"), 1);
  EXPECT_EQ(Age(), 7);
}

TEST_F(FiguresTest, OneFailedReadingLeavesTheOthersTheirTurn) {
  int read = 0;
  figures_.Add([&](absl::Time) { return ++read, absl::OkStatus(); });
  database_.Execute("DROP TABLE things");
  EXPECT_FALSE(figures_.Read().ok());
  EXPECT_EQ(read, 1);
}

TEST_F(FiguresTest, AThreadReadsThemUntilItIsStopped) {
  std::atomic<int> read = 0;
  std::mutex mutex;
  std::condition_variable thrice;
  figures_.Add([&](absl::Time) {
    std::lock_guard<std::mutex> lock(mutex);
    if (++read == 3) thrice.notify_all();
    return absl::OkStatus();
  });
  figures_.Start(std::chrono::milliseconds(1));
  {
    std::unique_lock<std::mutex> lock(mutex);
    thrice.wait(lock, [&] { return read >= 3; });
  }
  figures_.Stop();
  const int stopped = read;
  EXPECT_GE(stopped, 3);
  ASSERT_THAT(figures_.Read(), testing::IsOk());
  EXPECT_EQ(read, stopped + 1) << "nobody else reads any more";
}

}  // namespace
}  // namespace liandong
