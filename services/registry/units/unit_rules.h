// A unit's life, its rights and what restricts them. Pure.
#ifndef SERVICES_REGISTRY_UNITS_UNIT_RULES_H_
#define SERVICES_REGISTRY_UNITS_UNIT_RULES_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "liandong/registry/v1/unit.pb.h"
#include "services/registry/registry_reasons.h"
#include "services/registry/units/obstacle.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::registry {

using v1::Restriction;
using v1::Unit;

inline constexpr rules::Transition<Unit::State> kUnitMoves[] = {
    {Unit::STATE_UNSPECIFIED, "ImportRegister", Unit::STATE_REGISTERED},
    {Unit::STATE_REGISTERED, "RequestCancellation", Unit::STATE_CANCELLATION_REQUESTED},
    {Unit::STATE_CANCELLATION_REQUESTED, "WithdrawCancellation", Unit::STATE_REGISTERED},
    {Unit::STATE_CANCELLATION_REQUESTED, "ApplyCancellation", Unit::STATE_CANCELLED},
};
inline constexpr rules::StateMachine kUnitMachine("Unit", kUnitState, kUnitMoves);

inline std::string UnitName(std::string_view unit_code) {
  return "units/" + std::string(unit_code);
}

// CANCELLATION_PENDING or UNIT_CANCELLED, unless the unit is registered.
Obstacles StateObstacles(const Unit& unit);

// Neither ended nor lapsed on `day`. A waiting seal stands: it takes effect by itself when the one
// before it lapses.
bool Stands(const Restriction& restriction, Date day);

// Each restriction that stands: MORTGAGE_OPEN, SEALED, UNIT_FROZEN, OBJECTION_OPEN,
// PRENOTICE_OPEN. The freeze of `project` itself does not stop what that project leads to; "" for
// acts outside of any project.
Obstacles RestrictionObstacles(const Unit& unit, Date day, std::string_view project);

// Null when the unit has none of this id.
Restriction* FindRestriction(Unit& unit, std::string_view restriction_id);
// RESTRICTION_TWICE. A seal beside another that has not ended waits.
absl::Status AddRestriction(Restriction restriction, Unit& unit);
// Ends the restriction for `holder_id`, its holder; the first seal that waits takes effect when no
// other is active. RESTRICTION_UNKNOWN (also when it is of another kind), RESTRICTION_ENDED,
// NOT_RESTRICTION_HOLDER; the unit is unchanged then.
absl::Status EndRestriction(std::string_view restriction_id, Restriction::Kind kind,
                            std::string_view holder_id, std::string_view document, Date day,
                            Unit& unit);
// Fills open_mortgages, open_seals, open_freezes.
void CountRestrictions(Unit& unit);

// SHARES_NOT_ONE: the shares of each kind of right that has not ended add up to exactly one, or
// all its holders, two at least, own jointly.
absl::Status CheckShares(const Unit& unit);
// ID_FORMAT, ID_CHECK_DIGIT, USCC_FORMAT. A credit code's check character may be wrong: some were
// issued so.
absl::Status CheckParty(const v1::Party& party);
// Same name and same number, however it is written.
bool SameParty(const v1::Party& first, const v1::Party& second);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_UNITS_UNIT_RULES_H_
