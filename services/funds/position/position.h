// What a project's money may still be used for. Pure: decides over books, budget and freezes that
// the caller has read under the fund's lock.
#ifndef SERVICES_FUNDS_POSITION_POSITION_H_
#define SERVICES_FUNDS_POSITION_POSITION_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "liandong/funds/v1/budget.pb.h"
#include "liandong/funds/v1/ledger.pb.h"
#include "services/funds/ledger/books.h"
#include "shared/status/refusal.h"

namespace liandong::funds {

// Paid; for compensation also what is in escrow.
int64_t SpentFen(const Books& books, v1::Purpose purpose);
// Ordered from the bank, its answer still open.
int64_t InFlightFen(const Books& books, v1::Purpose purpose);
int64_t EncumberedFen(const Books& books, v1::Purpose purpose);
int64_t QuotaFen(const Books& books, v1::Purpose purpose);
// The larger of what is spent or owed, and of what was allotted: no line may fall below it.
int64_t UsedFen(const Books& books, v1::Purpose purpose);

// Whether `more_fen` may be owed beside all that is spent and owed: LINE_EXCEEDED.
absl::Status CheckLine(const Books& books, const v1::Budget& budget, v1::Purpose purpose,
                       int64_t more_fen);
// Whether `more_fen` may be ordered within the allotted quota: QUOTA_EXCEEDED.
void CheckQuota(const Books& books, v1::Purpose purpose, int64_t more_fen, Gates& gates);

// What live funding proofs keep, in fen, as far as it has not left the account yet.
struct Freezes {
  // For the compensation of the whole project, by proofs for a decision.
  int64_t decision_fen = 0;
  // By proofs for cases: obligation (or the proof's own name where there is none) to fen.
  std::map<std::string, int64_t> cases;

  int64_t cases_fen() const;
  // What no use but compensation may touch: the cases' money is part of the project's.
  int64_t total_fen() const;
};

// What one order takes from the account.
struct Outflow {
  int64_t other_fen = 0;                        // purposes other than compensation
  std::map<std::string, int64_t> compensation;  // by obligation
};

// Whether the account holds the outflow and everything that stays frozen after it:
// FUNDS_SHORTFALL with short_fen.
void CheckMoney(const Books& books, const Freezes& freezes, const Outflow& outflow, Gates& gates);

// What is missing in the account to cover the approved compensation line, counting what already
// went to households.
int64_t ShortfallFen(const Books& books, int64_t compensation_line_fen);

// The amounts of a position that follow from the books and the budget (null: none in force).
void FillPosition(const Books& books, const v1::Budget* budget, v1::ProjectPosition& position);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_POSITION_POSITION_H_
