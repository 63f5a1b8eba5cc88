#include "services/funds/payment/payment_service.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/funds/date_order.h"
#include "services/funds/fund/open_fund.h"
#include "services/funds/obligation/claims.h"
#include "services/funds/payment/payment_rules.h"
#include "shared/calendar/date.h"
#include "shared/calendar/date_proto.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {
namespace {

constexpr char kInvoiceUse[] = "invoice_use";
constexpr char kSelectInvoice[] = "SELECT 1 FROM payments WHERE invoice_use = ? LIMIT 1";

// The payee as it stands in the obligation today.
v1::PaymentPart Snapshot(const v1::PayeeShare& payee, int64_t amount_fen) {
  v1::PaymentPart part;
  part.set_payee_id(payee.payee_id());
  part.set_kind(payee.kind());
  part.set_display_name(payee.display_name());
  part.set_account(payee.account());
  part.set_amount_fen(amount_fen);
  part.set_state(v1::PaymentPart::STATE_OPEN);
  return part;
}

}  // namespace

absl::StatusOr<v1::Payment> PaymentService::PreparePayment(
    const RequestContext& context, const v1::PreparePaymentRequest& request) {
  RETURN_IF_ERROR(CheckOfProject(request.payment().obligation(), request.parent()));
  RETURN_IF_ERROR(CheckPaper(request.payment(), context.caller.capacity));
  return Mutate<v1::Payment>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Payment> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, request.parent()));
        v1::Payment payment = request.payment();
        ASSIGN_OR_RETURN(v1::Obligation obligation, obligations_.Lock(m, payment.obligation()));
        RETURN_IF_ERROR(kObligationMachine.Next(obligation.state(), "PreparePayment").status());
        ASSIGN_OR_RETURN(Claimed claimed, ReadClaimed(m.db(), obligation.name()));
        ASSIGN_OR_RETURN(PaymentPlan plan, PlanPayment(obligation, payment, claimed));
        payment.set_name(request.parent() + "/payments/" + request.payment_id());
        for (const auto& take : plan.takes) {
          RETURN_IF_ERROR(TakeItem(m.db(), payment.name(), obligation.name(), take.item_id,
                                   payment.period(), take.amount_fen));
        }
        for (const Part& part : plan.parts) {
          *payment.add_parts() = Snapshot(obligation.payees(part.payee), part.amount_fen);
        }
        payment.set_state(v1::Payment::STATE_PREPARED);
        payment.set_household(obligation.household());
        payment.set_purpose(obligation.purpose());
        payment.set_source_version(obligation.source_version());
        payment.set_subject(obligation.subject());
        payment.set_preparer(m.actor());
        if (!payment.invoice().empty()) {
          RETURN_IF_ERROR(UseInvoice(m, obligation.payees(0).display_name(), payment));
        }
        auto inserted = payments_.Insert(m, payment, {.territory = fund.territory()});
        if (db::IsDuplicateKey(inserted.status(), "one_invoice")) return Refuse(kInvoiceUsed);
        return inserted;
      });
}

absl::Status PaymentService::UseInvoice(Mutation& m, const std::string& contractor,
                                        v1::Payment& payment) {
  const std::string use = absl::StrCat(contractor, "|", payment.invoice());
  // Also what was digested with a key of before.
  for (const std::string& digest : storage_.keys().BlindIndexCandidates(kInvoiceUse, use)) {
    ASSIGN_OR_RETURN(const db::Rows rows, m.db().Query(kSelectInvoice, {digest}));
    if (!rows.empty()) return Refuse(kInvoiceUsed);
  }
  payment.set_invoice_use(storage_.keys().BlindIndex(kInvoiceUse, use));
  return absl::OkStatus();
}

absl::StatusOr<v1::Payment> PaymentService::CancelPayment(const RequestContext& context,
                                                          const v1::CancelPaymentRequest& request) {
  return Mutate<v1::Payment>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Payment> {
        RETURN_IF_ERROR(LockOpenFund(funds_, m, ProjectOf(request.name())).status());
        ASSIGN_OR_RETURN(v1::Payment payment, payments_.Lock(m, request.name()));
        if (!absl::StartsWith(payment.preparer(), context.caller.agency + "/")) {
          return Refuse(kPreparerNotEntitled);
        }
        ASSIGN_OR_RETURN(v1::Payment::State next,
                         kPaymentMachine.Next(payment.state(), "CancelPayment"));
        if (OpenFen(payment) != payment.amount_fen()) return Refuse(kAlreadyPaid);
        RETURN_IF_ERROR(GiveBack(m.db(), payment.name()));
        payment.set_state(next);
        payment.set_cancel_reason(request.reason());
        payment.clear_invoice_use();
        return payments_.Update(m, payment);
      });
}

absl::StatusOr<v1::PaymentRefusal> PaymentService::RecordPaymentRefusal(
    const RequestContext& context, const v1::RecordPaymentRefusalRequest& request) {
  RETURN_IF_ERROR(CheckOfProject(request.payment_refusal().obligation(), request.parent()));
  RETURN_IF_ERROR(CheckOrder({{"offered_date", request.payment_refusal().offered_date()},
                              {"refused_date", request.payment_refusal().refused_date()},
                              {"today", ToProto(DateOf(context.now))}}));
  return Mutate<v1::PaymentRefusal>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::PaymentRefusal> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, request.parent()));
        v1::PaymentRefusal refusal = request.payment_refusal();
        ASSIGN_OR_RETURN(v1::Obligation obligation, obligations_.Lock(m, refusal.obligation()));
        RETURN_IF_ERROR(
            kObligationMachine.Next(obligation.state(), "RecordPaymentRefusal").status());
        if (obligation.purpose() != v1::PURPOSE_COMPENSATION) {
          return Refuse(kItemNotOfPurpose, {{"purpose", v1::Purpose_Name(obligation.purpose())}});
        }
        refusal.set_name(request.parent() + "/paymentRefusals/" + request.payment_refusal_id());
        refusal.set_state(v1::PaymentRefusal::STATE_RECORDED);
        refusal.set_household(obligation.household());
        refusal.set_recorder(m.actor());
        return refusals_.Insert(m, refusal, {.territory = fund.territory()});
      });
}

absl::StatusOr<v1::Payment> PaymentService::GetPayment(const RequestContext& context,
                                                       const v1::GetPaymentRequest& request) {
  RETURN_IF_ERROR(CheckBankReads(context, funds_, ProjectOf(request.name())));
  ASSIGN_OR_RETURN(v1::Payment payment, payments_.Get(context, request));
  if (context.full_view && !IsWithBank(payment.state())) return Refuse(kNotWithBank);
  return payment;
}

absl::StatusOr<v1::ListPaymentsResponse> PaymentService::ListPayments(
    const RequestContext& context, const v1::ListPaymentsRequest& request) {
  RETURN_IF_ERROR(CheckBankReads(context, funds_, request.parent()));
  if (context.full_view && !IsWithBank(request.state())) return Refuse(kNotWithBank);
  return payments_.List<v1::ListPaymentsResponse>(context, request);
}

absl::StatusOr<v1::PaymentRefusal> PaymentService::GetPaymentRefusal(
    const RequestContext& context, const v1::GetPaymentRefusalRequest& request) {
  return refusals_.Get(context, request);
}

}  // namespace liandong::funds
