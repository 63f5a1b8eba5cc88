// Quotas (额度) inside the special account: what the Housing Bureau may order the bank to pay.
#ifndef SERVICES_FUNDS_QUOTA_QUOTA_SERVICE_H_
#define SERVICES_FUNDS_QUOTA_QUOTA_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/funds/v1/budget.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/quota.pb.h"
#include "services/funds/ledger/books.h"
#include "services/funds/position/position.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// Whether these lines may be allotted: LINE_EXCEEDED where a purpose's quota would pass its
// approved line, FUNDS_SHORTFALL where all quotas would pass what was paid in, or those of other
// purposes would reach into money frozen for compensation. All at once. Pure.
absl::Status CheckQuotaLines(const v1::QuotaAllotment& allotment, const v1::Budget& budget,
                             const Books& books, const Freezes& freezes);

// Thread-safe. Contracts: protos/liandong/funds/v1/quota.proto.
class QuotaService {
 public:
  explicit QuotaService(Storage& storage)
      : storage_(storage), funds_(storage), budgets_(storage), allotments_(storage) {}

  absl::StatusOr<v1::QuotaAllotment> AllotQuota(const RequestContext& context,
                                                const v1::AllotQuotaRequest& request);
  absl::StatusOr<v1::QuotaAllotment> GetQuotaAllotment(const RequestContext& context,
                                                       const v1::GetQuotaAllotmentRequest& request);

 private:
  Storage& storage_;
  Store<v1::ProjectFund> funds_;
  Store<v1::Budget> budgets_;
  Store<v1::QuotaAllotment> allotments_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_QUOTA_QUOTA_SERVICE_H_
