// The sources of the project as the lint tests read them.
#ifndef TESTS_LINT_SOURCE_TREE_H_
#define TESTS_LINT_SOURCE_TREE_H_

#include <string>
#include <string_view>
#include <vector>

namespace liandong::lint {

// A string literal; adjacent ones count as one.
struct Literal {
  int line = 0;
  std::string text;
  // From the literal to the end of its statement, literals included.
  std::string rest;
  // From the end of the statement before to the literal.
  std::string before;
};

struct Source {
  std::string path;  // "shared/rpc/binder.h"
  // Lines without comments and without what stands in string literals.
  std::vector<std::string> code;
  // Lines as they are.
  std::vector<std::string> text;
  std::vector<Literal> literals;

  // Between quotation marks or angle brackets.
  struct Include {
    int line = 0;
    std::string path;
  };
  std::vector<Include> includes;

  bool is_test() const;
  // "funds" for services/funds/…; "" elsewhere.
  std::string service() const;
  // "rpc" for shared/rpc/…; "" elsewhere.
  std::string component() const;
  // Whether its name is <something>_<kind>.h or .cc, or <kind>.h or .cc: "rules", "service".
  bool Is(std::string_view kind) const;
};

// One source text, as of `path`.
Source ParseSource(std::string path, const std::string& text);

// Every .h and .cc below services, shared and tests, by path. Read once.
const std::vector<Source>& AllSources();

// Whole text of a file of the project.
std::string ReadProjectFile(const std::string& path);

// Paths of the files below `folder` whose name ends in `suffix`.
std::vector<std::string> FilesBelow(const std::string& folder, std::string_view suffix);

// What a rule found wrong: "services/funds/x_service.cc:12: includes …".
using Findings = std::vector<std::string>;
std::string Place(const Source& source, int line);
std::string Lines(const Findings& findings);

}  // namespace liandong::lint

#endif  // TESTS_LINT_SOURCE_TREE_H_
