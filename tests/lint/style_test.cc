// Habits that no compiler keeps, and the lint's own reader.
#include <regex>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/lint/source_tree.h"

namespace liandong::lint {
namespace {

using ::testing::ElementsAre;

TEST(Reader, TellsCodeCommentsAndLiteralsApart) {
  const Source source = ParseSource("services/funds/x_service.cc",
                                    "#include \"shared/a.h\"\n"
                                    "int a = 1'000;  // absl::Now()\n"
                                    "constexpr char kSql[] =\n"
                                    "    \"SELECT a; \\\"b\\\"\"\n"
                                    "    \" LIMIT 1\";\n"
                                    "/* x\n y */ char c = '\"'; f(\"one\", \"two\");\n"
                                    "auto r = R\"(raw \"text\";\n)\";\n");
  ASSERT_EQ(source.literals.size(), 5u);
  EXPECT_EQ(source.literals[1].text, "SELECT a; \\\"b\\\" LIMIT 1");
  EXPECT_EQ(source.literals[1].line, 4);
  EXPECT_TRUE(absl::StrContains(source.literals[1].before, "constexpr char kSql[]"));
  EXPECT_EQ(source.literals[2].text, "one");
  EXPECT_TRUE(absl::StrContains(source.literals[2].rest, "two"));
  EXPECT_EQ(source.literals[4].text, "raw \"text\";\n");
  EXPECT_EQ(source.code[1], "int a = 1'000;  ");
  EXPECT_EQ(source.code.size(), source.text.size()) << "lines stay in place";
  ASSERT_EQ(source.includes.size(), 1u);
  EXPECT_EQ(source.includes[0].path, "shared/a.h");
  EXPECT_EQ(source.service(), "funds");
  EXPECT_TRUE(source.Is("service"));
  EXPECT_FALSE(source.Is("rules"));
}

TEST(Style, NothingIsLeftForLater) {
  static const std::regex kLater(R"(\b(TODO|FIXME|XXX|HACK)\b)");
  Findings findings;
  for (const Source& source : AllSources()) {
    if (absl::StartsWith(source.path, "tests/lint/")) continue;
    for (size_t i = 0; i < source.text.size(); ++i) {
      if (std::regex_search(source.text[i], kLater)) {
        findings.push_back(absl::StrCat(Place(source, static_cast<int>(i) + 1), source.text[i]));
      }
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Style, TestsDoNotSleep) {
  Findings findings;
  for (const Source& source : AllSources()) {
    if (!absl::EndsWith(source.path, "_test.cc")) continue;
    for (size_t i = 0; i < source.code.size(); ++i) {
      for (const char* sleep : {"SleepFor(", "sleep_for(", "usleep(", " sleep("}) {
        if (absl::StrContains(source.code[i], sleep)) {
          findings.push_back(absl::StrCat(Place(source, static_cast<int>(i) + 1), sleep,
                                          "…): wait for what the test waits for"));
        }
      }
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

// Debian's absl::string_view is another type than std's; spelled in an interface it converts
// nothing.
TEST(Style, InterfacesTakeTheStandardStringView) {
  Findings findings;
  for (const Source& source : AllSources()) {
    if (!absl::EndsWith(source.path, ".h") || source.is_test()) continue;
    for (size_t i = 0; i < source.code.size(); ++i) {
      if (absl::StrContains(source.code[i], "absl::string_view")) {
        findings.push_back(
            absl::StrCat(Place(source, static_cast<int>(i) + 1), "absl::string_view"));
      }
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Style, HeadersAreGuardedByTheirPath) {
  Findings findings;
  for (const Source& source : AllSources()) {
    if (!absl::EndsWith(source.path, ".h")) continue;
    std::string guard;
    for (char c : source.path) {
      guard.push_back(std::isalnum(static_cast<unsigned char>(c)) != 0
                          ? static_cast<char>(std::toupper(static_cast<unsigned char>(c)))
                          : '_');
    }
    guard += "_";
    bool found = false;
    for (const std::string& line : source.text) found |= line == "#define " + guard;
    if (!found) findings.push_back(absl::StrCat(source.path, ": its guard is not ", guard));
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

}  // namespace
}  // namespace liandong::lint
