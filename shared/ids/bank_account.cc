#include "shared/ids/bank_account.h"

#include <algorithm>

#include "shared/ids/text.h"
#include "shared/status/refusal.h"

namespace liandong::ids {
namespace {

bool IsLuhn(std::string_view digits) {
  int sum = 0;
  bool doubled = false;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
    const int value = (*digit - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

}  // namespace

std::string NormaliseAccountNumber(std::string_view text) {
  std::string number = FoldText(text);
  number.erase(std::remove(number.begin(), number.end(), '-'), number.end());
  return number;
}

absl::Status CheckCardNumber(std::string_view number) {
  if (number.size() < 16 || number.size() > 19 || !AllDigits(number)) return Refuse(kCardFormat);
  if (!IsLuhn(number)) return Refuse(kCardLuhn);
  return absl::OkStatus();
}

absl::Status CheckPublicAccount(std::string_view number) {
  if (number.size() < 8 || number.size() > 32 || !AllDigits(number)) return Refuse(kAccountFormat);
  return absl::OkStatus();
}

}  // namespace liandong::ids
