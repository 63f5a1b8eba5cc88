// Mortgages (抵押), seals (查封) and expropriation freezes (暂停办理).
#ifndef SERVICES_REGISTRY_UNITS_RESTRICTION_SERVICE_H_
#define SERVICES_REGISTRY_UNITS_RESTRICTION_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/registry/v1/restriction.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/restriction.proto.
class RestrictionService {
 public:
  RestrictionService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar)
      : storage_(storage), rules_(rules), calendar_(calendar), units_(storage), flags_(storage) {}

  absl::StatusOr<v1::Unit> RegisterMortgage(const RequestContext& context,
                                            const v1::RegisterMortgageRequest& request);
  absl::StatusOr<v1::Unit> DischargeMortgage(const RequestContext& context,
                                             const v1::DischargeMortgageRequest& request);
  absl::StatusOr<v1::Unit> RegisterSeal(const RequestContext& context,
                                        const v1::RegisterSealRequest& request);
  absl::StatusOr<v1::Unit> LiftSeal(const RequestContext& context,
                                    const v1::LiftSealRequest& request);
  absl::StatusOr<v1::FreezeFlag> FlagFreeze(const RequestContext& context,
                                            const v1::FlagFreezeRequest& request);
  absl::StatusOr<v1::FreezeFlag> GetFreezeFlag(const RequestContext& context,
                                               const v1::GetFreezeFlagRequest& request);

 private:
  // Ends the restriction the request names for the acting organisation.
  template <class Request>
  absl::StatusOr<v1::Unit> EndOne(const RequestContext& context, const Request& request,
                                  v1::Restriction::Kind kind);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Store<v1::Unit> units_;
  Store<v1::FreezeFlag> flags_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_UNITS_RESTRICTION_SERVICE_H_
