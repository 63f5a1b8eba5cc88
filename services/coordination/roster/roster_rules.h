// Which seats there are and who may hold them when. Pure.
#ifndef SERVICES_COORDINATION_ROSTER_ROSTER_RULES_H_
#define SERVICES_COORDINATION_ROSTER_ROSTER_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "liandong/coordination/v1/roster.pb.h"
#include "services/coordination/coordination_reasons.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::coordination {

using v1::Seat;

inline constexpr rules::Transition<Seat::State> kSeatMoves[] = {
    {Seat::STATE_UNSPECIFIED, "AppointToSeat", Seat::STATE_HELD},
    {Seat::STATE_UNSPECIFIED, "AppointToSeat (with last day)", Seat::STATE_ENDING},
    {Seat::STATE_ENDING, "AppointToSeat", Seat::STATE_HELD},
    {Seat::STATE_ENDING, "AppointToSeat (with last day)", Seat::STATE_ENDING},
    // A term of the past, entered while a later one is open.
    {Seat::STATE_HELD, "AppointToSeat (with last day)", Seat::STATE_HELD},
    {Seat::STATE_HELD, "EndTerm", Seat::STATE_ENDING},
};
inline constexpr rules::StateMachine kSeatMachine("Seat", kSeatState, kSeatMoves);

inline constexpr char kChiefSeat[] = "seats/chief";
inline constexpr char kExecutiveDeputySeat[] = "seats/executive-deputy";
inline constexpr char kHousingDeputySeat[] = "seats/deputy-housing-bureau";

// The seat of this kind, body and rank, named and without terms (2.a–2.c, 2.e). SEAT_UNKNOWN.
absl::StatusOr<Seat> SeatFor(v1::SeatKind kind, common::v1::Agency body, v1::Rank rank);

// Adds a term in the order of first days and moves the seat on. TERM_DATES; SEAT_TAKEN when another
// term has a day in common.
absl::Status AddTerm(Seat& seat, const v1::Term& term);

// Gives the open term its last day. SEAT_STATE when there is none; TERM_DATES.
absl::Status EndOpenTerm(Seat& seat, Date last_day, const std::string& document);

// The officer who holds the seat on `day`; "" when nobody does.
std::string HolderOn(const Seat& seat, Date day);

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_ROSTER_ROSTER_RULES_H_
