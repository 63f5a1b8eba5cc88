#include "services/registry/titles/title_rules.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "services/registry/units/unit_rules.h"
#include "shared/calendar/date_proto.h"

namespace liandong::registry {

Obstacles OwnerObstacles(const TitleApplication& application, const v1::Allotment* allotment) {
  const Metadata metadata = {{"unit", application.home_unit_code()}};
  if (allotment == nullptr) return {{&kHomeNotAllotted, metadata}};
  const bool allotted = std::any_of(
      allotment->owners().begin(), allotment->owners().end(),
      [&](const v1::OwnerShare& each) { return SameParty(each.owner(), application.owner()); });
  if (!allotted) return {{&kNotAllottee, metadata}};
  return {};
}

void TransferRights(const v1::Allotment& allotment, Date day, v1::Unit& unit) {
  for (auto& right : *unit.mutable_rights()) {
    if (!right.has_ended()) *right.mutable_ended() = ToProto(day);
  }
  for (auto kind : {v1::Right::KIND_HOUSE_OWNERSHIP, v1::Right::KIND_LAND_USE}) {
    for (const v1::OwnerShare& each : allotment.owners()) {
      auto* right = unit.add_rights();
      right->set_kind(kind);
      *right->mutable_holder() = each.owner();
      right->set_share_numerator(each.share_numerator());
      right->set_share_denominator(each.share_denominator());
      *right->mutable_since() = ToProto(day);
    }
  }
}

std::string TitleId(int year, int64_t serial) {
  return absl::StrFormat("title-%d-%07d", year, serial);
}

}  // namespace liandong::registry
