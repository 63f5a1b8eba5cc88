#include "services/funds/purchase/purchase_service.h"

#include "services/funds/fund/open_fund.h"
#include "services/funds/funds_reasons.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {
namespace {

constexpr char kSelectApproval[] =
    "SELECT name FROM purchase_approvals WHERE parent = ? AND purpose = ? LIMIT 1";

}  // namespace

absl::Status CheckPurchaseApproved(Mutation& m, std::string_view project, v1::Purpose purpose) {
  if (purpose != v1::PURPOSE_SURVEY && purpose != v1::PURPOSE_DEMOLITION) return absl::OkStatus();
  ASSIGN_OR_RETURN(db::Rows rows,
                   m.db().Query(kSelectApproval, {project, v1::Purpose_Name(purpose)}));
  if (!rows.empty()) return absl::OkStatus();
  return Refuse(kPurchaseNotApproved, {{"purpose", v1::Purpose_Name(purpose)}});
}

absl::StatusOr<v1::PurchaseApproval> PurchaseService::ApprovePurchaseMethod(
    const RequestContext& context, const v1::ApprovePurchaseMethodRequest& request) {
  if (request.purchase_approval().purpose() == v1::PURPOSE_APPRAISAL) {
    return Refuse(kAppraiserNotProcured);
  }
  return Mutate<v1::PurchaseApproval>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::PurchaseApproval> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, request.parent()));
        v1::PurchaseApproval approval = request.purchase_approval();
        approval.set_name(request.parent() + "/purchaseApprovals/" +
                          request.purchase_approval_id());
        approval.set_state(v1::PurchaseApproval::STATE_APPROVED);
        approval.set_approver(m.actor());
        return approvals_.Insert(m, approval, {.territory = fund.territory()});
      });
}

absl::StatusOr<v1::PurchaseApproval> PurchaseService::GetPurchaseApproval(
    const RequestContext& context, const v1::GetPurchaseApprovalRequest& request) {
  return approvals_.Get(context, request);
}

}  // namespace liandong::funds
