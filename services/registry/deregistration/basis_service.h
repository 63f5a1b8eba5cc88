// The bases of cancellation that acquisition pushes, checked as they come.
#ifndef SERVICES_REGISTRY_DEREGISTRATION_BASIS_SERVICE_H_
#define SERVICES_REGISTRY_DEREGISTRATION_BASIS_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/registry/v1/deregistration.pb.h"
#include "liandong/registry/v1/unit.pb.h"
#include "services/registry/deregistration/proof_check.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/deregistration.proto.
class BasisService {
 public:
  BasisService(Storage& storage, ProofVerifier verify)
      : storage_(storage), verify_(std::move(verify)), bases_(storage), units_(storage) {}

  absl::StatusOr<v1::DeregistrationBasis> PushDeregistrationBasis(
      const RequestContext& context, const v1::PushDeregistrationBasisRequest& request);
  absl::StatusOr<v1::DeregistrationBasis> GetDeregistrationBasis(
      const RequestContext& context, const v1::GetDeregistrationBasisRequest& request);

 private:
  Storage& storage_;
  const ProofVerifier verify_;
  Store<v1::DeregistrationBasis> bases_;
  Store<v1::Unit> units_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_DEREGISTRATION_BASIS_SERVICE_H_
