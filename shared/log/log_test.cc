#include "shared/log/log.h"

#include "gtest/gtest.h"

namespace liandong::log {
namespace {

TEST(Log, QuotesWhatWouldBreakTheLine) {
  EXPECT_EQ(Format(Level::kInfo, "a \"b\"\n", {{"path", "c\\d\x01"}, {"count", 3}}),
            R"("level":"info","service":"liandong","message":"a \"b\"\n","path":"c\\d\u0001","count":3)");
}

TEST(Log, LevelIsCheckedAndChanged) {
  EXPECT_FALSE(SetLevel("loud"));
  ASSERT_TRUE(SetLevel("warn"));
  EXPECT_FALSE(Enabled(Level::kInfo));
  EXPECT_TRUE(Enabled(Level::kError));
  ASSERT_TRUE(SetLevel("info"));
  EXPECT_TRUE(Enabled(Level::kInfo));
}

}  // namespace
}  // namespace liandong::log
