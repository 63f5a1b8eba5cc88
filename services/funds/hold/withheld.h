// What must not be paid for the time being.
#ifndef SERVICES_FUNDS_HOLD_WITHHELD_H_
#define SERVICES_FUNDS_HOLD_WITHHELD_H_

#include <set>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "liandong/funds/v1/payment.pb.h"
#include "shared/db/connection.h"

namespace liandong::funds {

struct Withheld {
  std::set<std::string> payments;
  std::set<std::string> obligations;

  bool Stops(const v1::Payment& payment) const {
    return payments.count(payment.name()) > 0 || obligations.count(payment.obligation()) > 0;
  }
};

// The project's live holds; the caller holds the fund's lock.
absl::StatusOr<Withheld> ReadWithheld(db::Connection& connection, std::string_view project);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_HOLD_WITHHELD_H_
