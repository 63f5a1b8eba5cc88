// Which household a resettlement home was allotted to, as acquisition pushed it.
#ifndef SERVICES_REGISTRY_TITLES_ALLOTMENT_SERVICE_H_
#define SERVICES_REGISTRY_TITLES_ALLOTMENT_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/registry/v1/allotment.pb.h"
#include "liandong/registry/v1/certificate.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/allotment.proto.
class AllotmentService {
 public:
  explicit AllotmentService(Storage& storage)
      : storage_(storage), allotments_(storage), units_(storage), certificates_(storage) {}

  absl::StatusOr<v1::Allotment> PushAllotment(const RequestContext& context,
                                              const v1::PushAllotmentRequest& request);
  absl::StatusOr<v1::Allotment> GetAllotment(const RequestContext& context,
                                             const v1::GetAllotmentRequest& request);

 private:
  // UNIT_HAS_TITLE when somebody has got the home's title by allotment; its page is locked then.
  absl::Status CheckUntitled(Mutation& m, const std::string& home_unit_code);

  Storage& storage_;
  Store<v1::Allotment> allotments_;
  Store<v1::Unit> units_;
  Store<v1::Certificate> certificates_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_TITLES_ALLOTMENT_SERVICE_H_
