#include "services/coordination/body/assignment.h"

#include <algorithm>
#include <set>

#include "services/coordination/body/body_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::coordination {

absl::Status CheckAssignment(Mutation& m, Store<v1::Body>& bodies, const Assignment& assignment) {
  Gates gates;
  // In one order everywhere, so that two assignments never wait for each other.
  std::set<std::string> named(assignment.assisting.begin(), assignment.assisting.end());
  if (named.contains(assignment.lead_body)) {
    gates.Close(kLeadAssists, assignment.lead_body, {{"body", assignment.lead_body}});
  }
  named.insert(assignment.lead_body);
  for (const std::string& organisation : named) {
    absl::StatusOr<v1::Body> body = bodies.Lock(m, BodyName(organisation));
    if (!body.ok() && ReasonOf(body.status()) != kResourceNotFound.name) return body.status();
    if (!body.ok() || body->state() != v1::Body::STATE_ASSIGNABLE) {
      gates.Close(kNotDesignated, organisation, {{"body", organisation}});
    }
  }
  ASSIGN_OR_RETURN(Date due, FromProto(assignment.due_date));
  if (due < DateOf(m.now())) gates.Close(kDueInPast, "due_date");
  return gates.status();
}

absl::Status CheckLead(const Caller& caller, const std::string& lead_body) {
  if (caller.agency == lead_body) return absl::OkStatus();
  return Refuse(kNotLeadBody, {{"lead", lead_body}});
}

}  // namespace liandong::coordination
