#include "services/funds/position/position.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/funds/budget/budget_rules.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/ledger/accounts.h"

namespace liandong::funds {

int64_t SpentFen(const Books& books, v1::Purpose purpose) {
  const int64_t escrow = purpose == v1::PURPOSE_COMPENSATION ? books.Posted(kEscrow) : 0;
  return books.Posted(Cost(purpose)) + escrow;
}

int64_t InFlightFen(const Books& books, v1::Purpose purpose) {
  const int64_t escrow = purpose == v1::PURPOSE_COMPENSATION ? books.Incoming(kEscrow) : 0;
  return books.Incoming(Cost(purpose)) + escrow;
}

int64_t EncumberedFen(const Books& books, v1::Purpose purpose) {
  return books.Posted(Encumbered(purpose));
}

int64_t QuotaFen(const Books& books, v1::Purpose purpose) { return books.Posted(Quota(purpose)); }

int64_t UsedFen(const Books& books, v1::Purpose purpose) {
  return std::max(SpentFen(books, purpose) + EncumberedFen(books, purpose),
                  QuotaFen(books, purpose));
}

absl::Status CheckLine(const Books& books, const v1::Budget& budget, v1::Purpose purpose,
                       int64_t more_fen) {
  const int64_t line = ApprovedFen(budget, purpose);
  const int64_t used = SpentFen(books, purpose) + EncumberedFen(books, purpose) + more_fen;
  if (used <= line) return absl::OkStatus();
  return Refuse(kLineExceeded, {{"purpose", v1::Purpose_Name(purpose)},
                                {"line_fen", absl::StrCat(line)},
                                {"excess_fen", absl::StrCat(used - line)}});
}

void CheckQuota(const Books& books, v1::Purpose purpose, int64_t more_fen, Gates& gates) {
  const int64_t quota = QuotaFen(books, purpose);
  const int64_t used = SpentFen(books, purpose) + InFlightFen(books, purpose) + more_fen;
  if (used <= quota) return;
  const std::string name = v1::Purpose_Name(purpose);
  gates.Close(kQuotaExceeded, name,
              {{"purpose", name},
               {"quota_fen", absl::StrCat(quota)},
               {"excess_fen", absl::StrCat(used - quota)}});
}

int64_t Freezes::cases_fen() const {
  int64_t sum = 0;
  for (const auto& [obligation, fen] : cases) sum += fen;
  return sum;
}

int64_t Freezes::total_fen() const { return std::max(decision_fen, cases_fen()); }

void CheckMoney(const Books& books, const Freezes& freezes, const Outflow& outflow, Gates& gates) {
  int64_t compensation = 0;
  Freezes after = freezes;
  for (const auto& [obligation, fen] : outflow.compensation) {
    compensation += fen;
    if (auto found = after.cases.find(obligation); found != after.cases.end()) {
      found->second = std::max<int64_t>(0, found->second - fen);
    }
  }
  after.decision_fen = std::max<int64_t>(0, after.decision_fen - compensation);
  const int64_t stays = outflow.other_fen > 0 ? after.total_fen() : after.cases_fen();
  const int64_t short_fen = outflow.other_fen + compensation + stays - books.Free(kBank);
  if (short_fen <= 0) return;
  gates.Close(kFundsShortfall, kBank, {{"short_fen", absl::StrCat(short_fen)}});
}

int64_t ShortfallFen(const Books& books, int64_t compensation_line_fen) {
  return std::max<int64_t>(
      0, compensation_line_fen - books.Posted(kBank) - SpentFen(books, v1::PURPOSE_COMPENSATION));
}

void FillPosition(const Books& books, const v1::Budget* budget, v1::ProjectPosition& position) {
  position.set_deposited_fen(books.Posted(kFunding));
  position.set_balance_fen(books.Posted(kBank));
  position.set_pending_fen(books.Posted(kBank) - books.Free(kBank));
  position.set_escrowed_fen(books.Posted(kEscrow));
  int64_t encumbered = 0, spent = 0;
  for (v1::Purpose purpose : kPurposes) {
    v1::LinePosition& line = *position.add_lines();
    line.set_purpose(purpose);
    line.set_approved_fen(budget == nullptr ? 0 : ApprovedFen(*budget, purpose));
    line.set_quota_fen(QuotaFen(books, purpose));
    line.set_encumbered_fen(EncumberedFen(books, purpose));
    line.set_spent_fen(SpentFen(books, purpose));
    line.set_free_fen(line.approved_fen() - line.spent_fen() - line.encumbered_fen());
    encumbered += line.encumbered_fen();
    spent += line.spent_fen();
  }
  position.set_encumbered_fen(encumbered);
  position.set_spent_fen(spent);
  if (budget != nullptr) {
    position.set_budget_in_force(budget->name());
    position.set_shortfall_fen(ShortfallFen(books, ApprovedFen(*budget, v1::PURPOSE_COMPENSATION)));
  }
}

}  // namespace liandong::funds
