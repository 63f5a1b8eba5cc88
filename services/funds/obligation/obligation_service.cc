#include "services/funds/obligation/obligation_service.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/funds/budget/budget_in_force.h"
#include "services/funds/fund/open_fund.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/ledger.h"
#include "services/funds/obligation/claims.h"
#include "services/funds/obligation/obligation_rules.h"
#include "services/funds/position/position.h"
#include "services/funds/purchase/purchase_service.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {
namespace {

// What the source says, without what funds has done about it.
v1::Obligation ToldOf(const v1::Obligation& obligation) {
  v1::Obligation told;
  told.set_household(obligation.household());
  told.set_source(obligation.source());
  told.set_source_version(obligation.source_version());
  told.set_purpose(obligation.purpose());
  *told.mutable_items() = obligation.items();
  *told.mutable_payees() = obligation.payees();
  for (auto& payee : *told.mutable_payees()) payee.clear_paid_fen();
  if (obligation.has_due_date()) *told.mutable_due_date() = obligation.due_date();
  told.set_transition_later(obligation.transition_later());
  return told;
}

// Carries what was done over to the next version.
void KeepProgress(const v1::Obligation& current, v1::Obligation& next) {
  next.set_state(current.state());
  next.set_paid_fen(current.paid_fen());
  next.set_scheduled_paid_fen(current.scheduled_paid_fen());
  next.set_escrowed_fen(current.escrowed_fen());
  next.set_in_flight_fen(current.in_flight_fen());
  next.set_subject(current.subject());
  *next.mutable_create_time() = current.create_time();
  if (current.has_proof()) *next.mutable_proof() = current.proof();
  for (auto& payee : *next.mutable_payees()) {
    for (const auto& before : current.payees()) {
      if (before.payee_id() == payee.payee_id()) payee.set_paid_fen(before.paid_fen());
    }
  }
}

}  // namespace

absl::Status ObligationService::Encumber(Mutation& m, const v1::Obligation& obligation,
                                         int64_t grown_fen) {
  if (grown_fen == 0) return absl::OkStatus();
  const std::string project = ProjectOf(obligation.name());
  const std::string account = Encumbered(obligation.purpose());
  ASSIGN_OR_RETURN(Ledger ledger, Ledger::Open(m, project));
  if (grown_fen > 0) {
    ASSIGN_OR_RETURN(v1::Budget budget, LockBudgetInForce(budgets_, m, project));
    RETURN_IF_ERROR(CheckLine(ledger.books(), budget, obligation.purpose(), grown_fen));
    RETURN_IF_ERROR(ledger.Post(account, kEncumbrances, grown_fen, obligation.name()).status());
  } else {
    RETURN_IF_ERROR(ledger.Post(kEncumbrances, account, -grown_fen, obligation.name()).status());
  }
  return ledger.Close();
}

absl::StatusOr<v1::Obligation> ObligationService::Begin(Mutation& m, const v1::ProjectFund& fund,
                                                        v1::Obligation obligation) {
  RETURN_IF_ERROR(CheckPurchaseApproved(m, ProjectOf(obligation.name()), obligation.purpose()));
  obligation.set_subject(obligation.household().empty() ? obligation.name()
                                                        : obligation.household());
  SettleState(obligation);
  RETURN_IF_ERROR(Encumber(m, obligation, obligation.total_fen()));
  return obligations_.Insert(m, obligation, {.territory = fund.territory()});
}

absl::StatusOr<v1::Obligation> ObligationService::PushObligation(
    const RequestContext& context, const v1::PushObligationRequest& request) {
  RETURN_IF_ERROR(CheckObligation(request.obligation()));
  const std::string& name = request.obligation().name();
  return Mutate<v1::Obligation>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Obligation> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, ProjectOf(name)));
        auto current = obligations_.Lock(m, name);
        if (ReasonOf(current.status()) == kResourceNotFound.name) {
          return Begin(m, fund, request.obligation());
        }
        RETURN_IF_ERROR(current.status());
        ASSIGN_OR_RETURN(v1::Obligation::State state,
                         kObligationMachine.Next(current->state(), "PushObligation"));
        ASSIGN_OR_RETURN(Claimed claimed, ReadClaimed(m.db(), name));
        RETURN_IF_ERROR(CheckSuccession(*current, request.obligation(), claimed));
        const bool live = current->state() != v1::Obligation::STATE_CANCELLED;
        if (live && current->source_version() == request.obligation().source_version() &&
            !google::protobuf::util::MessageDifferencer::Equals(ToldOf(*current),
                                                                ToldOf(request.obligation()))) {
          return Refuse(kObligationStale,
                        {{"version", absl::StrCat(request.obligation().source_version())}});
        }
        v1::Obligation next = request.obligation();
        KeepProgress(*current, next);
        next.set_state(state);
        SettleState(next);
        if (!next.compensated()) next.clear_proof();
        RETURN_IF_ERROR(Encumber(m, next, next.total_fen() - (live ? current->total_fen() : 0)));
        return obligations_.Update(m, next);
      });
}

absl::StatusOr<v1::Obligation> ObligationService::CancelObligation(
    const RequestContext& context, const v1::CancelObligationRequest& request) {
  return Mutate<v1::Obligation>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Obligation> {
        RETURN_IF_ERROR(LockOpenFund(funds_, m, ProjectOf(request.name())).status());
        ASSIGN_OR_RETURN(v1::Obligation obligation, obligations_.Lock(m, request.name()));
        // Money that has left or is leaving. A paper drawn up must not keep the obligation alive: a
        // seal of the court comes as a cancellation, and has to stop that very paper.
        const int64_t used =
            obligation.paid_fen() + obligation.escrowed_fen() + obligation.in_flight_fen();
        if (used != 0) return Refuse(kObligationPaid, {{"used_fen", absl::StrCat(used)}});
        ASSIGN_OR_RETURN(v1::Obligation::State next,
                         kObligationMachine.Next(obligation.state(), "CancelObligation"));
        obligation.set_state(next);
        obligation.set_cancel_reason(request.reason());
        RETURN_IF_ERROR(Encumber(m, obligation, -obligation.total_fen()));
        return obligations_.Update(m, obligation);
      });
}

absl::StatusOr<v1::Obligation> ObligationService::RecordServiceContract(
    const RequestContext& context, const v1::RecordServiceContractRequest& request) {
  if (request.purpose() == v1::PURPOSE_COMPENSATION) return Refuse(kCompensationNeedsSource);
  v1::Obligation obligation;
  obligation.set_name(request.parent() + "/obligations/" + request.obligation_id());
  obligation.set_source(request.contract_number());
  obligation.set_source_version(1);
  obligation.set_purpose(request.purpose());
  v1::ObligationItem& item = *obligation.add_items();
  item.set_item_id("contract");
  item.set_kind(v1::ITEM_KIND_SERVICE_CONTRACT);
  item.set_amount_fen(request.amount_fen());
  v1::PayeeShare& payee = *obligation.add_payees();
  payee.set_payee_id("contractor");
  payee.set_kind(v1::PAYEE_KIND_CONTRACTOR);
  payee.set_display_name(request.contractor());
  payee.set_account(request.account());
  payee.set_amount_fen(request.amount_fen());
  return Mutate<v1::Obligation>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Obligation> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, request.parent()));
        obligation.set_recorder(m.actor());
        return Begin(m, fund, obligation);
      });
}

absl::StatusOr<v1::Obligation> ObligationService::GetObligation(
    const RequestContext& context, const v1::GetObligationRequest& request) {
  return obligations_.Get(context, request);
}

absl::StatusOr<v1::ListObligationsResponse> ObligationService::ListObligations(
    const RequestContext& context, const v1::ListObligationsRequest& request) {
  return obligations_.List<v1::ListObligationsResponse>(context, request);
}

}  // namespace liandong::funds
