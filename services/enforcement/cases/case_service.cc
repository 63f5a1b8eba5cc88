#include "services/enforcement/cases/case_service.h"

#include <algorithm>

#include "liandong/acquisition/v1/household.pb.h"
#include "services/enforcement/cases/case_commands.h"
#include "services/enforcement/cases/case_rules.h"
#include "services/enforcement/cases/courts.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::enforcement {
namespace {

absl::Status RequireApplicant(const Case& c, const RequestContext& context) {
  if (c.applicant() != context.caller.agency) return Refuse(kApplicantNotDecider);
  return absl::OkStatus();
}

bool SignedByHead(const RequestContext& context) {
  const auto& roles = context.caller.roles;
  return std::find(roles.begin(), roles.end(), "head") != roles.end();
}

// A locking read, so that a refusal committed while the household's place was waited for is seen.
constexpr char kLockRefused[] =
    "SELECT name FROM court_cases WHERE parent = ? AND household = ? AND state = 'STATE_REFUSED'"
    " ORDER BY name LIMIT 100 FOR UPDATE";

}  // namespace

absl::Status CaseService::CheckNotRefused(Mutation& m, const std::string& parent, const Case& c) {
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kLockRefused, {parent, c.household()}));
  for (const auto& row : rows) {
    ASSIGN_OR_RETURN(const Case before, cases_.Lock(m, row.Text(0)));
    if (before.decision() == c.decision())
      return Refuse(kDecisionRefused, {{"case", before.name()}});
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Case> CaseService::Save(Mutation& m, v1::Case c, v1::Case::State next) {
  c.set_state(next);
  RETURN_IF_ERROR(SetDuty(c, rules_, calendar_));
  return cases_.Update(m, std::move(c));
}

absl::StatusOr<v1::Case> CaseService::OpenCase(const RequestContext& context,
                                               const v1::OpenCaseRequest& request) {
  const Case& asked = request.case_();
  if (ProjectOf(asked.household()) != request.parent() ||
      ProjectOf(asked.decision()) != request.parent()) {
    return Refuse(kForeignProject);
  }
  ASSIGN_OR_RETURN(HouseholdFacts household, facts_.Household(context, asked.household()));
  ASSIGN_OR_RETURN(DecisionFacts decision, facts_.Decision(context, asked.decision()));
  RETURN_IF_ERROR(
      CheckOpening(asked, context.caller.agency, household, decision, DateOf(context.now)));
  return Mutate<v1::Case>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Case> {
    Case c;
    c.set_name(request.parent() + "/cases/" + request.case_id());
    c.set_track(asked.track());
    c.set_household(asked.household());
    c.set_open_for(asked.household());
    c.set_decision(asked.decision());
    c.set_applicant(decision.decider);
    c.set_compensation_fen(decision.total_fen);
    *c.mutable_appeal()->mutable_decision_served() = ToProto(*decision.served);
    c.mutable_appeal()->set_rights_told(decision.rights_told);
    RETURN_IF_ERROR(SetPeriods(c, household, rules_, calendar_).status());
    c.set_state(Case::STATE_OPEN);
    RETURN_IF_ERROR(SetDuty(c, rules_, calendar_));
    auto opened = cases_.Insert(m, c, {.territory = household.territory});
    if (db::IsDuplicateKey(opened.status(), "one_running")) return Refuse(kCaseOpen);
    RETURN_IF_ERROR(opened.status());
    RETURN_IF_ERROR(CheckNotRefused(m, request.parent(), c));
    return opened;
  });
}

absl::StatusOr<v1::Case> CaseService::GetCase(const RequestContext& context,
                                              const v1::GetCaseRequest& request) {
  return cases_.Get(context, request);
}

absl::StatusOr<v1::ListCasesResponse> CaseService::ListCases(const RequestContext& context,
                                                             const v1::ListCasesRequest& request) {
  return cases_.List<v1::ListCasesResponse>(context, request);
}

absl::StatusOr<v1::Eligibility> CaseService::ExplainEligibility(
    const RequestContext& context, const v1::ExplainEligibilityRequest& request) {
  ASSIGN_OR_RETURN(Case c, cases_.Read(context, request.name()));
  ASSIGN_OR_RETURN(HouseholdFacts household, facts_.Household(context, c.household()));
  ASSIGN_OR_RETURN(MoneyFacts money, facts_.Money(context, c, ExpectedProof(c, household)));
  ASSIGN_OR_RETURN(CaseDates dates, SetPeriods(c, household, rules_, calendar_));
  ASSIGN_OR_RETURN(Date earliest, EarliestFiling(dates, rules_, calendar_));
  ClosedGates gates;
  if (IsOver(c.state())) {
    gates.Close(kCaseEnded, c.name());
  } else if (!dates.demand) {
    const ClosedGate none = NotEligible(c, dates, earliest);
    gates.Close(*none.reason, none.subject, none.metadata);
  } else if (const auto next = NextState(c, "FileApplication"); !next.ok()) {
    Metadata metadata;
    for (const char* key : {"state", "action", "possible"}) {
      metadata.emplace_back(key, MetadataOf(next.status(), key).value_or(""));
    }
    gates.Close(kCaseState, c.name(), metadata);
  }
  gates.Add(FilingGates(c, dates, household, money, DateOf(context.now)));

  v1::Eligibility answer;
  for (v1::ClosedGate& gate : gates.Explain()) *answer.add_closed() = std::move(gate);
  answer.set_eligible(answer.closed().empty());
  *answer.mutable_appeal() = c.appeal();
  if (dates.demand) *answer.mutable_demand_period() = ToProto(*dates.demand);
  *answer.mutable_filing_window() = ToProto(dates.window);
  *answer.mutable_earliest_filing() = ToProto(earliest);
  return answer;
}

absl::StatusOr<v1::Case> CaseService::AttestNothingPending(
    const RequestContext& context, const v1::AttestNothingPendingRequest& request) {
  ASSIGN_OR_RETURN(Case before, cases_.Read(context, request.name()));
  ASSIGN_OR_RETURN(HouseholdFacts household, facts_.Household(context, before.household()));
  return Mutate<v1::Case>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Case> {
    ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.name()));
    ASSIGN_OR_RETURN(Case::State next, NextState(c, "AttestNothingPending"));
    ASSIGN_OR_RETURN(CaseDates dates, SetPeriods(c, household, rules_, calendar_));
    RETURN_IF_ERROR(AttestationGates(c, dates, household, DateOf(m.now())).status());
    const common::v1::Agency body = m.context().caller.capacity;
    v1::Attestation* attestation = nullptr;
    for (auto& given : *c.mutable_attestations()) {
      if (given.body() == body) attestation = &given;
    }
    if (attestation == nullptr) attestation = c.add_attestations();
    attestation->set_body(body);
    attestation->set_document_number(request.document_number());
    attestation->set_document_sha256(request.document_sha256());
    *attestation->mutable_date() = ToProto(DateOf(m.now()));
    attestation->set_attested_by(m.actor());
    return Save(m, std::move(c), next);
  });
}

absl::StatusOr<v1::Case> CaseService::ServeDemand(const RequestContext& context,
                                                  const v1::ServeDemandRequest& request) {
  ASSIGN_OR_RETURN(Case before, cases_.Read(context, request.name()));
  RETURN_IF_ERROR(RequireApplicant(before, context));
  ASSIGN_OR_RETURN(HouseholdFacts household, facts_.Household(context, before.household()));
  return Mutate<v1::Case>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Case> {
    const Date today = DateOf(m.now());
    ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.name()));
    ASSIGN_OR_RETURN(Case::State next, NextState(c, "ServeDemand"));
    ASSIGN_OR_RETURN(CaseDates dates, SetPeriods(c, household, rules_, calendar_));
    ASSIGN_OR_RETURN(ClosedGates gates,
                     DemandGates(c, request.demand(), dates, household, rules_, today));
    RETURN_IF_ERROR(gates.status());
    *c.mutable_demand() = request.demand();
    *c.mutable_demand()->mutable_service()->mutable_date() = ToProto(today);
    ASSIGN_OR_RETURN(dates, DatesOf(c, rules_, calendar_));
    *c.mutable_demand()->mutable_period() = ToProto(*dates.demand);
    return Save(m, std::move(c), next);
  });
}

absl::StatusOr<v1::Case> CaseService::CollectAttachments(
    const RequestContext& context, const v1::CollectAttachmentsRequest& request) {
  return Mutate<v1::Case>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Case> {
    ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.name()));
    ASSIGN_OR_RETURN(Case::State next, NextState(c, "CollectAttachments"));
    for (const v1::Attachment& attachment : request.attachments()) {
      v1::Attachment* added = c.add_attachments();
      *added = attachment;
      added->set_collected_by(m.actor());
    }
    return Save(m, std::move(c), next);
  });
}

absl::StatusOr<v1::Case> CaseService::SecureFunding(const RequestContext& context,
                                                    const v1::SecureFundingRequest& request) {
  return Mutate<v1::Case>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Case> {
    ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.name()));
    RETURN_IF_ERROR(RequireApplicant(c, m.context()));
    ASSIGN_OR_RETURN(Case::State next, NextState(c, "SecureFunding"));
    if (c.funding().state() == v1::Funding::STATE_HELD) return Refuse(kFundingHeld);
    RETURN_IF_ERROR(CommandFunding(m, c));
    return Save(m, std::move(c), next);
  });
}

absl::StatusOr<v1::Case> CaseService::FileApplication(const RequestContext& context,
                                                      const v1::FileApplicationRequest& request) {
  ASSIGN_OR_RETURN(Case before, cases_.Read(context, request.name()));
  RETURN_IF_ERROR(RequireApplicant(before, context));
  ASSIGN_OR_RETURN(HouseholdFacts household, facts_.Household(context, before.household()));
  ASSIGN_OR_RETURN(MoneyFacts money, facts_.Money(context, before, request.money_proof()));
  return Mutate<v1::Case>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Case> {
    const Date today = DateOf(m.now());
    ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.name()));
    ASSIGN_OR_RETURN(CaseDates dates, SetPeriods(c, household, rules_, calendar_));
    if (!IsOver(c.state()) && !dates.demand) {
      ASSIGN_OR_RETURN(Date earliest, EarliestFiling(dates, rules_, calendar_));
      const ClosedGate none = NotEligible(c, dates, earliest);
      return Refuse(*none.reason, none.metadata);
    }
    ASSIGN_OR_RETURN(Case::State next, NextState(c, "FileApplication"));
    ClosedGates gates = FilingGates(c, dates, household, money, today);
    ASSIGN_OR_RETURN(ClosedGates court,
                     JurisdictionGates(request.court(), household.territory, rules_, today));
    gates.Add(court);
    if (!SignedByHead(m.context())) gates.Close(kHeadSignatureMissing, c.name());
    RETURN_IF_ERROR(gates.status());
    v1::Application* application = c.mutable_application();
    application->set_court(request.court());
    application->set_money_proof(request.money_proof());
    application->set_signed_by(m.actor());
    *application->mutable_filed_on() = ToProto(today);
    RETURN_IF_ERROR(CommandFilingClaim(m, c));
    return Save(m, std::move(c), next);
  });
}

absl::StatusOr<v1::Case> CaseService::AcceptApplication(
    const RequestContext& context, const v1::AcceptApplicationRequest& request) {
  return Mutate<v1::Case>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Case> {
    ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.name()));
    ASSIGN_OR_RETURN(Case::State next, NextState(c, "AcceptApplication"));
    c.mutable_acceptance()->set_court_number(request.court_number());
    *c.mutable_acceptance()->mutable_accepted_on() = ToProto(DateOf(m.now()));
    return Save(m, std::move(c), next);
  });
}

absl::StatusOr<v1::Case> CaseService::RecordRuling(const RequestContext& context,
                                                   const v1::RecordRulingRequest& request) {
  RETURN_IF_ERROR(CheckRuling(request.ruling()));
  const bool permit = request.ruling().outcome() == v1::Ruling::OUTCOME_PERMIT;
  return Mutate<v1::Case>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Case> {
    ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.name()));
    ASSIGN_OR_RETURN(Case::State next,
                     NextState(c, permit ? "RecordRuling" : "RecordRuling (refuse)"));
    *c.mutable_ruling() = request.ruling();
    *c.mutable_ruling()->mutable_ruled_on() = ToProto(DateOf(m.now()));
    if (!permit) {
      c.clear_open_for();
      RETURN_IF_ERROR(CommandFilingRelease(m, c));
      RETURN_IF_ERROR(CommandFundingRelease(m, c));
    }
    return Save(m, std::move(c), next);
  });
}

absl::StatusOr<v1::Case> CaseService::ServeRuling(const RequestContext& context,
                                                  const v1::ServeRulingRequest& request) {
  return Mutate<v1::Case>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Case> {
    ASSIGN_OR_RETURN(Case c, cases_.Lock(m, request.name()));
    ASSIGN_OR_RETURN(Case::State next, NextState(c, "ServeRuling"));
    v1::ServiceRecord* service = c.mutable_ruling()->mutable_service();
    *service = request.service();
    *service->mutable_date() = ToProto(DateOf(m.now()));
    return Save(m, std::move(c), next);
  });
}

}  // namespace liandong::enforcement
