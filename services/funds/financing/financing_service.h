// Financing plans and deposits (筹集、缴存): what the investor promises and the bank receives.
#ifndef SERVICES_FUNDS_FINANCING_FINANCING_SERVICE_H_
#define SERVICES_FUNDS_FINANCING_FINANCING_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/funds/v1/financing.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "services/funds/funds_reasons.h"
#include "shared/calendar/date.h"
#include "shared/context/request_context.h"
#include "shared/rules/state_machine.h"
#include "shared/storage/store.h"

namespace liandong::funds {

inline constexpr rules::Transition<v1::Deposit::State> kDepositMoves[] = {
    {v1::Deposit::STATE_UNSPECIFIED, "AnnounceDeposit", v1::Deposit::STATE_ANNOUNCED},
    {v1::Deposit::STATE_ANNOUNCED, "ConfirmDeposit", v1::Deposit::STATE_CONFIRMED},
};
inline constexpr rules::StateMachine kDepositMachine("Deposit", kDepositState, kDepositMoves);

// Of what the plan promised by `today`, what has not been paid in.
int64_t LateFen(const v1::FinancingPlan& plan, int64_t deposited_fen, Date today);

// Thread-safe. Contracts: protos/liandong/funds/v1/financing.proto.
class FinancingService {
 public:
  explicit FinancingService(Storage& storage)
      : storage_(storage), funds_(storage), plans_(storage), deposits_(storage) {}

  absl::StatusOr<v1::FinancingPlan> FileFinancingPlan(const RequestContext& context,
                                                      const v1::FileFinancingPlanRequest& request);
  absl::StatusOr<v1::FinancingPlan> GetFinancingPlan(const RequestContext& context,
                                                     const v1::GetFinancingPlanRequest& request);
  absl::StatusOr<v1::Deposit> AnnounceDeposit(const RequestContext& context,
                                              const v1::AnnounceDepositRequest& request);
  absl::StatusOr<v1::Deposit> ConfirmDeposit(const RequestContext& context,
                                             const v1::ConfirmDepositRequest& request);
  absl::StatusOr<v1::Deposit> GetDeposit(const RequestContext& context,
                                         const v1::GetDepositRequest& request);
  absl::StatusOr<v1::ListDepositsResponse> ListDeposits(const RequestContext& context,
                                                        const v1::ListDepositsRequest& request);

 private:
  Storage& storage_;
  Store<v1::ProjectFund> funds_;
  Store<v1::FinancingPlan> plans_;
  Store<v1::Deposit> deposits_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_FINANCING_FINANCING_SERVICE_H_
