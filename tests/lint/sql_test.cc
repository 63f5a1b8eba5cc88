// The SQL of the project: bounded reads, named columns, no time of the database's own, and nothing
// outside the dialect that MariaDB, MySQL and TiDB have in common.
#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/lint/source_tree.h"

namespace liandong::lint {
namespace {

// Lines between the parts of a statement that is put together.
constexpr int kPartsApartMax = 25;

struct Statement {
  const Source* source;
  const Literal* literal;
};

bool IsSql(const std::string& text) {
  for (const char* verb : {"SELECT ", "INSERT ", "UPDATE ", "DELETE FROM ", "REPLACE INTO "}) {
    if (absl::StartsWith(text, verb)) return true;
  }
  return false;
}

// Of the programs, not of their tests.
std::vector<Statement> Statements() {
  std::vector<Statement> statements;
  for (const Source& source : AllSources()) {
    if (source.is_test()) continue;
    for (const Literal& literal : source.literals) {
      if (IsSql(literal.text)) statements.push_back({&source, &literal});
    }
  }
  return statements;
}

std::string At(const Statement& statement) {
  return absl::StrCat(Place(*statement.source, statement.literal->line),
                      statement.literal->text.substr(0, 70), " … ");
}

// One row at most by its own nature.
bool Aggregates(const std::string& text) {
  if (absl::StrContains(text, "GROUP BY")) return false;
  for (const char* function :
       {"SELECT COUNT(", "SELECT SUM(", "SELECT MAX(", "SELECT MIN(", "SELECT COALESCE(SUM(",
        "SELECT COALESCE(MAX(", "SELECT COALESCE(MIN(", "SELECT EXISTS",
        "SELECT CAST(COALESCE(SUM(", "SELECT LAST_INSERT_ID()"}) {
    if (absl::StartsWith(text, function)) return true;
  }
  return false;
}

// Whether it is put together from parts: one that serves two table sets, or a varying filter.
bool InParts(const Literal& literal) {
  return !absl::StrContains(literal.before, "constexpr ") ||
         absl::EndsWith(literal.text, "FROM ") || absl::EndsWith(literal.text, "INTO ");
}

// In the statement itself or in a later part of it.
bool Holds(const Statement& statement, const char* word) {
  const Literal& literal = *statement.literal;
  if (absl::StrContains(literal.rest, word)) return true;
  if (!InParts(literal)) return false;
  for (const Literal& other : statement.source->literals) {
    if (other.line > literal.line && other.line <= literal.line + kPartsApartMax &&
        absl::StrContains(other.text, word)) {
      return true;
    }
  }
  return false;
}

TEST(Sql, IsFound) { EXPECT_GT(Statements().size(), 20u); }

TEST(Sql, NamesItsColumns) {
  Findings findings;
  for (const Statement& statement : Statements()) {
    const std::string& text = statement.literal->text;
    if (absl::StrContains(text, "SELECT *") || absl::StrContains(text, ".* FROM")) {
      findings.push_back(At(statement) + "selects *");
    }
    if (absl::StartsWith(text, "INSERT ") && !Holds(statement, "(")) {
      findings.push_back(At(statement) + "names no columns");
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Sql, EverySelectHasALimit) {
  Findings findings;
  for (const Statement& statement : Statements()) {
    const Literal& literal = *statement.literal;
    if (!absl::StartsWith(literal.text, "SELECT ") || Aggregates(literal.text)) continue;
    if (!Holds(statement, "LIMIT")) findings.push_back(At(statement) + "no LIMIT");
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Sql, StaysInTheCommonDialectAndTakesItsTimeFromTheCaller) {
  const std::vector<std::string> kForeign = {"NOW(",
                                             "CURRENT_TIMESTAMP",
                                             "CURDATE(",
                                             "SYSDATE(",
                                             "UTC_TIMESTAMP(",
                                             " RETURNING ",
                                             "NEXT VALUE",
                                             "NEXTVAL(",
                                             "FOR SYSTEM_TIME",
                                             "GET_LOCK(",
                                             "UUID(",
                                             "RAND(",
                                             "SKIP LOCKED"};
  Findings findings;
  for (const Statement& statement : Statements()) {
    const std::string text = absl::AsciiStrToUpper(statement.literal->text);
    for (const std::string& word : kForeign) {
      if (absl::StrContains(text, word)) findings.push_back(absl::StrCat(At(statement), word));
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Sql, OfServicesIsANamedConstant) {
  Findings findings;
  for (const Statement& statement : Statements()) {
    if (statement.source->service().empty() || statement.source->service() == "cli") continue;
    // One that serves two table sets is put together.
    const std::string& before = statement.literal->before;
    if (!absl::StrContains(before, "constexpr ") && !absl::StrContains(before, "StrCat(")) {
      findings.push_back(At(statement) + "is no named constant");
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Migrations, StayInTheCommonDialect) {
  const std::vector<std::string> kForeign = {"SEQUENCE", "SYSTEM VERSIONING", "RETURNING",
                                             "CURRENT_TIMESTAMP", "NOW("};
  Findings findings;
  int read = 0;
  for (const char* folder : {"services", "shared"}) {
    for (const std::string& path : FilesBelow(folder, ".sql")) {
      ++read;
      const std::string text = absl::AsciiStrToUpper(ReadProjectFile(path));
      for (const std::string& word : kForeign) {
        if (absl::StrContains(text, word)) findings.push_back(absl::StrCat(path, ": ", word));
      }
    }
  }
  EXPECT_GT(read, 0);
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

}  // namespace
}  // namespace liandong::lint
