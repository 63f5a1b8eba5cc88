// Which items of an obligation live payments and escrows have taken: a unique key keeps every item
// and period from being taken twice, whatever the run.
#ifndef SERVICES_FUNDS_OBLIGATION_CLAIMS_H_
#define SERVICES_FUNDS_OBLIGATION_CLAIMS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/funds/obligation/obligation_rules.h"
#include "shared/db/connection.h"

namespace liandong::funds {

// Fen taken of each item; the obligation is locked.
absl::StatusOr<Claimed> ReadClaimed(db::Connection& connection, std::string_view obligation);

// `holder` (a payment or escrow) takes `amount_fen` of an item; period 0 for everything that is
// paid at once. ALREADY_PAID when somebody holds this item and period.
absl::Status TakeItem(db::Connection& connection, std::string_view holder,
                      std::string_view obligation, std::string_view item_id, int64_t period,
                      int64_t amount_fen);

// Gives back everything the holder took.
absl::Status GiveBack(db::Connection& connection, std::string_view holder);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_OBLIGATION_CLAIMS_H_
