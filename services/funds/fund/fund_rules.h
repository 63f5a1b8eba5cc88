// When a special account may close. Pure.
#ifndef SERVICES_FUNDS_FUND_FUND_RULES_H_
#define SERVICES_FUNDS_FUND_FUND_RULES_H_

#include "absl/status/status.h"
#include "services/funds/ledger/books.h"
#include "services/funds/position/position.h"

namespace liandong::funds {

// FUND_NOT_EMPTY for each of: money in the account or ordered from it, in escrow, owed, frozen.
absl::Status CheckEmpty(const Books& books, const Freezes& freezes);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_FUND_FUND_RULES_H_
