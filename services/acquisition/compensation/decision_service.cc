#include "services/acquisition/compensation/decision_service.h"

#include "services/acquisition/agreement/agreement_reasons.h"
#include "services/acquisition/compensation/compensation_rules.h"
#include "services/acquisition/compensation/payees.h"
#include "services/acquisition/compensation/sheet.h"
#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/household/household_rules.h"
#include "services/acquisition/papers.h"
#include "services/acquisition/ties/funds.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {

absl::StatusOr<v1::Scheme> DecisionService::SchemeOf(const RequestContext& context,
                                                     const v1::Project& project) {
  if (project.scheme().empty()) return Refuse(kSigningNotOpened);
  return schemes_.Read(context, project.scheme());
}

absl::StatusOr<v1::Appraisal> DecisionService::AppraisalOf(Mutation& m,
                                                           const std::string& household) {
  return appraisals_.Lock(
      m, ProjectOf(household) + "/appraisals/" + household.substr(household.rfind('/') + 1));
}

absl::StatusOr<bool> DecisionService::HasSigned(Mutation& m, const v1::Household& household) {
  const auto agreement =
      agreements_.Lock(m, ProjectOf(household.name()) + "/agreements/" + household.household_no());
  if (absl::IsNotFound(agreement.status())) return false;
  RETURN_IF_ERROR(agreement.status());
  return true;
}

absl::StatusOr<v1::CompensationDecision> DecisionService::RequestCompensationDecision(
    const RequestContext& context, const v1::RequestCompensationDecisionRequest& request) {
  ASSIGN_OR_RETURN(const v1::Project project,
                   projects_.Read(context, ProjectOf(request.household())));
  ASSIGN_OR_RETURN(const v1::Scheme scheme, SchemeOf(context, project));
  return Mutate<v1::CompensationDecision>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::CompensationDecision> {
        ASSIGN_OR_RETURN(const v1::Household household, households_.Lock(m, request.household()));
        auto appraisal = AppraisalOf(m, household.name());
        if (!appraisal.ok() && !absl::IsNotFound(appraisal.status())) return appraisal.status();
        ASSIGN_OR_RETURN(const bool has_signed, HasSigned(m, household));
        RETURN_IF_ERROR(CheckRequest(request, scheme, appraisal.ok() ? &*appraisal : nullptr,
                                     has_signed, DateOf(m.now())));
        RETURN_IF_ERROR(
            kHouseholdMachine.Next(household.state(), "RequestCompensationDecision").status());
        ASSIGN_OR_RETURN(const CompensationDecision::State first,
                         kCompensationMachine.Next(CompensationDecision::STATE_UNSPECIFIED,
                                                   "RequestCompensationDecision"));
        v1::CompensationDecision decision;
        decision.set_name(project.name() + "/compensationDecisions/" + household.household_no());
        decision.set_state(first);
        decision.set_household(household.name());
        *decision.mutable_opinions_heard() = request.opinions_heard();
        *decision.mutable_methods_offered() = request.methods_offered();
        decision.set_requested_by(m.actor());
        return decisions_.Insert(m, decision, {.territory = household.territory()});
      });
}

absl::StatusOr<v1::CompensationDecision> DecisionService::MakeCompensationDecision(
    const RequestContext& context, const v1::MakeCompensationDecisionRequest& request) {
  const std::vector<std::string> missing = MissingContents(request);
  if (!missing.empty()) return Refuse(kFieldMissing, {{"missing", Listed(missing)}});
  ASSIGN_OR_RETURN(const v1::Project project, projects_.Read(context, ProjectOf(request.name())));
  if (project.deciding_government() != context.caller.agency) {
    return Refuse(kNotTheDecidingGovernment);
  }
  ASSIGN_OR_RETURN(const v1::Scheme scheme, SchemeOf(context, project));
  return Mutate<v1::CompensationDecision>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::CompensationDecision> {
        ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, HouseholdOf(request.name())));
        ASSIGN_OR_RETURN(v1::CompensationDecision decision, decisions_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const CompensationDecision::State next,
                         kCompensationMachine.Next(decision.state(), "MakeCompensationDecision"));
        RETURN_IF_ERROR(
            kHouseholdMachine.Next(household.state(), "MakeCompensationDecision").status());
        ASSIGN_OR_RETURN(const bool has_signed, HasSigned(m, household));
        Gates gates;
        if (has_signed) gates.Close(kAgreementStands, household.name());
        if (HasEncumbrance(household, v1::Encumbrance::KIND_SEAL) &&
            !household.has_court_account()) {
          gates.Close(kCourtAccountMissing, household.name());
        }
        CheckSettlements(request.settlements(), household, gates);
        RETURN_IF_ERROR(gates.status());
        ASSIGN_OR_RETURN(const v1::Appraisal appraisal, AppraisalOf(m, household.name()));
        decision.set_state(next);
        *decision.mutable_document() = request.document();
        *decision.mutable_decided() = ToProto(DateOf(m.now()));
        // Who signed nothing earns no reward.
        *decision.mutable_sheet() = MoneySheet(appraisal, scheme.terms(), 0);
        decision.set_vacate_days(request.vacate_days());
        *decision.mutable_payment_due() = request.payment_due();
        decision.set_transition(request.transition());
        decision.set_place_posted(request.place_posted());
        decision.set_rights_told(request.rights_told());
        *decision.mutable_settlements() = request.settlements();
        RETURN_IF_ERROR(obligations_.PushDecision(m, household, decision));
        RETURN_IF_ERROR(households_.Update(m, household).status());
        return decisions_.Update(m, decision);
      });
}

absl::Status DecisionService::OnObligation(Mutation& m, const CommandOutcome& outcome) {
  ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, outcome.source));
  ASSIGN_OR_RETURN(v1::CompensationDecision decision,
                   decisions_.Lock(m, ToldSource(outcome.request)));
  ASSIGN_OR_RETURN(
      const CompensationDecision::State next,
      kCompensationMachine.Next(
          decision.state(), outcome.status.ok() ? "obligation taken on" : "obligation refused"));
  decision.set_state(next);
  if (outcome.status.ok()) {
    ASSIGN_OR_RETURN(const Household::State moved,
                     kHouseholdMachine.Next(household.state(), "MakeCompensationDecision"));
    household.set_state(moved);
    household.set_compensation_decision(decision.name());
    household.set_owed_fen(decision.sheet().total_fen());
    RETURN_IF_ERROR(obligations_.Reconcile(m, household, outcome.request));
  } else {
    Obligations::TakeBack(household);
    decision.clear_document();
    decision.clear_decided();
    decision.clear_sheet();
    decision.clear_settlements();
  }
  RETURN_IF_ERROR(households_.Update(m, household).status());
  return decisions_.Update(m, decision).status();
}

absl::StatusOr<v1::CompensationDecision> DecisionService::ServeCompensationDecision(
    const RequestContext& context, const v1::ServeCompensationDecisionRequest& request) {
  const Date served = DayOf(request.service().date());
  return Mutate<v1::CompensationDecision>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::CompensationDecision> {
        ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, HouseholdOf(request.name())));
        ASSIGN_OR_RETURN(v1::CompensationDecision decision, decisions_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const CompensationDecision::State next,
                         kCompensationMachine.Next(decision.state(), "ServeCompensationDecision"));
        RETURN_IF_ERROR(
            CheckReceipt(request.service(), DayOf(decision.decided()), DateOf(m.now())));
        // Whoever was not told has longer (行政复议法 20, 2018年解释 64).
        const bool told = decision.rights_told();
        ASSIGN_OR_RETURN(const Deadline review,
                         rules_.DeadlineOf(told ? rules::kReconsider : rules::kReconsiderNotTold,
                                           calendar_, served));
        ASSIGN_OR_RETURN(
            const Deadline suit,
            rules_.DeadlineOf(told ? rules::kSuit : rules::kSuitNotTold, calendar_, served));
        decision.set_state(next);
        *decision.mutable_service() = request.service();
        *decision.mutable_service_date() = request.service().date();
        *decision.mutable_review_until() = ToProto(review);
        *decision.mutable_suit_until() = ToProto(suit);
        // Paid before it was told: the days to vacate run from the telling.
        if (household.has_vacate_due()) {
          obligations_.SetVacateDue(household, decision, served);
          RETURN_IF_ERROR(households_.Update(m, household).status());
        }
        return decisions_.Update(m, decision);
      });
}

absl::StatusOr<v1::CompensationDecision> DecisionService::GetCompensationDecision(
    const RequestContext& context, const v1::GetCompensationDecisionRequest& request) {
  return decisions_.Get(context, request);
}

}  // namespace liandong::acquisition
