#include "shared/ids/party_ids.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "shared/ids/text.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::ids {
namespace {

constexpr size_t kResidentIdLength = 18;
constexpr size_t kUsccLength = 18;
constexpr size_t kOrgCodeLength = 9;

std::string BirthDateText(std::string_view id) {
  std::string iso(id.substr(6, 4));
  iso.append("-").append(id.substr(10, 2)).append("-").append(id.substr(12, 2));
  return iso;
}

bool IsResidentIdShaped(std::string_view id) {
  return id.size() == kResidentIdLength && AllDigits(id.substr(0, 17)) &&
         (IsDigit(id[17]) || id[17] == 'X') && ParseDate(BirthDateText(id)).ok();
}

// 0-9 as themselves, A=10 to Z=35.
int Base36(char c) { return IsDigit(c) ? c - '0' : c - 'A' + 10; }

}  // namespace

std::string NormalisePartyId(std::string_view text) { return FoldUpper(text); }

absl::Status CheckResidentId(std::string_view id) {
  if (!IsResidentIdShaped(id)) return Refuse(kIdFormat);
  constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) sum += (id[i] - '0') * kWeights[i];
  if (id[17] != std::string_view("10X98765432")[sum % 11]) return Refuse(kIdCheckDigit);
  return absl::OkStatus();
}

absl::StatusOr<Date> BirthDateOf(std::string_view resident_id) {
  RETURN_IF_ERROR(CheckResidentId(resident_id));
  return ParseDate(BirthDateText(resident_id));
}

absl::StatusOr<bool> IsFemale(std::string_view resident_id) {
  RETURN_IF_ERROR(CheckResidentId(resident_id));
  return (resident_id[16] - '0') % 2 == 0;
}

absl::Status CheckUscc(std::string_view code) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  constexpr std::array<int, 17> kWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                            29, 25, 13, 8,  24, 10, 30, 28};
  if (code.size() != kUsccLength || code.find_first_not_of(kAlphabet) != code.npos) {
    return Refuse(kUsccFormat);
  }
  int sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) {
    sum += static_cast<int>(kAlphabet.find(code[i])) * kWeights[i];
  }
  if (code[17] != kAlphabet[(31 - sum % 31) % 31]) return Refuse(kUsccCheck);
  return absl::OkStatus();
}

absl::Status CheckOrgCode(std::string_view code) {
  std::string plain(code);
  if (plain.size() == kOrgCodeLength + 1 && plain[8] == '-') plain.erase(8, 1);
  const auto is_code_char = [](char c) { return IsDigit(c) || (c >= 'A' && c <= 'Z'); };
  if (plain.size() != kOrgCodeLength ||
      !std::all_of(plain.begin(), plain.begin() + 8, is_code_char) ||
      !(IsDigit(plain[8]) || plain[8] == 'X')) {
    return Refuse(kOrgCodeFormat);
  }
  constexpr std::array<int, 8> kWeights = {3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) sum += Base36(plain[i]) * kWeights[i];
  if (plain[8] != std::string_view("0X987654321")[sum % 11]) return Refuse(kOrgCodeCheck);
  return absl::OkStatus();
}

}  // namespace liandong::ids
