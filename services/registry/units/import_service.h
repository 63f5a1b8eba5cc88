// Taking over an existing register: parcels, units, certificates, restrictions, all or none.
#ifndef SERVICES_REGISTRY_UNITS_IMPORT_SERVICE_H_
#define SERVICES_REGISTRY_UNITS_IMPORT_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/registry/v1/register_import.pb.h"
#include "services/registry/land/polygon.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/register_import.proto.
class RegisterImportService {
 public:
  RegisterImportService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar)
      : storage_(storage),
        rules_(rules),
        calendar_(calendar),
        imports_(storage),
        parcels_(storage),
        units_(storage),
        certificates_(storage) {}

  absl::StatusOr<v1::RegisterImport> ImportRegister(const RequestContext& context,
                                                    const v1::ImportRegisterRequest& request);
  absl::StatusOr<v1::RegisterImport> GetRegisterImport(const RequestContext& context,
                                                       const v1::GetRegisterImportRequest& request);

 private:
  absl::Status AddParcel(Mutation& m, v1::Parcel parcel, const Polygon& shape);
  absl::Status AddEntry(Mutation& m, const v1::RegisterEntry& entry);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Store<v1::RegisterImport> imports_;
  Store<v1::Parcel> parcels_;
  Store<v1::Unit> units_;
  Store<v1::Certificate> certificates_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_UNITS_IMPORT_SERVICE_H_
