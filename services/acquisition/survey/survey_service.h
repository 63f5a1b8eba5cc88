// Inventories (调查登记) and findings on unregistered buildings (未登记建筑认定).
#ifndef SERVICES_ACQUISITION_SURVEY_SURVEY_SERVICE_H_
#define SERVICES_ACQUISITION_SURVEY_SURVEY_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/acquisition/v1/survey.pb.h"
#include "shared/context/request_context.h"
#include "shared/rpc/peers.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/survey.proto.
class SurveyService {
 public:
  SurveyService(Storage& storage, const rules::RuleSet& rules, rpc::Peers& peers)
      : storage_(storage),
        rules_(rules),
        peers_(peers),
        projects_(storage),
        households_(storage),
        inventories_(storage),
        buildings_(storage) {}

  absl::StatusOr<v1::Inventory> RecordInventory(const RequestContext& context,
                                                const v1::RecordInventoryRequest& request);
  absl::StatusOr<v1::Inventory> GetInventory(const RequestContext& context,
                                             const v1::GetInventoryRequest& request);
  absl::StatusOr<v1::UnregisteredBuilding> InvestigateBuilding(
      const RequestContext& context, const v1::InvestigateBuildingRequest& request);
  absl::StatusOr<v1::UnregisteredBuilding> ReviewBuilding(const RequestContext& context,
                                                          const v1::ReviewBuildingRequest& request);
  absl::StatusOr<v1::UnregisteredBuilding> DetermineBuilding(
      const RequestContext& context, const v1::DetermineBuildingRequest& request);
  absl::StatusOr<v1::UnregisteredBuilding> GetUnregisteredBuilding(
      const RequestContext& context, const v1::GetUnregisteredBuildingRequest& request);

 private:
  Storage& storage_;
  const rules::RuleSet& rules_;
  rpc::Peers& peers_;
  Store<v1::Project> projects_;
  Store<v1::Household> households_;
  Store<v1::Inventory> inventories_;
  Store<v1::UnregisteredBuilding> buildings_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_SURVEY_SURVEY_SERVICE_H_
