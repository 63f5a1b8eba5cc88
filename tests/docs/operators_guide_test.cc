// docs/operators-guide.md against the code: its table of configuration values is that of the flags,
// and it explains no refusal that does not exist.
#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "absl/flags/reflection.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/reason_catalogue.h"
#include "shared/config/config.h"

namespace liandong::docs {
namespace {

std::vector<std::string> GuideLines() {
  std::ifstream file(LIANDONG_SOURCE_DIR "/docs/operators-guide.md");
  std::stringstream text;
  text << file.rdbuf();
  return absl::StrSplit(text.str(), '\n');
}

// Rows of the table as the flags would have it.
std::set<std::string> ConfigurationRows() {
  // The flags come with the function that reads them.
  std::string program = "docs_test";
  char* argv[] = {program.data(), nullptr};
  EXPECT_TRUE(ReadConfig(1, argv).ok());
  std::set<std::string> rows;
  for (const auto& [name, flag] : absl::GetAllFlags()) {
    if (!absl::EndsWith(flag->Filename(), "shared/config/config.cc")) continue;
    const std::string value = flag->DefaultValue();
    rows.insert(absl::StrCat("| `--", name, "` | ",
                             value.empty() ? "" : absl::StrCat("`", value, "`"), " | ",
                             flag->Help(), " |"));
  }
  return rows;
}

TEST(OperatorsGuide, TableOfConfigurationIsThatOfTheFlags) {
  std::set<std::string> written;
  for (const std::string& line : GuideLines()) {
    if (absl::StartsWith(line, "| `--")) written.insert(line);
  }
  EXPECT_GT(written.size(), 30u);
  EXPECT_EQ(written, ConfigurationRows());
}

TEST(OperatorsGuide, ExplainsOnlyRefusalsThatExist) {
  const auto catalogue = cli::ReasonCatalogue();
  static const std::regex kRow(R"(^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|.*)");
  static const std::regex kName("`([A-Z_]+)`");
  int explained = 0;
  for (const std::string& line : GuideLines()) {
    std::smatch row;
    if (!std::regex_match(line, row, kRow)) continue;
    const std::string names = row[1];
    for (std::sregex_iterator it(names.begin(), names.end(), kName), end; it != end; ++it) {
      const std::string name = (*it)[1];
      ++explained;
      EXPECT_TRUE(std::any_of(catalogue.begin(), catalogue.end(), [&](const auto& entry) {
        return entry.reason.name == name;
      })) << name;
    }
  }
  EXPECT_GT(explained, 20);
}

}  // namespace
}  // namespace liandong::docs
