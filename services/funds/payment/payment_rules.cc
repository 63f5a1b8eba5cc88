#include "services/funds/payment/payment_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {
namespace {

absl::Status NotOwed(int64_t owed_fen, int64_t stated_fen) {
  return Refuse(kNotOwed,
                {{"owed_fen", absl::StrCat(owed_fen)}, {"stated_fen", absl::StrCat(stated_fen)}});
}

int64_t ClaimedOf(const Claimed& claimed, const std::string& item) {
  const auto found = claimed.find(item);
  return found == claimed.end() ? 0 : found->second;
}

absl::StatusOr<PaymentPlan> PlanAtOnce(const Obligation& obligation, Group group, int64_t stated,
                                       const Claimed& claimed) {
  PaymentPlan plan;
  int64_t owed = 0;
  bool supplement = false;
  for (const auto& item : obligation.items()) {
    if (GroupOf(item.kind()) != group || IsScheduled(obligation, item)) continue;
    if (ClaimedOf(claimed, item.item_id()) != 0) {
      supplement = true;
      continue;
    }
    plan.takes.push_back({item.item_id(), item.amount_fen()});
    owed += item.amount_fen();
  }
  if (supplement && plan.takes.empty()) return Refuse(kAlreadyPaid);
  if (owed <= 0 || stated != owed) return NotOwed(std::max<int64_t>(0, owed), stated);
  plan.parts = supplement ? PartsNotPaid(obligation, group) : PartsAtOnce(obligation, group);
  int64_t sum = 0;
  for (const Part& part : plan.parts) sum += part.amount_fen;
  return sum == owed ? absl::StatusOr<PaymentPlan>(plan) : Refuse(kAlreadyPaid);
}

absl::StatusOr<PaymentPlan> PlanPeriod(const Obligation& obligation, Group group, int64_t stated,
                                       const Claimed& claimed) {
  PaymentPlan plan;
  int64_t before = 0, total = 0, rest = stated;
  for (const auto& item : obligation.items()) {
    if (GroupOf(item.kind()) != group || !IsScheduled(obligation, item)) continue;
    const int64_t taken = ClaimedOf(claimed, item.item_id());
    before += taken;
    total += item.amount_fen();
    // Items are used up in their order.
    const int64_t take = std::min(rest, item.amount_fen() - taken);
    if (take <= 0) continue;
    plan.takes.push_back({item.item_id(), take});
    rest -= take;
  }
  if (total > 0 && before >= total) return Refuse(kAlreadyPaid);
  if (rest > 0) return NotOwed(total - before, stated);
  ASSIGN_OR_RETURN(plan.parts, PartsOfPeriod(obligation, group, before, stated));
  return plan;
}

bool IsTerritory(common::v1::Agency agency) {
  return agency == common::v1::AGENCY_DISTRICT_GOVERNMENT ||
         agency == common::v1::AGENCY_ECONOMIC_ZONE;
}

PaymentPart::State StateOf(v1::PaymentResult::Outcome outcome) {
  switch (outcome) {
    case v1::PaymentResult::OUTCOME_SETTLED:
      return PaymentPart::STATE_SETTLED;
    case v1::PaymentResult::OUTCOME_FAILED:
      return PaymentPart::STATE_FAILED;
    default:
      return PaymentPart::STATE_RETURNED;
  }
}

}  // namespace

Group GroupOf(v1::PaymentKind kind) {
  if (kind == v1::PAYMENT_KIND_HOME_PURCHASE) return Group::kHome;
  return kind == v1::PAYMENT_KIND_SERVICE ? Group::kService : Group::kHousehold;
}

bool IsPeriodic(v1::PaymentKind kind) {
  return kind == v1::PAYMENT_KIND_TRANSITION || kind == v1::PAYMENT_KIND_SERVICE;
}

absl::Status CheckPaper(const Payment& payment, common::v1::Agency preparer) {
  const bool service = payment.kind() == v1::PAYMENT_KIND_SERVICE;
  if (service == IsTerritory(preparer)) return Refuse(kPreparerNotEntitled);
  FieldErrors errors;
  if (IsPeriodic(payment.kind()) != (payment.period() > 0)) {
    errors.Add("payment.period", kPeriodInvalid);
  }
  if (service && payment.invoice().empty()) errors.Add("payment.invoice", kInvoiceMissing);
  return errors.status();
}

absl::StatusOr<PaymentPlan> PlanPayment(const Obligation& obligation, const Payment& payment,
                                        const Claimed& claimed) {
  const Group group = GroupOf(payment.kind());
  return IsPeriodic(payment.kind()) ? PlanPeriod(obligation, group, payment.amount_fen(), claimed)
                                    : PlanAtOnce(obligation, group, payment.amount_fen(), claimed);
}

absl::Status TakePayeesAnew(const Obligation& obligation, Payment& payment) {
  if (obligation.state() == Obligation::STATE_CANCELLED) return Refuse(kObligationChanged);
  for (PaymentPart& part : *payment.mutable_parts()) {
    if (part.state() == PaymentPart::STATE_SETTLED) continue;
    const auto& payees = obligation.payees();
    const auto payee = std::find_if(payees.begin(), payees.end(), [&](const v1::PayeeShare& p) {
      return p.payee_id() == part.payee_id() && p.kind() == part.kind() &&
             p.amount_fen() - p.paid_fen() >= part.amount_fen();
    });
    if (payee == payees.end()) return Refuse(kObligationChanged);
    part.set_display_name(payee->display_name());
    part.set_account(payee->account());
  }
  payment.set_source_version(obligation.source_version());
  return absl::OkStatus();
}

bool IsWithBank(Payment::State state) {
  return state == Payment::STATE_INSTRUCTED || state == Payment::STATE_SETTLED ||
         state == Payment::STATE_FAILED;
}

int64_t OpenFen(const Payment& payment) {
  int64_t sum = 0;
  for (const auto& part : payment.parts()) {
    if (part.state() != PaymentPart::STATE_SETTLED) sum += part.amount_fen();
  }
  return sum;
}

absl::StatusOr<ResultEffect> JudgeResult(const PaymentPart& part, const v1::PaymentResult& result) {
  const PaymentPart::State outcome = StateOf(result.outcome());
  if (part.state() == outcome) {
    if (part.bank_reference() == result.bank_reference()) return ResultEffect::kKnown;
    return Refuse(kBankResultConflict);
  }
  switch (part.state()) {
    case PaymentPart::STATE_INSTRUCTED:
      if (outcome == PaymentPart::STATE_RETURNED) return Refuse(kBankResultConflict);
      return ResultEffect::kNew;
    case PaymentPart::STATE_SETTLED:
      if (outcome == PaymentPart::STATE_RETURNED) return ResultEffect::kNew;
      return Refuse(kBankResultConflict);
    case PaymentPart::STATE_RETURNED:
    case PaymentPart::STATE_FAILED:
      return Refuse(kBankResultConflict);
    default:
      return Refuse(kInstructionUnknown);
  }
}

Payment::State StateByParts(const Payment& payment) {
  bool settled = true;
  for (const auto& part : payment.parts()) {
    if (part.state() == PaymentPart::STATE_INSTRUCTED) return Payment::STATE_INSTRUCTED;
    settled &= part.state() == PaymentPart::STATE_SETTLED;
  }
  return settled ? Payment::STATE_SETTLED : Payment::STATE_FAILED;
}

}  // namespace liandong::funds
