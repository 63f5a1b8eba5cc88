// Delivers a service's open commands in a test, in the calling thread.
#ifndef SHARED_TESTING_RELAY_DRIVER_H_
#define SHARED_TESTING_RELAY_DRIVER_H_

#include "absl/status/statusor.h"
#include "shared/commands/relay.h"
#include "shared/db/lease.h"
#include "shared/status/macros.h"

namespace liandong::testing {

// Runs the relay until nothing is due; commands that failed stay open.
inline absl::Status DeliverCommands(db::Pool& pool, CommandRelay& relay) {
  db::Lease lease(pool, "relay", std::chrono::seconds(60));
  ASSIGN_OR_RETURN(bool held, lease.TryHold());
  if (!held) return absl::FailedPreconditionError("somebody else holds the relay's lease");
  while (true) {
    ASSIGN_OR_RETURN(bool more, relay.Step(lease.guard()));
    if (!more) break;
  }
  lease.Release();
  return absl::OkStatus();
}

}  // namespace liandong::testing

#endif  // SHARED_TESTING_RELAY_DRIVER_H_
