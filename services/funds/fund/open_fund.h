// Locking the root of a project's money: every write of funds but a fund's opening begins with it.
#ifndef SERVICES_FUNDS_FUND_OPEN_FUND_H_
#define SERVICES_FUNDS_FUND_OPEN_FUND_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "liandong/funds/v1/fund.pb.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// The fund of `project` ("projects/P1"), locked. FUND_NOT_OPEN when it is closed, absent or out of
// the caller's reach.
absl::StatusOr<v1::ProjectFund> LockOpenFund(Store<v1::ProjectFund>& funds, Mutation& m,
                                             std::string_view project);

// NOT_THIS_BANK when a bank speaks for an account that another bank keeps.
absl::Status CheckBank(const Caller& caller, const v1::ProjectFund& fund);
// The same for reading what belongs to `project`; others than banks read what their contract says.
absl::Status CheckBankReads(const RequestContext& context, Store<v1::ProjectFund>& funds,
                            std::string_view project);

// FOREIGN_PROJECT when `name` is not below `project`.
absl::Status CheckOfProject(std::string_view name, std::string_view project);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_FUND_OPEN_FUND_H_
