#include "services/coordination/roster/roster_service.h"

#include "services/coordination/roster/roster_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::coordination {
namespace {

bool IsAbsent(const absl::Status& status) { return ReasonOf(status) == kResourceNotFound.name; }

}  // namespace

absl::StatusOr<v1::Seat> RosterService::AppointToSeat(const RequestContext& context,
                                                      const v1::AppointToSeatRequest& request) {
  ASSIGN_OR_RETURN(v1::Seat vacant, SeatFor(request.kind(), request.body(), request.rank()));
  ASSIGN_OR_RETURN(Date first_day, FromProto(request.first_day()));
  v1::Term term;
  term.set_officer(request.officer());
  term.set_document(request.document());
  *term.mutable_first_day() = request.first_day();
  if (request.has_last_day()) *term.mutable_last_day() = request.last_day();
  return Mutate<v1::Seat>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Seat> {
    if (request.kind() == v1::SEAT_KIND_OFFICE_DIRECTOR) {
      absl::StatusOr<v1::Seat> principal = seats_.Lock(m, kHousingDeputySeat);
      if (!principal.ok() && !IsAbsent(principal.status())) return principal.status();
      if (!principal.ok() || HolderOn(*principal, first_day) != request.officer()) {
        return Refuse(kDirectorNotPrincipal);
      }
    }
    absl::StatusOr<v1::Seat> seat = seats_.Lock(m, vacant.name());
    if (!seat.ok() && !IsAbsent(seat.status())) return seat.status();
    if (seat.ok()) {
      RETURN_IF_ERROR(AddTerm(*seat, term));
      return seats_.Update(m, *std::move(seat));
    }
    v1::Seat taken = vacant;
    RETURN_IF_ERROR(AddTerm(taken, term));
    return seats_.Insert(m, std::move(taken), {});
  });
}

absl::StatusOr<v1::Seat> RosterService::EndTerm(const RequestContext& context,
                                                const v1::EndTermRequest& request) {
  ASSIGN_OR_RETURN(Date last_day, FromProto(request.last_day()));
  return Mutate<v1::Seat>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Seat> {
    ASSIGN_OR_RETURN(v1::Seat seat, seats_.Lock(m, request.name()));
    RETURN_IF_ERROR(EndOpenTerm(seat, last_day, request.document()));
    return seats_.Update(m, std::move(seat));
  });
}

absl::StatusOr<v1::Seat> RosterService::GetSeat(const RequestContext& context,
                                                const v1::GetSeatRequest& request) {
  return seats_.Get(context, request);
}

absl::StatusOr<v1::ListSeatsResponse> RosterService::ListSeats(
    const RequestContext& context, const v1::ListSeatsRequest& request) {
  return seats_.List<v1::ListSeatsResponse>(context, request);
}

}  // namespace liandong::coordination
