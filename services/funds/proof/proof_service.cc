#include "services/funds/proof/proof_service.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/funds/budget/budget_in_force.h"
#include "services/funds/budget/budget_rules.h"
#include "services/funds/fund/open_fund.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/journal_store.h"
#include "services/funds/proof/freezes.h"
#include "shared/calendar/date.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {
namespace {

constexpr char kServicePrefix[] = "service/";
constexpr char kSelectOwed[] =
    "SELECT name, paid_fen + escrowed_fen + in_flight_fen FROM obligations"
    " WHERE household = ? AND purpose = 'PURPOSE_COMPENSATION' AND state <> 'STATE_CANCELLED'"
    " LIMIT 1";

// The compensation of a household, as far as it matters here.
struct Owed {
  std::string obligation;
  int64_t gone_fen = 0;
};

absl::StatusOr<Owed> ReadOwed(db::Connection& connection, const std::string& household) {
  if (household.empty()) return Owed();
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(kSelectOwed, {household}));
  if (rows.empty()) return Owed();
  return Owed{rows[0].Text(0), rows[0].Int(1)};
}

std::string HouseholdOf(const v1::IssueFundingProofRequest& request) {
  if (!request.household().empty()) return request.household();
  return NameMatches(request.subject(), "projects/*/households/*") ? request.subject() : "";
}

// "acquisition" for "service/acquisition".
std::string ShortCaller(const Mutation& m) {
  const std::string& agency = m.context().caller.agency;
  return absl::StartsWith(agency, kServicePrefix) ? agency.substr(sizeof(kServicePrefix) - 1)
                                                  : agency;
}

common::v1::ProofStatement Statement(const v1::FundingProof& proof, const std::string& household,
                                     absl::Time now) {
  common::v1::ProofStatement statement;
  statement.set_proof_id(proof.name());
  statement.set_kind(proof.purpose() == v1::FundingProof::PURPOSE_DECISION
                         ? common::v1::ProofStatement::KIND_FUNDS_FOR_DECISION
                         : common::v1::ProofStatement::KIND_FUNDS_FOR_ENFORCEMENT);
  statement.set_audience(proof.issued_to());
  statement.set_subject(proof.subject());
  statement.set_household(household);
  statement.set_amount_fen(proof.amount_fen());
  SetTime(*statement.mutable_issued_at(), now);
  SetTime(*statement.mutable_expires_at(), TimeOf(AddMonths(DateOf(now), 12 * kFrozenProofYears)));
  return statement;
}

}  // namespace

int64_t ShortForDecisionFen(const Books& books, const Freezes& freezes, int64_t amount_fen,
                            int64_t compensation_line_fen) {
  const int64_t needed = std::max(amount_fen, compensation_line_fen - CompensationOutFen(books));
  return needed + freezes.total_fen() - books.Free(kBank);
}

int64_t ShortForCaseFen(const Books& books, const Freezes& freezes, int64_t amount_fen,
                        int64_t gone_fen) {
  const int64_t needed = std::max<int64_t>(0, amount_fen - gone_fen);
  return needed == 0 ? 0 : needed + freezes.cases_fen() - books.Free(kBank);
}

absl::StatusOr<v1::FundingProof> FundingProofService::IssueFundingProof(
    const RequestContext& context, const v1::IssueFundingProofRequest& request) {
  const std::string& project = request.parent();
  const std::string household = HouseholdOf(request);
  if (!household.empty()) RETURN_IF_ERROR(CheckOfProject(household, project));
  const bool decision = request.purpose() == v1::FundingProof::PURPOSE_DECISION;
  return Mutate<v1::FundingProof>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::FundingProof> {
        ASSIGN_OR_RETURN(v1::ProjectFund fund, LockOpenFund(funds_, m, project));
        ASSIGN_OR_RETURN(v1::Budget budget, LockBudgetInForce(budgets_, m, project));
        ASSIGN_OR_RETURN(Books books, ReadBooks(m.db(), project));
        ASSIGN_OR_RETURN(Freezes freezes, ReadFreezes(m.db(), project, books));
        ASSIGN_OR_RETURN(Owed owed, ReadOwed(m.db(), decision ? "" : household));
        const int64_t short_fen =
            decision ? ShortForDecisionFen(books, freezes, request.amount_fen(),
                                           ApprovedFen(budget, v1::PURPOSE_COMPENSATION))
                     : ShortForCaseFen(books, freezes, request.amount_fen(), owed.gone_fen);
        if (short_fen > 0) {
          return Refuse(kFundsShortfall, {{"short_fen", absl::StrCat(short_fen)}});
        }
        v1::FundingProof proof;
        proof.set_name(project + "/fundingProofs/" + request.proof_id());
        proof.set_state(v1::FundingProof::STATE_LIVE);
        proof.set_purpose(request.purpose());
        proof.set_subject(request.subject());
        proof.set_obligation(owed.obligation);
        proof.set_amount_fen(request.amount_fen());
        proof.set_out_before_fen(CompensationOutFen(books));
        proof.set_issued_to(ShortCaller(m));
        ASSIGN_OR_RETURN(*proof.mutable_proof(),
                         signer_.Sign(Statement(proof, decision ? "" : household, m.now())));
        auto issued = proofs_.Insert(m, proof, {.territory = fund.territory()});
        if (ReasonOf(issued.status()) == kResourceExists.name) return Refuse(kProofExists);
        return issued;
      });
}

absl::StatusOr<v1::FundingProof> FundingProofService::ReleaseFundingProof(
    const RequestContext& context, const v1::ReleaseFundingProofRequest& request) {
  return Mutate<v1::FundingProof>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::FundingProof> {
        RETURN_IF_ERROR(LockOpenFund(funds_, m, ProjectOf(request.name())).status());
        ASSIGN_OR_RETURN(v1::FundingProof proof, proofs_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(v1::FundingProof::State next,
                         kProofMachine.Next(proof.state(), "ReleaseFundingProof"));
        proof.set_state(next);
        return proofs_.Update(m, proof);
      });
}

absl::StatusOr<v1::FundingProof> FundingProofService::GetFundingProof(
    const RequestContext& context, const v1::GetFundingProofRequest& request) {
  return proofs_.Get(context, request);
}

}  // namespace liandong::funds
