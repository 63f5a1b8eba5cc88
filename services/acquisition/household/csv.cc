#include "services/acquisition/household/csv.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/acquisition/household/household_reasons.h"
#include "shared/status/refusal.h"
#include "unicode/ucnv.h"
#include "unicode/unistr.h"

namespace liandong::acquisition {
namespace {

// A file of another shape than lines of cells; reads character by character.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<CsvLine>> Read() {
    std::vector<CsvLine> lines;
    while (at_ < text_.size()) {
      CsvLine line{.number = number_, .cells = {}};
      if (!ReadLine(line)) return Refuse(kCsvFormat, {{"line", std::to_string(line.number)}});
      if (line.cells.size() > 1 || !line.cells[0].empty()) lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  bool ReadLine(CsvLine& line) {
    while (true) {
      std::string cell;
      if (at_ < text_.size() && text_[at_] == '"') {
        if (!ReadQuoted(cell)) return false;
      } else {
        while (at_ < text_.size() && text_[at_] != ',' && !AtLineEnd()) {
          if (text_[at_] == '"') return false;
          cell.push_back(text_[at_++]);
        }
      }
      line.cells.push_back(std::move(cell));
      if (at_ < text_.size() && text_[at_] == ',') {
        ++at_;
        continue;
      }
      if (at_ < text_.size() && !AtLineEnd()) return false;
      SkipLineEnd();
      return true;
    }
  }

  bool ReadQuoted(std::string& cell) {
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c != '"') {
        if (c == '\n') ++number_;
        cell.push_back(c);
      } else if (at_ < text_.size() && text_[at_] == '"') {
        cell.push_back('"');
        ++at_;
      } else {
        return true;
      }
    }
    return false;
  }

  bool AtLineEnd() const { return text_[at_] == '\n' || text_[at_] == '\r'; }
  void SkipLineEnd() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++number_;
  }

  const std::string_view text_;
  size_t at_ = 0;
  int number_ = 1;
};

}  // namespace

absl::StatusOr<std::vector<CsvLine>> ParseCsv(std::string_view text) { return Reader(text).Read(); }

absl::StatusOr<std::string> ToUtf8(std::string_view bytes,
                                   v1::ImportHouseholdsRequest::Encoding encoding) {
  const char* name =
      encoding == v1::ImportHouseholdsRequest::ENCODING_GB18030 ? "GB18030" : "UTF-8";
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name, &error),
                                                                     &ucnv_close);
  if (U_FAILURE(error)) return absl::InternalError("the Unicode library lacks a converter");
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  std::u16string text(bytes.size() + 1, u'\0');
  const char* source = bytes.data();
  const char* const source_end = bytes.data() + bytes.size();
  char16_t* target = text.data();
  ucnv_toUnicode(converter.get(), &target, text.data() + text.size(), &source, source_end, nullptr,
                 /*flush=*/true, &error);
  if (U_FAILURE(error)) {
    return Refuse(kEncodingInvalid,
                  {{"encoding", name}, {"byte", std::to_string(source - bytes.data() + 1)}});
  }
  std::string utf8;
  icu::UnicodeString(text.data(), static_cast<int32_t>(target - text.data())).toUTF8String(utf8);
  return std::string(absl::StripPrefix(utf8, "\xEF\xBB\xBF"));
}

}  // namespace liandong::acquisition
