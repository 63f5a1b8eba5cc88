// The register as a whole.
#ifndef SERVICES_REGISTRY_REGISTER_REGISTER_SERVICE_H_
#define SERVICES_REGISTRY_REGISTER_REGISTER_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/registry/v1/register.pb.h"
#include "services/registry/register/verify_register.h"
#include "shared/context/request_context.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/register.proto.
class RegisterService {
 public:
  explicit RegisterService(Storage& storage) : storage_(storage) {}

  absl::StatusOr<v1::VerifyRegisterResponse> VerifyRegister(
      const RequestContext& context, const v1::VerifyRegisterRequest& /*request*/) {
    return VerifyStoredRegister(storage_, context.deadline);
  }

 private:
  Storage& storage_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_REGISTER_REGISTER_SERVICE_H_
