// Funding proofs (资金证明): freezing money for a decision or a case, and stating it.
#ifndef SERVICES_FUNDS_PROOF_PROOF_SERVICE_H_
#define SERVICES_FUNDS_PROOF_PROOF_SERVICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "liandong/funds/v1/budget.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/funding_proof.pb.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/position/position.h"
#include "services/funds/proof/signed_proof.h"
#include "shared/context/request_context.h"
#include "shared/rules/state_machine.h"
#include "shared/storage/store.h"

namespace liandong::funds {

inline constexpr rules::Transition<v1::FundingProof::State> kProofMoves[] = {
    {v1::FundingProof::STATE_UNSPECIFIED, "IssueFundingProof", v1::FundingProof::STATE_LIVE},
    {v1::FundingProof::STATE_LIVE, "ReleaseFundingProof", v1::FundingProof::STATE_RELEASED},
};
inline constexpr rules::StateMachine kProofMachine("FundingProof", kProofState, kProofMoves);

// What the account lacks, in fen, to freeze this; 0 or less when it can be frozen. For a decision
// the project must be able to pay the whole approved line; for a case what the household has not
// been paid or offered by escrow, which may be money a decision's proof keeps already. Pure.
int64_t ShortForDecisionFen(const Books& books, const Freezes& freezes, int64_t amount_fen,
                            int64_t compensation_line_fen);
int64_t ShortForCaseFen(const Books& books, const Freezes& freezes, int64_t amount_fen,
                        int64_t gone_fen);

// Thread-safe. Contracts: protos/liandong/funds/v1/funding_proof.proto.
class FundingProofService {
 public:
  FundingProofService(Storage& storage, const ProofSigner& signer)
      : storage_(storage), signer_(signer), funds_(storage), budgets_(storage), proofs_(storage) {}

  absl::StatusOr<v1::FundingProof> IssueFundingProof(const RequestContext& context,
                                                     const v1::IssueFundingProofRequest& request);
  absl::StatusOr<v1::FundingProof> ReleaseFundingProof(
      const RequestContext& context, const v1::ReleaseFundingProofRequest& request);
  absl::StatusOr<v1::FundingProof> GetFundingProof(const RequestContext& context,
                                                   const v1::GetFundingProofRequest& request);

 private:
  Storage& storage_;
  const ProofSigner& signer_;
  Store<v1::ProjectFund> funds_;
  Store<v1::Budget> budgets_;
  Store<v1::FundingProof> proofs_;
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_PROOF_PROOF_SERVICE_H_
