#include "shared/ids/unit_code.h"

#include "shared/ids/text.h"
#include "shared/status/refusal.h"

namespace liandong::ids {
namespace {

// One character class per position. 'd' a digit; 'g' land of the State; 'u' a kind of
// construction-use right: surface B, above S, below X, undetermined W, other Y; 'f' a fixture:
// building F, forest L, other Q, none W.
constexpr std::string_view kPattern = "ddddddddddddgudddddfdddddddd";
constexpr size_t kLandFeature = 12;
static_assert(kPattern.size() == kUnitCodeChars && kPattern[kLandFeature] == 'g');

bool Matches(char c, char kind) {
  switch (kind) {
    case 'd':
      return IsDigit(c);
    case 'g':
      return c == 'G';
    case 'u':
      return std::string_view("BSXWY").find(c) != std::string_view::npos;
    default:
      return std::string_view("FLQW").find(c) != std::string_view::npos;
  }
}

absl::Status Check(std::string_view code, size_t length) {
  if (code.size() != length) {
    return Refuse(kUnitCodeLength, {{"expected", std::to_string(length)}});
  }
  for (size_t i = 0; i < length; ++i) {
    if (Matches(code[i], kPattern[i])) continue;
    if (i == kLandFeature && code[i] == 'J') return Refuse(kCollectiveLand);
    return Refuse(kUnitCodeFormat, {{"position", std::to_string(i + 1)}});
  }
  return absl::OkStatus();
}

}  // namespace

std::string NormaliseUnitCode(std::string_view text) { return FoldUpper(text); }

absl::Status CheckUnitCode(std::string_view code) { return Check(code, kUnitCodeChars); }

absl::Status CheckParcelCode(std::string_view code) { return Check(code, kParcelCodeChars); }

}  // namespace liandong::ids
