#include "services/funds/fund/fund_rules.h"

#include <string>

#include "services/funds/funds_reasons.h"
#include "services/funds/ledger/accounts.h"
#include "shared/status/refusal.h"

namespace liandong::funds {

absl::Status CheckEmpty(const Books& books, const Freezes& freezes) {
  Gates gates;
  const auto empty = [&gates](const std::string& what, int64_t fen) {
    if (fen == 0) return;
    gates.Close(kFundNotEmpty, what, {{"what", what}, {"amount_fen", std::to_string(fen)}});
  };
  empty(kBank, books.Posted(kBank));
  empty(kEscrow, books.Posted(kEscrow));
  for (v1::Purpose purpose : kPurposes) empty(Encumbered(purpose), EncumberedFen(books, purpose));
  empty("funding proofs", freezes.total_fen());
  return gates.status();
}

}  // namespace liandong::funds
