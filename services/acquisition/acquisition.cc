#include "services/acquisition/acquisition.h"

#include "liandong/funds/v1/obligation.pb.h"
#include "liandong/registry/v1/unit.pb.h"
#include "services/acquisition/ties/funds.h"
#include "services/acquisition/ties/registry.h"

namespace liandong::acquisition {

Acquisition::Acquisition(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar,
                         rpc::Peers& peers)
    : projects(storage, rules),
      freezes(storage, rules, calendar),
      postings(storage, rules, calendar),
      schemes(storage, rules, calendar),
      expropriations(storage, rules, peers, postings),
      households(storage),
      imports(storage),
      surveys(storage, rules, peers),
      appraisals(storage, rules, calendar, postings),
      resettlement(storage),
      obligations(storage, calendar),
      agreements(storage, obligations),
      decisions(storage, rules, calendar, obligations),
      demolition(storage, peers) {}

void Acquisition::HandleOutcomes(CommandRelay& relay) {
  // Of these the asking call is told the outcome, and nothing waits for it here.
  const auto told = [](Mutation&, const CommandOutcome&) { return absl::OkStatus(); };
  relay.OnOutcome(kReleaseProof, told);
  relay.OnOutcome(kPushAllotment, told);
  relay.OnOutcome(kPayeesAnew, [this](Mutation& m, const CommandOutcome& outcome) {
    return obligations.OnPayeesTold(m, outcome.source, outcome.status);
  });
  relay.OnOutcome(kFlagFreeze, [this](Mutation& m, const CommandOutcome& outcome) {
    return freezes.OnFlagged(m, outcome);
  });
  relay.OnOutcome(kIssueProof, [this](Mutation& m, const CommandOutcome& outcome) {
    return expropriations.OnProof(m, outcome);
  });
  relay.OnOutcome(kFreezeRedLine, [this](Mutation& m, const CommandOutcome& outcome) {
    return expropriations.OnRedLine(m, outcome);
  });
  relay.OnOutcome(kAgreementObligation, [this](Mutation& m, const CommandOutcome& outcome) {
    return agreements.OnObligation(m, outcome);
  });
  relay.OnOutcome(kDecisionObligation, [this](Mutation& m, const CommandOutcome& outcome) {
    return decisions.OnObligation(m, outcome);
  });
  relay.OnOutcome(kContractObligation, [this](Mutation& m, const CommandOutcome& outcome) {
    return demolition.OnContract(m, outcome);
  });
  relay.OnOutcome(kPushBasis, [this](Mutation& m, const CommandOutcome& outcome) {
    return demolition.OnBasis(m, outcome);
  });
  // The registry refuses it once the certificates are cancelled or the proof has lapsed: nothing is
  // left to stop then, and whoever entered the appeal is not to hear of it.
  relay.OnOutcome(kBasisAnew, told, Refusal::kShownInTheResource);
}

absl::Status Acquisition::OnFundsChange(Mutation& m, const common::v1::Change& change) {
  funds::v1::Obligation obligation;
  if (!change.document().UnpackTo(&obligation)) return absl::OkStatus();
  if (obligation.household().empty()) return absl::OkStatus();
  const absl::Time at = absl::FromUnixSeconds(change.at().seconds());
  return obligations.OnSettlement(m, obligation.household(), obligation.name(),
                                  {.paid_fen = obligation.paid_fen(),
                                   .escrowed_fen = obligation.escrowed_fen(),
                                   .day = DateOf(at)});
}

absl::Status Acquisition::OnRegistryChange(Mutation& m, const common::v1::Change& change) {
  registry::v1::Unit unit;
  if (!change.document().UnpackTo(&unit)) return absl::OkStatus();
  return obligations.OnUnit(m, FactsOf(unit));
}

}  // namespace liandong::acquisition
