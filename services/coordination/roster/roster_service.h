// The roster of the Leading Group (协调领导小组).
#ifndef SERVICES_COORDINATION_ROSTER_ROSTER_SERVICE_H_
#define SERVICES_COORDINATION_ROSTER_ROSTER_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/coordination/v1/roster.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::coordination {

// Thread-safe. Contracts: protos/liandong/coordination/v1/roster.proto.
class RosterService {
 public:
  explicit RosterService(Storage& storage) : storage_(storage), seats_(storage) {}

  absl::StatusOr<v1::Seat> AppointToSeat(const RequestContext& context,
                                         const v1::AppointToSeatRequest& request);
  absl::StatusOr<v1::Seat> EndTerm(const RequestContext& context,
                                   const v1::EndTermRequest& request);
  absl::StatusOr<v1::Seat> GetSeat(const RequestContext& context,
                                   const v1::GetSeatRequest& request);
  absl::StatusOr<v1::ListSeatsResponse> ListSeats(const RequestContext& context,
                                                  const v1::ListSeatsRequest& request);

 private:
  Storage& storage_;
  Store<v1::Seat> seats_;
};

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_ROSTER_ROSTER_SERVICE_H_
