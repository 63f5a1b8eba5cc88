#include "services/coordination/body/body_rules.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "shared/status/refusal.h"

namespace liandong::coordination {

Body::State StateOf(const Body& body) {
  const bool complete =
      !body.plan_document().empty() && body.leaders_size() > 0 && body.staff_size() > 0;
  return complete ? Body::STATE_ASSIGNABLE : Body::STATE_INCOMPLETE;
}

absl::Status CheckOfficers(const Body& body, std::string_view organisation) {
  const std::string own = absl::StrCat(std::string(organisation), "/");
  FieldErrors errors;
  auto check = [&](const auto& officers, const char* field) {
    for (int i = 0; i < officers.size(); ++i) {
      if (absl::StartsWith(officers[i], own)) continue;
      errors.Add(absl::StrCat("body.", field, "[", i, "]"), kOfficerOfOtherBody,
                 {{"officer", officers[i]}, {"body", std::string(organisation)}});
    }
  };
  check(body.leaders(), "leaders");
  check(body.staff(), "staff");
  return errors.status();
}

std::string BodyName(std::string_view organisation) {
  return absl::StrCat("bodies/", std::string(organisation));
}

}  // namespace liandong::coordination
