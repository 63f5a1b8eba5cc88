#include "services/funds/escrow/escrow_service.h"

#include "services/funds/amount.h"
#include "services/funds/date_order.h"
#include "services/funds/escrow/escrow_rules.h"
#include "services/funds/fund/open_fund.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/ledger.h"
#include "services/funds/obligation/claims.h"
#include "services/funds/position/position.h"
#include "services/funds/proof/freezes.h"
#include "shared/calendar/date_proto.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {
namespace {

constexpr char kSelectRefusal[] = "SELECT name FROM payment_refusals WHERE obligation = ? LIMIT 1";

absl::Status CheckGround(Mutation& m, const v1::Escrow& escrow) {
  if (escrow.ground() != v1::Escrow::GROUND_REFUSED) {
    return escrow.ground_document().empty() ? Refuse(kGroundNotProven) : absl::OkStatus();
  }
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectRefusal, {escrow.obligation()}));
  return rows.empty() ? Refuse(kRefusalNotRecorded) : absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Escrow> EscrowService::OpenEscrow(const RequestContext& context,
                                                     const v1::OpenEscrowRequest& request) {
  RETURN_IF_ERROR(CheckOfProject(request.escrow().obligation(), request.parent()));
  return Mutate<v1::Escrow>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Escrow> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, request.parent()));
        v1::Escrow escrow = request.escrow();
        ASSIGN_OR_RETURN(v1::Obligation obligation, obligations_.Lock(m, escrow.obligation()));
        RETURN_IF_ERROR(kObligationMachine.Next(obligation.state(), "OpenEscrow").status());
        RETURN_IF_ERROR(CheckGround(m, escrow));
        ASSIGN_OR_RETURN(Claimed claimed, ReadClaimed(m.db(), obligation.name()));
        ASSIGN_OR_RETURN(EscrowPlan plan, PlanEscrow(obligation, claimed, escrow.amount_fen()));
        escrow.set_name(request.parent() + "/escrows/" + request.escrow_id());
        for (const auto& take : plan.takes) {
          RETURN_IF_ERROR(TakeItem(m.db(), escrow.name(), obligation.name(), take.item_id,
                                   /*period=*/0, take.amount_fen));
        }
        escrow.set_state(v1::Escrow::STATE_OPENED);
        escrow.set_household(obligation.household());
        escrow.set_source_version(obligation.source_version());
        escrow.set_maker(m.actor());
        for (const auto& payee : obligation.payees()) {
          if (GroupOf(payee.kind()) == Group::kHousehold) {
            escrow.add_creditors(payee.display_name());
          }
        }
        return escrows_.Insert(m, escrow, {.territory = fund.territory()});
      });
}

absl::StatusOr<EscrowService::Held> EscrowService::Lock(Mutation& m, const std::string& name) {
  RETURN_IF_ERROR(LockOpenFund(funds_, m, ProjectOf(name)).status());
  Held held;
  ASSIGN_OR_RETURN(held.escrow, escrows_.Lock(m, name));
  ASSIGN_OR_RETURN(held.obligation, obligations_.Lock(m, held.escrow.obligation()));
  if (held.obligation.state() == v1::Obligation::STATE_CANCELLED ||
      held.obligation.source_version() != held.escrow.source_version()) {
    return Refuse(kObligationChanged);
  }
  return held;
}

absl::StatusOr<v1::Escrow> EscrowService::CheckEscrow(const RequestContext& context,
                                                      const v1::CheckEscrowRequest& request) {
  return Mutate<v1::Escrow>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Escrow> {
        ASSIGN_OR_RETURN(Held held, Lock(m, request.name()));
        ASSIGN_OR_RETURN(v1::Escrow::State next,
                         kEscrowMachine.Next(held.escrow.state(), "CheckEscrow"));
        held.escrow.set_state(next);
        held.escrow.set_checker(m.actor());
        return escrows_.Update(m, held.escrow);
      });
}

absl::StatusOr<v1::Escrow> EscrowService::CancelEscrow(const RequestContext& context,
                                                       const v1::CancelEscrowRequest& request) {
  return Mutate<v1::Escrow>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Escrow> {
        RETURN_IF_ERROR(LockOpenFund(funds_, m, ProjectOf(request.name())).status());
        ASSIGN_OR_RETURN(v1::Escrow escrow, escrows_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(v1::Escrow::State next,
                         kEscrowMachine.Next(escrow.state(), "CancelEscrow"));
        RETURN_IF_ERROR(GiveBack(m.db(), escrow.name()));
        escrow.set_state(next);
        escrow.set_cancel_reason(request.reason());
        return escrows_.Update(m, escrow);
      });
}

absl::StatusOr<v1::Escrow> EscrowService::InstructEscrow(const RequestContext& context,
                                                         const v1::InstructEscrowRequest& request) {
  const std::string project = ProjectOf(request.name());
  return Mutate<v1::Escrow>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Escrow> {
        ASSIGN_OR_RETURN(Held held, Lock(m, request.name()));
        auto& [escrow, obligation] = held;
        ASSIGN_OR_RETURN(v1::Escrow::State next,
                         kEscrowMachine.Next(escrow.state(), "InstructEscrow"));
        ASSIGN_OR_RETURN(Ledger ledger, Ledger::Open(m, project));
        ASSIGN_OR_RETURN(Freezes freezes, ReadFreezes(m.db(), project, ledger.books()));
        Gates gates;
        CheckQuota(ledger.books(), obligation.purpose(), escrow.amount_fen(), gates);
        CheckMoney(ledger.books(), freezes,
                   {.other_fen = 0, .compensation = {{obligation.name(), escrow.amount_fen()}}},
                   gates);
        RETURN_IF_ERROR(gates.status());
        ASSIGN_OR_RETURN(int64_t seq,
                         ledger.Reserve(kEscrow, kBank, escrow.amount_fen(), escrow.name()));
        RETURN_IF_ERROR(ledger.Close());
        obligation.set_in_flight_fen(obligation.in_flight_fen() + escrow.amount_fen());
        RETURN_IF_ERROR(obligations_.Update(m, obligation).status());
        escrow.set_state(next);
        escrow.set_payer(m.actor());
        escrow.set_pending_seq(seq);
        return escrows_.Update(m, escrow);
      });
}

absl::StatusOr<v1::Escrow> EscrowService::ConfirmEscrowDeposit(
    const RequestContext& context, const v1::ConfirmEscrowDepositRequest& request) {
  RETURN_IF_ERROR(CheckOrder(
      {{"deposit_date", request.deposit_date()}, {"today", ToProto(DateOf(context.now))}}));
  ASSIGN_OR_RETURN(Date deposited, FromProto(request.deposit_date()));
  auto confirmed = Mutate<v1::Escrow>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Escrow> {
        ASSIGN_OR_RETURN(const v1::ProjectFund fund,
                         LockOpenFund(funds_, m, ProjectOf(request.name())));
        RETURN_IF_ERROR(CheckBank(context.caller, fund));
        ASSIGN_OR_RETURN(v1::Escrow escrow, escrows_.Lock(m, request.name()));
        if (escrow.deposit_receipt() == request.receipt_number() &&
            escrow.amount_fen() == request.amount_fen()) {
          return Refuse(kBankResultKnown);
        }
        ASSIGN_OR_RETURN(v1::Escrow::State next,
                         kEscrowMachine.Next(escrow.state(), "ConfirmEscrowDeposit"));
        RETURN_IF_ERROR(CheckAmount(request.amount_fen(), escrow.amount_fen()));
        ASSIGN_OR_RETURN(v1::Obligation obligation, obligations_.Lock(m, escrow.obligation()));
        const int64_t fen = escrow.amount_fen();
        ASSIGN_OR_RETURN(Ledger ledger, Ledger::Open(m, ProjectOf(request.name())));
        ASSIGN_OR_RETURN(int64_t seq, ledger.Settle(escrow.pending_seq(), escrow.name()));
        RETURN_IF_ERROR(
            ledger.Post(kEncumbrances, Encumbered(obligation.purpose()), fen, escrow.name())
                .status());
        RETURN_IF_ERROR(ledger.Close());
        RETURN_IF_ERROR(UseBankReference(m.db(), request.receipt_number(), escrow.name(),
                                         absl::ToUnixMicros(m.now())));
        obligation.set_in_flight_fen(obligation.in_flight_fen() - fen);
        obligation.set_escrowed_fen(obligation.escrowed_fen() + fen);
        SettleState(obligation);
        RETURN_IF_ERROR(obligations_.Update(m, obligation).status());
        RETURN_IF_ERROR(SetDeadlines(rules_, calendar_, deposited, escrow));
        escrow.set_state(next);
        escrow.set_deposit_receipt(request.receipt_number());
        *escrow.mutable_deposit_date() = request.deposit_date();
        escrow.set_deposit_seq(seq);
        return escrows_.Update(m, escrow);
      });
  if (ReasonOf(confirmed.status()) != kBankResultKnown.name) return confirmed;
  return escrows_.Read(context, request.name());
}

absl::StatusOr<v1::Escrow> EscrowService::LockForNotary(Mutation& m, const std::string& name) {
  RETURN_IF_ERROR(LockOpenFund(funds_, m, ProjectOf(name)).status());
  ASSIGN_OR_RETURN(v1::Escrow escrow, escrows_.Lock(m, name));
  const Caller& caller = m.context().caller;
  if (caller.capacity == common::v1::AGENCY_NOTARY && caller.agency != escrow.notary_office()) {
    return Refuse(kNotThisNotary);
  }
  return escrow;
}

absl::StatusOr<common::v1::SignedProof> EscrowService::Prove(Mutation& m,
                                                             const v1::Escrow& escrow) {
  ASSIGN_OR_RETURN(v1::Obligation obligation, obligations_.Lock(m, escrow.obligation()));
  ASSIGN_OR_RETURN(Date expiry, FromProto(escrow.expiry_date()));
  common::v1::ProofStatement statement;
  statement.set_proof_id(escrow.name());
  statement.set_kind(common::v1::ProofStatement::KIND_ESCROW);
  statement.set_audience("registry");
  statement.set_subject(obligation.source());
  statement.set_household(escrow.household());
  statement.set_amount_fen(escrow.amount_fen());
  SetTime(*statement.mutable_issued_at(), m.now());
  SetTime(*statement.mutable_expires_at(), TimeOf(expiry + 1));
  return signer_.Sign(std::move(statement));
}

absl::StatusOr<v1::Escrow> EscrowService::IssueEscrowCertificate(
    const RequestContext& context, const v1::IssueEscrowCertificateRequest& request) {
  return Mutate<v1::Escrow>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Escrow> {
        ASSIGN_OR_RETURN(v1::Escrow escrow, LockForNotary(m, request.name()));
        ASSIGN_OR_RETURN(v1::Escrow::State next,
                         kEscrowMachine.Next(escrow.state(), "IssueEscrowCertificate"));
        RETURN_IF_ERROR(CheckOrder({{"deposit_date", escrow.deposit_date()},
                                    {"certificate_date", request.certificate_date()},
                                    {"today", ToProto(DateOf(m.now()))}}));
        escrow.set_state(next);
        escrow.set_certificate_number(request.certificate_number());
        *escrow.mutable_certificate_date() = request.certificate_date();
        ASSIGN_OR_RETURN(*escrow.mutable_proof(), Prove(m, escrow));
        auto certified = escrows_.Update(m, escrow);
        if (db::IsDuplicateKey(certified.status(), "one_certificate")) {
          return Refuse(kCertificateNumberUsed);
        }
        return certified;
      });
}

absl::StatusOr<v1::Escrow> EscrowService::NotifyCreditor(const RequestContext& context,
                                                         const v1::NotifyCreditorRequest& request) {
  return Mutate<v1::Escrow>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Escrow> {
        ASSIGN_OR_RETURN(v1::Escrow escrow, LockForNotary(m, request.name()));
        ASSIGN_OR_RETURN(v1::Escrow::State next,
                         kEscrowMachine.Next(escrow.state(), "NotifyCreditor"));
        RETURN_IF_ERROR(CheckOrder({{"deposit_date", escrow.deposit_date()},
                                    {"notice.date", request.notice().date()},
                                    {"today", ToProto(DateOf(m.now()))}}));
        escrow.set_state(next);
        v1::Escrow::Notice& notice = *escrow.add_notices();
        notice = request.notice();
        notice.set_given_by(m.actor());
        return escrows_.Update(m, escrow);
      });
}

absl::StatusOr<v1::Escrow> EscrowService::WithdrawEscrow(const RequestContext& context,
                                                         const v1::WithdrawEscrowRequest& request) {
  return Mutate<v1::Escrow>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Escrow> {
        ASSIGN_OR_RETURN(v1::Escrow escrow, LockForNotary(m, request.name()));
        ASSIGN_OR_RETURN(v1::Escrow::State next,
                         kEscrowMachine.Next(escrow.state(), "WithdrawEscrow"));
        RETURN_IF_ERROR(CheckNotExpired(escrow, DateOf(m.now())));
        ASSIGN_OR_RETURN(Ledger ledger, Ledger::Open(m, ProjectOf(request.name())));
        ASSIGN_OR_RETURN(int64_t seq, ledger.Post(Cost(v1::PURPOSE_COMPENSATION), kEscrow,
                                                  escrow.amount_fen(), escrow.name()));
        RETURN_IF_ERROR(ledger.Close());
        escrow.set_state(next);
        *escrow.mutable_withdrawn_date() = ToProto(DateOf(m.now()));
        escrow.set_withdrawal_seq(seq);
        return escrows_.Update(m, escrow);
      });
}

absl::StatusOr<v1::Escrow> EscrowService::GetEscrow(const RequestContext& context,
                                                    const v1::GetEscrowRequest& request) {
  return escrows_.Get(context, request);
}

absl::StatusOr<v1::ListEscrowsResponse> EscrowService::ListEscrows(
    const RequestContext& context, const v1::ListEscrowsRequest& request) {
  return escrows_.List<v1::ListEscrowsResponse>(context, request);
}

}  // namespace liandong::funds
