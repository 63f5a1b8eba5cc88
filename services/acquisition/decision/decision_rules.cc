#include "services/acquisition/decision/decision_rules.h"

#include <string>
#include <vector>

#include "services/acquisition/papers.h"
#include "services/acquisition/project/project_rules.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {

absl::Status CheckDecisionGates(const DecisionFacts& facts) {
  const std::string& project = facts.project->name();
  Gates gates;
  if (ProjectOf(facts.red_line) != project) gates.Close(kRedLineOfOtherProject, facts.red_line);
  if (!facts.money.budget_in_force) {
    gates.Close(kBudgetNotInForce, project);
  } else if (facts.money.short_fen > 0) {
    gates.Close(kFundsShortfall, project + "/fund",
                {{"short_fen", std::to_string(facts.money.short_fen)}});
  }
  const std::vector<std::string> plans = MissingPlans(*facts.project);
  if (!plans.empty()) {
    gates.Close(kPlanPackIncomplete, project,
                {{"have", std::to_string(kPlansNeeded - static_cast<int>(plans.size()))},
                 {"need", std::to_string(kPlansNeeded)},
                 {"missing", Listed(plans)}});
  }
  if (facts.scheme == nullptr || facts.scheme->state() != v1::Scheme::STATE_REVIEWED) {
    gates.Close(kSchemeNotReviewed, facts.scheme == nullptr ? project : facts.scheme->name());
  }
  if (!facts.project->has_risk_assessment()) gates.Close(kRiskAssessmentMissing, project);
  if (facts.households == 0 || facts.households_unsurveyed > 0) {
    gates.Close(kSurveyIncomplete, project,
                {{"households", std::to_string(facts.households)},
                 {"unsurveyed", std::to_string(facts.households_unsurveyed)}});
  }
  if (!facts.survey_posted) gates.Close(kSurveyNotPosted, project);
  if (facts.buildings_undetermined > 0) {
    gates.Close(kBuildingUndetermined, project,
                {{"count", std::to_string(facts.buildings_undetermined)}});
  }
  if (facts.households >= facts.executive_meeting_from && !facts.minutes_attached) {
    gates.Close(kExecutiveMinutesMissing, project,
                {{"households", std::to_string(facts.households)}});
  }
  return gates.status();
}

absl::Status CheckAnnouncement(const v1::Announcement& announcement) {
  FieldErrors errors;
  std::vector<std::string> rights;
  if (announcement.review_right().empty()) rights.push_back("REVIEW");
  if (announcement.suit_right().empty()) rights.push_back("SUIT");
  if (!rights.empty()) {
    errors.Add("announcement", kRightsNoticeMissing, {{"missing", Listed(rights)}});
  }
  std::vector<std::string> contents;
  if (!announcement.scheme_attached()) contents.push_back("SCHEME");
  if (!announcement.land_use_right_withdrawn()) contents.push_back("LAND_USE_RIGHT_WITHDRAWN");
  if (!contents.empty()) {
    errors.Add("announcement", kAnnouncementIncomplete, {{"missing", Listed(contents)}});
  }
  return errors.status();
}

}  // namespace liandong::acquisition
