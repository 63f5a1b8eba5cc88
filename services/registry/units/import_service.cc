#include "services/registry/units/import_service.h"

#include "absl/strings/str_cat.h"
#include "services/registry/certificates/certificate_rules.h"
#include "services/registry/land/land_index.h"
#include "services/registry/land/parcel_rules.h"
#include "services/registry/titles/title_number.h"
#include "services/registry/units/import_rules.h"
#include "services/registry/units/unit_rules.h"
#include "shared/db/db_errors.h"
#include "shared/ids/unit_code.h"
#include "shared/status/macros.h"

namespace liandong::registry {
namespace {

absl::StatusOr<std::vector<Polygon>> Shapes(const v1::ImportRegisterRequest& request) {
  FieldErrors errors;
  std::vector<Polygon> shapes;
  for (int i = 0; i < request.parcels_size(); ++i) {
    const std::string at = absl::StrCat("parcels[", i, "]");
    if (absl::Status code = CheckAnyParcelCode(request.parcels(i).parcel_code()); !code.ok()) {
      errors.AddStatus(at + ".parcel_code", code);
    }
    auto shape = Polygon::FromVertices(request.parcels(i).vertices());
    if (shape.ok()) {
      shapes.push_back(*std::move(shape));
    } else {
      errors.AddStatus(at + ".vertices", shape.status());
    }
  }
  RETURN_IF_ERROR(errors.status());
  return shapes;
}

}  // namespace

absl::StatusOr<v1::RegisterImport> RegisterImportService::ImportRegister(
    const RequestContext& context, const v1::ImportRegisterRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<Polygon> shapes, Shapes(request));
  RETURN_IF_ERROR(CheckEntries(request, rules_, calendar_));
  return Mutate<v1::RegisterImport>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::RegisterImport> {
        v1::RegisterImport record = request.register_import();
        record.set_name("registerImports/" + request.register_import_id());
        record.set_maker(m.actor());
        record.set_parcels(request.parcels_size());
        record.set_units(request.entries_size());
        if (!shapes.empty()) RETURN_IF_ERROR(LockLand(m));
        for (size_t i = 0; i < shapes.size(); ++i) {
          RETURN_IF_ERROR(AddParcel(m, request.parcels(static_cast<int>(i)), shapes[i]));
        }
        for (const auto& entry : request.entries()) {
          RETURN_IF_ERROR(AddEntry(m, entry));
          record.set_certificates(record.certificates() + entry.certificates_size());
          record.set_restrictions(record.restrictions() + entry.unit().restrictions_size());
        }
        return imports_.Insert(m, record, {});
      });
}

absl::StatusOr<v1::RegisterImport> RegisterImportService::GetRegisterImport(
    const RequestContext& context, const v1::GetRegisterImportRequest& request) {
  return imports_.Get(context, request);
}

absl::Status RegisterImportService::AddParcel(Mutation& m, v1::Parcel parcel,
                                              const Polygon& shape) {
  ASSIGN_OR_RETURN(const std::vector<std::string> near, ParcelsNear(m, shape.box()));
  for (const std::string& name : near) {
    ASSIGN_OR_RETURN(const v1::Parcel other, parcels_.Lock(m, name));
    ASSIGN_OR_RETURN(const Polygon taken, Polygon::FromVertices(other.vertices()));
    ASSIGN_OR_RETURN(const int64_t overlap_cm2, shape.OverlapCm2(taken));
    if (overlap_cm2 == 0) continue;
    return Refuse(kParcelOverlap, {{"parcel", parcel.parcel_code()},
                                   {"other", other.parcel_code()},
                                   {"overlap_m2", SquareMetres(overlap_cm2)}});
  }
  parcel.set_name("parcels/" + parcel.parcel_code());
  parcel.set_nature(NatureOf(parcel.parcel_code()));
  parcel.set_area_cm2(shape.area_cm2());
  SetBox(shape.box(), parcel);
  const std::string territory(ids::DivisionOf(parcel.parcel_code()));
  return parcels_.Insert(m, std::move(parcel), {.territory = territory}).status();
}

absl::Status RegisterImportService::AddEntry(Mutation& m, const v1::RegisterEntry& entry) {
  v1::Unit unit = UnitOf(entry, DateOf(m.now()));
  const Placement placement{.territory = std::string(ids::DivisionOf(unit.unit_code()))};
  std::vector<v1::Certificate> certificates;
  for (const auto& imported : entry.certificates()) {
    certificates.push_back(CertificateOf(unit, imported));
    ShowOn(unit, certificates.back());
  }
  absl::Status inserted = units_.Insert(m, unit, placement).status();
  if (ReasonOf(inserted) == kResourceExists.name) {
    return Refuse(kUnitRegistered, {{"unit", unit.unit_code()}});
  }
  RETURN_IF_ERROR(inserted);
  for (const auto& certificate : certificates) {
    inserted = certificates_.Insert(m, certificate, placement).status();
    if (db::IsDuplicateKey(inserted, "one_number")) {
      return Refuse(kCertificateNumberTaken, {{"number", certificate.number()}});
    }
    RETURN_IF_ERROR(inserted);
    RETURN_IF_ERROR(NoteTakenOver(m, certificate.number()));
  }
  return absl::OkStatus();
}

}  // namespace liandong::registry
