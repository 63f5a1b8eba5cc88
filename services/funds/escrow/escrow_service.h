// Escrow (提存): from the bureau's order over the notary's certificate to the creditor.
#ifndef SERVICES_FUNDS_ESCROW_ESCROW_SERVICE_H_
#define SERVICES_FUNDS_ESCROW_ESCROW_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/funds/v1/escrow.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "services/funds/proof/signed_proof.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::funds {

// Thread-safe. Contracts: protos/liandong/funds/v1/escrow.proto.
class EscrowService {
 public:
  EscrowService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar,
                const ProofSigner& signer)
      : storage_(storage),
        rules_(rules),
        calendar_(calendar),
        signer_(signer),
        funds_(storage),
        obligations_(storage),
        escrows_(storage) {}

  absl::StatusOr<v1::Escrow> OpenEscrow(const RequestContext& context,
                                        const v1::OpenEscrowRequest& request);
  absl::StatusOr<v1::Escrow> CheckEscrow(const RequestContext& context,
                                         const v1::CheckEscrowRequest& request);
  absl::StatusOr<v1::Escrow> CancelEscrow(const RequestContext& context,
                                          const v1::CancelEscrowRequest& request);
  absl::StatusOr<v1::Escrow> InstructEscrow(const RequestContext& context,
                                            const v1::InstructEscrowRequest& request);
  absl::StatusOr<v1::Escrow> ConfirmEscrowDeposit(const RequestContext& context,
                                                  const v1::ConfirmEscrowDepositRequest& request);
  absl::StatusOr<v1::Escrow> IssueEscrowCertificate(
      const RequestContext& context, const v1::IssueEscrowCertificateRequest& request);
  absl::StatusOr<v1::Escrow> NotifyCreditor(const RequestContext& context,
                                            const v1::NotifyCreditorRequest& request);
  absl::StatusOr<v1::Escrow> WithdrawEscrow(const RequestContext& context,
                                            const v1::WithdrawEscrowRequest& request);
  absl::StatusOr<v1::Escrow> GetEscrow(const RequestContext& context,
                                       const v1::GetEscrowRequest& request);
  absl::StatusOr<v1::ListEscrowsResponse> ListEscrows(const RequestContext& context,
                                                      const v1::ListEscrowsRequest& request);

 private:
  // The escrow with its obligation unchanged since it was opened; the fund is locked.
  struct Held {
    v1::Escrow escrow;
    v1::Obligation obligation;
  };
  absl::StatusOr<Held> Lock(Mutation& m, const std::string& name);
  // The same without its obligation, for the notary office that holds the money.
  absl::StatusOr<v1::Escrow> LockForNotary(Mutation& m, const std::string& name);
  absl::StatusOr<common::v1::SignedProof> Prove(Mutation& m, const v1::Escrow& escrow);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  const ProofSigner& signer_;
  Store<v1::ProjectFund> funds_;
  Store<v1::Obligation> obligations_;
  Store<v1::Escrow> escrows_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_ESCROW_ESCROW_SERVICE_H_
