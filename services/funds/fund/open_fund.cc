#include "services/funds/fund/open_fund.h"

#include "services/funds/funds_reasons.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {

absl::StatusOr<v1::ProjectFund> LockOpenFund(Store<v1::ProjectFund>& funds, Mutation& m,
                                             std::string_view project) {
  auto fund = funds.Lock(m, std::string(project) + "/fund");
  if (ReasonOf(fund.status()) == kResourceNotFound.name) return Refuse(kFundNotOpen);
  if (fund.ok() && fund->state() != v1::ProjectFund::STATE_OPEN) return Refuse(kFundNotOpen);
  return fund;
}

absl::Status CheckBank(const Caller& caller, const v1::ProjectFund& fund) {
  const bool other = caller.capacity == common::v1::AGENCY_BANK && caller.agency != fund.bank();
  return other ? Refuse(kNotThisBank) : absl::OkStatus();
}

absl::Status CheckBankReads(const RequestContext& context, Store<v1::ProjectFund>& funds,
                            std::string_view project) {
  if (context.caller.capacity != common::v1::AGENCY_BANK) return absl::OkStatus();
  ASSIGN_OR_RETURN(const v1::ProjectFund fund, funds.Read(context, std::string(project) + "/fund"));
  return CheckBank(context.caller, fund);
}

absl::Status CheckOfProject(std::string_view name, std::string_view project) {
  if (ProjectOf(name) == project) return absl::OkStatus();
  return Refuse(kForeignProject, {{"name", std::string(name)}, {"project", std::string(project)}});
}

}  // namespace liandong::funds
