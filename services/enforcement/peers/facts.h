// What other services say about a household, its decision and its money at this moment.
#ifndef SERVICES_ENFORCEMENT_PEERS_FACTS_H_
#define SERVICES_ENFORCEMENT_PEERS_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "shared/calendar/calendar.h"
#include "shared/calendar/date.h"

namespace liandong::enforcement {

struct HouseholdFacts {
  std::string territory;
  // Last day to vacate; none before payment or escrow.
  std::optional<Date> vacate_by;
  bool vacated = false;
  // The compensation lies in escrow.
  bool deposited = false;
  bool appeal_pending = false;
  // An appeal has annulled the decision.
  bool annulled = false;
  // Of appeals that have ended and left it standing, the latest each: review decision served,
  // judgment in effect, appeal taken back.
  std::optional<Date> review_served;
  std::optional<Date> judgment_effective;
  std::optional<Date> withdrawn;
};

struct DecisionFacts {
  std::string household;
  // Organisation id of the government that decided.
  std::string decider;
  std::optional<Date> served;
  bool rights_told = false;
  int64_t total_fen = 0;
};

// Whether the compensation is out of everybody else's reach.
struct MoneyFacts {
  bool live = false;
  // In escrow, so that a refusal of the money stands on record.
  bool escrow = false;
  // What was found instead of a live proof.
  Name finding;
};

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_PEERS_FACTS_H_
