// Entrusted cancellation (嘱托注销): the government asks, the land registry enters.
#ifndef SERVICES_REGISTRY_DEREGISTRATION_CANCELLATION_SERVICE_H_
#define SERVICES_REGISTRY_DEREGISTRATION_CANCELLATION_SERVICE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/registry/v1/certificate.pb.h"
#include "liandong/registry/v1/deregistration.pb.h"
#include "liandong/registry/v1/unit.pb.h"
#include "services/registry/deregistration/cancellation_rules.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/deregistration.proto. Locks: the request,
// then units by code, each before its basis and certificates.
class CancellationService {
 public:
  CancellationService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar,
                      ProofVerifier verify)
      : storage_(storage),
        rules_(rules),
        calendar_(calendar),
        verify_(std::move(verify)),
        cancellations_(storage),
        bases_(storage),
        units_(storage),
        certificates_(storage) {}

  absl::StatusOr<v1::Cancellation> RequestCancellation(
      const RequestContext& context, const v1::RequestCancellationRequest& request);
  absl::StatusOr<v1::Cancellation> WithdrawCancellation(
      const RequestContext& context, const v1::WithdrawCancellationRequest& request);
  absl::StatusOr<v1::PreviewCancellationResponse> PreviewCancellation(
      const RequestContext& context, const v1::PreviewCancellationRequest& request);
  absl::StatusOr<v1::Cancellation> ApplyCancellation(const RequestContext& context,
                                                     const v1::ApplyCancellationRequest& request);
  absl::StatusOr<v1::Cancellation> GetCancellation(const RequestContext& context,
                                                   const v1::GetCancellationRequest& request);
  absl::StatusOr<v1::ListCancellationsResponse> ListCancellations(
      const RequestContext& context, const v1::ListCancellationsRequest& request);

 private:
  // A unit and the basis the project pushed for it, locked.
  struct Set {
    v1::Unit unit;
    std::optional<v1::DeregistrationBasis> basis;
    const v1::DeregistrationBasis* basis_or_null() const { return basis ? &*basis : nullptr; }
  };
  // nullopt when the register has no such unit: UNIT_UNKNOWN is closed then.
  absl::StatusOr<std::optional<Set>> LockSet(Mutation& m, const std::string& project,
                                             const std::string& unit_code, Gates& gates);
  // Cancels every valid certificate of the unit and ends its rights.
  absl::Status CancelSet(Mutation& m, const std::string& cancellation, bool handed_in,
                         v1::Unit& unit, v1::CancellationItem& item);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  const ProofVerifier verify_;
  Store<v1::Cancellation> cancellations_;
  Store<v1::DeregistrationBasis> bases_;
  Store<v1::Unit> units_;
  Store<v1::Certificate> certificates_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_DEREGISTRATION_CANCELLATION_SERVICE_H_
