// How payments and runs live, and what one payment pays. Pure.
#ifndef SERVICES_FUNDS_PAYMENT_PAYMENT_RULES_H_
#define SERVICES_FUNDS_PAYMENT_PAYMENT_RULES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/common/v1/options.pb.h"
#include "liandong/funds/v1/payment.pb.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/obligation/obligation_rules.h"
#include "shared/rules/state_machine.h"

namespace liandong::funds {

using v1::Payment;
using v1::PaymentPart;
using v1::PaymentRun;

inline constexpr rules::Transition<Payment::State> kPaymentMoves[] = {
    {Payment::STATE_UNSPECIFIED, "PreparePayment", Payment::STATE_PREPARED},
    {Payment::STATE_PREPARED, "CreatePaymentRun", Payment::STATE_IN_RUN},
    {Payment::STATE_FAILED, "CreatePaymentRun", Payment::STATE_IN_RUN},
    {Payment::STATE_PREPARED, "CancelPayment", Payment::STATE_CANCELLED},
    {Payment::STATE_FAILED, "CancelPayment", Payment::STATE_CANCELLED},
    {Payment::STATE_IN_RUN, "CheckPaymentRun", Payment::STATE_CHECKED},
    {Payment::STATE_IN_RUN, "CancelPaymentRun", Payment::STATE_PREPARED},
    {Payment::STATE_CHECKED, "CancelPaymentRun", Payment::STATE_PREPARED},
    {Payment::STATE_CHECKED, "InstructPaymentRun", Payment::STATE_INSTRUCTED},
    {Payment::STATE_INSTRUCTED, "ReportPaymentResults", Payment::STATE_SETTLED},
    {Payment::STATE_INSTRUCTED, "ReportPaymentResults (failed)", Payment::STATE_FAILED},
    {Payment::STATE_SETTLED, "ReportPaymentResults (returned)", Payment::STATE_FAILED},
    {Payment::STATE_PREPARED, "PlaceHold", Payment::STATE_PREPARED},
    {Payment::STATE_IN_RUN, "PlaceHold", Payment::STATE_IN_RUN},
    {Payment::STATE_CHECKED, "PlaceHold", Payment::STATE_CHECKED},
    {Payment::STATE_FAILED, "PlaceHold", Payment::STATE_FAILED},
};
inline constexpr rules::StateMachine kPaymentMachine("Payment", kPaymentState, kPaymentMoves);

inline constexpr rules::Transition<PaymentRun::State> kRunMoves[] = {
    {PaymentRun::STATE_UNSPECIFIED, "CreatePaymentRun", PaymentRun::STATE_ASSEMBLED},
    {PaymentRun::STATE_ASSEMBLED, "CheckPaymentRun", PaymentRun::STATE_CHECKED},
    {PaymentRun::STATE_ASSEMBLED, "CancelPaymentRun", PaymentRun::STATE_CANCELLED},
    {PaymentRun::STATE_CHECKED, "CancelPaymentRun", PaymentRun::STATE_CANCELLED},
    {PaymentRun::STATE_CHECKED, "InstructPaymentRun", PaymentRun::STATE_INSTRUCTED},
    {PaymentRun::STATE_INSTRUCTED, "ReportPaymentResults", PaymentRun::STATE_DONE},
};
inline constexpr rules::StateMachine kRunMachine("PaymentRun", kRunState, kRunMoves);

Group GroupOf(v1::PaymentKind kind);
// Paid by periods: transition fees and services.
bool IsPeriodic(v1::PaymentKind kind);

// Whether this body draws up papers of this kind, with what they must carry:
// PREPARER_NOT_ENTITLED, PERIOD_INVALID, INVOICE_MISSING.
absl::Status CheckPaper(const Payment& payment, common::v1::Agency preparer);

// What a payment takes of its obligation.
struct PaymentPlan {
  std::vector<Part> parts;
  struct Take {
    std::string item_id;
    int64_t amount_fen;
    friend bool operator==(const Take&, const Take&) = default;
  };
  std::vector<Take> takes;
};

// Plans a payment of exactly `payment.amount_fen`: NOT_OWED when something else is owed for this
// kind, ALREADY_PAID when nothing of it is left, or when what came before is not with its payees
// yet, so that nobody can say whose the rest is.
absl::StatusOr<PaymentPlan> PlanPayment(const Obligation& obligation, const Payment& payment,
                                        const Claimed& claimed);

// What is open of a failed payment goes to its payees as they stand in the obligation now: an
// account that was closed is corrected there. OBLIGATION_CHANGED unless each of them is still owed
// its part.
absl::Status TakePayeesAnew(const Obligation& obligation, Payment& payment);

// The bank has its order, or had: what it may see in full. Nobody else sees accounts in full.
bool IsWithBank(Payment::State state);

// Fen of the parts that are not settled.
int64_t OpenFen(const Payment& payment);

// Where a result leads an instructed or settled part, and what was known before.
enum class ResultEffect { kNew, kKnown };
// INSTRUCTION_UNKNOWN for a part the bank has no order for, BANK_RESULT_CONFLICT for a result that
// contradicts the recorded one.
absl::StatusOr<ResultEffect> JudgeResult(const PaymentPart& part, const v1::PaymentResult& result);

// The payment's state by its parts; it is with the bank or beyond.
Payment::State StateByParts(const Payment& payment);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_PAYMENT_PAYMENT_RULES_H_
