#include "services/acquisition/household/csv.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/acquisition/household/household_reasons.h"
#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/status/refusal.h"
#include "shared/testing/status_matchers.h"

namespace liandong::acquisition {
namespace {

using liandong::testing::IsOk;
using liandong::testing::ReadBeside;
using liandong::testing::RefusedWith;
using ::testing::ElementsAre;
using Request = v1::ImportHouseholdsRequest;

TEST(CsvTest, CellsQuotesAndLineEnds) {
  ASSERT_OK_AND_ASSIGN(const auto lines, ParseCsv("a,\"b,\"\"c\"\"\nd\",\r\n\r\ne,f\n"));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].number, 1);
  EXPECT_THAT(lines[0].cells, ElementsAre("a", "b,\"c\"\nd", ""));
  // The quoted cell spans two lines, and an empty one follows.
  EXPECT_EQ(lines[1].number, 4);
  EXPECT_THAT(lines[1].cells, ElementsAre("e", "f"));
  ASSERT_OK_AND_ASSIGN(const auto none, ParseCsv(""));
  EXPECT_TRUE(none.empty());
}

TEST(CsvTest, QuotesThatStandWrongNameTheirLine) {
  for (const char* bad : {"a\nb,\"c", "a\nb\"c", "a\n\"b\"c"}) {
    const auto lines = ParseCsv(bad);
    EXPECT_THAT(lines, RefusedWith(kCsvFormat)) << bad;
    EXPECT_EQ(MetadataOf(lines.status(), "line"), "2");
  }
}

TEST(EncodingTest, BothFilesOfTheSampleHoldTheSameText) {
  const std::string utf8 = ReadBeside(__FILE__, "../../../samples/households.csv");
  const std::string gb18030 = ReadBeside(__FILE__, "../../../samples/households_gb18030.csv");
  ASSERT_NE(utf8, gb18030);
  ASSERT_OK_AND_ASSIGN(const std::string from_utf8, ToUtf8(utf8, Request::ENCODING_UTF8));
  ASSERT_OK_AND_ASSIGN(const std::string from_gb, ToUtf8(gb18030, Request::ENCODING_GB18030));
  EXPECT_EQ(from_utf8, utf8);
  EXPECT_EQ(from_gb, utf8);
}

TEST(EncodingTest, DropsTheByteOrderMark) {
  EXPECT_EQ(*ToUtf8("\xEF\xBB\xBF"
                    "a",
                    Request::ENCODING_UTF8),
            "a");
}

TEST(EncodingTest, OtherBytesAreRefusedWithTheirPlace) {
  const std::string gb18030 = ReadBeside(__FILE__, "../../../samples/households_gb18030.csv");
  EXPECT_THAT(ToUtf8(gb18030, Request::ENCODING_UTF8), RefusedWith(kEncodingInvalid));
  EXPECT_THAT(ToUtf8("ab\xFF", Request::ENCODING_GB18030), RefusedWith(kEncodingInvalid));
  EXPECT_THAT(ToUtf8("ab\xE9\x99", Request::ENCODING_UTF8), RefusedWith(kEncodingInvalid));
}

}  // namespace
}  // namespace liandong::acquisition
