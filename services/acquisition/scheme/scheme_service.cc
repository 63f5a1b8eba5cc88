#include "services/acquisition/scheme/scheme_service.h"

#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/papers.h"
#include "services/acquisition/project/project_service.h"
#include "services/acquisition/scheme/scheme_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {
namespace {

constexpr char kCountUnserved[] =
    "SELECT COUNT(*) FROM households WHERE parent = ? AND state IN"
    " ('STATE_REGISTERED', 'STATE_SURVEYED') LIMIT 1";

}  // namespace

absl::Status SchemeService::CheckContents(const RequestContext& context, const v1::Scheme& scheme) {
  RETURN_IF_ERROR(CheckTerms(scheme.terms()));
  for (const std::string& neighbour : scheme.neighbours()) {
    ASSIGN_OR_RETURN(const v1::Project project, projects_.Read(context, neighbour));
    if (project.scheme().empty()) continue;
    ASSIGN_OR_RETURN(const v1::Scheme theirs, schemes_.Read(context, project.scheme()));
    RETURN_IF_ERROR(CheckDeviation(scheme, neighbour, theirs.terms()));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Scheme> SchemeService::Add(Mutation& m, v1::Project& project,
                                              v1::Scheme scheme) {
  project.set_scheme(scheme.name());
  RETURN_IF_ERROR(projects_.Update(m, project).status());
  return schemes_.Insert(m, std::move(scheme), {.territory = project.territory()});
}

absl::StatusOr<v1::Scheme> SchemeService::CreateScheme(const RequestContext& context,
                                                       const v1::CreateSchemeRequest& request) {
  RETURN_IF_ERROR(CheckContents(context, request.scheme()));
  return Mutate<v1::Scheme>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Scheme> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, request.parent()));
        RETURN_IF_ERROR(CheckPreparing(project));
        v1::Scheme scheme = request.scheme();
        scheme.set_name(request.parent() + "/schemes/" + request.scheme_id());
        ASSIGN_OR_RETURN(const Scheme::State next,
                         kSchemeMachine.Next(Scheme::STATE_UNSPECIFIED, "CreateScheme"));
        scheme.set_state(next);
        return Add(m, project, std::move(scheme));
      });
}

absl::StatusOr<v1::Scheme> SchemeService::GetScheme(const RequestContext& context,
                                                    const v1::GetSchemeRequest& request) {
  return schemes_.Get(context, request);
}

absl::StatusOr<v1::Scheme> SchemeService::RecordArgumentMeeting(
    const RequestContext& context, const v1::RecordArgumentMeetingRequest& request) {
  return Mutate<v1::Scheme>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Scheme> {
        ASSIGN_OR_RETURN(v1::Scheme scheme, schemes_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const Scheme::State next,
                         kSchemeMachine.Next(scheme.state(), "RecordArgumentMeeting"));
        scheme.set_state(next);
        *scheme.mutable_argument_meeting() = request.minutes();
        return schemes_.Update(m, scheme);
      });
}

absl::StatusOr<v1::Scheme> SchemeService::PassSchemeReview(
    const RequestContext& context, const v1::PassSchemeReviewRequest& request) {
  const bool before_decision =
      request.stage() == v1::PassSchemeReviewRequest::STAGE_BEFORE_DECISION;
  return Mutate<v1::Scheme>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Scheme> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, ParentOf(request.name())));
        ASSIGN_OR_RETURN(v1::Scheme scheme, schemes_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(
            const Scheme::State next,
            kSchemeMachine.Next(scheme.state(), before_decision
                                                    ? "PassSchemeReview (before decision)"
                                                    : "PassSchemeReview (before consultation)"));
        const std::vector<std::string> missing = before_decision
                                                     ? MissingBeforeDecision(scheme, project)
                                                     : MissingBeforeConsultation(scheme);
        if (!missing.empty()) return Refuse(kReviewReturned, {{"missing", Listed(missing)}});
        scheme.set_state(next);
        if (before_decision) {
          scheme.set_reviewer(m.actor());
        } else {
          scheme.set_form_reviewer(m.actor());
        }
        return schemes_.Update(m, scheme);
      });
}

absl::StatusOr<v1::Scheme> SchemeService::PublishScheme(const RequestContext& context,
                                                        const v1::PublishSchemeRequest& request) {
  const Date today = DateOf(context.now);
  ASSIGN_OR_RETURN(const Deadline consultation,
                   rules_.DeadlineOf(rules::kConsultMin, calendar_, today));
  return Mutate<v1::Scheme>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Scheme> {
        ASSIGN_OR_RETURN(v1::Scheme scheme, schemes_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const Scheme::State next,
                         kSchemeMachine.Next(scheme.state(), "PublishScheme"));
        scheme.set_state(next);
        *scheme.mutable_published() = ToProto(today);
        *scheme.mutable_consultation() = ToProto(consultation);
        return schemes_.Update(m, scheme);
      });
}

absl::StatusOr<v1::Scheme> SchemeService::CloseConsultation(
    const RequestContext& context, const v1::CloseConsultationRequest& request) {
  const Date today = DateOf(context.now);
  RETURN_IF_ERROR(CheckContents(context, request.revised()));
  return Mutate<v1::Scheme>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Scheme> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, ParentOf(request.name())));
        ASSIGN_OR_RETURN(v1::Scheme scheme, schemes_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const Scheme::State next,
                         kSchemeMachine.Next(scheme.state(), "CloseConsultation"));
        const Date last = DayOf(scheme.consultation().legal_due());
        if (today <= last) {
          return Refuse(kConsultationOpen, {{"legal_due", FormatDate(last)},
                                            {"earliest", FormatDate(last + 1)},
                                            {"source", scheme.consultation().source()}});
        }
        if (request.hearing().empty()) return Refuse(kHearingUnexplained);
        scheme.set_state(next);
        RETURN_IF_ERROR(schemes_.Update(m, scheme).status());

        v1::Scheme revised = request.revised();
        revised.set_name(project.name() + "/schemes/" + request.revised_id());
        ASSIGN_OR_RETURN(
            const Scheme::State first,
            kSchemeMachine.Next(Scheme::STATE_UNSPECIFIED, "CloseConsultation (revised version)"));
        revised.set_state(first);
        revised.set_opinions(request.opinions());
        *revised.mutable_opinions_published() = request.opinions_published();
        revised.set_hearing(request.hearing());
        revised.set_replaces(scheme.name());
        *revised.mutable_argument_meeting() = scheme.argument_meeting();
        return Add(m, project, std::move(revised));
      });
}

absl::StatusOr<v1::Scheme> SchemeService::OpenSigning(const RequestContext& context,
                                                      const v1::OpenSigningRequest& request) {
  const Date from = DayOf(request.from());
  if (from < DateOf(context.now)) return Refuse(kSigningDate);
  return Mutate<v1::Scheme>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Scheme> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, ParentOf(request.name())));
        ASSIGN_OR_RETURN(v1::Scheme scheme, schemes_.Lock(m, request.name()));
        RETURN_IF_ERROR(kSchemeMachine.Next(scheme.state(), "OpenSigning").status());
        if (scheme.has_signing_from()) return Refuse(kSigningOpened);
        Gates gates;
        if (project.state() != v1::Project::STATE_ANNOUNCED) {
          gates.Close(kDecisionNotAnnounced, project.name() + "/decision");
        }
        ASSIGN_OR_RETURN(db::Rows unserved, m.db().Query(kCountUnserved, {project.name()}));
        if (unserved[0].Int(0) > 0) {
          gates.Close(kReportsNotServed, project.name(),
                      {{"count", std::to_string(unserved[0].Int(0))}});
        }
        RETURN_IF_ERROR(gates.status());
        // The length is the scheme's own; the rule of article 26 is cited for it.
        ASSIGN_OR_RETURN(const auto rule, rules_.Get(rules::kSigningPeriod, from));
        Period period = rule.value;
        period.length = scheme.terms().signing_days();
        *scheme.mutable_signing_from() = request.from();
        *scheme.mutable_signing_until() =
            ToProto(ComputeDeadline(calendar_, from, period, rule.source));
        return schemes_.Update(m, scheme);
      });
}

}  // namespace liandong::acquisition
