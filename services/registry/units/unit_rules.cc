#include "services/registry/units/unit_rules.h"

#include <map>
#include <numeric>

#include "shared/calendar/date_proto.h"
#include "shared/ids/party_ids.h"
#include "shared/ids/text.h"
#include "shared/status/refusal.h"

namespace liandong::registry {
namespace {

Date DayOf(const google::type::Date& date) { return Date(date.year(), date.month(), date.day()); }

const Reason& ReasonFor(Restriction::Kind kind) {
  switch (kind) {
    case Restriction::KIND_MORTGAGE:
      return kMortgageOpen;
    case Restriction::KIND_SEAL:
      return kSealed;
    case Restriction::KIND_FREEZE:
      return kUnitFrozen;
    case Restriction::KIND_PRENOTICE:
      return kPrenoticeOpen;
    default:
      return kObjectionOpen;
  }
}

bool Open(const Restriction& restriction, Restriction::Kind kind) {
  return restriction.kind() == kind && restriction.state() != Restriction::STATE_ENDED;
}

int64_t CountOpen(const Unit& unit, Restriction::Kind kind) {
  int64_t count = 0;
  for (const auto& restriction : unit.restrictions()) count += Open(restriction, kind);
  return count;
}

// The sum of shares as a reduced fraction, which stays small: shares that would make it large add
// up to no register entry.
class ShareSum {
 public:
  void Add(int64_t numerator, int64_t denominator) {
    if (numerator < 1 || denominator < 1 || denominator_ > kDenominatorMax ||
        numerator_ > denominator_) {
      wrong_ = true;
      return;
    }
    numerator_ = numerator_ * denominator + numerator * denominator_;
    denominator_ *= denominator;
    const int64_t divisor = std::gcd(numerator_, denominator_);
    numerator_ /= divisor;
    denominator_ /= divisor;
  }
  bool IsOne() const { return !wrong_ && numerator_ == denominator_; }

 private:
  static constexpr int64_t kDenominatorMax = 1'000'000'000'000;
  int64_t numerator_ = 0;
  int64_t denominator_ = 1;
  bool wrong_ = false;
};

}  // namespace

Obstacles StateObstacles(const Unit& unit) {
  if (unit.state() == Unit::STATE_REGISTERED) return {};
  const Reason& reason =
      unit.state() == Unit::STATE_CANCELLED ? kUnitCancelled : kCancellationPending;
  return {{&reason, {{"unit", unit.unit_code()}, {"cancellation", unit.cancellation()}}}};
}

bool Stands(const Restriction& restriction, Date day) {
  if (restriction.state() == Restriction::STATE_ENDED) return false;
  if (day < DayOf(restriction.since())) return false;
  return !restriction.has_until() || day <= DayOf(restriction.until());
}

Obstacles RestrictionObstacles(const Unit& unit, Date day, std::string_view project) {
  Obstacles obstacles;
  for (const auto& restriction : unit.restrictions()) {
    if (!Stands(restriction, day)) continue;
    if (restriction.kind() == Restriction::KIND_FREEZE && !project.empty() &&
        restriction.project() == project) {
      continue;
    }
    obstacles.push_back({&ReasonFor(restriction.kind()),
                         {{"unit", unit.unit_code()}, {"reference", restriction.reference()}}});
  }
  return obstacles;
}

Restriction* FindRestriction(Unit& unit, std::string_view restriction_id) {
  for (auto& restriction : *unit.mutable_restrictions()) {
    if (restriction.restriction_id() == restriction_id) return &restriction;
  }
  return nullptr;
}

absl::Status AddRestriction(Restriction restriction, Unit& unit) {
  if (FindRestriction(unit, restriction.restriction_id()) != nullptr) {
    return Refuse(kRestrictionTwice, {{"restriction", restriction.restriction_id()}});
  }
  const bool waits =
      restriction.kind() == Restriction::KIND_SEAL && CountOpen(unit, Restriction::KIND_SEAL) > 0;
  restriction.set_state(waits ? Restriction::STATE_WAITING : Restriction::STATE_ACTIVE);
  *unit.add_restrictions() = std::move(restriction);
  CountRestrictions(unit);
  return absl::OkStatus();
}

absl::Status EndRestriction(std::string_view restriction_id, Restriction::Kind kind,
                            std::string_view holder_id, std::string_view document, Date day,
                            Unit& unit) {
  const Metadata metadata = {{"restriction", std::string(restriction_id)}};
  Restriction* restriction = FindRestriction(unit, restriction_id);
  if (restriction == nullptr || restriction->kind() != kind) {
    return Refuse(kRestrictionUnknown, metadata);
  }
  if (restriction->holder_id() != holder_id) return Refuse(kNotRestrictionHolder, metadata);
  if (restriction->state() == Restriction::STATE_ENDED) {
    return Refuse(kRestrictionEnded, {{"restriction", std::string(restriction_id)},
                                      {"document", restriction->ended_by()}});
  }
  restriction->set_state(Restriction::STATE_ENDED);
  restriction->set_ended_by(std::string(document));
  *restriction->mutable_ended() = ToProto(day);
  bool active = kind != Restriction::KIND_SEAL;
  for (const auto& other : unit.restrictions()) {
    active |= other.kind() == Restriction::KIND_SEAL && other.state() == Restriction::STATE_ACTIVE;
  }
  for (auto& other : *unit.mutable_restrictions()) {
    if (active || other.state() != Restriction::STATE_WAITING) continue;
    other.set_state(Restriction::STATE_ACTIVE);
    active = true;
  }
  CountRestrictions(unit);
  return absl::OkStatus();
}

void CountRestrictions(Unit& unit) {
  unit.set_open_mortgages(CountOpen(unit, Restriction::KIND_MORTGAGE));
  unit.set_open_seals(CountOpen(unit, Restriction::KIND_SEAL));
  unit.set_open_freezes(CountOpen(unit, Restriction::KIND_FREEZE));
}

absl::Status CheckShares(const Unit& unit) {
  struct Kind {
    int holders = 0;
    int joint = 0;
    ShareSum sum;
  };
  std::map<v1::Right::Kind, Kind> kinds;
  for (const auto& right : unit.rights()) {
    if (right.has_ended()) continue;
    Kind& kind = kinds[right.kind()];
    ++kind.holders;
    if (right.share_numerator() == 0 && right.share_denominator() == 0) {
      ++kind.joint;
    } else {
      kind.sum.Add(right.share_numerator(), right.share_denominator());
    }
  }
  for (const auto& [name, kind] : kinds) {
    const bool joint = kind.joint == kind.holders && kind.holders > 1;
    if (joint || (kind.joint == 0 && kind.sum.IsOne())) continue;
    return Refuse(kSharesNotOne, {{"kind", v1::Right::Kind_Name(name)}});
  }
  return absl::OkStatus();
}

absl::Status CheckParty(const v1::Party& party) {
  const std::string number = ids::NormalisePartyId(party.id_number());
  if (party.id_type() == v1::Party::ID_TYPE_RESIDENT_ID) return ids::CheckResidentId(number);
  if (party.id_type() == v1::Party::ID_TYPE_USCC) {
    absl::Status checked = ids::CheckUscc(number);
    if (!ids::IsOverridable(ReasonOf(checked))) return checked;
  }
  return absl::OkStatus();
}

bool SameParty(const v1::Party& first, const v1::Party& second) {
  return ids::FoldText(first.name()) == ids::FoldText(second.name()) &&
         first.id_type() == second.id_type() &&
         ids::NormalisePartyId(first.id_number()) == ids::NormalisePartyId(second.id_number());
}

}  // namespace liandong::registry
