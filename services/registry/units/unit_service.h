// The register's pages, as they are and as they were.
#ifndef SERVICES_REGISTRY_UNITS_UNIT_SERVICE_H_
#define SERVICES_REGISTRY_UNITS_UNIT_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/registry/v1/unit.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/unit.proto.
class UnitService {
 public:
  explicit UnitService(Storage& storage) : units_(storage) {}

  absl::StatusOr<v1::Unit> GetUnit(const RequestContext& context,
                                   const v1::GetUnitRequest& request) {
    return units_.Get(context, request);
  }
  absl::StatusOr<v1::ListUnitsResponse> ListUnits(const RequestContext& context,
                                                  const v1::ListUnitsRequest& request) {
    return units_.List<v1::ListUnitsResponse>(context, request);
  }

 private:
  Store<v1::Unit> units_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_UNITS_UNIT_SERVICE_H_
