// Parcels (宗地): read by everybody, registered by imports.
#ifndef SERVICES_REGISTRY_LAND_PARCEL_SERVICE_H_
#define SERVICES_REGISTRY_LAND_PARCEL_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/registry/v1/parcel.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/parcel.proto.
class ParcelService {
 public:
  explicit ParcelService(Storage& storage) : parcels_(storage) {}

  absl::StatusOr<v1::Parcel> GetParcel(const RequestContext& context,
                                       const v1::GetParcelRequest& request) {
    return parcels_.Get(context, request);
  }
  absl::StatusOr<v1::ListParcelsResponse> ListParcels(const RequestContext& context,
                                                      const v1::ListParcelsRequest& request) {
    return parcels_.List<v1::ListParcelsResponse>(context, request);
  }

 private:
  Store<v1::Parcel> parcels_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_LAND_PARCEL_SERVICE_H_
