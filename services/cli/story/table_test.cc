#include "services/cli/story/table.h"

#include "gtest/gtest.h"

namespace liandong::cli {
namespace {

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(DisplayWidth(""), 0u);
  EXPECT_EQ(DisplayWidth("funds"), 5u);
  EXPECT_EQ(DisplayWidth("征收专户"), 8u);
  EXPECT_EQ(DisplayWidth("永政征〔2026〕1号"), 17u);
  EXPECT_EQ(DisplayWidth("m²…"), 3u);
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1u);  // with a combining accent
  EXPECT_EQ(DisplayWidth("\xFF\xE5"), 2u);   // not UTF-8
  EXPECT_EQ(DisplayWidth("\xE5\xBE"), 2u);   // cut off
}

TEST(CutToWidth, KeepsWholeCharacters) {
  EXPECT_EQ(CutToWidth("征收专户", 8), "征收专户");
  EXPECT_EQ(CutToWidth("征收专户", 7), "征收专…");
  EXPECT_EQ(CutToWidth("征收专户", 6), "征收…");
  EXPECT_EQ(CutToWidth("funds", 3), "fu…");
  EXPECT_EQ(CutToWidth("funds", 1), "…");
  EXPECT_EQ(CutToWidth("funds", 0), "");
}

TEST(TableLine, PadsByColumnsNotBytes) {
  const std::vector<size_t> widths = {4, 8, 5};
  EXPECT_EQ(TableLine({"25", "专户", "x"}, widths, 0), "25    专户      x");
  EXPECT_EQ(TableLine({"25", "account", "x"}, widths, 0), "25    account   x");
  EXPECT_EQ(TableLine({"25", "", ""}, widths, 0), "25");
  EXPECT_EQ(TableLine({"12345", "a", "b"}, widths, 0), "12345  a         b");
  EXPECT_EQ(TableLine({"25", "专户", "x"}, widths, 9), "25    专…");
}

}  // namespace
}  // namespace liandong::cli
