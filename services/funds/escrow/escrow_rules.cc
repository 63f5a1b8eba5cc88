#include "services/funds/escrow/escrow_rules.h"

#include "services/funds/amount.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {

absl::StatusOr<EscrowPlan> PlanEscrow(const Obligation& obligation, const Claimed& claimed,
                                      int64_t amount_fen) {
  if (obligation.purpose() != v1::PURPOSE_COMPENSATION) {
    return Refuse(kItemNotOfPurpose, {{"purpose", v1::Purpose_Name(obligation.purpose())}});
  }
  EscrowPlan plan;
  int64_t owed = 0;
  for (const auto& item : obligation.items()) {
    if (GroupOf(item.kind()) != Group::kHousehold) continue;
    const auto taken = claimed.find(item.item_id());
    const int64_t left = item.amount_fen() - (taken == claimed.end() ? 0 : taken->second);
    if (left == 0) continue;
    plan.takes.push_back({item.item_id(), left});
    owed += left;
  }
  if (owed <= 0) return Refuse(kAlreadyPaid);
  RETURN_IF_ERROR(CheckAmount(amount_fen, owed));
  return plan;
}

absl::Status SetDeadlines(const rules::RuleSet& rules, const Calendar& calendar, Date deposited,
                          Escrow& escrow) {
  ASSIGN_OR_RETURN(Deadline certificate,
                   rules.DeadlineOf(rules::kDepositCert, calendar, deposited));
  ASSIGN_OR_RETURN(Deadline notice, rules.DeadlineOf(rules::kDepositNotify, calendar, deposited));
  ASSIGN_OR_RETURN(Deadline expiry, rules.DeadlineOf(rules::kDepositExpire, calendar, deposited));
  *escrow.mutable_certificate_due() = ToProto(certificate);
  *escrow.mutable_notice_due() = ToProto(notice);
  *escrow.mutable_expiry() = ToProto(expiry);
  *escrow.mutable_expiry_date() = ToProto(expiry.legal_due);
  return absl::OkStatus();
}

absl::Status CheckNotExpired(const Escrow& escrow, Date today) {
  ASSIGN_OR_RETURN(Date expiry, FromProto(escrow.expiry_date()));
  if (today <= expiry) return absl::OkStatus();
  return Refuse(kEscrowExpired, {{"expiry", FormatDate(expiry)}});
}

}  // namespace liandong::funds
