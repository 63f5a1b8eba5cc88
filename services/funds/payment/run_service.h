// Payment runs (支付批次): assembled, checked and instructed by three officers, answered by the
// bank.
#ifndef SERVICES_FUNDS_PAYMENT_RUN_SERVICE_H_
#define SERVICES_FUNDS_PAYMENT_RUN_SERVICE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "liandong/funds/v1/payment.pb.h"
#include "services/funds/ledger/ledger.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/status/refusal.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// Thread-safe. Contracts: protos/liandong/funds/v1/payment.proto.
class RunService {
 public:
  RunService(Storage& storage, const rules::RuleSet& rules)
      : storage_(storage),
        rules_(rules),
        funds_(storage),
        obligations_(storage),
        payments_(storage),
        runs_(storage) {}

  absl::StatusOr<v1::PaymentRun> CreatePaymentRun(const RequestContext& context,
                                                  const v1::CreatePaymentRunRequest& request);
  absl::StatusOr<v1::PaymentRun> CheckPaymentRun(const RequestContext& context,
                                                 const v1::CheckPaymentRunRequest& request);
  absl::StatusOr<v1::PaymentRun> InstructPaymentRun(const RequestContext& context,
                                                    const v1::InstructPaymentRunRequest& request);
  absl::StatusOr<v1::PaymentRun> CancelPaymentRun(const RequestContext& context,
                                                  const v1::CancelPaymentRunRequest& request);
  absl::StatusOr<v1::PaymentRun> GetPaymentRun(const RequestContext& context,
                                               const v1::GetPaymentRunRequest& request);

 private:
  // A run with everything it rests on, locked.
  struct Held {
    v1::PaymentRun run;
    std::vector<v1::Payment> payments;
    std::map<std::string, v1::Obligation> obligations;
  };
  absl::StatusOr<Held> Lock(Mutation& m, const std::string& name);
  // Gates of checking and instructing alike: every obligation is as its payment was prepared from.
  static void CheckUnchanged(const Held& held, Gates& gates);
  absl::Status CheckInstruction(Mutation& m, const Held& held, const Ledger& ledger);
  absl::Status Reserve(Ledger& ledger, Held& held);
  absl::Status MovePayments(Mutation& m, Held& held, std::string_view action);

  Storage& storage_;
  const rules::RuleSet& rules_;
  Store<v1::ProjectFund> funds_;
  Store<v1::Obligation> obligations_;
  Store<v1::Payment> payments_;
  Store<v1::PaymentRun> runs_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_PAYMENT_RUN_SERVICE_H_
