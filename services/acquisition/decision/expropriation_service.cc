#include "services/acquisition/decision/expropriation_service.h"

#include <algorithm>

#include "liandong/acquisition/v1/survey.pb.h"
#include "services/acquisition/decision/decision_rules.h"
#include "services/acquisition/scheme/scheme_rules.h"
#include "services/acquisition/ties/registry.h"
#include "shared/calendar/date_proto.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {
namespace {

constexpr char kCountUndetermined[] =
    "SELECT COUNT(*) FROM unregistered_buildings WHERE parent = ? AND state <> 'STATE_DETERMINED'"
    " LIMIT 1";
constexpr char kCountHouseholds[] =
    "SELECT COUNT(*), COUNT(CASE WHEN state = 'STATE_REGISTERED' THEN 1 END) FROM households"
    " WHERE parent = ? LIMIT 1";

constexpr char kSelectInventories[] =
    "SELECT name, doc FROM inventories WHERE parent = ? AND name > ? ORDER BY name LIMIT 500";
constexpr char kSelectBuildings[] =
    "SELECT name, doc FROM unregistered_buildings WHERE parent = ? AND name > ?"
    " AND state = 'STATE_DETERMINED' ORDER BY name LIMIT 500";

// The last day on which a part of the survey was written: what is posted must not be older.
template <class Part>
absl::StatusOr<Date> LastChanged(Mutation& m, const char* sql, const std::string& project) {
  int64_t seconds = 0;
  std::string after;
  for (;;) {
    ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(sql, {project, after}));
    if (rows.empty()) return DateOf(absl::FromUnixSeconds(seconds));
    for (const db::Row& row : rows) {
      Part part;
      if (!part.ParseFromString(row.Text(1))) {
        return absl::DataLossError("a part of the survey does not parse");
      }
      seconds = std::max(seconds, part.update_time().seconds());
    }
    after = rows.back().Text(0);
  }
}

}  // namespace

absl::StatusOr<v1::ExpropriationDecision> ExpropriationService::GetExpropriationDecision(
    const RequestContext& context, const v1::GetExpropriationDecisionRequest& request) {
  return decisions_.Get(context, request);
}

absl::StatusOr<v1::ExpropriationDecision> ExpropriationService::Find(Mutation& m,
                                                                     const std::string& name) {
  auto found = decisions_.Lock(m, name);
  if (absl::IsNotFound(found.status())) return v1::ExpropriationDecision();
  return found;
}

absl::Status ExpropriationService::CheckGates(Mutation& m, const v1::Project& project,
                                              const v1::ExpropriationDecision& asked,
                                              const MoneyFacts& money,
                                              std::optional<Date> posted_from) {
  ASSIGN_OR_RETURN(const auto executive,
                   rules_.Get(rules::kExecutiveMeetingHouseholds, DateOf(m.now())));
  ASSIGN_OR_RETURN(db::Rows undetermined, m.db().Query(kCountUndetermined, {project.name()}));
  ASSIGN_OR_RETURN(const Date inventoried,
                   LastChanged<v1::Inventory>(m, kSelectInventories, project.name()));
  ASSIGN_OR_RETURN(const Date determined,
                   LastChanged<v1::UnregisteredBuilding>(m, kSelectBuildings, project.name()));
  ASSIGN_OR_RETURN(db::Rows households, m.db().Query(kCountHouseholds, {project.name()}));
  DecisionFacts facts{
      .project = &project,
      .scheme = nullptr,
      .red_line = asked.red_line(),
      .money = money,
      .survey_posted = posted_from && *posted_from >= std::max(inventoried, determined),
      .buildings_undetermined = undetermined[0].Int(0),
      .households = households[0].Int(0),
      .households_unsurveyed = households[0].Int(1),
      .executive_meeting_from = executive.value,
      .minutes_attached = asked.has_executive_minutes()};
  if (project.scheme().empty()) return CheckDecisionGates(facts);
  ASSIGN_OR_RETURN(const v1::Scheme scheme, schemes_.Lock(m, project.scheme()));
  facts.scheme = &scheme;
  return CheckDecisionGates(facts);
}

absl::StatusOr<v1::ExpropriationDecision> ExpropriationService::MakeExpropriationDecision(
    const RequestContext& context, const v1::MakeExpropriationDecisionRequest& request) {
  // Read ahead, advisory: the funding proof decides whether the money is there.
  ASSIGN_OR_RETURN(const MoneyFacts money, ReadMoney(peers_, context, request.parent()));
  ASSIGN_OR_RETURN(const std::optional<Date> posted_from,
                   postings_.PostedInFull(context, request.parent(), v1::Posting::KIND_SURVEY));
  return Mutate<v1::ExpropriationDecision>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::ExpropriationDecision> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, request.parent()));
        if (project.deciding_government() != context.caller.agency) {
          return Refuse(kNotTheDecidingGovernment);
        }
        const std::string name = project.name() + "/decision";
        ASSIGN_OR_RETURN(const v1::ExpropriationDecision before, Find(m, name));
        ASSIGN_OR_RETURN(const ExpropriationDecision::State next,
                         kDecisionMachine.Next(before.state(), "MakeExpropriationDecision"));
        RETURN_IF_ERROR(CheckGates(m, project, request.decision(), money, posted_from));
        v1::ExpropriationDecision decision = request.decision();
        decision.set_name(name);
        *decision.mutable_create_time() = before.create_time();
        decision.set_state(next);
        decision.set_government(context.caller.agency);
        decision.set_scheme(project.scheme());
        decision.set_funded_fen(money.compensation_line_fen);
        decision.set_attempt(before.attempt() + 1);
        decision.set_funding_proof(project.name() + "/fundingProofs/decision-" +
                                   std::to_string(decision.attempt()));
        RETURN_IF_ERROR(CommandIssueProof(m, decision));
        if (before.name().empty()) {
          return decisions_.Insert(m, decision, {.territory = project.territory()});
        }
        return decisions_.Update(m, decision);
      });
}

absl::Status ExpropriationService::OnProof(Mutation& m, const CommandOutcome& outcome) {
  ASSIGN_OR_RETURN(v1::ExpropriationDecision decision, decisions_.Lock(m, outcome.source));
  ASSIGN_OR_RETURN(const ExpropriationDecision::State next,
                   kDecisionMachine.Next(decision.state(),
                                         outcome.status.ok() ? "money frozen" : "money refused"));
  decision.set_state(next);
  if (outcome.status.ok()) RETURN_IF_ERROR(CommandFreezeRedLine(m, decision));
  return decisions_.Update(m, decision).status();
}

absl::Status ExpropriationService::OnRedLine(Mutation& m, const CommandOutcome& outcome) {
  // The project is the root of everything about it: locked first, as everywhere.
  ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, ParentOf(outcome.source)));
  ASSIGN_OR_RETURN(v1::ExpropriationDecision decision, decisions_.Lock(m, outcome.source));
  ASSIGN_OR_RETURN(
      const ExpropriationDecision::State next,
      kDecisionMachine.Next(decision.state(),
                            outcome.status.ok() ? "red line frozen" : "red line refused"));
  decision.set_state(next);
  if (!outcome.status.ok()) {
    RETURN_IF_ERROR(CommandReleaseProof(m, decision));
    return decisions_.Update(m, decision).status();
  }
  *decision.mutable_decided() = ToProto(DateOf(m.now()));
  RETURN_IF_ERROR(Adopt(m, decision));
  project.set_state(v1::Project::STATE_DECIDED);
  project.set_red_line(decision.red_line());
  RETURN_IF_ERROR(projects_.Update(m, project).status());
  return decisions_.Update(m, decision).status();
}

absl::Status ExpropriationService::Adopt(Mutation& m, const v1::ExpropriationDecision& decision) {
  ASSIGN_OR_RETURN(v1::Scheme scheme, schemes_.Lock(m, decision.scheme()));
  ASSIGN_OR_RETURN(const Scheme::State next,
                   kSchemeMachine.Next(scheme.state(), "MakeExpropriationDecision"));
  scheme.set_state(next);
  return schemes_.Update(m, scheme).status();
}

absl::StatusOr<v1::ExpropriationDecision> ExpropriationService::AnnounceDecision(
    const RequestContext& context, const v1::AnnounceDecisionRequest& request) {
  RETURN_IF_ERROR(CheckAnnouncement(request.announcement()));
  return Mutate<v1::ExpropriationDecision>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::ExpropriationDecision> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, ParentOf(request.name())));
        ASSIGN_OR_RETURN(v1::ExpropriationDecision decision, decisions_.Lock(m, request.name()));
        if (decision.government() != context.caller.agency) {
          return Refuse(kNotTheDecidingGovernment);
        }
        ASSIGN_OR_RETURN(const ExpropriationDecision::State next,
                         kDecisionMachine.Next(decision.state(), "AnnounceDecision"));
        const google::type::Date today = ToProto(DateOf(m.now()));
        decision.set_state(next);
        *decision.mutable_announcement() = request.announcement();
        *decision.mutable_announced() = today;
        project.set_state(v1::Project::STATE_ANNOUNCED);
        *project.mutable_valuation_date() = today;
        RETURN_IF_ERROR(projects_.Update(m, project).status());
        return decisions_.Update(m, decision);
      });
}

}  // namespace liandong::acquisition
