#include "services/registry/deregistration/basis_service.h"

#include "services/registry/registry_reasons.h"
#include "services/registry/units/unit_rules.h"
#include "shared/db/db_errors.h"
#include "shared/ids/unit_code.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::registry {

absl::StatusOr<v1::DeregistrationBasis> BasisService::PushDeregistrationBasis(
    const RequestContext& context, const v1::PushDeregistrationBasisRequest& request) {
  const v1::DeregistrationBasis& pushed = request.basis();
  return Mutate<v1::DeregistrationBasis>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::DeregistrationBasis> {
        auto unit = units_.Lock(m, UnitName(pushed.unit_code()));
        if (ReasonOf(unit.status()) == kResourceNotFound.name) {
          return Refuse(kUnitUnknown, {{"unit", pushed.unit_code()}});
        }
        RETURN_IF_ERROR(unit.status());
        Gates gates;
        if (unit->state() == Unit::STATE_CANCELLED) {
          Close(StateObstacles(*unit), unit->name(), gates);
        }
        Close(ProofObstacles(pushed, verify_, m.now()), unit->name(), gates);
        RETURN_IF_ERROR(gates.status());
        auto known = bases_.Lock(m, pushed.name());
        if (ReasonOf(known.status()) == kResourceNotFound.name) {
          const std::string territory(ids::DivisionOf(pushed.unit_code()));
          auto inserted = bases_.Insert(m, pushed, {.territory = territory});
          if (db::IsDuplicateKey(inserted.status(), "one_basis")) return Refuse(kBasisExists);
          return inserted;
        }
        RETURN_IF_ERROR(known.status());
        // A basis stays with its unit and household: another unit would leave this one without the
        // lock of its own page.
        if (known->unit_code() != pushed.unit_code() || known->household() != pushed.household()) {
          return Refuse(kBasisExists);
        }
        v1::DeregistrationBasis basis = pushed;
        *basis.mutable_create_time() = known->create_time();
        return bases_.Update(m, basis);
      });
}

absl::StatusOr<v1::DeregistrationBasis> BasisService::GetDeregistrationBasis(
    const RequestContext& context, const v1::GetDeregistrationBasisRequest& request) {
  return bases_.Get(context, request);
}

}  // namespace liandong::registry
