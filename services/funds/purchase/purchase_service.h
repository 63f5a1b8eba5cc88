// Purchase methods (采购方式): Finance's approval before a service is contracted.
#ifndef SERVICES_FUNDS_PURCHASE_PURCHASE_SERVICE_H_
#define SERVICES_FUNDS_PURCHASE_PURCHASE_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/purchase.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// PURCHASE_NOT_APPROVED when `purpose` is one that is bought (survey, demolition) and Finance has
// approved no method for it. The caller holds the fund's lock.
absl::Status CheckPurchaseApproved(Mutation& m, std::string_view project, v1::Purpose purpose);

// Thread-safe. Contracts: protos/liandong/funds/v1/purchase.proto.
class PurchaseService {
 public:
  explicit PurchaseService(Storage& storage)
      : storage_(storage), funds_(storage), approvals_(storage) {}

  absl::StatusOr<v1::PurchaseApproval> ApprovePurchaseMethod(
      const RequestContext& context, const v1::ApprovePurchaseMethodRequest& request);
  absl::StatusOr<v1::PurchaseApproval> GetPurchaseApproval(
      const RequestContext& context, const v1::GetPurchaseApprovalRequest& request);

 private:
  Storage& storage_;
  Store<v1::ProjectFund> funds_;
  Store<v1::PurchaseApproval> approvals_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_PURCHASE_PURCHASE_SERVICE_H_
