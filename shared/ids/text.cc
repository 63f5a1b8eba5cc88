#include "shared/ids/text.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"

namespace liandong::ids {
namespace {

struct CodePoint {
  uint32_t value = 0;
  size_t bytes = 0;  // 0: not the start of a three or four byte character
};

// Only the lengths that matter here: everything folded or Chinese takes three or four bytes.
CodePoint Decode(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const auto continues = [&](size_t first, size_t last) {
    for (size_t i = first; i <= last; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return false;
    }
    return true;
  };
  if (text.size() >= 3 && (byte(0) & 0xF0) == 0xE0 && continues(1, 2)) {
    return {(byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu), 3};
  }
  if (text.size() >= 4 && (byte(0) & 0xF8) == 0xF0 && continues(1, 3)) {
    return {(byte(0) & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 |
                (byte(3) & 0x3Fu),
            4};
  }
  return {};
}

}  // namespace

std::string FoldText(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = Decode(text);
    const size_t bytes = std::max<size_t>(point.bytes, 1);
    if (point.value >= 0xFF01 && point.value <= 0xFF5E) {
      folded.push_back(static_cast<char>(point.value - 0xFF01 + '!'));
    } else if (point.value == 0x3014 || point.value == 0x3010) {
      folded.push_back('(');
    } else if (point.value == 0x3015 || point.value == 0x3011) {
      folded.push_back(')');
    } else if (point.value != 0x3000 && text[0] != ' ' && text[0] != '\t') {
      folded.append(text.substr(0, bytes));
    }
    text.remove_prefix(bytes);
  }
  return folded;
}

std::string FoldUpper(std::string_view text) {
  std::string folded = FoldText(text);
  absl::AsciiStrToUpper(&folded);
  return folded;
}

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

size_t LeadingHan(std::string_view text) {
  const CodePoint point = Decode(text);
  const bool han = (point.value >= 0x4E00 && point.value <= 0x9FFF) ||
                   (point.value >= 0x3400 && point.value <= 0x4DBF) ||
                   (point.value >= 0xF900 && point.value <= 0xFAFF) ||
                   (point.value >= 0x20000 && point.value <= 0x323AF);
  return han ? point.bytes : 0;
}

}  // namespace liandong::ids
