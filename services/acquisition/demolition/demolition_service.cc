#include "services/acquisition/demolition/demolition_service.h"

#include <algorithm>
#include <set>

#include "liandong/registry/v1/deregistration.pb.h"
#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/demolition/demolition_reasons.h"
#include "services/acquisition/household/household_rules.h"
#include "services/acquisition/papers.h"
#include "services/acquisition/ties/funds.h"
#include "services/acquisition/ties/registry.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::StatusOr<v1::DemolitionContract> DemolitionService::RecordDemolitionContract(
    const RequestContext& context, const v1::RecordDemolitionContractRequest& request) {
  std::set<std::string> ids;
  int64_t total_fen = 0;
  for (const auto& instalment : request.contract().instalments()) {
    if (!ids.insert(instalment.instalment_id()).second) return Refuse(kInstalmentTwice);
    total_fen += instalment.amount_fen();
  }
  return Mutate<v1::DemolitionContract>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::DemolitionContract> {
        ASSIGN_OR_RETURN(const v1::Project project, projects_.Lock(m, request.parent()));
        if (project.state() != v1::Project::STATE_ANNOUNCED) return Refuse(kDecisionNotAnnounced);
        const std::string name = project.name() + "/contracts/" + request.contract_id();
        v1::DemolitionContract contract = request.contract();
        contract.set_name(name);
        contract.set_state(v1::DemolitionContract::STATE_OBLIGATION_PENDING);
        contract.set_total_fen(total_fen);
        RETURN_IF_ERROR(CommandContract(m, contract));
        return contracts_.Insert(m, contract, {.territory = project.territory()});
      });
}

absl::Status DemolitionService::OnContract(Mutation& m, const CommandOutcome& outcome) {
  ASSIGN_OR_RETURN(v1::DemolitionContract contract, contracts_.Lock(m, outcome.source));
  contract.set_state(outcome.status.ok() ? v1::DemolitionContract::STATE_IN_FORCE
                                         : v1::DemolitionContract::STATE_REFUSED);
  return contracts_.Update(m, contract).status();
}

absl::StatusOr<v1::DemolitionContract> DemolitionService::GetDemolitionContract(
    const RequestContext& context, const v1::GetDemolitionContractRequest& request) {
  return contracts_.Get(context, request);
}

absl::StatusOr<v1::Household> DemolitionService::RecordDemolition(
    const RequestContext& context, const v1::RecordDemolitionRequest& request) {
  return Mutate<v1::Household>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Household> {
        ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, request.name()));
        if (household.demolished()) return Refuse(kHouseDemolished);
        Gates gates;
        if (!household.vacated()) gates.Close(kNotVacated, household.name());
        if (!IsCompensated(household)) gates.Close(kNotCompensated, household.name());
        RETURN_IF_ERROR(gates.status());
        const Date down = DayOf(request.date());
        if (down > DateOf(m.now()) || down < DayOf(household.vacating().date())) {
          return Refuse(kDemolitionDate);
        }
        household.set_demolished(true);
        *household.mutable_demolished_on() = request.date();
        return households_.Update(m, household);
      });
}

absl::Status DemolitionService::CheckBasis(Mutation& m, const v1::Household& household) {
  Gates gates;
  if (!IsCompensated(household)) gates.Close(kNotCompensated, household.name());
  if (household.appeal_pending()) gates.Close(kAppealPending, household.name());
  if (IsAnnulled(household)) gates.Close(kDecisionAnnulled, household.name());
  if (!household.compensation_decision().empty()) {
    ASSIGN_OR_RETURN(const v1::CompensationDecision decision,
                     decisions_.Lock(m, household.compensation_decision()));
    const Date last = std::max(DayOf(decision.review_until().legal_due()),
                               DayOf(decision.suit_until().legal_due()));
    if (decision.state() != v1::CompensationDecision::STATE_SERVED || DateOf(m.now()) <= last) {
      gates.Close(kAppealPeriodOpen, decision.name(), {{"last", FormatDate(last)}});
    }
  }
  return gates.status();
}

absl::StatusOr<v1::Household> DemolitionService::SubmitDeregistrationBasis(
    const RequestContext& context, const v1::SubmitDeregistrationBasisRequest& request) {
  ASSIGN_OR_RETURN(const v1::Household seen, households_.Read(context, request.name()));
  if (!IsCompensated(seen)) return Refuse(kNotCompensated);
  ASSIGN_OR_RETURN(const common::v1::SignedProof proof,
                   ReadCompensationProof(peers_, context, seen));
  return Mutate<v1::Household>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Household> {
        ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, request.name()));
        RETURN_IF_ERROR(CheckBasis(m, household));
        RETURN_IF_ERROR(CommandPushBasis(m, household, proof));
        return households_.Update(m, household);
      });
}

absl::Status DemolitionService::OnBasis(Mutation& m, const CommandOutcome& outcome) {
  if (!outcome.status.ok()) return absl::OkStatus();  // whoever asked is told; nothing was set
  ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, outcome.source));
  const auto& told =
      static_cast<const registry::v1::PushDeregistrationBasisRequest&>(outcome.request).basis();
  household.set_deregistration_basis(true);
  *household.mutable_basis_proof() = told.funds_proof();
  // An appeal was entered while the registry was told.
  if (told.dispute_pending() != IsDisputed(household)) {
    RETURN_IF_ERROR(CommandBasisAnew(m, household));
  }
  return households_.Update(m, household).status();
}

}  // namespace liandong::acquisition
