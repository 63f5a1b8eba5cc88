// Reading the books: position, trial balance, statements, verification.
#ifndef SERVICES_FUNDS_LEDGER_LEDGER_SERVICE_H_
#define SERVICES_FUNDS_LEDGER_LEDGER_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/funds/v1/budget.pb.h"
#include "liandong/funds/v1/financing.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/ledger.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// Thread-safe. Contracts: protos/liandong/funds/v1/ledger.proto.
class LedgerService {
 public:
  explicit LedgerService(Storage& storage)
      : storage_(storage), funds_(storage), budgets_(storage), plans_(storage) {}

  absl::StatusOr<v1::ProjectPosition> GetProjectPosition(
      const RequestContext& context, const v1::GetProjectPositionRequest& request);
  absl::StatusOr<v1::TrialBalance> GetTrialBalance(const RequestContext& context,
                                                   const v1::GetTrialBalanceRequest& request);
  absl::StatusOr<v1::AccountStatement> GetAccountStatement(
      const RequestContext& context, const v1::GetAccountStatementRequest& request);
  absl::StatusOr<v1::VerifyJournalResponse> VerifyJournal(const RequestContext& context,
                                                          const v1::VerifyJournalRequest& request);

 private:
  // RESOURCE_NOT_FOUND when the project's fund is absent or out of reach.
  absl::Status CheckReach(const RequestContext& context, const std::string& project);
  // 0 without a financing plan.
  absl::StatusOr<int64_t> ReadLate(const RequestContext& context, const std::string& project,
                                   int64_t deposited_fen);

  Storage& storage_;
  Store<v1::ProjectFund> funds_;
  Store<v1::Budget> budgets_;
  Store<v1::FinancingPlan> plans_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_LEDGER_LEDGER_SERVICE_H_
