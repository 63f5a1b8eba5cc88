// Early warnings (预警报告).
#ifndef SERVICES_PETITIONS_WARNING_WARNING_SERVICE_H_
#define SERVICES_PETITIONS_WARNING_WARNING_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/petitions/v1/warning.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::petitions {

// Thread-safe. Contracts: protos/liandong/petitions/v1/warning.proto.
class WarningService {
 public:
  explicit WarningService(Storage& storage) : storage_(storage), warnings_(storage) {}

  absl::StatusOr<v1::Warning> FileWarning(const RequestContext& context,
                                          const v1::FileWarningRequest& request);
  absl::StatusOr<v1::Warning> AnswerWarning(const RequestContext& context,
                                            const v1::AnswerWarningRequest& request);
  absl::StatusOr<v1::Warning> GetWarning(const RequestContext& context,
                                         const v1::GetWarningRequest& request);
  absl::StatusOr<v1::ListWarningsResponse> ListWarnings(const RequestContext& context,
                                                        const v1::ListWarningsRequest& request);

 private:
  Storage& storage_;
  Store<v1::Warning> warnings_;
};

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_WARNING_WARNING_SERVICE_H_
