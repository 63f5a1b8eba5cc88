#include "services/registry/deregistration/cancellation_rules.h"

#include <algorithm>

#include "google/rpc/error_details.pb.h"
#include "services/registry/units/unit_rules.h"
#include "shared/calendar/date.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::registry {
namespace {

Obstacle On(const Reason& reason, const v1::Unit& unit) {
  return {&reason, {{"unit", unit.unit_code()}}};
}

bool HasValidCertificate(const v1::Unit& unit) {
  return std::any_of(unit.certificates().begin(), unit.certificates().end(),
                     [](const auto& c) { return c.state() == v1::CERTIFICATE_STATE_VALID; });
}

std::string ChineseText(const absl::Status& refusal) {
  google::rpc::LocalizedMessage message;
  const google::rpc::Status proto = ToProto(refusal);
  for (const auto& detail : proto.details()) {
    if (detail.UnpackTo(&message)) break;
  }
  return message.message();
}

}  // namespace

Obstacles RequestObstacles(const v1::Unit& unit, const v1::DeregistrationBasis* basis) {
  Obstacles obstacles = StateObstacles(unit);
  if (!obstacles.empty()) return obstacles;
  if (!HasValidCertificate(unit)) obstacles.push_back(On(kNoCertificate, unit));
  if (basis == nullptr) {
    obstacles.push_back(On(kBasisMissing, unit));
  } else if (basis->dispute_pending()) {
    obstacles.push_back(On(kDisputePending, unit));
  }
  return obstacles;
}

Obstacles ApplyObstacles(const v1::Unit& unit, std::string_view cancellation,
                         const v1::DeregistrationBasis* basis, const ProofVerifier& verify,
                         absl::Time now) {
  if (unit.state() == v1::Unit::STATE_CANCELLED) return StateObstacles(unit);
  if (unit.cancellation() != cancellation) return {On(kUnitNotRequested, unit)};
  Obstacles obstacles;
  if (!HasValidCertificate(unit)) obstacles.push_back(On(kNoCertificate, unit));
  if (basis == nullptr) {
    obstacles.push_back(On(kBasisMissing, unit));
  } else {
    Append(ProofObstacles(*basis, verify, now), obstacles);
    if (basis->dispute_pending()) obstacles.push_back(On(kDisputePending, unit));
  }
  Append(RestrictionObstacles(unit, DateOf(now), ProjectOf(cancellation)), obstacles);
  return obstacles;
}

std::set<std::string> ChosenUnits(const v1::ApplyCancellationRequest& request,
                                  const Cancellation& cancellation) {
  std::set<std::string> chosen(request.unit_codes().begin(), request.unit_codes().end());
  if (!chosen.empty()) return chosen;
  for (const auto& item : cancellation.items()) {
    if (item.state() == CancellationItem::STATE_REQUESTED) chosen.insert(item.unit_code());
  }
  return chosen;
}

CancellationItem* FindItem(std::string_view unit_code, Cancellation& cancellation) {
  for (auto& item : *cancellation.mutable_items()) {
    if (item.unit_code() == unit_code) return &item;
  }
  return nullptr;
}

v1::PreviewedItem Previewed(const CancellationItem& item, const Obstacles& obstacles) {
  v1::PreviewedItem previewed;
  previewed.set_unit_code(item.unit_code());
  previewed.set_household(item.household());
  previewed.set_clear(obstacles.empty());
  for (const Obstacle& obstacle : obstacles) {
    const absl::Status refusal = Refuse(*obstacle.reason, obstacle.metadata);
    auto* closed = previewed.add_closed();
    closed->set_reason(std::string(obstacle.reason->name));
    closed->set_reference(MetadataOf(refusal, "reference").value_or(""));
    closed->set_text_en(std::string(refusal.message()));
    closed->set_text_zh(ChineseText(refusal));
  }
  return previewed;
}

}  // namespace liandong::registry
