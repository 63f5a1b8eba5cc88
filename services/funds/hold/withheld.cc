#include "services/funds/hold/withheld.h"

#include "shared/status/macros.h"

namespace liandong::funds {
namespace {

constexpr int kHoldsMax = 10'000;
constexpr char kSelectPlaced[] =
    "SELECT payment, obligation FROM holds WHERE parent = ? AND state = 'STATE_PLACED' LIMIT ?";

}  // namespace

absl::StatusOr<Withheld> ReadWithheld(db::Connection& connection, std::string_view project) {
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(kSelectPlaced, {project, kHoldsMax}));
  Withheld withheld;
  for (const db::Row& row : rows) {
    if (!row.IsNull(0)) withheld.payments.insert(row.Text(0));
    if (!row.IsNull(1)) withheld.obligations.insert(row.Text(1));
  }
  return withheld;
}

}  // namespace liandong::funds
