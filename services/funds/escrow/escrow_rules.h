// How an escrow lives and what it must hold. Pure.
#ifndef SERVICES_FUNDS_ESCROW_ESCROW_RULES_H_
#define SERVICES_FUNDS_ESCROW_ESCROW_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "liandong/funds/v1/escrow.pb.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/obligation/obligation_rules.h"
#include "shared/calendar/calendar.h"
#include "shared/calendar/date.h"
#include "shared/rules/rule_set.h"
#include "shared/rules/state_machine.h"

namespace liandong::funds {

using v1::Escrow;

inline constexpr rules::Transition<Escrow::State> kEscrowMoves[] = {
    {Escrow::STATE_UNSPECIFIED, "OpenEscrow", Escrow::STATE_OPENED},
    {Escrow::STATE_OPENED, "CheckEscrow", Escrow::STATE_CHECKED},
    {Escrow::STATE_OPENED, "CancelEscrow", Escrow::STATE_CANCELLED},
    {Escrow::STATE_CHECKED, "CancelEscrow", Escrow::STATE_CANCELLED},
    {Escrow::STATE_CHECKED, "InstructEscrow", Escrow::STATE_INSTRUCTED},
    {Escrow::STATE_INSTRUCTED, "ConfirmEscrowDeposit", Escrow::STATE_DEPOSITED},
    {Escrow::STATE_DEPOSITED, "IssueEscrowCertificate", Escrow::STATE_CERTIFIED},
    {Escrow::STATE_DEPOSITED, "NotifyCreditor", Escrow::STATE_DEPOSITED},
    {Escrow::STATE_CERTIFIED, "NotifyCreditor", Escrow::STATE_CERTIFIED},
    {Escrow::STATE_DEPOSITED, "WithdrawEscrow", Escrow::STATE_WITHDRAWN},
    {Escrow::STATE_CERTIFIED, "WithdrawEscrow", Escrow::STATE_WITHDRAWN},
};
inline constexpr rules::StateMachine kEscrowMachine("Escrow", kEscrowState, kEscrowMoves);

// What the deposit takes of the obligation: everything owed to the household that no payment or
// escrow has taken yet.
struct EscrowPlan {
  struct Take {
    std::string item_id;
    int64_t amount_fen;
  };
  std::vector<Take> takes;
};
// ITEM_NOT_OF_PURPOSE unless it is compensation; ALREADY_PAID when nothing is left; AMOUNT_MISMATCH
// unless `amount_fen` is exactly what is left.
absl::StatusOr<EscrowPlan> PlanEscrow(const Obligation& obligation, const Claimed& claimed,
                                      int64_t amount_fen);

// Sets the days that follow from the deposit: certificate, notice, expiry. RULE_NOT_IN_FORCE.
absl::Status SetDeadlines(const rules::RuleSet& rules, const Calendar& calendar, Date deposited,
                          Escrow& escrow);

// ESCROW_EXPIRED when the creditor's right had ended by `today`.
absl::Status CheckNotExpired(const Escrow& escrow, Date today);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_ESCROW_ESCROW_RULES_H_
