#include "services/acquisition/survey/survey_rules.h"

#include <set>

#include "services/acquisition/papers.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::Status CheckInventory(const v1::Inventory& inventory, Date today) {
  FieldErrors errors;
  if (CountDistinct(inventory.surveyors()) < 2) {
    errors.Add("inventory.surveyors", kTwoSurveyorsRequired);
  }
  if (!inventory.owners_signed()) {
    const std::string_view witness = OrganisationOf(inventory.witness());
    bool surveyor = witness.empty();
    for (const std::string& officer : inventory.surveyors()) {
      surveyor |= OrganisationOf(officer) == witness;
    }
    if (surveyor) errors.Add("inventory.witness", kOwnerOrWitness);
  }
  if (DayOf(inventory.surveyed()) > today) errors.Add("inventory.surveyed", kSurveyDate);
  return errors.status();
}

absl::Status CheckInvestigators(const UnregisteredBuilding& building, int64_t needed) {
  if (static_cast<int64_t>(CountDistinct(building.investigators())) >= needed) {
    return absl::OkStatus();
  }
  return Refuse(kTwoOfficersRequired, {{"needed", std::to_string(needed)}});
}

absl::Status CheckOpinions(const v1::ReviewBuildingRequest& review) {
  std::set<std::string> bodies;
  for (const auto& opinion : review.opinions()) bodies.insert(opinion.body());
  return bodies.size() >= 2 ? absl::OkStatus() : Refuse(kOpinionsMissing);
}

absl::Status CheckDetermination(const v1::DetermineBuildingRequest& request) {
  Gates gates;
  if (!request.owner_heard()) gates.Close(kOwnerNotHeard, request.name());
  if (!request.appeal_rights_told()) gates.Close(kRightsNotTold, request.name());
  return gates.status();
}

bool IsCompensable(UnregisteredBuilding::Finding finding) {
  return finding == UnregisteredBuilding::FINDING_LEGAL ||
         finding == UnregisteredBuilding::FINDING_TEMPORARY_VALID;
}

}  // namespace liandong::acquisition
