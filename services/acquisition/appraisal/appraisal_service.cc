#include "services/acquisition/appraisal/appraisal_service.h"

#include "services/acquisition/appraisal/appraisal_rules.h"
#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/household/household_rules.h"
#include "services/acquisition/papers.h"
#include "services/acquisition/survey/survey_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {
namespace {

// Unregistered buildings of a household; compensable ones are told apart by their documents.
constexpr char kSelectBuildings[] =
    "SELECT doc FROM unregistered_buildings WHERE household = ? AND state = 'STATE_DETERMINED'"
    " LIMIT 100";

}  // namespace

absl::StatusOr<v1::AppraiserChoice> AppraisalService::DrawAppraiser(
    const RequestContext& context, const v1::DrawAppraiserRequest& request) {
  RETURN_IF_ERROR(CheckCandidates(request.choice()));
  return Mutate<v1::AppraiserChoice>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::AppraiserChoice> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, request.parent()));
        if (project.state() != v1::Project::STATE_ANNOUNCED) return Refuse(kDecisionNotAnnounced);
        ASSIGN_OR_RETURN(const AppraiserChoice::State first,
                         kChoiceMachine.Next(AppraiserChoice::STATE_UNSPECIFIED, "DrawAppraiser"));
        v1::AppraiserChoice choice = request.choice();
        choice.set_name(project.name() + "/appraiserChoice");
        choice.set_state(first);
        choice.set_appraiser(Draw(choice));
        return choices_.Insert(m, choice, {.territory = project.territory()});
      });
}

absl::StatusOr<v1::AppraiserChoice> AppraisalService::AttestDraw(
    const RequestContext& context, const v1::AttestDrawRequest& request) {
  return Mutate<v1::AppraiserChoice>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::AppraiserChoice> {
        ASSIGN_OR_RETURN(v1::AppraiserChoice choice, choices_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const AppraiserChoice::State next,
                         kChoiceMachine.Next(choice.state(), "AttestDraw"));
        if (request.appraiser() != Draw(choice)) return Refuse(kDrawDiffers);
        choice.set_state(next);
        choice.set_attested_by(m.actor());
        return choices_.Update(m, choice);
      });
}

absl::Status AppraisalService::CheckChosen(const RequestContext& context,
                                           const std::string& project) {
  auto choice = choices_.Read(context, project + "/appraiserChoice");
  if (absl::IsNotFound(choice.status())) return Refuse(kAppraiserNotChosenByOwners);
  RETURN_IF_ERROR(choice.status());
  if (choice->state() != AppraiserChoice::STATE_ATTESTED ||
      choice->appraiser() != context.caller.agency) {
    return Refuse(kAppraiserNotChosenByOwners);
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Appraisal> AppraisalService::SubmitPreliminaryValue(
    const RequestContext& context, const v1::SubmitPreliminaryValueRequest& request) {
  RETURN_IF_ERROR(CheckValues(request.values()));
  const std::string project = ProjectOf(request.household());
  RETURN_IF_ERROR(CheckChosen(context, project));
  return Mutate<v1::Appraisal>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Appraisal> {
        ASSIGN_OR_RETURN(const v1::Household household, households_.Lock(m, request.household()));
        RETURN_IF_ERROR(
            kHouseholdMachine.Next(household.state(), "SubmitPreliminaryValue").status());
        ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectBuildings, {household.name()}));
        int64_t annex_area_cm2 = 0;
        for (const db::Row& row : rows) {
          v1::UnregisteredBuilding building;
          if (!building.ParseFromString(row.Text(0))) {
            return absl::DataLossError("an unregistered building does not parse");
          }
          if (IsCompensable(building.finding())) annex_area_cm2 += building.area_cm2();
        }
        v1::Appraisal appraisal;
        appraisal.set_name(project + "/appraisals/" + household.household_no());
        ASSIGN_OR_RETURN(
            const Appraisal::State first,
            kAppraisalMachine.Next(Appraisal::STATE_UNSPECIFIED, "SubmitPreliminaryValue"));
        appraisal.set_state(first);
        appraisal.set_household(household.name());
        SetValues(request.values(), household.area_cm2(), annex_area_cm2, appraisal);
        return appraisals_.Insert(m, appraisal, {.territory = household.territory()});
      });
}

absl::StatusOr<v1::Appraisal> AppraisalService::CommentOnValue(
    const RequestContext& context, const v1::CommentOnValueRequest& request) {
  return Mutate<v1::Appraisal>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Appraisal> {
        ASSIGN_OR_RETURN(v1::Appraisal appraisal, appraisals_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const Appraisal::State next,
                         kAppraisalMachine.Next(appraisal.state(), "CommentOnValue"));
        appraisal.set_state(next);
        v1::ValueComment& comment = *appraisal.add_comments();
        comment.set_body(context.caller.agency);
        comment.set_officer(context.caller.officer);
        *comment.mutable_date() = ToProto(DateOf(m.now()));
        comment.set_text(request.text());
        return appraisals_.Update(m, appraisal);
      });
}

absl::StatusOr<v1::Appraisal> AppraisalService::SubmitAppraisalReport(
    const RequestContext& context, const v1::SubmitAppraisalReportRequest& request) {
  RETURN_IF_ERROR(CheckValues(request.values()));
  const std::string project_name = ProjectOf(request.name());
  RETURN_IF_ERROR(CheckChosen(context, project_name));
  ASSIGN_OR_RETURN(const v1::Project project, projects_.Read(context, project_name));
  // The announcement fixes the valuation date for good.
  if (project.state() != v1::Project::STATE_ANNOUNCED) return Refuse(kDecisionNotAnnounced);
  ASSIGN_OR_RETURN(const auto signers, rules_.Get(rules::kApprSigners, DateOf(context.now)));
  RETURN_IF_ERROR(CheckReport(request, DayOf(project.valuation_date()), signers.value));
  ASSIGN_OR_RETURN(
      const std::optional<Date> posted,
      postings_.PostedInFull(context, project_name, v1::Posting::KIND_PRELIMINARY_VALUES));
  if (!posted) return Refuse(kValuesNotPosted);
  return Mutate<v1::Appraisal>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Appraisal> {
        ASSIGN_OR_RETURN(v1::Appraisal appraisal, appraisals_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const Appraisal::State next,
                         kAppraisalMachine.Next(appraisal.state(), "SubmitAppraisalReport"));
        appraisal.set_state(next);
        SetValues(request.values(), appraisal.area_cm2(), appraisal.annex_area_cm2(), appraisal);
        *appraisal.mutable_valuation_date() = request.valuation_date();
        *appraisal.mutable_appraisers() = request.appraisers();
        *appraisal.mutable_report() = request.report();
        return appraisals_.Update(m, appraisal);
      });
}

absl::StatusOr<v1::Appraisal> AppraisalService::ServeAppraisal(
    const RequestContext& context, const v1::ServeAppraisalRequest& request) {
  const Date served = DayOf(request.service().date());
  ASSIGN_OR_RETURN(const Deadline review_until,
                   rules_.DeadlineOf(rules::kApprReviewReq, calendar_, served));
  return Mutate<v1::Appraisal>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Appraisal> {
        // The household is the root of everything about it: locked first, as everywhere.
        ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, HouseholdOf(request.name())));
        ASSIGN_OR_RETURN(v1::Appraisal appraisal, appraisals_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const Appraisal::State next,
                         kAppraisalMachine.Next(appraisal.state(), "ServeAppraisal"));
        ASSIGN_OR_RETURN(const Household::State moved,
                         kHouseholdMachine.Next(household.state(), "ServeAppraisal"));
        RETURN_IF_ERROR(
            CheckReceipt(request.service(), DayOf(appraisal.report().date()), DateOf(m.now())));
        household.set_state(moved);
        RETURN_IF_ERROR(households_.Update(m, household).status());
        appraisal.set_state(next);
        *appraisal.mutable_service() = request.service();
        *appraisal.mutable_review_until() = ToProto(review_until);
        return appraisals_.Update(m, appraisal);
      });
}

absl::StatusOr<v1::Appraisal> AppraisalService::GetAppraisal(
    const RequestContext& context, const v1::GetAppraisalRequest& request) {
  return appraisals_.Get(context, request);
}

}  // namespace liandong::acquisition
