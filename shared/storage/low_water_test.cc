#include "shared/storage/low_water.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "shared/testing/manual_clock.h"

namespace liandong {
namespace {

using std::chrono::milliseconds;
using testing::ManualClock;

constexpr milliseconds kLifetime{120'000};
constexpr int64_t kEverything = INT64_MAX;

class LowWaterTest : public ::testing::Test {
 protected:
  void Read(int64_t covered_to = kEverything) {
    low_water_.Read(clock_.Now(), clock_.Now(), covered_to);
  }

  ManualClock clock_;
  LowWater low_water_{kLifetime};
};

TEST_F(LowWaterTest, RisesWithoutDelayWhileThereIsNoGap) {
  low_water_.Start(0, 0);
  for (int64_t id = 1; id <= 5; ++id) low_water_.Placed(id);
  EXPECT_EQ(low_water_.value(), 5);
}

TEST_F(LowWaterTest, StopsAtAGapAndGoesOnWhenItIsFilled) {
  low_water_.Start(0, 0);
  for (int64_t id : {1, 2, 4, 5, 7}) low_water_.Placed(id);
  EXPECT_EQ(low_water_.value(), 2);
  low_water_.Placed(3);
  EXPECT_EQ(low_water_.value(), 5);
  low_water_.Placed(6);
  EXPECT_EQ(low_water_.value(), 7);
}

TEST_F(LowWaterTest, PassesAGapWhenItsTransactionMustHaveEnded) {
  low_water_.Start(0, 0);
  low_water_.Placed(2);
  Read();
  clock_.Advance(kLifetime - milliseconds(1));
  Read();
  EXPECT_EQ(low_water_.value(), 0);
  clock_.Advance(milliseconds(1));
  Read();
  EXPECT_EQ(low_water_.value(), 2);
}

TEST_F(LowWaterTest, ReadingThatBeganTooEarlyDoesNotCount) {
  low_water_.Start(0, 0);
  low_water_.Placed(2);
  Read();
  const db::MonotonicTime began = clock_.Now() + kLifetime - milliseconds(1);
  clock_.Advance(kLifetime * 2);
  low_water_.Read(began, clock_.Now(), kEverything);
  EXPECT_EQ(low_water_.value(), 0);
}

TEST_F(LowWaterTest, ReadingThatDidNotReachTheMarkDoesNotCount) {
  low_water_.Start(0, 0);
  low_water_.Placed(9);
  Read();
  clock_.Advance(kLifetime);
  Read(8);
  EXPECT_EQ(low_water_.value(), 0);
  Read(9);
  EXPECT_EQ(low_water_.value(), 9);
}

TEST_F(LowWaterTest, GapAboveAMarkIsNotPassedWithIt) {
  low_water_.Start(0, 0);
  low_water_.Placed(2);
  Read();
  clock_.Advance(kLifetime / 2);
  low_water_.Placed(4);
  Read();
  clock_.Advance(kLifetime / 2);
  Read();
  EXPECT_EQ(low_water_.value(), 2);
  clock_.Advance(kLifetime / 2);
  Read();
  EXPECT_EQ(low_water_.value(), 4);
}

TEST_F(LowWaterTest, StartsWhereAPreviousHolderEnded) {
  low_water_.Start(10, 20);
  EXPECT_EQ(low_water_.value(), 10);
  Read();
  clock_.Advance(kLifetime);
  Read();
  EXPECT_EQ(low_water_.value(), 20);
}

TEST_F(LowWaterTest, GapsAreWhereChangesMayTurnUp) {
  low_water_.Start(2, 5);
  for (int64_t id : {7, 10, 11, 13}) low_water_.Placed(id);
  const auto spelled = [&](size_t max) {
    std::string text;
    for (const auto& gap : low_water_.Gaps(max))
      absl::StrAppend(&text, gap.first, "-", gap.last, " ");
    return text;
  };
  EXPECT_EQ(spelled(9), "3-5 6-6 8-9 12-12 ");
  EXPECT_EQ(spelled(2), "3-5 6-12 ");
  low_water_.Placed(4);
  low_water_.Placed(6);
  low_water_.Placed(4);
  EXPECT_EQ(spelled(9), "3-3 5-5 8-9 12-12 ");
  EXPECT_EQ(low_water_.value(), 2);
  low_water_.Placed(3);
  EXPECT_EQ(low_water_.value(), 4);
  EXPECT_EQ(low_water_.highest(), 13);
}

TEST_F(LowWaterTest, LeapOfTheIdsIsOneGap) {
  low_water_.Start(1, 1);
  low_water_.Placed(int64_t{1} << 60);
  ASSERT_EQ(low_water_.Gaps(9).size(), 1u);
  EXPECT_EQ(low_water_.value(), 1);
}

}  // namespace
}  // namespace liandong
