#include "services/funds/obligation/claims.h"

#include "absl/strings/str_cat.h"
#include "services/funds/funds_reasons.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {
namespace {

// More than an obligation has items.
constexpr int kItemsMax = 1000;
constexpr char kSelectClaimed[] =
    "SELECT item_id, CAST(SUM(amount_fen) AS SIGNED) FROM payment_claims"
    " WHERE obligation = ? AND claim IS NOT NULL GROUP BY item_id LIMIT ?";
constexpr char kInsertClaim[] =
    "INSERT INTO payment_claims (holder, obligation, item_id, period, amount_fen, claim)"
    " VALUES (?, ?, ?, ?, ?, ?)";
constexpr char kEndClaims[] = "UPDATE payment_claims SET claim = NULL WHERE holder = ?";

}  // namespace

absl::StatusOr<Claimed> ReadClaimed(db::Connection& connection, std::string_view obligation) {
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(kSelectClaimed, {obligation, kItemsMax}));
  Claimed claimed;
  for (const db::Row& row : rows) claimed[row.Text(0)] = row.Int(1);
  return claimed;
}

absl::Status TakeItem(db::Connection& connection, std::string_view holder,
                      std::string_view obligation, std::string_view item_id, int64_t period,
                      int64_t amount_fen) {
  const std::string claim =
      absl::StrCat(std::string(obligation), "|", std::string(item_id), "|", period);
  const absl::Status inserted =
      connection.Execute(kInsertClaim, {holder, obligation, item_id, period, amount_fen, claim})
          .status();
  if (db::IsDuplicateKey(inserted, "one_claim")) return Refuse(kAlreadyPaid);
  return inserted;
}

absl::Status GiveBack(db::Connection& connection, std::string_view holder) {
  return connection.Execute(kEndClaims, {holder}).status();
}

}  // namespace liandong::funds
