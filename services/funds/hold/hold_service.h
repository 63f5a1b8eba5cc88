// Holds (暂停支付): placed and ended by the discipline commission or a court.
#ifndef SERVICES_FUNDS_HOLD_HOLD_SERVICE_H_
#define SERVICES_FUNDS_HOLD_HOLD_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/hold.pb.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "liandong/funds/v1/payment.pb.h"
#include "services/funds/funds_reasons.h"
#include "shared/context/request_context.h"
#include "shared/rules/state_machine.h"
#include "shared/storage/store.h"

namespace liandong::funds {

inline constexpr rules::Transition<v1::Hold::State> kHoldMoves[] = {
    {v1::Hold::STATE_UNSPECIFIED, "PlaceHold", v1::Hold::STATE_PLACED},
    {v1::Hold::STATE_PLACED, "EndHold", v1::Hold::STATE_ENDED},
};
inline constexpr rules::StateMachine kHoldMachine("Hold", kHoldState, kHoldMoves);

// Thread-safe. Contracts: protos/liandong/funds/v1/hold.proto.
class HoldService {
 public:
  explicit HoldService(Storage& storage)
      : storage_(storage),
        funds_(storage),
        payments_(storage),
        obligations_(storage),
        holds_(storage) {}

  absl::StatusOr<v1::Hold> PlaceHold(const RequestContext& context,
                                     const v1::PlaceHoldRequest& request);
  absl::StatusOr<v1::Hold> EndHold(const RequestContext& context,
                                   const v1::EndHoldRequest& request);
  absl::StatusOr<v1::Hold> GetHold(const RequestContext& context,
                                   const v1::GetHoldRequest& request);

 private:
  absl::Status CheckTarget(Mutation& m, const v1::Hold& hold);

  Storage& storage_;
  Store<v1::ProjectFund> funds_;
  Store<v1::Payment> payments_;
  Store<v1::Obligation> obligations_;
  Store<v1::Hold> holds_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_HOLD_HOLD_SERVICE_H_
