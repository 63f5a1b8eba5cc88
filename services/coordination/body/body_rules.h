// When a body may be given work. Pure.
#ifndef SERVICES_COORDINATION_BODY_BODY_RULES_H_
#define SERVICES_COORDINATION_BODY_BODY_RULES_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "liandong/coordination/v1/body.pb.h"
#include "services/coordination/coordination_reasons.h"

namespace liandong::coordination {

using v1::Body;

// Plan, at least one leader and one staff member on record (7.2.a, 7.2.c).
Body::State StateOf(const Body& body);

// Leaders and staff must be "<body>/…". All others at once, each OFFICER_OF_OTHER_BODY.
absl::Status CheckOfficers(const Body& body, std::string_view organisation);

// "bodies/cmb"
std::string BodyName(std::string_view organisation);

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_BODY_BODY_RULES_H_
