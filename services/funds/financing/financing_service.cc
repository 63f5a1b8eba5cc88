#include "services/funds/financing/financing_service.h"

#include <algorithm>

#include "google/protobuf/util/message_differencer.h"
#include "services/funds/amount.h"
#include "services/funds/fund/open_fund.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/ledger.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {
namespace {

absl::Status CheckInvestor(const Mutation& m, const v1::ProjectFund& fund) {
  return m.context().caller.agency == fund.investor() ? absl::OkStatus() : Refuse(kNotInvestor);
}

// The very confirmation that was booked.
bool IsKnown(const v1::Deposit& deposit, const v1::ConfirmDepositRequest& request) {
  return deposit.state() == v1::Deposit::STATE_CONFIRMED &&
         deposit.receipt_number() == request.receipt_number() &&
         deposit.amount_fen() == request.amount_fen() &&
         google::protobuf::util::MessageDifferencer::Equals(deposit.value_date(),
                                                            request.value_date());
}

}  // namespace

int64_t LateFen(const v1::FinancingPlan& plan, int64_t deposited_fen, Date today) {
  int64_t due = 0;
  for (const auto& instalment : plan.instalments()) {
    const auto date = FromProto(instalment.due_date());
    if (date.ok() && *date <= today) due += instalment.amount_fen();
  }
  return std::max<int64_t>(0, due - deposited_fen);
}

absl::StatusOr<v1::FinancingPlan> FinancingService::FileFinancingPlan(
    const RequestContext& context, const v1::FileFinancingPlanRequest& request) {
  const std::string name = request.parent() + "/financingPlan";
  return Mutate<v1::FinancingPlan>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::FinancingPlan> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, request.parent()));
        RETURN_IF_ERROR(CheckInvestor(m, fund));
        auto current = plans_.Lock(m, name);
        if (!current.ok() && ReasonOf(current.status()) != kResourceNotFound.name) {
          return current.status();
        }
        if (current.ok() && current->etag() != request.etag()) return Refuse(kEtagMismatch);
        v1::FinancingPlan plan = current.ok() ? *current : v1::FinancingPlan();
        *plan.mutable_instalments() = request.financing_plan().instalments();
        plan.set_name(name);
        plan.set_state(v1::FinancingPlan::STATE_FILED);
        plan.set_filed_by(m.actor());
        if (current.ok()) return plans_.Update(m, plan);
        return plans_.Insert(m, plan, {.territory = fund.territory()});
      });
}

absl::StatusOr<v1::FinancingPlan> FinancingService::GetFinancingPlan(
    const RequestContext& context, const v1::GetFinancingPlanRequest& request) {
  return plans_.Get(context, request);
}

absl::StatusOr<v1::Deposit> FinancingService::AnnounceDeposit(
    const RequestContext& context, const v1::AnnounceDepositRequest& request) {
  return Mutate<v1::Deposit>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Deposit> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, request.parent()));
        RETURN_IF_ERROR(CheckInvestor(m, fund));
        v1::Deposit deposit = request.deposit();
        deposit.set_name(request.parent() + "/deposits/" + request.deposit_id());
        deposit.set_state(v1::Deposit::STATE_ANNOUNCED);
        deposit.set_announced_by(m.actor());
        return deposits_.Insert(m, deposit, {.territory = fund.territory()});
      });
}

absl::StatusOr<v1::Deposit> FinancingService::ConfirmDeposit(
    const RequestContext& context, const v1::ConfirmDepositRequest& request) {
  const std::string project = ProjectOf(request.name());
  auto confirmed = Mutate<v1::Deposit>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Deposit> {
        ASSIGN_OR_RETURN(const v1::ProjectFund fund, LockOpenFund(funds_, m, project));
        RETURN_IF_ERROR(CheckBank(context.caller, fund));
        ASSIGN_OR_RETURN(v1::Deposit deposit, deposits_.Lock(m, request.name()));
        if (IsKnown(deposit, request)) return Refuse(kBankResultKnown);
        ASSIGN_OR_RETURN(v1::Deposit::State next,
                         kDepositMachine.Next(deposit.state(), "ConfirmDeposit"));
        RETURN_IF_ERROR(CheckAmount(request.amount_fen(), deposit.amount_fen()));
        ASSIGN_OR_RETURN(Ledger ledger, Ledger::Open(m, project));
        ASSIGN_OR_RETURN(int64_t seq,
                         ledger.Post(kBank, kFunding, deposit.amount_fen(), deposit.name()));
        RETURN_IF_ERROR(ledger.Close());
        RETURN_IF_ERROR(UseBankReference(m.db(), request.receipt_number(), deposit.name(),
                                         absl::ToUnixMicros(m.now())));
        deposit.set_state(next);
        deposit.set_receipt_number(request.receipt_number());
        *deposit.mutable_value_date() = request.value_date();
        deposit.set_journal_seq(seq);
        return deposits_.Update(m, deposit);
      });
  if (ReasonOf(confirmed.status()) != kBankResultKnown.name) return confirmed;
  return deposits_.Read(context, request.name());
}

absl::StatusOr<v1::Deposit> FinancingService::GetDeposit(const RequestContext& context,
                                                         const v1::GetDepositRequest& request) {
  return deposits_.Get(context, request);
}

absl::StatusOr<v1::ListDepositsResponse> FinancingService::ListDeposits(
    const RequestContext& context, const v1::ListDepositsRequest& request) {
  return deposits_.List<v1::ListDepositsResponse>(context, request);
}

}  // namespace liandong::funds
