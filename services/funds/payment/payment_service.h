// Payment papers and refusals: what comes before and beside a run.
#ifndef SERVICES_FUNDS_PAYMENT_PAYMENT_SERVICE_H_
#define SERVICES_FUNDS_PAYMENT_PAYMENT_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "liandong/funds/v1/payment.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// Thread-safe. Contracts: protos/liandong/funds/v1/payment.proto; its runs are RunService's.
class PaymentService {
 public:
  explicit PaymentService(Storage& storage)
      : storage_(storage),
        funds_(storage),
        obligations_(storage),
        payments_(storage),
        refusals_(storage) {}

  absl::StatusOr<v1::Payment> PreparePayment(const RequestContext& context,
                                             const v1::PreparePaymentRequest& request);
  absl::StatusOr<v1::Payment> CancelPayment(const RequestContext& context,
                                            const v1::CancelPaymentRequest& request);
  absl::StatusOr<v1::Payment> GetPayment(const RequestContext& context,
                                         const v1::GetPaymentRequest& request);
  absl::StatusOr<v1::ListPaymentsResponse> ListPayments(const RequestContext& context,
                                                        const v1::ListPaymentsRequest& request);
  absl::StatusOr<v1::PaymentRefusal> RecordPaymentRefusal(
      const RequestContext& context, const v1::RecordPaymentRefusalRequest& request);
  absl::StatusOr<v1::PaymentRefusal> GetPaymentRefusal(const RequestContext& context,
                                                       const v1::GetPaymentRefusalRequest& request);

 private:
  // An invoice serves one live payment of its contractor, whatever the contract or project:
  // INVOICE_USED.
  absl::Status UseInvoice(Mutation& m, const std::string& contractor, v1::Payment& payment);

  Storage& storage_;
  Store<v1::ProjectFund> funds_;
  Store<v1::Obligation> obligations_;
  Store<v1::Payment> payments_;
  Store<v1::PaymentRefusal> refusals_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_PAYMENT_PAYMENT_SERVICE_H_
