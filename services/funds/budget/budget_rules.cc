#include "services/funds/budget/budget_rules.h"

#include <map>
#include <set>
#include <string>

#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {
namespace {

std::string PurposeName(v1::Purpose purpose) { return v1::Purpose_Name(purpose); }

int64_t SubmittedFen(const Budget& budget, v1::Purpose purpose) {
  int64_t sum = 0;
  for (const auto& line : budget.lines()) {
    if (line.purpose() == purpose) sum += line.submitted_fen();
  }
  return sum;
}

absl::Status CheckCap(const Budget& budget, v1::Purpose purpose, rules::IntId rule,
                      const rules::RuleSet& rules, Date day, Gates& gates) {
  ASSIGN_OR_RETURN(rules::IntRule cap, rules.Get(rule, day));
  const int64_t asked = SubmittedFen(budget, purpose);
  // Basis points of the compensation line; amounts are at most 10^14 fen, so nothing overflows.
  const int64_t cap_fen =
      SubmittedFen(budget, v1::PURPOSE_COMPENSATION) / 10'000 * cap.value +
      SubmittedFen(budget, v1::PURPOSE_COMPENSATION) % 10'000 * cap.value / 10'000;
  if (asked > cap_fen) {
    gates.Close(kCostCapExceeded, PurposeName(purpose),
                {{"purpose", PurposeName(purpose)},
                 {"cap_fen", std::to_string(cap_fen)},
                 {"asked_fen", std::to_string(asked)},
                 {"rule", std::string(rule.name)},
                 {"source", cap.source.law.en}});
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckLines(const Budget& budget, const rules::RuleSet& rules, Date day) {
  FieldErrors errors;
  std::set<int> seen;
  for (int i = 0; i < budget.lines_size(); ++i) {
    if (!seen.insert(budget.lines(i).purpose()).second) {
      errors.Add("budget.lines[" + std::to_string(i) + "].purpose", kPurposeTwice,
                 {{"purpose", PurposeName(budget.lines(i).purpose())}});
    }
  }
  RETURN_IF_ERROR(errors.status());
  Gates gates;
  RETURN_IF_ERROR(CheckCap(budget, v1::PURPOSE_WORK, rules::kWorkCostCap, rules, day, gates));
  RETURN_IF_ERROR(
      CheckCap(budget, v1::PURPOSE_CONTINGENCY, rules::kContingencyCap, rules, day, gates));
  return gates.status();
}

absl::Status ApplyReview(const v1::ReviewBudgetRequest& review, Budget& budget) {
  std::map<int, const v1::LineReview*> findings;
  for (const auto& line : review.lines()) {
    if (!findings.emplace(line.purpose(), &line).second) return Refuse(kReviewIncomplete);
  }
  if (static_cast<int>(findings.size()) != budget.lines_size()) return Refuse(kReviewIncomplete);
  Budget reviewed = budget;
  FieldErrors errors;
  for (auto& line : *reviewed.mutable_lines()) {
    auto found = findings.find(line.purpose());
    if (found == findings.end()) return Refuse(kReviewIncomplete);
    const v1::LineReview& finding = *found->second;
    const std::string purpose = PurposeName(line.purpose());
    if (finding.approved_fen() > line.submitted_fen()) {
      errors.Add("lines", kLineAboveSubmission,
                 {{"purpose", purpose},
                  {"approved_fen", std::to_string(finding.approved_fen())},
                  {"submitted_fen", std::to_string(line.submitted_fen())}});
    } else if (finding.approved_fen() < line.submitted_fen() && finding.opinion().empty()) {
      errors.Add("lines", kReductionWithoutReason, {{"purpose", purpose}});
    }
    line.set_approved_fen(finding.approved_fen());
    line.set_opinion(finding.opinion());
  }
  RETURN_IF_ERROR(errors.status());
  budget = std::move(reviewed);
  return absl::OkStatus();
}

int64_t ApprovedFen(const Budget& budget, v1::Purpose purpose) {
  for (const auto& line : budget.lines()) {
    if (line.purpose() == purpose) return line.approved_fen();
  }
  return 0;
}

}  // namespace liandong::funds
