// Red lines (红线): drawn by the land registry, frozen by the expropriation decision.
#ifndef SERVICES_REGISTRY_LAND_RED_LINE_SERVICE_H_
#define SERVICES_REGISTRY_LAND_RED_LINE_SERVICE_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/registry/v1/parcel.pb.h"
#include "liandong/registry/v1/red_line.pb.h"
#include "services/registry/land/parcel_rules.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/red_line.proto.
class RedLineService {
 public:
  RedLineService(Storage& storage, const rules::RuleSet& rules)
      : storage_(storage), rules_(rules), parcels_(storage), red_lines_(storage) {}

  absl::StatusOr<v1::RedLine> CreateRedLine(const RequestContext& context,
                                            const v1::CreateRedLineRequest& request);
  absl::StatusOr<v1::RedLine> GetRedLine(const RequestContext& context,
                                         const v1::GetRedLineRequest& request);
  absl::StatusOr<v1::ListRedLinesResponse> ListRedLines(const RequestContext& context,
                                                        const v1::ListRedLinesRequest& request);
  absl::StatusOr<v1::RedLine> FreezeRedLine(const RequestContext& context,
                                            const v1::FreezeRedLineRequest& request);

 private:
  // The listed parcels and all that lie near the line; the land is locked.
  absl::StatusOr<std::vector<RegisteredParcel>> LoadParcels(Mutation& m, const Polygon& line,
                                                            const std::set<std::string>& listed);
  // Closes RED_LINE_OVERLAP for every other project's line that shares land with `line`, and
  // RED_LINE_FROZEN when this project's own is fixed. Answers the version in force, "" for none.
  absl::StatusOr<std::string> CompareLines(Mutation& m, const std::string& project,
                                           const Polygon& line, Gates& gates);
  absl::Status Supersede(Mutation& m, const std::string& name);

  Storage& storage_;
  const rules::RuleSet& rules_;
  Store<v1::Parcel> parcels_;
  Store<v1::RedLine> red_lines_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_LAND_RED_LINE_SERVICE_H_
