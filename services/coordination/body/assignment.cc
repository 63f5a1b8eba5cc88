#include "services/coordination/body/assignment.h"

#include <algorithm>
#include <set>

#include "services/coordination/body/body_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::coordination {

namespace {

// What touches households is not for those who profit from it (3.11.j), and no order reaches into
// judging, prosecuting and disciplining: these bodies help with logistics only.
void CheckKind(const v1::Body& body, const std::string& organisation, v1::TaskKind kind,
               Gates& gates) {
  if (kind == v1::TASK_KIND_SUPPORT) return;
  switch (body.agency()) {
    case common::v1::AGENCY_CITY_INVESTMENT:
    case common::v1::AGENCY_ECONOMIC_INVESTMENT:
      gates.Close(kInvestorKeptOut, organisation, {{"body", organisation}});
      return;
    case common::v1::AGENCY_COURT:
    case common::v1::AGENCY_PROCURATORATE:
    case common::v1::AGENCY_DISCIPLINE_COMMISSION:
      gates.Close(kIndependentBody, organisation, {{"body", organisation}});
      return;
    default:
      return;
  }
}

}  // namespace

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
    if (body.ok()) CheckKind(*body, organisation, assignment.kind, gates);
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
