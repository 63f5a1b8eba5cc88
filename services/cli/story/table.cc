#include "services/cli/story/table.h"

#include <algorithm>
#include <cstdint>

namespace liandong::cli {
namespace {

constexpr std::string_view kCut = "…";
constexpr char32_t kNotUtf8 = 0xFFFD;

struct Range {
  char32_t first;
  char32_t last;
};

// Blocks whose characters are East Asian Wide or Fullwidth (UAX #11).
constexpr Range kWide[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F}, {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD},
};
// Combining marks and joiners.
constexpr Range kNarrowest[] = {{0x0300, 0x036F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}};

template <size_t n>
bool In(const Range (&ranges)[n], char32_t character) {
  return std::any_of(std::begin(ranges), std::end(ranges), [character](const Range& range) {
    return range.first <= character && character <= range.last;
  });
}

size_t WidthOf(char32_t character) {
  if (In(kNarrowest, character)) return 0;
  return In(kWide, character) ? 2 : 1;
}

// Takes the first character off `text`.
char32_t Next(std::string_view& text) {
  const auto lead = static_cast<uint8_t>(text[0]);
  const size_t length = lead < 0x80    ? 1
                        : lead >= 0xF0 ? 4
                        : lead >= 0xE0 ? 3
                        : lead >= 0xC0 ? 2
                                       : 0;
  char32_t character = length <= 1 ? lead : lead & (0xFF >> (length + 1));
  bool valid = length > 0 && length <= text.size();
  for (size_t i = 1; valid && i < length; ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    valid = (byte & 0xC0) == 0x80;
    character = character << 6 | (byte & 0x3F);
  }
  text.remove_prefix(valid ? length : 1);
  return valid ? character : kNotUtf8;
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  while (!text.empty()) width += WidthOf(Next(text));
  return width;
}

std::string CutToWidth(std::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width == 0) return "";
  size_t used = 0;
  std::string_view rest = text;
  while (true) {
    std::string_view after = rest;
    used += WidthOf(Next(after));
    if (used + 1 > width) break;
    rest = after;
  }
  return std::string(text.substr(0, text.size() - rest.size())) + std::string(kCut);
}

std::string TableLine(const std::vector<std::string>& cells, const std::vector<size_t>& widths,
                      size_t width_max) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    line += cells[i];
    if (i + 1 == cells.size()) break;
    const size_t width = DisplayWidth(cells[i]);
    line.append(2 + (widths[i] > width ? widths[i] - width : 0), ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return width_max == 0 ? line : CutToWidth(line, width_max);
}

}  // namespace liandong::cli
