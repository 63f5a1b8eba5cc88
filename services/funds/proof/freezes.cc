#include "services/funds/proof/freezes.h"

#include <algorithm>

#include "shared/status/macros.h"

namespace liandong::funds {
namespace {

constexpr int kLiveProofsMax = 10'000;
constexpr char kSelectLive[] =
    "SELECT p.name, p.purpose, p.obligation, p.amount_fen, p.out_before_fen,"
    " COALESCE(o.paid_fen + o.escrowed_fen + o.in_flight_fen, 0)"
    " FROM funding_proofs p LEFT JOIN obligations o ON o.name = p.obligation"
    " WHERE p.parent = ? AND p.state = 'STATE_LIVE' LIMIT ?";

}  // namespace

int64_t CompensationOutFen(const Books& books) {
  return SpentFen(books, v1::PURPOSE_COMPENSATION) + InFlightFen(books, v1::PURPOSE_COMPENSATION);
}

absl::StatusOr<Freezes> ReadFreezes(db::Connection& connection, std::string_view project,
                                    const Books& books) {
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(kSelectLive, {project, kLiveProofsMax}));
  Freezes freezes;
  for (const db::Row& row : rows) {
    const int64_t amount = row.Int(3);
    if (row.Text(1) == "PURPOSE_DECISION") {
      const int64_t drawn = CompensationOutFen(books) - row.Int(4);
      freezes.decision_fen += std::max<int64_t>(0, amount - std::max<int64_t>(0, drawn));
    } else {
      const std::string key = row.IsNull(2) ? row.Text(0) : row.Text(2);
      // Two proofs of one household prove the same money.
      int64_t& kept = freezes.cases[key];
      kept = std::max(kept, amount - row.Int(5));
    }
  }
  return freezes;
}

}  // namespace liandong::funds
