#include "services/enforcement/cases/case_rules.h"

#include <algorithm>

#include "services/enforcement/labels.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::enforcement {
namespace {

constexpr v1::AttachmentKind kRequiredAttachments[] = {
    v1::ATTACHMENT_KIND_APPLICATION,     v1::ATTACHMENT_KIND_COMPENSATION_DECISION,
    v1::ATTACHMENT_KIND_DECISION_BASIS,  v1::ATTACHMENT_KIND_SERVICE_PROOF,
    v1::ATTACHMENT_KIND_DEMAND_RECORD,   v1::ATTACHMENT_KIND_PARTY_OPINIONS,
    v1::ATTACHMENT_KIND_RISK_ASSESSMENT, v1::ATTACHMENT_KIND_HOUSE_STATE,
    v1::ATTACHMENT_KIND_PARTY_PROPERTY,  v1::ATTACHMENT_KIND_AMOUNT_AND_ACCOUNT,
    v1::ATTACHMENT_KIND_RESETTLEMENT,    v1::ATTACHMENT_KIND_NOTHING_PENDING,
};

constexpr common::v1::Agency kAttestingBodies[] = {common::v1::AGENCY_REVIEW_BODY,
                                                   common::v1::AGENCY_COURT};

const Name kDepositedElsewhere = {"the money is in escrow, which alone proves it",
                                  "补偿款已提存，应以提存证明为准"};

void CloseMissingAttestations(const Case& c, ClosedGates& gates) {
  for (common::v1::Agency body : kAttestingBodies) {
    const bool given = std::any_of(c.attestations().begin(), c.attestations().end(),
                                   [body](const v1::Attestation& a) { return a.body() == body; });
    if (!given) {
      gates.Close(kAttestationMissing, common::v1::Agency_Name(body),
                  Labelled("body", LabelOf(body)));
    }
  }
}

void CloseContested(const Case& c, const HouseholdFacts& household, ClosedGates& gates) {
  if (household.appeal_pending) gates.Close(kAppealPending, c.household());
  if (household.annulled) gates.Close(kDecisionAnnulled, c.decision());
}

void CloseHousehold(const Case& c, const HouseholdFacts& household, ClosedGates& gates) {
  CloseContested(c, household, gates);
  if (household.vacated) gates.Close(kHouseVacated, c.household());
}

void CloseAppealPeriod(const Case& c, const CaseDates& dates, ClosedGates& gates) {
  gates.Close(kAppealPeriodOpen, c.decision(), {{"appeal_until", FormatDate(dates.appeal_until)}});
}

bool HasAttachment(const Case& c, v1::AttachmentKind kind) {
  return std::any_of(c.attachments().begin(), c.attachments().end(),
                     [kind](const v1::Attachment& a) { return a.kind() == kind; });
}

void SetDutyDeadline(Case& c, v1::DutyKind kind, const Deadline& deadline) {
  c.set_duty_kind(kind);
  *c.mutable_duty() = ToProto(deadline);
  *c.mutable_legal_due() = ToProto(deadline.legal_due);
  *c.mutable_safe_due() = ToProto(deadline.safe_due);
}

}  // namespace

bool IsOver(Case::State state) {
  return state == Case::STATE_REFUSED || state == Case::STATE_ENFORCED ||
         state == Case::STATE_ENDED;
}

absl::StatusOr<Case::State> NextState(const Case& c, std::string_view action) {
  if (IsOver(c.state())) return Refuse(kCaseEnded);
  return kCaseMachine.Next(c.state(), action);
}

absl::StatusOr<CaseDates> DatesOf(const Case& c, const rules::RuleSet& rules,
                                  const Calendar& calendar) {
  const v1::AppealPeriods& appeal = c.appeal();
  ASSIGN_OR_RETURN(const Date served, FromProto(appeal.decision_served()));
  const bool told = appeal.rights_told();
  CaseDates dates;
  ASSIGN_OR_RETURN(
      dates.review,
      rules.DeadlineOf(told ? rules::kReconsider : rules::kReconsiderNotTold, calendar, served));
  ASSIGN_OR_RETURN(dates.suit,
                   rules.DeadlineOf(told ? rules::kSuit : rules::kSuitNotTold, calendar, served));
  dates.appeal_until = std::max(dates.review.legal_due, dates.suit.legal_due);
  if (appeal.has_review_served()) {
    ASSIGN_OR_RETURN(const Date answered, FromProto(appeal.review_served()));
    ASSIGN_OR_RETURN(dates.suit, rules.DeadlineOf(rules::kSuitAfterReconsider, calendar, answered));
    dates.appeal_until = dates.suit.legal_due;
  }
  if (appeal.has_judgment_effective()) {
    ASSIGN_OR_RETURN(dates.appeal_until, FromProto(appeal.judgment_effective()));
  }
  if (appeal.has_withdrawn()) {
    ASSIGN_OR_RETURN(const Date withdrawn, FromProto(appeal.withdrawn()));
    dates.appeal_until = std::max(dates.appeal_until, withdrawn);
  }
  ASSIGN_OR_RETURN(dates.window,
                   rules.DeadlineOf(rules::kCourtApply, calendar, dates.appeal_until));
  if (c.has_demand()) {
    ASSIGN_OR_RETURN(const Date demanded, FromProto(c.demand().service().date()));
    ASSIGN_OR_RETURN(dates.demand, rules.DeadlineOf(rules::kDemand, calendar, demanded));
  }
  return dates;
}

absl::StatusOr<CaseDates> SetPeriods(Case& c, const HouseholdFacts& household,
                                     const rules::RuleSet& rules, const Calendar& calendar) {
  v1::AppealPeriods& appeal = *c.mutable_appeal();
  if (household.review_served) *appeal.mutable_review_served() = ToProto(*household.review_served);
  if (household.judgment_effective) {
    *appeal.mutable_judgment_effective() = ToProto(*household.judgment_effective);
  }
  if (household.withdrawn) *appeal.mutable_withdrawn() = ToProto(*household.withdrawn);
  ASSIGN_OR_RETURN(CaseDates dates, DatesOf(c, rules, calendar));
  *appeal.mutable_review() = ToProto(dates.review);
  *appeal.mutable_suit() = ToProto(dates.suit);
  *c.mutable_filing_window() = ToProto(dates.window);
  return dates;
}

absl::StatusOr<Date> EarliestFiling(const CaseDates& dates, const rules::RuleSet& rules,
                                    const Calendar& calendar) {
  const Date after_appeal = dates.appeal_until + 1;
  if (dates.demand) return std::max(dates.demand->first_day_after(), after_appeal);
  const Date demand_day = calendar.NextWorkday(dates.appeal_until);
  ASSIGN_OR_RETURN(Deadline demand, rules.DeadlineOf(rules::kDemand, calendar, demand_day));
  return demand.first_day_after();
}

absl::Status CheckOpening(const Case& c, std::string_view caller, const HouseholdFacts& household,
                          const DecisionFacts& decision, Date today) {
  if (decision.household != c.household()) return Refuse(kDecisionMismatch);
  if (decision.decider != caller) return Refuse(kApplicantNotDecider);
  ClosedGates gates;
  if (!decision.served) gates.Close(kDecisionNotServed, c.decision());
  if (!household.vacate_by || today <= *household.vacate_by) {
    gates.Close(kVacateDayRunning, c.household(),
                {{"vacate_until", household.vacate_by ? FormatDate(*household.vacate_by) : "-"}});
  }
  if (household.vacated) gates.Close(kHouseVacated, c.household());
  if (household.annulled) gates.Close(kDecisionAnnulled, c.decision());
  return gates.status();
}

ClosedGates AttestationGates(const Case& c, const CaseDates& dates, const HouseholdFacts& household,
                             Date today) {
  ClosedGates gates;
  if (today <= dates.appeal_until) CloseAppealPeriod(c, dates, gates);
  CloseContested(c, household, gates);
  return gates;
}

absl::StatusOr<ClosedGates> DemandGates(const Case& c, const v1::Demand& demand,
                                        const CaseDates& dates, const HouseholdFacts& household,
                                        const rules::RuleSet& rules, Date today) {
  ClosedGates gates;
  ASSIGN_OR_RETURN(auto not_before, rules.Get(rules::kDemandNotBefore, today));
  if (not_before.value.word == "APPEAL_PERIODS_OVER") {
    if (today <= dates.appeal_until) {
      CloseAppealPeriod(c, dates, gates);
    } else {
      CloseMissingAttestations(c, gates);
    }
  }
  CloseHousehold(c, household, gates);
  if (!demand.tells_right_to_defend()) gates.Close(kRightsNoticeMissing, c.name());
  return gates;
}

ClosedGates FilingGates(const Case& c, const CaseDates& dates, const HouseholdFacts& household,
                        const MoneyFacts& money, Date today) {
  ClosedGates gates;
  if (today <= dates.appeal_until) {
    CloseAppealPeriod(c, dates, gates);
  } else {
    CloseMissingAttestations(c, gates);
  }
  if (dates.demand && dates.demand->Allows(today)) {
    gates.Close(kDemandRunning, c.name(),
                {{"last_day", FormatDate(dates.demand->legal_due)},
                 {"from", FormatDate(dates.demand->first_day_after())}});
  }
  if (!dates.window.Allows(today)) {
    gates.Close(kWindowClosed, c.decision(), {{"last_day", FormatDate(dates.window.legal_due)}});
  }
  CloseHousehold(c, household, gates);
  if (!money.live) {
    gates.Close(kProofMissing, c.name(), Labelled("finding", money.finding));
  } else if (household.deposited && !money.escrow) {
    // Funds owes nothing more then, and would freeze nothing: only the certified escrow proves.
    gates.Close(kProofMissing, c.name(), Labelled("finding", kDepositedElsewhere));
  }
  for (v1::AttachmentKind kind : kRequiredAttachments) {
    if (HasAttachment(c, kind)) continue;
    gates.Close(kAttachmentMissing, v1::AttachmentKind_Name(kind), Labelled("kind", LabelOf(kind)));
  }
  if ((household.deposited || money.escrow) &&
      !HasAttachment(c, v1::ATTACHMENT_KIND_ESCROW_CERTIFICATE)) {
    gates.Close(kAttachmentMissing, v1::AttachmentKind_Name(v1::ATTACHMENT_KIND_ESCROW_CERTIFICATE),
                Labelled("kind", LabelOf(v1::ATTACHMENT_KIND_ESCROW_CERTIFICATE)));
  }
  return gates;
}

ClosedGate NotEligible(const Case& c, const CaseDates& dates, Date earliest) {
  return {&kNotEligible,
          c.name(),
          {{"appeal_until", FormatDate(dates.appeal_until)},
           {"demand", "none"},
           {"earliest", FormatDate(earliest)}}};
}

absl::Status CheckRuling(const v1::Ruling& ruling) {
  const bool permit = ruling.outcome() == v1::Ruling::OUTCOME_PERMIT;
  const bool executor = ruling.executor() != v1::Ruling::EXECUTOR_UNSPECIFIED;
  const bool ground = ruling.refusal_ground() != v1::Ruling::REFUSAL_GROUND_UNSPECIFIED;
  if (permit != executor || permit == ground) return Refuse(kRulingIncomplete);
  return absl::OkStatus();
}

absl::Status SetDuty(Case& c, const rules::RuleSet& rules, const Calendar& calendar) {
  c.clear_duty_kind();
  c.clear_duty();
  c.clear_legal_due();
  c.clear_safe_due();
  switch (c.state()) {
    case Case::STATE_OPEN:
    case Case::STATE_DEMANDED:
    case Case::STATE_FUNDING_PENDING:
    case Case::STATE_FILING_PENDING: {
      ASSIGN_OR_RETURN(CaseDates dates, DatesOf(c, rules, calendar));
      SetDutyDeadline(c, v1::DUTY_KIND_APPLY, dates.window);
      return absl::OkStatus();
    }
    case Case::STATE_FILED: {
      ASSIGN_OR_RETURN(Date filed, FromProto(c.application().filed_on()));
      ASSIGN_OR_RETURN(Deadline due, rules.DeadlineOf(rules::kCourtAccept, calendar, filed));
      SetDutyDeadline(c, v1::DUTY_KIND_ACCEPT, due);
      return absl::OkStatus();
    }
    case Case::STATE_ACCEPTED: {
      ASSIGN_OR_RETURN(Date filed, FromProto(c.application().filed_on()));
      ASSIGN_OR_RETURN(Date accepted, FromProto(c.acceptance().accepted_on()));
      ASSIGN_OR_RETURN(auto from, rules.Get(rules::kCourtRuleFrom, accepted));
      ASSIGN_OR_RETURN(Deadline due,
                       rules.DeadlineOf(rules::kCourtRule, calendar,
                                        from.value.word == "FILING" ? filed : accepted));
      SetDutyDeadline(c, v1::DUTY_KIND_RULE, due);
      return absl::OkStatus();
    }
    default:
      return absl::OkStatus();
  }
}

}  // namespace liandong::enforcement
