// Refusals: each reason is declared once, told in two languages, in its service's catalogue, and
// asserted by some test.
#include <map>
#include <regex>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/lint/source_tree.h"

namespace liandong::lint {
namespace {

struct Declared {
  const Source* source;
  int line;
  std::string constant;  // "kOverloaded"
  std::string name;      // "OVERLOADED"
  std::string initialiser;
};

// inline constexpr Reason kName{"NAME", absl::StatusCode::…, "…", "…"};
std::vector<Declared> Reasons() {
  static const std::regex kReason(
      R"re(constexpr\s+Reason\s+(k\w+)\s*(?:=\s*)?\{\s*"([^"]*)"([\s\S]*?)"\s*\};)re");
  std::vector<Declared> reasons;
  for (const Source& source : AllSources()) {
    if (source.is_test()) continue;
    const std::string text = ReadProjectFile(source.path);
    for (auto it = std::sregex_iterator(text.begin(), text.end(), kReason);
         it != std::sregex_iterator(); ++it) {
      const int line =
          1 + static_cast<int>(std::count(text.begin(), text.begin() + it->position(), '\n'));
      reasons.push_back({&source, line, (*it)[1], (*it)[2], (*it)[3]});
    }
  }
  return reasons;
}

std::string At(const Declared& reason) {
  return absl::StrCat(Place(*reason.source, reason.line), reason.name, " ");
}

bool HasChinese(const std::string& text) {
  for (unsigned char c : text) {
    if (c >= 0xe4 && c <= 0xe9) return true;
  }
  return false;
}

TEST(Reasons, AreFound) { EXPECT_GT(Reasons().size(), 100u); }

TEST(Reasons, AreUpperSnakeAndToldInTwoLanguages) {
  static const std::regex kUpperSnake("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
  Findings findings;
  for (const Declared& reason : Reasons()) {
    if (!std::regex_match(reason.name, kUpperSnake))
      findings.push_back(At(reason) + "is no UPPER_SNAKE");
    if (!HasChinese(reason.initialiser)) findings.push_back(At(reason) + "has no Chinese text");
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Reasons, AreDeclaredOnce) {
  std::map<std::string, const Declared*> first;
  Findings findings;
  const std::vector<Declared> reasons = Reasons();
  for (const Declared& reason : reasons) {
    auto [at, added] = first.emplace(reason.name, &reason);
    const Declared& other = *at->second;
    // Two services may refuse alike, each in its own words; one may not say two things.
    if (added || (reason.source->service() != other.source->service() &&
                  !reason.source->service().empty() && !other.source->service().empty())) {
      continue;
    }
    findings.push_back(
        absl::StrCat(At(reason), "is declared at ", Place(*other.source, other.line)));
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

// A service finds the reasons that its contracts name in the list at the end of its file.
TEST(Reasons, OfAServiceAreInItsCatalogue) {
  Findings findings;
  for (const Declared& reason : Reasons()) {
    if (reason.source->service().empty() || !reason.source->Is("reasons")) continue;
    const std::string text = ReadProjectFile(reason.source->path);
    if (!absl::StrContains(text, "kReasons[]")) continue;
    if (!std::regex_search(text, std::regex(absl::StrCat("&", reason.constant, "\\b")))) {
      findings.push_back(At(reason) + "is missing in kReasons");
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

// By its constant or its name, in a test or in the scenario of the story. What a contract bars a
// body with is asserted for every method by the access matrix of tests/system.
TEST(Reasons, EachIsNamedByATest) {
  std::set<std::string> words;
  static const std::regex kWord("k?[A-Z]\\w+");
  auto collect = [&words](const std::string& text) {
    for (auto it = std::sregex_iterator(text.begin(), text.end(), kWord);
         it != std::sregex_iterator(); ++it) {
      words.insert(it->str());
    }
  };
  for (const Source& source : AllSources()) {
    if (source.is_test()) collect(ReadProjectFile(source.path));
  }
  for (const char* suffix : {".json", ".yaml", ".txt", ".scenario", ".textproto"}) {
    for (const std::string& path : FilesBelow("samples", suffix)) collect(ReadProjectFile(path));
  }
  static const std::regex kBar(R"re(agency: AGENCY_\w+,?\s+reason: "(\w+)")re");
  for (const std::string& path : FilesBelow("protos", ".proto")) {
    const std::string text = ReadProjectFile(path);
    for (auto it = std::sregex_iterator(text.begin(), text.end(), kBar);
         it != std::sregex_iterator(); ++it) {
      words.insert((*it)[1]);
    }
  }
  Findings findings;
  for (const Declared& reason : Reasons()) {
    if (words.count(reason.constant) == 0 && words.count(reason.name) == 0) {
      findings.push_back(At(reason) + "is named by no test");
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

}  // namespace
}  // namespace liandong::lint
