#include "services/funds/payment/run_service.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "services/funds/fund/open_fund.h"
#include "services/funds/hold/withheld.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/payment/payment_rules.h"
#include "services/funds/position/position.h"
#include "services/funds/proof/freezes.h"
#include "shared/calendar/date.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {

absl::StatusOr<v1::PaymentRun> RunService::CreatePaymentRun(
    const RequestContext& context, const v1::CreatePaymentRunRequest& request) {
  const std::string& project = request.parent();
  std::set<std::string> seen;
  for (const std::string& name : request.payment_run().payments()) {
    RETURN_IF_ERROR(CheckOfProject(name, project));
    if (!seen.insert(name).second) return Refuse(kDuplicateId, {{"id", name}});
  }
  return Mutate<v1::PaymentRun>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::PaymentRun> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, project));
        ASSIGN_OR_RETURN(auto checkers, rules_.Get(rules::kPaymentCheckers, DateOf(m.now())));
        v1::PaymentRun run = request.payment_run();
        run.set_name(project + "/paymentRuns/" + request.payment_run_id());
        run.set_state(v1::PaymentRun::STATE_ASSEMBLED);
        run.set_maker(m.actor());
        std::set<std::string> preparers;
        int64_t total = 0;
        for (const std::string& name : run.payments()) {
          ASSIGN_OR_RETURN(v1::Payment payment, payments_.Lock(m, name));
          ASSIGN_OR_RETURN(v1::Payment::State next,
                           kPaymentMachine.Next(payment.state(), "CreatePaymentRun"));
          ASSIGN_OR_RETURN(const v1::Obligation obligation,
                           obligations_.Lock(m, payment.obligation()));
          if (payment.state() == v1::Payment::STATE_FAILED) {
            RETURN_IF_ERROR(TakePayeesAnew(obligation, payment));
          }
          payment.set_state(next);
          payment.set_run(run.name());
          preparers.insert(payment.preparer());
          if (!obligation.recorder().empty()) preparers.insert(obligation.recorder());
          total += OpenFen(payment);
          RETURN_IF_ERROR(payments_.Update(m, payment).status());
        }
        if (preparers.contains(run.maker())) return Refuse(kFourEyes);
        for (const std::string& preparer : preparers) run.add_preparers(preparer);
        run.set_total_fen(total);
        // By what leaves the account together: many small payments are a large one.
        run.set_checkers_needed(checkers.value.At(total));
        return runs_.Insert(m, run, {.territory = fund.territory()});
      });
}

absl::StatusOr<RunService::Held> RunService::Lock(Mutation& m, const std::string& name) {
  Held held;
  RETURN_IF_ERROR(LockOpenFund(funds_, m, ProjectOf(name)).status());
  ASSIGN_OR_RETURN(held.run, runs_.Lock(m, name));
  for (const std::string& payment : held.run.payments()) {
    ASSIGN_OR_RETURN(v1::Payment locked, payments_.Lock(m, payment));
    held.payments.push_back(std::move(locked));
  }
  for (const v1::Payment& payment : held.payments) {
    if (held.obligations.count(payment.obligation()) > 0) continue;
    ASSIGN_OR_RETURN(held.obligations[payment.obligation()],
                     obligations_.Lock(m, payment.obligation()));
  }
  return held;
}

void RunService::CheckUnchanged(const Held& held, Gates& gates) {
  for (const v1::Payment& payment : held.payments) {
    const v1::Obligation& obligation = held.obligations.at(payment.obligation());
    if (obligation.state() == v1::Obligation::STATE_CANCELLED ||
        obligation.source_version() != payment.source_version()) {
      gates.Close(kObligationChanged, payment.name());
    }
  }
}

absl::Status RunService::MovePayments(Mutation& m, Held& held, std::string_view action) {
  for (v1::Payment& payment : held.payments) {
    ASSIGN_OR_RETURN(v1::Payment::State next, kPaymentMachine.Next(payment.state(), action));
    payment.set_state(next);
    if (next == v1::Payment::STATE_PREPARED) payment.clear_run();
    RETURN_IF_ERROR(payments_.Update(m, payment).status());
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::PaymentRun> RunService::CheckPaymentRun(
    const RequestContext& context, const v1::CheckPaymentRunRequest& request) {
  return Mutate<v1::PaymentRun>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::PaymentRun> {
        ASSIGN_OR_RETURN(Held held, Lock(m, request.name()));
        ASSIGN_OR_RETURN(v1::PaymentRun::State next,
                         kRunMachine.Next(held.run.state(), "CheckPaymentRun"));
        Gates gates;
        CheckUnchanged(held, gates);
        RETURN_IF_ERROR(gates.status());
        held.run.add_checkers(m.actor());
        if (held.run.checkers_size() >= held.run.checkers_needed()) {
          held.run.set_state(next);
          RETURN_IF_ERROR(MovePayments(m, held, "CheckPaymentRun"));
        }
        return runs_.Update(m, held.run);
      });
}

absl::Status RunService::CheckInstruction(Mutation& m, const Held& held, const Ledger& ledger) {
  Gates gates;
  CheckUnchanged(held, gates);
  const std::string project = ProjectOf(held.run.name());
  ASSIGN_OR_RETURN(Withheld withheld, ReadWithheld(m.db(), project));
  Outflow outflow;
  std::map<v1::Purpose, int64_t> by_purpose;
  for (const v1::Payment& payment : held.payments) {
    if (withheld.Stops(payment)) gates.Close(kPaymentWithheld, payment.name());
    const int64_t open = OpenFen(payment);
    by_purpose[payment.purpose()] += open;
    if (payment.purpose() == v1::PURPOSE_COMPENSATION) {
      outflow.compensation[payment.obligation()] += open;
    } else {
      outflow.other_fen += open;
    }
  }
  for (const auto& [purpose, fen] : by_purpose) {
    CheckQuota(ledger.books(), purpose, fen, gates);
  }
  ASSIGN_OR_RETURN(Freezes freezes, ReadFreezes(m.db(), project, ledger.books()));
  CheckMoney(ledger.books(), freezes, outflow, gates);
  return gates.status();
}

absl::Status RunService::Reserve(Ledger& ledger, Held& held) {
  for (v1::Payment& payment : held.payments) {
    v1::Obligation& obligation = held.obligations.at(payment.obligation());
    for (v1::PaymentPart& part : *payment.mutable_parts()) {
      if (part.state() == v1::PaymentPart::STATE_SETTLED) continue;
      ASSIGN_OR_RETURN(int64_t seq, ledger.Reserve(Cost(payment.purpose()), kBank,
                                                   part.amount_fen(), payment.name()));
      part.set_state(v1::PaymentPart::STATE_INSTRUCTED);
      part.set_pending_seq(seq);
      part.clear_settled_seq();
      part.clear_bank_reference();
      part.clear_value_date();
      part.clear_failure();
      obligation.set_in_flight_fen(obligation.in_flight_fen() + part.amount_fen());
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::PaymentRun> RunService::InstructPaymentRun(
    const RequestContext& context, const v1::InstructPaymentRunRequest& request) {
  return Mutate<v1::PaymentRun>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::PaymentRun> {
        ASSIGN_OR_RETURN(Held held, Lock(m, request.name()));
        ASSIGN_OR_RETURN(v1::PaymentRun::State next,
                         kRunMachine.Next(held.run.state(), "InstructPaymentRun"));
        ASSIGN_OR_RETURN(Ledger ledger, Ledger::Open(m, ProjectOf(request.name())));
        RETURN_IF_ERROR(CheckInstruction(m, held, ledger));
        RETURN_IF_ERROR(Reserve(ledger, held));
        RETURN_IF_ERROR(ledger.Close());
        RETURN_IF_ERROR(MovePayments(m, held, "InstructPaymentRun"));
        for (const auto& [name, obligation] : held.obligations) {
          RETURN_IF_ERROR(obligations_.Update(m, obligation).status());
        }
        held.run.set_state(next);
        held.run.set_payer(m.actor());
        return runs_.Update(m, held.run);
      });
}

absl::StatusOr<v1::PaymentRun> RunService::CancelPaymentRun(
    const RequestContext& context, const v1::CancelPaymentRunRequest& request) {
  return Mutate<v1::PaymentRun>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::PaymentRun> {
        ASSIGN_OR_RETURN(Held held, Lock(m, request.name()));
        ASSIGN_OR_RETURN(v1::PaymentRun::State next,
                         kRunMachine.Next(held.run.state(), "CancelPaymentRun"));
        RETURN_IF_ERROR(MovePayments(m, held, "CancelPaymentRun"));
        held.run.set_state(next);
        return runs_.Update(m, held.run);
      });
}

absl::StatusOr<v1::PaymentRun> RunService::GetPaymentRun(const RequestContext& context,
                                                         const v1::GetPaymentRunRequest& request) {
  RETURN_IF_ERROR(CheckBankReads(context, funds_, ProjectOf(request.name())));
  return runs_.Get(context, request);
}

}  // namespace liandong::funds
