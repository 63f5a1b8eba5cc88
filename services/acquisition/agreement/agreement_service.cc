#include "services/acquisition/agreement/agreement_service.h"

#include <algorithm>

#include "services/acquisition/agreement/agreement_rules.h"
#include "services/acquisition/compensation/payees.h"
#include "services/acquisition/compensation/sheet.h"
#include "services/acquisition/household/household_rules.h"
#include "services/acquisition/papers.h"
#include "services/acquisition/scheme/scheme_rules.h"
#include "services/acquisition/ties/funds.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {

absl::StatusOr<v1::Negotiation> AgreementService::AssignNegotiators(
    const RequestContext& context, const v1::AssignNegotiatorsRequest& request) {
  ASSIGN_OR_RETURN(const v1::Project project,
                   projects_.Read(context, ProjectOf(request.household())));
  RETURN_IF_ERROR(CheckNegotiators(request.negotiators(), {project.investor()}));
  return Mutate<v1::Negotiation>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Negotiation> {
        ASSIGN_OR_RETURN(const v1::Household household, households_.Lock(m, request.household()));
        const std::string name = project.name() + "/negotiations/" + household.household_no();
        auto before = negotiations_.Lock(m, name);
        v1::Negotiation negotiation;
        if (before.ok()) negotiation = *before;
        negotiation.set_name(name);
        negotiation.set_state(v1::Negotiation::STATE_ASSIGNED);
        negotiation.set_household(household.name());
        *negotiation.mutable_negotiators() = request.negotiators();
        if (absl::IsNotFound(before.status())) {
          return negotiations_.Insert(m, negotiation, {.territory = household.territory()});
        }
        RETURN_IF_ERROR(before.status());
        return negotiations_.Update(m, negotiation);
      });
}

absl::StatusOr<v1::Scheme> AgreementService::SchemeOf(const RequestContext& context,
                                                      const std::string& project) {
  ASSIGN_OR_RETURN(const v1::Project read, projects_.Read(context, project));
  if (read.scheme().empty()) return Refuse(kSigningNotOpened);
  return schemes_.Read(context, read.scheme());
}

absl::StatusOr<v1::CompensationSheet> AgreementService::Compute(Mutation& m,
                                                                const v1::Scheme& scheme,
                                                                const v1::Agreement& agreement) {
  ASSIGN_OR_RETURN(
      const v1::Appraisal appraisal,
      appraisals_.Lock(m, ProjectOf(agreement.name()) + "/appraisals/" +
                              agreement.name().substr(agreement.name().rfind('/') + 1)));
  const int64_t reward_fen =
      RewardFen(scheme.terms(), DayOf(scheme.signing_from()), DayOf(agreement.signed_on()));
  if (agreement.method() == v1::COMPENSATION_METHOD_MONEY) {
    return MoneySheet(appraisal, scheme.terms(), reward_fen);
  }
  ASSIGN_OR_RETURN(const v1::Home home, homes_.Lock(m, agreement.home()));
  return ExchangeSheet(appraisal, scheme.terms(), reward_fen, home, agreement.transition_months());
}

absl::Status AgreementService::CheckSigning(Mutation& m, const v1::Household& household,
                                            const v1::Agreement& agreement) {
  Gates gates;
  // Whoever has agreed or was decided about has its report: that is HOUSEHOLD_STATE.
  if (household.state() == Household::STATE_REGISTERED ||
      household.state() == Household::STATE_SURVEYED) {
    gates.Close(kAppraisalNotServed, household.name());
  }
  CheckSettlements(agreement.settlements(), household, gates);
  if (agreement.home() != household.home() &&
      agreement.method() == v1::COMPENSATION_METHOD_EXCHANGE) {
    gates.Close(kHomeNotChosen, agreement.home());
  }
  auto negotiation = negotiations_.Lock(
      m, ProjectOf(household.name()) + "/negotiations/" + household.household_no());
  if (!negotiation.ok() && !absl::IsNotFound(negotiation.status())) return negotiation.status();
  const bool assigned = negotiation.ok() &&
                        std::all_of(agreement.negotiators().begin(), agreement.negotiators().end(),
                                    [&](const std::string& officer) {
                                      return std::find(negotiation->negotiators().begin(),
                                                       negotiation->negotiators().end(),
                                                       officer) != negotiation->negotiators().end();
                                    });
  if (!assigned) gates.Close(kNegotiatorNotAssigned, household.name());
  return gates.status();
}

absl::StatusOr<v1::Agreement> AgreementService::SignAgreement(
    const RequestContext& context, const v1::SignAgreementRequest& request) {
  const std::string project = ProjectOf(request.household());
  ASSIGN_OR_RETURN(const v1::Scheme scheme, SchemeOf(context, project));
  RETURN_IF_ERROR(CheckSigningPeriod(scheme, DateOf(context.now)));
  return Mutate<v1::Agreement>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Agreement> {
        ASSIGN_OR_RETURN(const v1::Household household, households_.Lock(m, request.household()));
        RETURN_IF_ERROR(CheckContents(request.agreement(), household));
        RETURN_IF_ERROR(CheckSigning(m, household, request.agreement()));
        RETURN_IF_ERROR(kHouseholdMachine.Next(household.state(), "SignAgreement").status());
        v1::Agreement agreement = request.agreement();
        agreement.set_name(project + "/agreements/" + household.household_no());
        ASSIGN_OR_RETURN(const Agreement::State first,
                         kAgreementMachine.Next(Agreement::STATE_UNSPECIFIED, "SignAgreement"));
        agreement.set_state(first);
        agreement.set_household(household.name());
        *agreement.mutable_signed_on() = ToProto(DateOf(m.now()));
        ASSIGN_OR_RETURN(*agreement.mutable_sheet(), Compute(m, scheme, agreement));
        return agreements_.Insert(m, agreement, {.territory = household.territory()});
      });
}

absl::StatusOr<v1::Agreement> AgreementService::ReviewAgreement(
    const RequestContext& context, const v1::ReviewAgreementRequest& request) {
  ASSIGN_OR_RETURN(const v1::Scheme scheme, SchemeOf(context, ProjectOf(request.name())));
  return Mutate<v1::Agreement>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Agreement> {
        ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, HouseholdOf(request.name())));
        ASSIGN_OR_RETURN(v1::Agreement agreement, agreements_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const Agreement::State next,
                         kAgreementMachine.Next(agreement.state(), "ReviewAgreement"));
        RETURN_IF_ERROR(kHouseholdMachine.Next(household.state(), "ReviewAgreement").status());
        ASSIGN_OR_RETURN(const v1::CompensationSheet sheet, Compute(m, scheme, agreement));
        if (sheet.total_fen() != request.total_fen()) {
          return Refuse(kAmountMismatch, {{"computed_fen", std::to_string(sheet.total_fen())},
                                          {"given_fen", std::to_string(request.total_fen())}});
        }
        if (HasEncumbrance(household, v1::Encumbrance::KIND_SEAL) &&
            !household.has_court_account()) {
          return Refuse(kCourtAccountMissing);
        }
        agreement.set_state(next);
        agreement.set_reviewer(m.actor());
        *agreement.mutable_sheet() = sheet;
        RETURN_IF_ERROR(obligations_.PushAgreement(m, household, agreement));
        RETURN_IF_ERROR(households_.Update(m, household).status());
        return agreements_.Update(m, agreement);
      });
}

absl::Status AgreementService::OnObligation(Mutation& m, const CommandOutcome& outcome) {
  ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, outcome.source));
  ASSIGN_OR_RETURN(v1::Agreement agreement, agreements_.Lock(m, ToldSource(outcome.request)));
  ASSIGN_OR_RETURN(
      const Agreement::State next,
      kAgreementMachine.Next(agreement.state(),
                             outcome.status.ok() ? "obligation taken on" : "obligation refused"));
  agreement.set_state(next);
  if (outcome.status.ok()) {
    ASSIGN_OR_RETURN(const Household::State moved,
                     kHouseholdMachine.Next(household.state(), "ReviewAgreement"));
    household.set_state(moved);
    household.set_agreement(agreement.name());
    household.set_owed_fen(agreement.sheet().total_fen());
    *household.mutable_vacate_by() = agreement.vacate_by();
    const v1::CompensationSheet& sheet = agreement.sheet();
    common::v1::Deadline& due = *household.mutable_vacate_due();
    *due.mutable_legal_due() = agreement.vacate_by();
    *due.mutable_safe_due() = agreement.vacate_by();
    due.set_source(agreement.document().number());
    due.set_explanation_en("as agreed in " + agreement.document().number());
    due.set_explanation_zh("按" + agreement.document().number() + "约定");
    RETURN_IF_ERROR(obligations_.Reconcile(m, household, outcome.request));
    if (sheet.method() == v1::COMPENSATION_METHOD_EXCHANGE) {
      ASSIGN_OR_RETURN(const v1::Home home, homes_.Lock(m, agreement.home()));
      RETURN_IF_ERROR(CommandPushAllotment(m, household, home));
    }
  } else {
    Obligations::TakeBack(household);
    agreement.clear_reviewer();
  }
  RETURN_IF_ERROR(households_.Update(m, household).status());
  return agreements_.Update(m, agreement).status();
}

absl::StatusOr<v1::Agreement> AgreementService::GetAgreement(
    const RequestContext& context, const v1::GetAgreementRequest& request) {
  return agreements_.Get(context, request);
}

absl::StatusOr<v1::ListAgreementsResponse> AgreementService::ListAgreements(
    const RequestContext& context, const v1::ListAgreementsRequest& request) {
  return agreements_.List<v1::ListAgreementsResponse>(context, request);
}

}  // namespace liandong::acquisition
