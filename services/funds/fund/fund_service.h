// Special accounts (征收专户): opening, closing and showing them.
#ifndef SERVICES_FUNDS_FUND_FUND_SERVICE_H_
#define SERVICES_FUNDS_FUND_FUND_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/funds/v1/fund.pb.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// Thread-safe. Contracts: protos/liandong/funds/v1/fund.proto.
class FundService {
 public:
  FundService(Storage& storage, const rules::RuleSet& rules)
      : storage_(storage), rules_(rules), funds_(storage) {}

  absl::StatusOr<v1::ProjectFund> OpenProjectFund(const RequestContext& context,
                                                  const v1::OpenProjectFundRequest& request);
  absl::StatusOr<v1::ProjectFund> CloseProjectFund(const RequestContext& context,
                                                   const v1::CloseProjectFundRequest& request);
  absl::StatusOr<v1::ProjectFund> GetProjectFund(const RequestContext& context,
                                                 const v1::GetProjectFundRequest& request);
  absl::StatusOr<v1::ListProjectFundsResponse> ListProjectFunds(
      const RequestContext& context, const v1::ListProjectFundsRequest& request);

 private:
  Storage& storage_;
  const rules::RuleSet& rules_;
  Store<v1::ProjectFund> funds_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_FUND_FUND_SERVICE_H_
