// Turns the changes of the other services into the figures of the board and the timeline.
#ifndef SERVICES_COORDINATION_BOARD_BOARD_PROJECTOR_H_
#define SERVICES_COORDINATION_BOARD_BOARD_PROJECTOR_H_

#include "absl/status/status.h"
#include "liandong/common/v1/changes.pb.h"
#include "shared/storage/mutation.h"

namespace liandong::coordination {

// Enters one change of `source`; entering it again changes nothing. The change of a resource comes
// after the ones before it, as streams promise.
absl::Status Project(Mutation& m, common::v1::Service source, const common::v1::Change& change);

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_BOARD_BOARD_PROJECTOR_H_
