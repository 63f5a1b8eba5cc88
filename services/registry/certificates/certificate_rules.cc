#include "services/registry/certificates/certificate_rules.h"

#include "shared/calendar/date_proto.h"
#include "shared/ids/certificate_number.h"
#include "shared/status/macros.h"

namespace liandong::registry {
namespace {

ids::CertificateKind KindOf(v1::CertificateKind kind) {
  if (kind == v1::CERTIFICATE_KIND_HOUSE) return ids::CertificateKind::kHouse;
  if (kind == v1::CERTIFICATE_KIND_LAND) return ids::CertificateKind::kLand;
  return ids::CertificateKind::kRealEstate;
}

}  // namespace

absl::Status CheckNumber(v1::CertificateKind kind, std::string_view number) {
  return ids::CheckCertificateNumber(KindOf(kind), number);
}

absl::Status CheckSet(const google::protobuf::RepeatedPtrField<Certificate>& certificates) {
  int house = 0, land = 0, title = 0, first = 0, issued_here = 0;
  for (const auto& certificate : certificates) {
    house += certificate.kind() == v1::CERTIFICATE_KIND_HOUSE;
    land += certificate.kind() == v1::CERTIFICATE_KIND_LAND;
    title += certificate.kind() == v1::CERTIFICATE_KIND_TITLE;
    first += certificate.origin() == Certificate::ORIGIN_FIRST_REGISTRATION;
    issued_here += certificate.origin() == Certificate::ORIGIN_ALLOTMENT;
  }
  const bool old_pair = certificates.size() == 2 && house == 1 && land == 1 && first == 0;
  const bool one_title = certificates.size() == 1 && title == 1;
  return (old_pair || one_title) && issued_here == 0 ? absl::OkStatus() : Refuse(kCertificateSet);
}

void MakeValid(std::string_view unit, Certificate& certificate) {
  const std::string name(unit);
  certificate.set_unit(name);
  certificate.set_state(v1::CERTIFICATE_STATE_VALID);
  if (certificate.kind() != v1::CERTIFICATE_KIND_LAND) certificate.set_house_slot(name);
  if (certificate.kind() != v1::CERTIFICATE_KIND_HOUSE) certificate.set_land_slot(name);
}

absl::Status End(std::string_view action, std::string_view ended_by, Date day,
                 Certificate& certificate) {
  ASSIGN_OR_RETURN(const v1::CertificateState next,
                   kCertificateMachine.Next(certificate.state(), action));
  certificate.set_state(next);
  certificate.set_ended_by(std::string(ended_by));
  *certificate.mutable_ended() = ToProto(day);
  certificate.clear_house_slot();
  certificate.clear_land_slot();
  return absl::OkStatus();
}

void ShowOn(v1::Unit& unit, const Certificate& certificate) {
  v1::UnitCertificate* shown = nullptr;
  for (auto& known : *unit.mutable_certificates()) {
    if (known.name() == certificate.name()) shown = &known;
  }
  if (shown == nullptr) shown = unit.add_certificates();
  shown->set_name(certificate.name());
  shown->set_kind(certificate.kind());
  shown->set_number(certificate.number());
  shown->set_state(certificate.state());
  shown->set_area_cm2(certificate.area_cm2());
}

Obstacles TransferObstacles(std::string_view unit_code, const std::vector<Certificate>& valid) {
  if (valid.size() == 1 && valid[0].origin() == Certificate::ORIGIN_FIRST_REGISTRATION) return {};
  const Reason& reason = valid.empty() ? kNoFirstRegistration : kUnitHasTitle;
  return {{&reason, {{"unit", std::string(unit_code)}}}};
}

}  // namespace liandong::registry
