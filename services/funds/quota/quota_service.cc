#include "services/funds/quota/quota_service.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "services/funds/budget/budget_in_force.h"
#include "services/funds/budget/budget_rules.h"
#include "services/funds/fund/open_fund.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/ledger.h"
#include "services/funds/proof/freezes.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {

absl::Status CheckQuotaLines(const v1::QuotaAllotment& allotment, const v1::Budget& budget,
                             const Books& books, const Freezes& freezes) {
  Gates gates;
  std::map<v1::Purpose, int64_t> quota;
  for (v1::Purpose purpose : kPurposes) quota[purpose] = QuotaFen(books, purpose);
  for (const auto& line : allotment.lines()) {
    int64_t& sum = quota[line.purpose()];
    sum += line.amount_fen();
    const int64_t approved = ApprovedFen(budget, line.purpose());
    if (sum <= approved) continue;
    const std::string purpose = v1::Purpose_Name(line.purpose());
    gates.Close(kLineExceeded, purpose,
                {{"purpose", purpose},
                 {"line_fen", absl::StrCat(approved)},
                 {"excess_fen", absl::StrCat(sum - approved)}});
  }
  int64_t total = 0, other_open = 0;
  for (const auto& [purpose, fen] : quota) {
    total += fen;
    if (purpose == v1::PURPOSE_COMPENSATION) continue;
    other_open += fen - SpentFen(books, purpose) - InFlightFen(books, purpose);
  }
  // Either all quotas outgrow the deposits, or those of other purposes what proofs leave free.
  const int64_t short_fen = std::max(total - books.Posted(kFunding),
                                     other_open + freezes.total_fen() - books.Free(kBank));
  if (short_fen > 0) {
    gates.Close(kFundsShortfall, kBank, {{"short_fen", absl::StrCat(short_fen)}});
  }
  return gates.status();
}

absl::StatusOr<v1::QuotaAllotment> QuotaService::AllotQuota(const RequestContext& context,
                                                            const v1::AllotQuotaRequest& request) {
  const std::string& project = request.parent();
  FieldErrors errors;
  std::map<v1::Purpose, int> seen;
  for (const auto& line : request.quota_allotment().lines()) {
    if (++seen[line.purpose()] == 2) {
      errors.Add("quota_allotment.lines", kPurposeTwice,
                 {{"purpose", v1::Purpose_Name(line.purpose())}});
    }
  }
  RETURN_IF_ERROR(errors.status());
  return Mutate<v1::QuotaAllotment>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::QuotaAllotment> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, project));
        ASSIGN_OR_RETURN(v1::Budget budget, LockBudgetInForce(budgets_, m, project));
        ASSIGN_OR_RETURN(Ledger ledger, Ledger::Open(m, project));
        ASSIGN_OR_RETURN(Freezes freezes, ReadFreezes(m.db(), project, ledger.books()));
        v1::QuotaAllotment allotment = request.quota_allotment();
        RETURN_IF_ERROR(CheckQuotaLines(allotment, budget, ledger.books(), freezes));
        allotment.set_name(project + "/quotaAllotments/" + request.quota_allotment_id());
        allotment.set_state(v1::QuotaAllotment::STATE_GIVEN);
        allotment.set_given_by(m.actor());
        int64_t total = 0;
        for (const auto& line : allotment.lines()) {
          total += line.amount_fen();
          RETURN_IF_ERROR(
              ledger.Post(Quota(line.purpose()), kQuotaGiven, line.amount_fen(), allotment.name())
                  .status());
        }
        allotment.set_total_fen(total);
        RETURN_IF_ERROR(ledger.Close());
        return allotments_.Insert(m, allotment, {.territory = fund.territory()});
      });
}

absl::StatusOr<v1::QuotaAllotment> QuotaService::GetQuotaAllotment(
    const RequestContext& context, const v1::GetQuotaAllotmentRequest& request) {
  return allotments_.Get(context, request);
}

}  // namespace liandong::funds
