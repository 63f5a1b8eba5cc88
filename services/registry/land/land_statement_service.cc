#include "services/registry/land/land_statement_service.h"

#include <algorithm>
#include <map>

#include "services/registry/registry_reasons.h"
#include "shared/ids/division.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::registry {

using v1::LandDocument;

absl::Status CheckDocuments(const v1::LandStatement& statement) {
  std::map<int, int> count;
  for (const auto& document : statement.documents()) ++count[document.kind()];
  FieldErrors errors;
  for (int kind = LandDocument::Kind_MIN + 1; kind <= LandDocument::Kind_MAX; ++kind) {
    if (count[kind] == 1) continue;
    errors.Add("land_statement.documents", count[kind] == 0 ? kDocumentMissing : kDocumentTwice,
               {{"kind", LandDocument::Kind_Name(static_cast<LandDocument::Kind>(kind))}});
  }
  return errors.status();
}

absl::StatusOr<v1::LandStatement> LandStatementService::SubmitLandStatement(
    const RequestContext& context, const v1::SubmitLandStatementRequest& request) {
  const std::string& territory = request.land_statement().territory();
  ASSIGN_OR_RETURN(auto scope, rules_.Get(rules::kAreaScope, DateOf(context.now)));
  RETURN_IF_ERROR(ids::CheckAreaInScope(territory, scope.value));
  RETURN_IF_ERROR(CheckDocuments(request.land_statement()));
  return Mutate<v1::LandStatement>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::LandStatement> {
        v1::LandStatement statement = request.land_statement();
        statement.set_name(request.parent() + "/landStatements/" + request.land_statement_id());
        statement.set_maker(m.actor());
        statement.set_investor(context.caller.agency);
        return statements_.Insert(m, statement, {.territory = territory});
      });
}

absl::StatusOr<v1::LandStatement> LandStatementService::GetLandStatement(
    const RequestContext& context, const v1::GetLandStatementRequest& request) {
  return statements_.Get(context, request);
}

}  // namespace liandong::registry
