// The threat model claims nothing that no test shows.
#include <regex>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/lint/source_tree.h"

namespace liandong::lint {
namespace {

// "StoreTest" and "StoreTest.PageTokenServesItsCallerAndQueryOnly".
std::set<std::string> AllTests() {
  static const std::regex kTest(R"(^TEST(?:_F|_P)?\((\w+), *(\w*))");
  std::set<std::string> tests;
  for (const Source& source : AllSources()) {
    if (!absl::EndsWith(source.path, "_test.cc")) continue;
    for (const std::string& line : source.code) {
      std::smatch found;
      if (!std::regex_search(line, found, kTest)) continue;
      tests.insert(found[1]);
      tests.insert(absl::StrCat(found[1].str(), ".", found[2].str()));
    }
  }
  return tests;
}

TEST(ThreatModel, EveryControlIsShownByTestsThatExist) {
  static const std::regex kName("`([^`]+)`");
  const std::set<std::string> tests = AllTests();
  int controls = 0;
  for (absl::string_view line : absl::StrSplit(ReadProjectFile("docs/threat-model.md"), '\n')) {
    const std::vector<std::string> cells = absl::StrSplit(line, '|');
    if (cells.size() != 7 || cells[1] == " asset " || absl::StartsWith(cells[1], "--")) continue;
    ++controls;
    const std::string& shown_by = cells[5];
    int named = 0;
    for (std::sregex_iterator it(shown_by.begin(), shown_by.end(), kName), end; it != end; ++it) {
      ++named;
      EXPECT_TRUE(tests.contains((*it)[1])) << (*it)[1] << " is no test";
    }
    EXPECT_GT(named, 0) << line << " is shown by no test";
  }
  EXPECT_GT(controls, 10);
}

}  // namespace
}  // namespace liandong::lint
