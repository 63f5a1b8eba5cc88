#include "services/coordination/roster/roster_rules.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::coordination {
namespace {

using common::v1::Agency;

// 2.b: four bodies send the leader in charge, nine their principal.
constexpr Agency kDeputiesInCharge[] = {common::v1::AGENCY_DISCIPLINE_COMMISSION,
                                        common::v1::AGENCY_PROCURATORATE, common::v1::AGENCY_COURT,
                                        common::v1::AGENCY_PUBLIC_SECURITY};
constexpr Agency kDeputyPrincipals[] = {
    common::v1::AGENCY_HOUSING_BUREAU,      common::v1::AGENCY_DISTRICT_GOVERNMENT,
    common::v1::AGENCY_ECONOMIC_ZONE,       common::v1::AGENCY_FINANCE,
    common::v1::AGENCY_CONSTRUCTION_BUREAU, common::v1::AGENCY_LAND_REGISTRY,
    common::v1::AGENCY_CITY_MANAGEMENT,     common::v1::AGENCY_CITY_INVESTMENT,
    common::v1::AGENCY_ECONOMIC_INVESTMENT};
// 2.c: members beside them have no deputy seat.
constexpr Agency kMembersOnly[] = {common::v1::AGENCY_PETITION_BUREAU,
                                   common::v1::AGENCY_LEGAL_AFFAIRS};

template <size_t N>
bool Holds(const Agency (&bodies)[N], Agency body) {
  return std::find(std::begin(bodies), std::end(bodies), body) != std::end(bodies);
}

// "housing-bureau"
std::string Slug(Agency body) {
  const std::string name = common::v1::Agency_Name(body);
  return absl::StrReplaceAll(absl::AsciiStrToLower(name.substr(sizeof("AGENCY_") - 1)),
                             {{"_", "-"}});
}

bool Exists(v1::SeatKind kind, Agency body, v1::Rank rank) {
  const bool in_charge = rank == v1::RANK_IN_CHARGE;
  const bool principal = rank == v1::RANK_PRINCIPAL;
  switch (kind) {
    case v1::SEAT_KIND_CHIEF:
    case v1::SEAT_KIND_EXECUTIVE_DEPUTY:
      return body == common::v1::AGENCY_CITY_GOVERNMENT && in_charge;
    case v1::SEAT_KIND_DEPUTY:
      return (Holds(kDeputiesInCharge, body) && in_charge) ||
             (Holds(kDeputyPrincipals, body) && principal);
    case v1::SEAT_KIND_MEMBER:
      return (Holds(kDeputiesInCharge, body) || Holds(kDeputyPrincipals, body) ||
              Holds(kMembersOnly, body)) &&
             in_charge;
    case v1::SEAT_KIND_OFFICE_DIRECTOR:
      return body == common::v1::AGENCY_HOUSING_BUREAU && principal;
    default:
      return false;
  }
}

std::string SeatName(v1::SeatKind kind, Agency body) {
  switch (kind) {
    case v1::SEAT_KIND_CHIEF:
      return kChiefSeat;
    case v1::SEAT_KIND_EXECUTIVE_DEPUTY:
      return kExecutiveDeputySeat;
    case v1::SEAT_KIND_DEPUTY:
      return absl::StrCat("seats/deputy-", Slug(body));
    case v1::SEAT_KIND_MEMBER:
      return absl::StrCat("seats/member-", Slug(body));
    default:
      return "seats/office-director";
  }
}

Date FirstDay(const v1::Term& term) { return FromProto(term.first_day()).value_or(Date::min()); }
Date LastDay(const v1::Term& term) {
  return term.has_last_day() ? FromProto(term.last_day()).value_or(Date::max()) : Date::max();
}
std::string LastDayText(const v1::Term& term) {
  return term.has_last_day() ? FormatDate(LastDay(term)) : "…";
}

}  // namespace

absl::StatusOr<Seat> SeatFor(v1::SeatKind kind, Agency body, v1::Rank rank) {
  if (!Exists(kind, body, rank)) {
    return Refuse(kSeatUnknown, {{"kind", v1::SeatKind_Name(kind)}});
  }
  Seat seat;
  seat.set_name(SeatName(kind, body));
  seat.set_kind(kind);
  seat.set_body(body);
  seat.set_rank(rank);
  return seat;
}

absl::Status AddTerm(Seat& seat, const v1::Term& term) {
  if (LastDay(term) < FirstDay(term)) return Refuse(kTermDates);
  for (const v1::Term& other : seat.terms()) {
    if (LastDay(other) < FirstDay(term) || LastDay(term) < FirstDay(other)) continue;
    return Refuse(kSeatTaken, {{"officer", other.officer()},
                               {"first_day", FormatDate(FirstDay(other))},
                               {"last_day", LastDayText(other)}});
  }
  ASSIGN_OR_RETURN(
      Seat::State next,
      kSeatMachine.Next(seat.state(),
                        term.has_last_day() ? "AppointToSeat (with last day)" : "AppointToSeat"));
  seat.set_state(next);
  *seat.add_terms() = term;
  std::sort(seat.mutable_terms()->begin(), seat.mutable_terms()->end(),
            [](const v1::Term& a, const v1::Term& b) { return FirstDay(a) < FirstDay(b); });
  *seat.mutable_since() = seat.terms(0).first_day();
  return absl::OkStatus();
}

absl::Status EndOpenTerm(Seat& seat, Date last_day, const std::string& document) {
  ASSIGN_OR_RETURN(Seat::State next, kSeatMachine.Next(seat.state(), "EndTerm"));
  // Terms do not overlap, so an open one is the last.
  v1::Term& open = *seat.mutable_terms()->rbegin();
  if (last_day < FirstDay(open)) return Refuse(kTermDates);
  *open.mutable_last_day() = ToProto(last_day);
  open.set_end_document(document);
  seat.set_state(next);
  return absl::OkStatus();
}

std::string HolderOn(const Seat& seat, Date day) {
  for (const v1::Term& term : seat.terms()) {
    if (FirstDay(term) <= day && day <= LastDay(term)) return term.officer();
  }
  return "";
}

}  // namespace liandong::coordination
