// What acquisition asks of funds: money read, proofs frozen, obligations told.
#ifndef SERVICES_ACQUISITION_TIES_FUNDS_H_
#define SERVICES_ACQUISITION_TIES_FUNDS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/compensation.pb.h"
#include "liandong/acquisition/v1/demolition.pb.h"
#include "liandong/acquisition/v1/expropriation.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/common/v1/proof.pb.h"
#include "services/acquisition/compensation/payees.h"
#include "shared/rpc/peers.h"
#include "shared/storage/mutation.h"

namespace liandong::acquisition {

struct MoneyFacts {
  bool budget_in_force = false;
  // Approved compensation line, and what the special account lacks of it.
  int64_t compensation_line_fen = 0;
  int64_t short_fen = 0;
};

// Advisory; the funding proof is what binds. SERVICE_UNAVAILABLE and funds' own refusals.
absl::StatusOr<MoneyFacts> ReadMoney(rpc::Peers& peers, const RequestContext& context,
                                     const std::string& project);

// Funds' signed statement that the household is paid or the money is in escrow. PROOF_NOT_READY.
absl::StatusOr<common::v1::SignedProof> ReadCompensationProof(rpc::Peers& peers,
                                                              const RequestContext& context,
                                                              const v1::Household& household);

// Kinds of the commands below, for outcome handlers.
inline constexpr char kIssueProof[] = "issue-funding-proof";
inline constexpr char kReleaseProof[] = "release-funding-proof";
inline constexpr char kAgreementObligation[] = "push-agreement-obligation";
inline constexpr char kDecisionObligation[] = "push-decision-obligation";
inline constexpr char kPayeesAnew[] = "push-payees-anew";
inline constexpr char kContractObligation[] = "push-contract-obligation";

absl::Status CommandIssueProof(Mutation& m, const v1::ExpropriationDecision& decision);
absl::Status CommandReleaseProof(Mutation& m, const v1::ExpropriationDecision& decision);

// What one household is owed, as household.obligation names it.
absl::Status CommandObligation(Mutation& m, const char* kind, const v1::Household& household,
                               const v1::CompensationSheet& sheet, const std::vector<Payee>& payees,
                               const google::type::Date& due);
// The agreement or decision, and the payees, of the request that CommandObligation made.
std::string ToldSource(const google::protobuf::Message& request);
std::vector<Payee> ToldPayees(const google::protobuf::Message& request);
// Takes it back until its payee is known; told again, it revives. Of the kind kPayeesAnew.
absl::Status CommandCancel(Mutation& m, const v1::Household& household);
absl::Status CommandContract(Mutation& m, const v1::DemolitionContract& contract);

// The obligation's name in funds of a household.
std::string ObligationName(std::string_view household);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_TIES_FUNDS_H_
