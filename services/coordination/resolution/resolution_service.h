// Resolutions (决议) and their follow-up.
#ifndef SERVICES_COORDINATION_RESOLUTION_RESOLUTION_SERVICE_H_
#define SERVICES_COORDINATION_RESOLUTION_RESOLUTION_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/coordination/v1/body.pb.h"
#include "liandong/coordination/v1/meeting.pb.h"
#include "liandong/coordination/v1/resolution.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::coordination {

// Thread-safe. Contracts: protos/liandong/coordination/v1/resolution.proto.
class ResolutionService {
 public:
  explicit ResolutionService(Storage& storage)
      : storage_(storage), resolutions_(storage), meetings_(storage), bodies_(storage) {}

  absl::StatusOr<v1::Resolution> AdoptResolution(const RequestContext& context,
                                                 const v1::AdoptResolutionRequest& request);
  absl::StatusOr<v1::Resolution> AnswerResolution(const RequestContext& context,
                                                  const v1::AnswerResolutionRequest& request);
  absl::StatusOr<v1::Resolution> CloseResolution(const RequestContext& context,
                                                 const v1::CloseResolutionRequest& request);
  absl::StatusOr<v1::Resolution> GetResolution(const RequestContext& context,
                                               const v1::GetResolutionRequest& request);
  absl::StatusOr<v1::ListResolutionsResponse> ListResolutions(
      const RequestContext& context, const v1::ListResolutionsRequest& request);

 private:
  Storage& storage_;
  Store<v1::Resolution> resolutions_;
  Store<v1::Meeting> meetings_;
  Store<v1::Body> bodies_;
};

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_RESOLUTION_RESOLUTION_SERVICE_H_
