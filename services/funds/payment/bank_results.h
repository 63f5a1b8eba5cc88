// What the bank tells about instructed payments, taken in once however often it is told.
#ifndef SERVICES_FUNDS_PAYMENT_BANK_RESULTS_H_
#define SERVICES_FUNDS_PAYMENT_BANK_RESULTS_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "liandong/funds/v1/payment.pb.h"
#include "services/funds/ledger/ledger.h"
#include "services/funds/proof/signed_proof.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// Thread-safe. Contract: ReportPaymentResults in protos/liandong/funds/v1/payment.proto.
class BankResults {
 public:
  BankResults(Storage& storage, const ProofSigner& signer)
      : storage_(storage),
        signer_(signer),
        funds_(storage),
        obligations_(storage),
        payments_(storage),
        runs_(storage) {}

  absl::StatusOr<v1::PaymentRun> ReportPaymentResults(
      const RequestContext& context, const v1::ReportPaymentResultsRequest& request);

 private:
  // What one report touches, locked; written once at the end.
  struct Touched {
    v1::PaymentRun run;
    std::map<std::string, v1::Payment> payments;
    std::map<std::string, v1::Obligation> obligations;
  };
  absl::Status LockTouched(Mutation& m, const v1::ReportPaymentResultsRequest& request,
                           Touched& touched);
  // Whether the result was new for at least one part.
  absl::StatusOr<bool> Take(Mutation& m, Ledger& ledger, const v1::PaymentResult& result,
                            Touched& touched);
  absl::Status Write(Mutation& m, Touched& touched);
  // Signs once that a household was paid all that is due at once.
  absl::Status Prove(Mutation& m, v1::Obligation& obligation);

  Storage& storage_;
  const ProofSigner& signer_;
  Store<v1::ProjectFund> funds_;
  Store<v1::Obligation> obligations_;
  Store<v1::Payment> payments_;
  Store<v1::PaymentRun> runs_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_PAYMENT_BANK_RESULTS_H_
