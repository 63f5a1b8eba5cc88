// Households (被征收户): reading them, and the claims that are ordered on their rows.
#ifndef SERVICES_ACQUISITION_HOUSEHOLD_HOUSEHOLD_SERVICE_H_
#define SERVICES_ACQUISITION_HOUSEHOLD_HOUSEHOLD_SERVICE_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/household.proto.
class HouseholdService {
 public:
  explicit HouseholdService(Storage& storage) : storage_(storage), households_(storage) {}

  absl::StatusOr<v1::Household> GetHousehold(const RequestContext& context,
                                             const v1::GetHouseholdRequest& request);
  absl::StatusOr<v1::ListHouseholdsResponse> ListHouseholds(
      const RequestContext& context, const v1::ListHouseholdsRequest& request);

  absl::StatusOr<v1::Household> ClaimCourtFiling(const RequestContext& context,
                                                 const v1::ClaimCourtFilingRequest& request);
  absl::StatusOr<v1::Household> ReleaseCourtFiling(const RequestContext& context,
                                                   const v1::ReleaseCourtFilingRequest& request);
  absl::StatusOr<v1::Household> ClaimActionStart(const RequestContext& context,
                                                 const v1::ClaimActionStartRequest& request);
  absl::StatusOr<v1::Household> RecordForcedVacating(
      const RequestContext& context, const v1::RecordForcedVacatingRequest& request);
  absl::StatusOr<v1::Household> RecordVacating(const RequestContext& context,
                                               const v1::RecordVacatingRequest& request);
  absl::StatusOr<v1::Household> EnterAppeal(const RequestContext& context,
                                            const v1::EnterAppealRequest& request);
  absl::StatusOr<v1::Household> CloseAppeal(const RequestContext& context,
                                            const v1::CloseAppealRequest& request);
  absl::StatusOr<v1::Household> CloseWaterSupply(const RequestContext& context,
                                                 const v1::CloseWaterSupplyRequest& request);

 private:
  // Locks the household, lets `change` change or refuse it, writes it.
  absl::StatusOr<v1::Household> Change(
      const RequestContext& context, const google::protobuf::Message& request,
      const std::string& name,
      const std::function<absl::Status(Mutation&, v1::Household&)>& change);

  Storage& storage_;
  Store<v1::Household> households_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_HOUSEHOLD_HOUSEHOLD_SERVICE_H_
