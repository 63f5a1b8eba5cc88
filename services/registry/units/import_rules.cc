#include "services/registry/units/import_rules.h"

#include "absl/strings/str_cat.h"
#include "services/registry/certificates/certificate_rules.h"
#include "services/registry/land/parcel_rules.h"
#include "services/registry/units/unit_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/ids/certificate_number.h"
#include "shared/ids/party_ids.h"
#include "shared/ids/unit_code.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"

namespace liandong::registry {
namespace {

void Note(const std::string& field, const absl::Status& status, FieldErrors& errors) {
  if (!status.ok()) errors.AddStatus(field, status);
}

void CheckRestrictions(const std::string& at, const Unit& unit, const rules::RuleSet& rules,
                       const Calendar& calendar, FieldErrors& errors) {
  Unit built;
  for (int i = 0; i < unit.restrictions_size(); ++i) {
    const std::string field = absl::StrCat(at, ".unit.restrictions[", i, "]");
    Note(field, AddRestriction(unit.restrictions(i), built), errors);
    if (unit.restrictions(i).kind() == Restriction::KIND_SEAL) {
      Note(field, CheckSealPeriod(unit.restrictions(i), rules, calendar), errors);
    }
  }
}

std::string CertificateId(v1::CertificateKind kind) {
  if (kind == v1::CERTIFICATE_KIND_HOUSE) return "house";
  if (kind == v1::CERTIFICATE_KIND_LAND) return "land";
  return "title";
}

}  // namespace

absl::Status CheckSealPeriod(const v1::Restriction& seal, const rules::RuleSet& rules,
                             const Calendar& calendar) {
  ASSIGN_OR_RETURN(const Date since, FromProto(seal.since()));
  ASSIGN_OR_RETURN(const Deadline latest, rules.DeadlineOf(rules::kSealMax, calendar, since));
  if (seal.has_until()) {
    ASSIGN_OR_RETURN(const Date until, FromProto(seal.until()));
    if (until <= latest.legal_due) return absl::OkStatus();
  }
  return Refuse(kSealTooLong, {{"latest", FormatDate(latest.legal_due)},
                               {"source", latest.source.law.zh + " " + latest.source.article}});
}

absl::Status CheckEntries(const v1::ImportRegisterRequest& request, const rules::RuleSet& rules,
                          const Calendar& calendar) {
  FieldErrors errors;
  for (int i = 0; i < request.entries_size(); ++i) {
    const auto& entry = request.entries(i);
    const std::string at = absl::StrCat("entries[", i, "]");
    for (int k = 0; k < entry.unit().rights_size(); ++k) {
      Note(absl::StrCat(at, ".unit.rights[", k, "].holder.id_number"),
           CheckParty(entry.unit().rights(k).holder()), errors);
    }
    Note(absl::StrCat(at, ".unit.rights"), CheckShares(entry.unit()), errors);
    CheckRestrictions(at, entry.unit(), rules, calendar, errors);
    Note(absl::StrCat(at, ".certificates"), CheckSet(entry.certificates()), errors);
    for (int k = 0; k < entry.certificates_size(); ++k) {
      const auto& certificate = entry.certificates(k);
      Note(absl::StrCat(at, ".certificates[", k, "].number"),
           CheckNumber(certificate.kind(), ids::NormaliseCertificateNumber(certificate.number())),
           errors);
    }
  }
  return errors.status();
}

v1::Unit UnitOf(const v1::RegisterEntry& entry, Date day) {
  Unit unit = entry.unit();
  unit.set_name(UnitName(unit.unit_code()));
  unit.set_state(Unit::STATE_REGISTERED);
  unit.set_parcel_code(std::string(ids::ParcelOf(unit.unit_code())));
  unit.set_land_nature(NatureOf(unit.unit_code()));
  for (auto& right : *unit.mutable_rights()) {
    *right.mutable_since() = ToProto(day);
    auto* holder = right.mutable_holder();
    holder->set_id_number(ids::NormalisePartyId(holder->id_number()));
  }
  unit.clear_restrictions();
  for (const auto& restriction : entry.unit().restrictions()) {
    AddRestriction(restriction, unit).IgnoreError();  // CheckEntries has passed them
  }
  CountRestrictions(unit);
  return unit;
}

v1::Certificate CertificateOf(const v1::Unit& unit, const v1::Certificate& imported) {
  v1::Certificate certificate = imported;
  certificate.set_name(absl::StrCat(unit.name(), "/certificates/", CertificateId(imported.kind())));
  certificate.set_number(ids::NormaliseCertificateNumber(imported.number()));
  MakeValid(unit.name(), certificate);
  const auto kind = imported.kind() == v1::CERTIFICATE_KIND_LAND ? v1::Right::KIND_LAND_USE
                                                                 : v1::Right::KIND_HOUSE_OWNERSHIP;
  for (const auto& right : unit.rights()) {
    if (right.kind() == kind) *certificate.add_holders() = right.holder();
  }
  return certificate;
}

}  // namespace liandong::registry
