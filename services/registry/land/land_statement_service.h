// What investors state about the land of their projects.
#ifndef SERVICES_REGISTRY_LAND_LAND_STATEMENT_SERVICE_H_
#define SERVICES_REGISTRY_LAND_LAND_STATEMENT_SERVICE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "liandong/registry/v1/land_statement.pb.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// One document of each kind. DOCUMENT_MISSING, DOCUMENT_TWICE, all at once. Pure.
absl::Status CheckDocuments(const v1::LandStatement& statement);

// Thread-safe. Contracts: protos/liandong/registry/v1/land_statement.proto.
class LandStatementService {
 public:
  LandStatementService(Storage& storage, const rules::RuleSet& rules)
      : storage_(storage), rules_(rules), statements_(storage) {}

  absl::StatusOr<v1::LandStatement> SubmitLandStatement(
      const RequestContext& context, const v1::SubmitLandStatementRequest& request);
  absl::StatusOr<v1::LandStatement> GetLandStatement(const RequestContext& context,
                                                     const v1::GetLandStatementRequest& request);

 private:
  Storage& storage_;
  const rules::RuleSet& rules_;
  Store<v1::LandStatement> statements_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_LAND_LAND_STATEMENT_SERVICE_H_
