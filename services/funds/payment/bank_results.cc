#include "services/funds/payment/bank_results.h"

#include <algorithm>

#include "services/funds/fund/open_fund.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/journal_store.h"
#include "services/funds/payment/payment_rules.h"
#include "shared/calendar/date.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {
namespace {

void Note(const v1::PaymentResult& result, v1::PaymentPart::State state, v1::PaymentPart& part) {
  part.set_state(state);
  part.set_bank_reference(result.bank_reference());
  *part.mutable_value_date() = result.value_date();
  part.set_failure(result.failure());
}

// `fen` more (or, negative, less) of the obligation are paid to this payee.
void AddPaid(const v1::Payment& payment, const std::string& payee_id, int64_t fen,
             v1::Obligation& obligation) {
  obligation.set_paid_fen(obligation.paid_fen() + fen);
  if (IsPeriodic(payment.kind())) {
    obligation.set_scheduled_paid_fen(obligation.scheduled_paid_fen() + fen);
  }
  for (auto& payee : *obligation.mutable_payees()) {
    if (payee.payee_id() == payee_id) payee.set_paid_fen(payee.paid_fen() + fen);
  }
}

}  // namespace

absl::StatusOr<v1::PaymentRun> BankResults::ReportPaymentResults(
    const RequestContext& context, const v1::ReportPaymentResultsRequest& request) {
  const std::string project = ProjectOf(request.name());
  auto reported = Mutate<v1::PaymentRun>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::PaymentRun> {
        ASSIGN_OR_RETURN(const v1::ProjectFund fund, LockOpenFund(funds_, m, project));
        RETURN_IF_ERROR(CheckBank(context.caller, fund));
        Touched touched;
        RETURN_IF_ERROR(LockTouched(m, request, touched));
        ASSIGN_OR_RETURN(Ledger ledger, Ledger::Open(m, project));
        bool changed = false;
        for (const v1::PaymentResult& result : request.results()) {
          ASSIGN_OR_RETURN(bool took, Take(m, ledger, result, touched));
          changed |= took;
        }
        if (!changed) return Refuse(kBankResultKnown);
        RETURN_IF_ERROR(ledger.Close());
        RETURN_IF_ERROR(Write(m, touched));
        return runs_.Update(m, touched.run);
      });
  if (ReasonOf(reported.status()) != kBankResultKnown.name) return reported;
  return runs_.Read(context, request.name());
}

absl::Status BankResults::LockTouched(Mutation& m, const v1::ReportPaymentResultsRequest& request,
                                      Touched& touched) {
  ASSIGN_OR_RETURN(touched.run, runs_.Lock(m, request.name()));
  const auto& listed = touched.run.payments();
  for (const v1::PaymentResult& result : request.results()) {
    if (touched.payments.count(result.payment()) > 0) continue;
    if (std::find(listed.begin(), listed.end(), result.payment()) == listed.end()) {
      return Refuse(kInstructionUnknown);
    }
    ASSIGN_OR_RETURN(v1::Payment payment, payments_.Lock(m, result.payment()));
    if (payment.run() != touched.run.name()) return Refuse(kInstructionUnknown);
    if (touched.obligations.count(payment.obligation()) == 0) {
      ASSIGN_OR_RETURN(touched.obligations[payment.obligation()],
                       obligations_.Lock(m, payment.obligation()));
    }
    touched.payments[result.payment()] = std::move(payment);
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> BankResults::Take(Mutation& m, Ledger& ledger, const v1::PaymentResult& result,
                                       Touched& touched) {
  v1::Payment& payment = touched.payments.at(result.payment());
  v1::Obligation& obligation = touched.obligations.at(payment.obligation());
  const std::string encumbered = Encumbered(payment.purpose());
  bool found = false, changed = false;
  for (v1::PaymentPart& part : *payment.mutable_parts()) {
    if (!result.payee_id().empty() && result.payee_id() != part.payee_id()) continue;
    found = true;
    ASSIGN_OR_RETURN(ResultEffect effect, JudgeResult(part, result));
    if (effect == ResultEffect::kKnown) continue;
    changed = true;
    const int64_t fen = part.amount_fen();
    switch (result.outcome()) {
      case v1::PaymentResult::OUTCOME_SETTLED: {
        ASSIGN_OR_RETURN(int64_t seq, ledger.Settle(part.pending_seq(), payment.name()));
        RETURN_IF_ERROR(ledger.Post(kEncumbrances, encumbered, fen, payment.name()).status());
        part.set_settled_seq(seq);
        Note(result, v1::PaymentPart::STATE_SETTLED, part);
        obligation.set_in_flight_fen(obligation.in_flight_fen() - fen);
        AddPaid(payment, part.payee_id(), fen, obligation);
        touched.run.set_settled_fen(touched.run.settled_fen() + fen);
        break;
      }
      case v1::PaymentResult::OUTCOME_FAILED:
        RETURN_IF_ERROR(ledger.Void(part.pending_seq(), payment.name()).status());
        Note(result, v1::PaymentPart::STATE_FAILED, part);
        obligation.set_in_flight_fen(obligation.in_flight_fen() - fen);
        break;
      default:
        RETURN_IF_ERROR(ledger.Reverse(part.settled_seq(), payment.name()).status());
        RETURN_IF_ERROR(ledger.Post(encumbered, kEncumbrances, fen, payment.name()).status());
        Note(result, v1::PaymentPart::STATE_RETURNED, part);
        AddPaid(payment, part.payee_id(), -fen, obligation);
        touched.run.set_settled_fen(touched.run.settled_fen() - fen);
    }
  }
  if (!found) return Refuse(kInstructionUnknown);
  if (changed) {
    RETURN_IF_ERROR(UseBankReference(m.db(), result.bank_reference(), payment.name(),
                                     absl::ToUnixMicros(m.now())));
  }
  return changed;
}

absl::Status BankResults::Prove(Mutation& m, v1::Obligation& obligation) {
  if (!obligation.compensated()) obligation.clear_proof();
  if (!obligation.compensated() || obligation.has_proof() || obligation.escrowed_fen() > 0) {
    return absl::OkStatus();
  }
  common::v1::ProofStatement statement;
  statement.set_proof_id(obligation.name());
  statement.set_kind(common::v1::ProofStatement::KIND_COMPENSATION_PAID);
  statement.set_audience("registry");
  statement.set_subject(obligation.source());
  statement.set_household(obligation.household());
  statement.set_amount_fen(obligation.paid_fen());
  SetTime(*statement.mutable_issued_at(), m.now());
  SetTime(*statement.mutable_expires_at(),
          TimeOf(AddMonths(DateOf(m.now()), 12 * kPaidProofYears)));
  ASSIGN_OR_RETURN(*obligation.mutable_proof(), signer_.Sign(std::move(statement)));
  return absl::OkStatus();
}

absl::Status BankResults::Write(Mutation& m, Touched& touched) {
  for (auto& [name, payment] : touched.payments) {
    payment.set_state(StateByParts(payment));
    RETURN_IF_ERROR(payments_.Update(m, payment).status());
  }
  for (auto& [name, obligation] : touched.obligations) {
    SettleState(obligation);
    RETURN_IF_ERROR(Prove(m, obligation));
    RETURN_IF_ERROR(obligations_.Update(m, obligation).status());
  }
  // The run is done when no part of any of its payments is with the bank any more.
  for (const std::string& name : touched.run.payments()) {
    const auto found = touched.payments.find(name);
    if (found != touched.payments.end()) {
      if (found->second.state() == v1::Payment::STATE_INSTRUCTED) return absl::OkStatus();
      continue;
    }
    ASSIGN_OR_RETURN(v1::Payment payment, payments_.Lock(m, name));
    if (payment.run() == touched.run.name() && payment.state() == v1::Payment::STATE_INSTRUCTED) {
      return absl::OkStatus();
    }
  }
  touched.run.set_state(v1::PaymentRun::STATE_DONE);
  return absl::OkStatus();
}

}  // namespace liandong::funds
