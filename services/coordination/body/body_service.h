// What the bodies have ready for the joint work, and who was trained.
#ifndef SERVICES_COORDINATION_BODY_BODY_SERVICE_H_
#define SERVICES_COORDINATION_BODY_BODY_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/coordination/v1/body.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::coordination {

// Thread-safe. Contracts: protos/liandong/coordination/v1/body.proto.
class BodyService {
 public:
  explicit BodyService(Storage& storage)
      : storage_(storage), bodies_(storage), trainings_(storage) {}

  absl::StatusOr<v1::Body> DesignateStaff(const RequestContext& context,
                                          const v1::DesignateStaffRequest& request);
  absl::StatusOr<v1::Body> GetBody(const RequestContext& context,
                                   const v1::GetBodyRequest& request);
  absl::StatusOr<v1::ListBodiesResponse> ListBodies(const RequestContext& context,
                                                    const v1::ListBodiesRequest& request);
  absl::StatusOr<v1::Training> RecordTraining(const RequestContext& context,
                                              const v1::RecordTrainingRequest& request);
  absl::StatusOr<v1::Training> GetTraining(const RequestContext& context,
                                           const v1::GetTrainingRequest& request);
  absl::StatusOr<v1::ListTrainingsResponse> ListTrainings(const RequestContext& context,
                                                          const v1::ListTrainingsRequest& request);

 private:
  Storage& storage_;
  Store<v1::Body> bodies_;
  Store<v1::Training> trainings_;
};

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_BODY_BODY_SERVICE_H_
