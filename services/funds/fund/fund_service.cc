#include "services/funds/fund/fund_service.h"

#include "services/funds/fund/fund_rules.h"
#include "services/funds/fund/open_fund.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/ledger/journal_store.h"
#include "services/funds/proof/freezes.h"
#include "shared/calendar/date.h"
#include "shared/db/db_errors.h"
#include "shared/ids/division.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {

absl::StatusOr<v1::ProjectFund> FundService::OpenProjectFund(
    const RequestContext& context, const v1::OpenProjectFundRequest& request) {
  ASSIGN_OR_RETURN(auto scope, rules_.Get(rules::kAreaScope, DateOf(context.now)));
  RETURN_IF_ERROR(ids::CheckAreaInScope(request.fund().territory(), scope.value));
  return Mutate<v1::ProjectFund>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::ProjectFund> {
        v1::ProjectFund fund = request.fund();
        fund.set_name(request.parent() + "/fund");
        fund.set_state(v1::ProjectFund::STATE_OPEN);
        auto opened = funds_.Insert(m, fund, {.territory = fund.territory()});
        if (db::IsDuplicateKey(opened.status(), "one_account")) return Refuse(kAccountInUse);
        return opened;
      });
}

absl::StatusOr<v1::ProjectFund> FundService::CloseProjectFund(
    const RequestContext& context, const v1::CloseProjectFundRequest& request) {
  const std::string project = ProjectOf(request.name());
  return Mutate<v1::ProjectFund>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::ProjectFund> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, project));
        ASSIGN_OR_RETURN(Books books, ReadBooks(m.db(), project));
        ASSIGN_OR_RETURN(Freezes freezes, ReadFreezes(m.db(), project, books));
        RETURN_IF_ERROR(CheckEmpty(books, freezes));
        fund.set_state(v1::ProjectFund::STATE_CLOSED);
        fund.set_closing_audit(request.audit());
        return funds_.Update(m, fund);
      });
}

absl::StatusOr<v1::ProjectFund> FundService::GetProjectFund(
    const RequestContext& context, const v1::GetProjectFundRequest& request) {
  return funds_.Get(context, request);
}

absl::StatusOr<v1::ListProjectFundsResponse> FundService::ListProjectFunds(
    const RequestContext& context, const v1::ListProjectFundsRequest& request) {
  return funds_.List<v1::ListProjectFundsResponse>(context, request);
}

}  // namespace liandong::funds
