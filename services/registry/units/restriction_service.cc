#include "services/registry/units/restriction_service.h"

#include <map>
#include <set>

#include "services/registry/units/import_rules.h"
#include "services/registry/units/unit_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/ids/unit_code.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::registry {
namespace {

// A freeze and a seal stop new mortgages; a mortgage beside another does not.
Obstacles MortgageObstacles(const Unit& unit, Date day) {
  Obstacles obstacles = StateObstacles(unit);
  for (Obstacle& obstacle : RestrictionObstacles(unit, day, "")) {
    if (obstacle.reason != &kMortgageOpen) obstacles.push_back(std::move(obstacle));
  }
  return obstacles;
}

// A seal may come between a request for cancellation and its entry; only a cancelled unit is past
// it.
Obstacles CancelledObstacle(const Unit& unit) {
  return unit.state() == Unit::STATE_CANCELLED ? StateObstacles(unit) : Obstacles{};
}

}  // namespace

absl::StatusOr<v1::Unit> RestrictionService::RegisterMortgage(
    const RequestContext& context, const v1::RegisterMortgageRequest& request) {
  return Mutate<v1::Unit>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Unit> {
    ASSIGN_OR_RETURN(Unit unit, units_.Lock(m, request.name()));
    Gates gates;
    Close(MortgageObstacles(unit, DateOf(m.now())), unit.name(), gates);
    RETURN_IF_ERROR(gates.status());
    Restriction mortgage;
    mortgage.set_restriction_id(request.restriction_id());
    mortgage.set_kind(Restriction::KIND_MORTGAGE);
    mortgage.set_holder(request.mortgagee());
    mortgage.set_holder_id(request.mortgagee_id());
    mortgage.set_amount_fen(request.amount_fen());
    mortgage.set_reference(request.contract());
    *mortgage.mutable_since() = ToProto(DateOf(m.now()));
    RETURN_IF_ERROR(AddRestriction(std::move(mortgage), unit));
    return units_.Update(m, unit);
  });
}

template <class Request>
absl::StatusOr<v1::Unit> RestrictionService::EndOne(const RequestContext& context,
                                                    const Request& request,
                                                    v1::Restriction::Kind kind) {
  return Mutate<v1::Unit>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Unit> {
    ASSIGN_OR_RETURN(Unit unit, units_.Lock(m, request.name()));
    RETURN_IF_ERROR(EndRestriction(request.restriction_id(), kind, context.caller.agency,
                                   request.document(), DateOf(m.now()), unit));
    return units_.Update(m, unit);
  });
}

absl::StatusOr<v1::Unit> RestrictionService::DischargeMortgage(
    const RequestContext& context, const v1::DischargeMortgageRequest& request) {
  return EndOne(context, request, Restriction::KIND_MORTGAGE);
}

absl::StatusOr<v1::Unit> RestrictionService::RegisterSeal(const RequestContext& context,
                                                          const v1::RegisterSealRequest& request) {
  Restriction seal;
  seal.set_restriction_id(request.restriction_id());
  seal.set_kind(Restriction::KIND_SEAL);
  seal.set_holder(request.court());
  seal.set_holder_id(context.caller.agency);
  seal.set_reference(request.notice());
  *seal.mutable_since() = ToProto(DateOf(context.now));
  *seal.mutable_until() = request.until();
  RETURN_IF_ERROR(CheckSealPeriod(seal, rules_, calendar_));
  return Mutate<v1::Unit>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Unit> {
    ASSIGN_OR_RETURN(Unit unit, units_.Lock(m, request.name()));
    Gates gates;
    Close(CancelledObstacle(unit), unit.name(), gates);
    RETURN_IF_ERROR(gates.status());
    RETURN_IF_ERROR(AddRestriction(seal, unit));
    return units_.Update(m, unit);
  });
}

absl::StatusOr<v1::Unit> RestrictionService::LiftSeal(const RequestContext& context,
                                                      const v1::LiftSealRequest& request) {
  return EndOne(context, request, Restriction::KIND_SEAL);
}

absl::StatusOr<v1::FreezeFlag> RestrictionService::FlagFreeze(
    const RequestContext& context, const v1::FlagFreezeRequest& request) {
  ASSIGN_OR_RETURN(const Date from, FromProto(request.from()));
  ASSIGN_OR_RETURN(const Date to, FromProto(request.to()));
  if (to < from) return Refuse(kFreezePeriod);
  return Mutate<v1::FreezeFlag>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::FreezeFlag> {
        Restriction freeze;
        // The flag and the restrictions it enters carry the request's id: a notice may come in
        // several parts.
        freeze.set_restriction_id("freeze-" + request.request_id());
        freeze.set_kind(Restriction::KIND_FREEZE);
        freeze.set_holder(request.project());
        freeze.set_holder_id("acquisition");
        freeze.set_reference(request.notice());
        freeze.set_project(request.project());
        *freeze.mutable_since() = request.from();
        *freeze.mutable_until() = request.to();
        Gates gates;
        std::map<std::string, Unit> units;  // in the order of their codes, as every mutation locks
        for (const std::string& code :
             std::set<std::string>(request.unit_codes().begin(), request.unit_codes().end())) {
          auto unit = units_.Lock(m, UnitName(code));
          if (ReasonOf(unit.status()) == kResourceNotFound.name) {
            gates.Close(kUnitUnknown, UnitName(code), {{"unit", code}});
            continue;
          }
          RETURN_IF_ERROR(unit.status());
          Close(CancelledObstacle(*unit), unit->name(), gates);
          units[code] = *std::move(unit);
        }
        RETURN_IF_ERROR(gates.status());
        for (auto& [code, unit] : units) {
          RETURN_IF_ERROR(AddRestriction(freeze, unit));
          RETURN_IF_ERROR(units_.Update(m, unit).status());
        }
        v1::FreezeFlag flag;
        flag.set_name(request.project() + "/freezeFlags/" + request.request_id());
        *flag.mutable_unit_codes() = request.unit_codes();
        flag.set_notice(request.notice());
        *flag.mutable_from() = request.from();
        *flag.mutable_to() = request.to();
        return flags_.Insert(m, flag,
                             {.territory = std::string(ids::DivisionOf(request.unit_codes(0)))});
      });
}

absl::StatusOr<v1::FreezeFlag> RestrictionService::GetFreezeFlag(
    const RequestContext& context, const v1::GetFreezeFlagRequest& request) {
  return flags_.Get(context, request);
}

}  // namespace liandong::registry
