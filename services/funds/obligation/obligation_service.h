// Obligations (应付款项): taken in, encumbered on their line, taken back.
#ifndef SERVICES_FUNDS_OBLIGATION_OBLIGATION_SERVICE_H_
#define SERVICES_FUNDS_OBLIGATION_OBLIGATION_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/funds/v1/budget.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// Thread-safe. Contracts: protos/liandong/funds/v1/obligation.proto.
class ObligationService {
 public:
  explicit ObligationService(Storage& storage)
      : storage_(storage), funds_(storage), budgets_(storage), obligations_(storage) {}

  absl::StatusOr<v1::Obligation> PushObligation(const RequestContext& context,
                                                const v1::PushObligationRequest& request);
  absl::StatusOr<v1::Obligation> CancelObligation(const RequestContext& context,
                                                  const v1::CancelObligationRequest& request);
  absl::StatusOr<v1::Obligation> RecordServiceContract(
      const RequestContext& context, const v1::RecordServiceContractRequest& request);
  absl::StatusOr<v1::Obligation> GetObligation(const RequestContext& context,
                                               const v1::GetObligationRequest& request);
  absl::StatusOr<v1::ListObligationsResponse> ListObligations(
      const RequestContext& context, const v1::ListObligationsRequest& request);

 private:
  // Takes a new obligation in; the fund is locked.
  absl::StatusOr<v1::Obligation> Begin(Mutation& m, const v1::ProjectFund& fund,
                                       v1::Obligation obligation);
  // Encumbers the line with what the obligation grew by, or frees what it shrank by.
  absl::Status Encumber(Mutation& m, const v1::Obligation& obligation, int64_t grown_fen);

  Storage& storage_;
  Store<v1::ProjectFund> funds_;
  Store<v1::Budget> budgets_;
  Store<v1::Obligation> obligations_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_OBLIGATION_OBLIGATION_SERVICE_H_
