#include "services/acquisition/project/project_service.h"

#include <map>

#include "services/acquisition/project/project_rules.h"
#include "shared/calendar/date.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {
namespace {

// One row: the whole project, counted from its households.
constexpr char kSelectFigures[] =
    "SELECT COUNT(*), COUNT(IF(state <> 'STATE_REGISTERED', 1, NULL)),"
    " COUNT(IF(state = 'STATE_AGREED', 1, NULL)), COUNT(IF(state = 'STATE_DECIDED', 1, NULL)),"
    " COUNT(IF(compensation_state <> 'COMPENSATION_STATE_NONE', 1, NULL)),"
    " COUNT(IF(vacated = 1, 1, NULL)), COUNT(IF(demolished = 1, 1, NULL)),"
    " COUNT(IF(deregistered = 1, 1, NULL)), CAST(COALESCE(SUM(owed_fen), 0) AS SIGNED),"
    " CAST(COALESCE(SUM(settled_fen), 0) AS SIGNED),"
    " COUNT(IF(vacated = 0 AND vacate_by < ?, 1, NULL))"
    " FROM households WHERE parent = ? LIMIT 1";

}  // namespace

absl::Status CheckPreparing(const v1::Project& project) {
  if (project.state() == v1::Project::STATE_PREPARING) return absl::OkStatus();
  return Refuse(kProjectState, {{"state", v1::Project::State_Name(project.state())}});
}

absl::Status CheckInvestor(const v1::Project& project, const Caller& caller) {
  return caller.agency == project.investor() ? absl::OkStatus() : Refuse(kNotTheInvestor);
}

absl::StatusOr<v1::Project> ProjectService::CreateProject(const RequestContext& context,
                                                          const v1::CreateProjectRequest& request) {
  RETURN_IF_ERROR(CheckProject(request.project(), rules_, DateOf(context.now)));
  return Mutate<v1::Project>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Project> {
        v1::Project project = request.project();
        project.set_name("projects/" + request.project_id());
        project.set_state(v1::Project::STATE_PREPARING);
        return projects_.Insert(m, project, {.territory = project.territory()});
      });
}

absl::StatusOr<v1::Project> ProjectService::GetProject(const RequestContext& context,
                                                       const v1::GetProjectRequest& request) {
  return projects_.Get(context, request);
}

absl::StatusOr<v1::ListProjectsResponse> ProjectService::ListProjects(
    const RequestContext& context, const v1::ListProjectsRequest& request) {
  return projects_.List<v1::ListProjectsResponse>(context, request);
}

absl::StatusOr<v1::Project> ProjectService::RecordPrivacyNotice(
    const RequestContext& context, const v1::RecordPrivacyNoticeRequest& request) {
  return Mutate<v1::Project>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Project> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, request.name()));
        *project.mutable_privacy() = request.privacy();
        return projects_.Update(m, project);
      });
}

absl::StatusOr<v1::Project> ProjectService::SubmitPlans(const RequestContext& context,
                                                        const v1::SubmitPlansRequest& request) {
  return Mutate<v1::Project>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Project> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, request.name()));
        RETURN_IF_ERROR(CheckInvestor(project, context.caller));
        RETURN_IF_ERROR(CheckPreparing(project));
        std::map<int, v1::PlanDocument> plans;
        for (const auto& plan : project.plans()) plans[plan.kind()] = plan;
        for (const auto& plan : request.plans()) plans[plan.kind()] = plan;
        project.clear_plans();
        for (const auto& [kind, plan] : plans) *project.add_plans() = plan;
        return projects_.Update(m, project);
      });
}

absl::StatusOr<v1::Project> ProjectService::FileRiskAssessment(
    const RequestContext& context, const v1::FileRiskAssessmentRequest& request) {
  return Mutate<v1::Project>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Project> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, request.name()));
        RETURN_IF_ERROR(CheckPreparing(project));
        *project.mutable_risk_assessment() = request.risk_assessment();
        return projects_.Update(m, project);
      });
}

absl::StatusOr<v1::ProjectFigures> ProjectService::GetProjectFigures(
    const RequestContext& context, const v1::GetProjectFiguresRequest& request) {
  // The project itself decides who may see its figures.
  RETURN_IF_ERROR(projects_.Read(context, request.name()).status());
  ASSIGN_OR_RETURN(db::Rows rows, db::ReadRows(storage_.pool(), context.deadline, kSelectFigures,
                                               {FormatDate(DateOf(context.now)), request.name()}));
  const db::Row& row = rows[0];
  v1::ProjectFigures figures;
  figures.set_project(request.name());
  figures.set_households(row.Int(0));
  figures.set_surveyed(row.Int(1));
  figures.set_agreements(row.Int(2));
  figures.set_decisions(row.Int(3));
  figures.set_compensated(row.Int(4));
  figures.set_vacated(row.Int(5));
  figures.set_demolished(row.Int(6));
  figures.set_deregistered(row.Int(7));
  figures.set_owed_fen(row.Int(8));
  figures.set_settled_fen(row.Int(9));
  figures.set_vacating_overdue(row.Int(10));
  return figures;
}

}  // namespace liandong::acquisition
