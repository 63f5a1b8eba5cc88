#include "tests/lint/source_tree.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace liandong::lint {
namespace {

namespace fs = std::filesystem;

// Walks a C++ text once, telling code, comments and string literals apart.
class Scanner {
 public:
  Scanner(const std::string& text, Source& source) : text_(text), source_(source) {}

  void Run() {
    while (at_ < text_.size()) {
      if (Starts("//")) {
        SkipTo("\n", 0);
      } else if (Starts("/*")) {
        SkipTo("*/", 2);
      } else if (Starts("R\"") && !AfterWord()) {
        RawString();
      } else if (text_[at_] == '"') {
        PlainString();
      } else if (text_[at_] == '\'' && !AfterWord()) {
        Character();
      } else {
        Code(text_[at_++]);
      }
    }
    CloseLiterals();
    source_.code = absl::StrSplit(code_, '\n');
  }

 private:
  bool Starts(std::string_view what) const { return text_.compare(at_, what.size(), what) == 0; }
  // Digits are parted by an apostrophe, names may end in R.
  bool AfterWord() const {
    return at_ > 0 &&
           (std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) != 0 || text_[at_ - 1] == '_');
  }

  void Code(char c) {
    code_.push_back(c);
    if (c == '\n') ++line_;
    if (std::isspace(static_cast<unsigned char>(c)) == 0) adjacent_ = false;
    statement_.push_back(c);
    if (c == ';' || c == '{' || c == '}') {
      CloseLiterals();
      statement_.clear();
    }
  }
  // Comments and literals keep the lines of the code in place.
  void Blank(char c) {
    if (c != '\n') return;
    code_.push_back(c);
    ++line_;
  }
  void SkipTo(std::string_view end, size_t and_over) {
    const size_t found = std::min(text_.find(end, at_ + and_over), text_.size());
    const size_t stop = std::min(found + and_over, text_.size());
    for (; at_ < stop; ++at_) Blank(text_[at_]);
  }

  void Add(int line, const std::string& content) {
    if (adjacent_ && !open_.empty()) {
      open_.back().literal.text += content;
    } else {
      open_.push_back({{line, content, "", statement_}, statement_.size()});
    }
    statement_ += content;
    code_ += "\"\"";
    adjacent_ = true;
  }
  void CloseLiterals() {
    for (Open& open : open_) {
      open.literal.rest = statement_.substr(open.begin);
      source_.literals.push_back(std::move(open.literal));
    }
    open_.clear();
  }

  void PlainString() {
    const int line = line_;
    std::string content;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') content.push_back(text_[at_++]);
      content.push_back(text_[at_]);
    }
    ++at_;
    Add(line, content);
  }
  void RawString() {
    const int line = line_;
    const size_t open = text_.find('(', at_);
    const std::string end = absl::StrCat(")", text_.substr(at_ + 2, open - at_ - 2), "\"");
    const size_t close = std::min(text_.find(end, open), text_.size());
    const std::string content = text_.substr(open + 1, close - open - 1);
    Add(line, content);
    for (char c : content) Blank(c);
    at_ = std::min(close + end.size(), text_.size());
  }
  void Character() {
    for (++at_; at_ < text_.size() && text_[at_] != '\''; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
    Code(' ');
  }

  struct Open {
    Literal literal;
    size_t begin;
  };

  const std::string& text_;
  Source& source_;
  size_t at_ = 0;
  int line_ = 1;
  std::string code_;
  std::string statement_;
  std::vector<Open> open_;
  bool adjacent_ = false;
};

void FindIncludes(Source& source) {
  for (size_t i = 0; i < source.text.size(); ++i) {
    const std::string& line = source.text[i];
    if (!absl::StartsWith(line, "#include ")) continue;
    const size_t begin = line.find_first_of("<\"");
    const size_t end = line.find_last_of(">\"");
    if (begin == line.npos || end <= begin) continue;
    source.includes.push_back({static_cast<int>(i) + 1, line.substr(begin + 1, end - begin - 1)});
  }
}

std::string Part(const std::string& path, std::string_view folder) {
  if (path.compare(0, folder.size(), folder) != 0) return "";
  return path.substr(folder.size(), path.find('/', folder.size()) - folder.size());
}

}  // namespace

bool Source::is_test() const {
  return absl::EndsWith(path, "_test.cc") || absl::StartsWith(path, "tests/") ||
         absl::StrContains(path, "/testing/") || absl::StrContains(path, "/test_");
}

std::string Source::service() const { return Part(path, "services/"); }
std::string Source::component() const { return Part(path, "shared/"); }

bool Source::Is(std::string_view kind) const {
  const std::string name = fs::path(path).stem().string();
  return name == kind || absl::EndsWith(name, absl::StrCat("_", std::string(kind)));
}

Source ParseSource(std::string path, const std::string& text) {
  Source source;
  source.path = std::move(path);
  source.text = absl::StrSplit(text, '\n');
  Scanner(text, source).Run();
  FindIncludes(source);
  return source;
}

const std::vector<Source>& AllSources() {
  static const auto* all = [] {
    auto* sources = new std::vector<Source>();
    for (const char* folder : {"services", "shared", "tests"}) {
      for (const char* suffix : {".h", ".cc"}) {
        for (const std::string& path : FilesBelow(folder, suffix)) {
          sources->push_back(ParseSource(path, ReadProjectFile(path)));
        }
      }
    }
    return sources;
  }();
  return *all;
}

std::string ReadProjectFile(const std::string& path) {
  std::ifstream file(fs::path(LIANDONG_SOURCE_DIR) / path, std::ios::binary);
  if (!file.good()) {
    std::fprintf(stderr, "can not read %s\n", path.c_str());
    std::abort();
  }
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> FilesBelow(const std::string& folder, std::string_view suffix) {
  std::vector<std::string> paths;
  const fs::path root(LIANDONG_SOURCE_DIR);
  for (fs::recursive_directory_iterator it(root / folder), end; it != end; ++it) {
    const std::string name = it->path().filename().string();
    if (it->is_directory() && (name == "node_modules" || name == "build")) {
      it.disable_recursion_pending();
    } else if (it->is_regular_file() && name.size() > suffix.size() &&
               name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0) {
      paths.push_back(it->path().lexically_relative(root).string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string Place(const Source& source, int line) {
  return absl::StrCat(source.path, ":", line, ": ");
}

std::string Lines(const Findings& findings) {
  return absl::StrCat(findings.size(), " findings\n", absl::StrJoin(findings, "\n"));
}

}  // namespace liandong::lint
