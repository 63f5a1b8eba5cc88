#include "services/acquisition/survey/survey_service.h"

#include "services/acquisition/household/household_rules.h"
#include "services/acquisition/household/import_service.h"
#include "services/acquisition/survey/survey_rules.h"
#include "services/acquisition/ties/registry.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {

absl::StatusOr<v1::Inventory> SurveyService::RecordInventory(
    const RequestContext& context, const v1::RecordInventoryRequest& request) {
  RETURN_IF_ERROR(CheckInventory(request.inventory(), DateOf(context.now)));
  ASSIGN_OR_RETURN(const v1::Household seen, households_.Read(context, request.household()));
  ASSIGN_OR_RETURN(const UnitFacts unit, ReadUnit(peers_, context, seen.unit_code()));
  return Mutate<v1::Inventory>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Inventory> {
        ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, request.household()));
        ASSIGN_OR_RETURN(const Household::State next,
                         kHouseholdMachine.Next(household.state(), "RecordInventory"));
        const std::string project = ProjectOf(household.name());
        ASSIGN_OR_RETURN(const bool frozen, FreezeInForce(m, project));
        if (!frozen) return Refuse(kFreezeMissing);
        household.set_state(next);
        // What is valued is what the register states, whatever the imported list said.
        household.set_area_cm2(unit.area_cm2);
        *household.mutable_encumbrances() = {unit.encumbrances.begin(), unit.encumbrances.end()};
        RETURN_IF_ERROR(households_.Update(m, household).status());

        v1::Inventory inventory = request.inventory();
        inventory.set_name(project + "/inventories/" + household.household_no());
        inventory.set_state(v1::Inventory::STATE_RECORDED);
        inventory.set_registered_area_cm2(unit.area_cm2);
        *inventory.mutable_encumbrances() = household.encumbrances();
        auto before = inventories_.Lock(m, inventory.name());
        if (absl::IsNotFound(before.status())) {
          return inventories_.Insert(m, inventory, {.territory = household.territory()});
        }
        RETURN_IF_ERROR(before.status());
        *inventory.mutable_create_time() = before->create_time();
        return inventories_.Update(m, inventory);
      });
}

absl::StatusOr<v1::Inventory> SurveyService::GetInventory(const RequestContext& context,
                                                          const v1::GetInventoryRequest& request) {
  return inventories_.Get(context, request);
}

absl::StatusOr<v1::UnregisteredBuilding> SurveyService::InvestigateBuilding(
    const RequestContext& context, const v1::InvestigateBuildingRequest& request) {
  ASSIGN_OR_RETURN(const auto officers, rules_.Get(rules::kEvidenceOfficers, DateOf(context.now)));
  RETURN_IF_ERROR(CheckInvestigators(request.building(), officers.value));
  return Mutate<v1::UnregisteredBuilding>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::UnregisteredBuilding> {
        // The project's row orders this and the decision, which waits for every finding.
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, request.parent()));
        ASSIGN_OR_RETURN(const v1::Household household,
                         households_.Lock(m, request.building().household()));
        if (ProjectOf(household.name()) != project.name()) return Refuse(kResourceNotFound);
        ASSIGN_OR_RETURN(
            const UnregisteredBuilding::State first,
            kBuildingMachine.Next(UnregisteredBuilding::STATE_UNSPECIFIED, "InvestigateBuilding"));
        v1::UnregisteredBuilding building = request.building();
        building.set_name(project.name() + "/buildings/" + request.building_id());
        building.set_state(first);
        return buildings_.Insert(m, building, {.territory = project.territory()});
      });
}

absl::StatusOr<v1::UnregisteredBuilding> SurveyService::ReviewBuilding(
    const RequestContext& context, const v1::ReviewBuildingRequest& request) {
  RETURN_IF_ERROR(CheckOpinions(request));
  return Mutate<v1::UnregisteredBuilding>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::UnregisteredBuilding> {
        ASSIGN_OR_RETURN(v1::UnregisteredBuilding building, buildings_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const UnregisteredBuilding::State next,
                         kBuildingMachine.Next(building.state(), "ReviewBuilding"));
        building.set_state(next);
        *building.mutable_opinions() = request.opinions();
        *building.mutable_minutes() = request.minutes();
        return buildings_.Update(m, building);
      });
}

absl::StatusOr<v1::UnregisteredBuilding> SurveyService::DetermineBuilding(
    const RequestContext& context, const v1::DetermineBuildingRequest& request) {
  RETURN_IF_ERROR(CheckDetermination(request));
  return Mutate<v1::UnregisteredBuilding>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::UnregisteredBuilding> {
        ASSIGN_OR_RETURN(v1::UnregisteredBuilding building, buildings_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const UnregisteredBuilding::State next,
                         kBuildingMachine.Next(building.state(), "DetermineBuilding"));
        building.set_state(next);
        building.set_finding(request.finding());
        *building.mutable_determination() = request.determination();
        building.set_determined_by(m.actor());
        return buildings_.Update(m, building);
      });
}

absl::StatusOr<v1::UnregisteredBuilding> SurveyService::GetUnregisteredBuilding(
    const RequestContext& context, const v1::GetUnregisteredBuildingRequest& request) {
  return buildings_.Get(context, request);
}

}  // namespace liandong::acquisition
