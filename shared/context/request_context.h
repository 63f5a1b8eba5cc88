// Who is asking, for what, and what they may see. Made by dispatch, once per call; business code
// receives it and never builds one.
#ifndef SHARED_CONTEXT_REQUEST_CONTEXT_H_
#define SHARED_CONTEXT_REQUEST_CONTEXT_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "liandong/common/v1/options.pb.h"

namespace liandong {

// The authenticated caller.
struct Caller {
  // Organisation id ("hsb") or, for a service in its own name, "service/acquisition".
  std::string agency;
  common::v1::Agency capacity = common::v1::AGENCY_UNSPECIFIED;
  // Officer id ("hsb-2"); empty for machines and services.
  std::string officer;
  std::vector<std::string> roles;
  // Territories the organisation works in: 431103, 431171 or both.
  std::vector<std::string> territories;
  // The service that carried the call, when one did.
  common::v1::Service service = common::v1::SERVICE_UNSPECIFIED;
};

// The rows a call may reach. Every read takes one; the store turns it into SQL.
struct Scope {
  bool every_territory = false;
  std::vector<std::string> territories;
  common::v1::Seal seal_max = common::v1::SEAL_ORDINARY;
};

// For relays and sweepers, which act for the service itself and answer nobody.
inline Scope SystemScope() {
  return {.every_territory = true, .territories = {}, .seal_max = common::v1::SEAL_RESTRICTED};
}

struct RequestContext {
  Caller caller;
  Scope scope;
  // Full method name, "liandong.funds.v1.BudgetService.ApproveBudget".
  std::string method;
  // The method's access option; outlives the call.
  const common::v1::Access* access = nullptr;
  // Business time, read once: everything in the call happens at this instant.
  absl::Time now;
  // Machine time by which the caller wants its answer.
  absl::Time deadline;
  // W3C trace context of the call.
  std::string trace_id;
  // Personal data unmasked, because the caller's duty needs it and the view has been logged.
  bool full_view = false;
};

}  // namespace liandong

#endif  // SHARED_CONTEXT_REQUEST_CONTEXT_H_
