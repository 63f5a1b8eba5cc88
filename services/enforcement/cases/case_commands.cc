#include "services/enforcement/cases/case_commands.h"

#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/funds/v1/funding_proof.pb.h"
#include "services/enforcement/cases/case_rules.h"
#include "shared/status/macros.h"
#include "shared/storage/names.h"

namespace liandong::enforcement {
namespace {

constexpr char kIssueFunding[] = "case.issue-funding-proof";
constexpr char kReleaseFunding[] = "case.release-funding-proof";
constexpr char kClaimFiling[] = "case.claim-court-filing";
constexpr char kReleaseFiling[] = "case.release-court-filing";

}  // namespace

absl::Status CommandFunding(Mutation& m, const v1::Case& c) {
  funds::v1::IssueFundingProofRequest request;
  request.set_parent(ProjectOf(c.name()));
  request.set_proof_id("enforcement-" + NameIds(c.name(), "projects/*/cases/*").at(1));
  request.set_purpose(funds::v1::FundingProof::PURPOSE_ENFORCEMENT);
  request.set_subject(c.name());
  request.set_household(c.household());
  request.set_amount_fen(c.compensation_fen());
  return m.Command(common::v1::SERVICE_FUNDS, kIssueFunding, c.name(), request);
}

absl::Status CommandFundingRelease(Mutation& m, const v1::Case& c) {
  if (c.funding().state() != v1::Funding::STATE_HELD) return absl::OkStatus();
  funds::v1::ReleaseFundingProofRequest request;
  request.set_name(c.funding().proof());
  return m.Command(common::v1::SERVICE_FUNDS, kReleaseFunding, c.name(), request);
}

absl::Status CommandFilingClaim(Mutation& m, const v1::Case& c) {
  acquisition::v1::ClaimCourtFilingRequest request;
  request.set_household(c.household());
  request.set_case_(c.name());
  return m.Command(common::v1::SERVICE_ACQUISITION, kClaimFiling, c.name(), request);
}

absl::Status CommandFilingRelease(Mutation& m, const v1::Case& c) {
  acquisition::v1::ReleaseCourtFilingRequest request;
  request.set_household(c.household());
  request.set_case_(c.name());
  return m.Command(common::v1::SERVICE_ACQUISITION, kReleaseFiling, c.name(), request);
}

void CaseOutcomes::Register(CommandRelay& relay) {
  relay.OnOutcome(kIssueFunding, [this](Mutation& m, const CommandOutcome& outcome) {
    return FundingAnswered(m, outcome);
  });
  // The case is closed whatever is said to a release: its funding, and acquisition's row, show
  // whether the money and the claim still stand.
  relay.OnOutcome(
      kReleaseFunding,
      [this](Mutation& m, const CommandOutcome& outcome) { return FundingReleased(m, outcome); },
      Refusal::kShownInTheResource);
  relay.OnOutcome(kClaimFiling, [this](Mutation& m, const CommandOutcome& outcome) {
    return FilingClaimed(m, outcome);
  });
  relay.OnOutcome(
      kReleaseFiling, [](Mutation&, const CommandOutcome&) { return absl::OkStatus(); },
      Refusal::kShownInTheResource);
}

absl::Status CaseOutcomes::FundingAnswered(Mutation& m, const CommandOutcome& outcome) {
  ASSIGN_OR_RETURN(Case c, cases_.Lock(m, outcome.source));
  if (outcome.status.ok()) {
    const auto& proof = static_cast<const funds::v1::FundingProof&>(outcome.response);
    c.mutable_funding()->set_proof(proof.name());
    c.mutable_funding()->set_amount_fen(proof.amount_fen());
    c.mutable_funding()->set_state(v1::Funding::STATE_HELD);
  }
  if (c.state() == Case::STATE_FUNDING_PENDING) {
    ASSIGN_OR_RETURN(Case::State next, NextState(c, "SecureFunding (answered)"));
    c.set_state(next);
    RETURN_IF_ERROR(SetDuty(c, rules_, calendar_));
  } else {
    // The case ended while funds was asked: nobody needs the money any more.
    RETURN_IF_ERROR(CommandFundingRelease(m, c));
  }
  return cases_.Update(m, c).status();
}

absl::Status CaseOutcomes::FundingReleased(Mutation& m, const CommandOutcome& outcome) {
  if (!outcome.status.ok()) return absl::OkStatus();
  ASSIGN_OR_RETURN(Case c, cases_.Lock(m, outcome.source));
  c.mutable_funding()->set_state(v1::Funding::STATE_RELEASED);
  return cases_.Update(m, c).status();
}

absl::Status CaseOutcomes::FilingClaimed(Mutation& m, const CommandOutcome& outcome) {
  ASSIGN_OR_RETURN(Case c, cases_.Lock(m, outcome.source));
  if (c.state() != Case::STATE_FILING_PENDING) {
    // The household vacated while acquisition was asked.
    return outcome.status.ok() ? CommandFilingRelease(m, c) : absl::OkStatus();
  }
  if (outcome.status.ok()) {
    ASSIGN_OR_RETURN(Case::State next, NextState(c, "FileApplication (granted)"));
    c.set_state(next);
  } else {
    ASSIGN_OR_RETURN(Case::State next, NextState(c, "FileApplication (refused)"));
    c.set_state(next);
    c.clear_application();
  }
  RETURN_IF_ERROR(SetDuty(c, rules_, calendar_));
  return cases_.Update(m, c).status();
}

}  // namespace liandong::enforcement
