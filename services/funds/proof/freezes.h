// Reads what live funding proofs keep of a project's money.
#ifndef SERVICES_FUNDS_PROOF_FREEZES_H_
#define SERVICES_FUNDS_PROOF_FREEZES_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "services/funds/position/position.h"
#include "shared/db/connection.h"

namespace liandong::funds {

// `books` are the project's; in a mutation the fund's lock keeps both still.
absl::StatusOr<Freezes> ReadFreezes(db::Connection& connection, std::string_view project,
                                    const Books& books);

// Compensation that has left the account or is ordered: what a decision's proof counts from.
int64_t CompensationOutFen(const Books& books);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_PROOF_FREEZES_H_
