// Import of the household list (被征收户名册): all or nothing, once per request.
#ifndef SERVICES_ACQUISITION_HOUSEHOLD_IMPORT_SERVICE_H_
#define SERVICES_ACQUISITION_HOUSEHOLD_IMPORT_SERVICE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/household_import.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/household_import.proto.
class HouseholdImportService {
 public:
  explicit HouseholdImportService(Storage& storage)
      : storage_(storage), projects_(storage), households_(storage), imports_(storage) {}

  absl::StatusOr<v1::HouseholdImport> ImportHouseholds(const RequestContext& context,
                                                       const v1::ImportHouseholdsRequest& request);

 private:
  absl::Status Insert(Mutation& m, const v1::Project& project,
                      const std::vector<v1::Household>& households);

  Storage& storage_;
  Store<v1::Project> projects_;
  Store<v1::Household> households_;
  Store<v1::HouseholdImport> imports_;
};

// Whether a freeze notice is in force for the project and today is one of its days, read in the
// caller's transaction.
absl::StatusOr<bool> FreezeInForce(Mutation& m, const std::string& project);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_HOUSEHOLD_IMPORT_SERVICE_H_
