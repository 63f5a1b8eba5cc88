// The gates that tasks and resolutions share: one lead, everybody named has people for it.
#ifndef SERVICES_COORDINATION_BODY_ASSIGNMENT_H_
#define SERVICES_COORDINATION_BODY_ASSIGNMENT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/type/date.pb.h"
#include "liandong/coordination/v1/body.pb.h"
#include "liandong/coordination/v1/task.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::coordination {

struct Assignment {
  std::string lead_body;  // organisation ids
  std::vector<std::string> assisting;
  google::type::Date due_date;
  // Only a task says what hangs on it; a resolution is the Leading Group's own word.
  v1::TaskKind kind = v1::TASK_KIND_SUPPORT;
};

// Locks every body named and collects the closed gates: NOT_DESIGNATED, LEAD_ASSISTS, DUE_IN_PAST,
// INVESTOR_KEPT_OUT, INDEPENDENT_BODY.
absl::Status CheckAssignment(Mutation& m, Store<v1::Body>& bodies, const Assignment& assignment);

// NOT_LEAD_BODY unless the caller is the lead.
absl::Status CheckLead(const Caller& caller, const std::string& lead_body);

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_BODY_ASSIGNMENT_H_
