// Bank account numbers: cards carry a check digit, public accounts do not.
#ifndef SHARED_IDS_BANK_ACCOUNT_H_
#define SHARED_IDS_BANK_ACCOUNT_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::ids {

// Drops spaces and hyphens, folds full-width digits.
std::string NormaliseAccountNumber(std::string_view text);

// Bank card (银行卡, ISO/IEC 7812): 16 to 19 digits, Luhn. CARD_FORMAT or CARD_LUHN.
absl::Status CheckCardNumber(std::string_view number);

// Public or fiscal account (对公账户): 8 to 32 digits, no check digit. ACCOUNT_FORMAT.
absl::Status CheckPublicAccount(std::string_view number);

}  // namespace liandong::ids

#endif  // SHARED_IDS_BANK_ACCOUNT_H_
