#include "services/registry/certificates/certificate_service.h"
#include "services/registry/deregistration/basis_service.h"
#include "services/registry/deregistration/cancellation_service.h"
#include "services/registry/deregistration/void_notice_service.h"
#include "services/registry/figures.h"
#include "services/registry/land/land_statement_service.h"
#include "services/registry/land/parcel_service.h"
#include "services/registry/land/red_line_service.h"
#include "services/registry/migrations.h"
#include "services/registry/register/register_service.h"
#include "services/registry/registry_reasons.h"
#include "services/registry/titles/allotment_service.h"
#include "services/registry/titles/title_service.h"
#include "services/registry/units/import_service.h"
#include "services/registry/units/restriction_service.h"
#include "services/registry/units/unit_service.h"
#include "shared/runtime/service_main.h"

namespace {

using namespace liandong::registry;  // NOLINT: main binds nearly every name of it
using liandong::Runtime;

struct Registry {
  explicit Registry(Runtime& runtime)
      : parcels(runtime.storage()),
        red_lines(runtime.storage(), runtime.rules()),
        statements(runtime.storage(), runtime.rules()),
        imports(runtime.storage(), runtime.rules(), runtime.calendar()),
        units(runtime.storage()),
        restrictions(runtime.storage(), runtime.rules(), runtime.calendar()),
        certificates(runtime.storage()),
        register_book(runtime.storage()),
        allotments(runtime.storage()),
        titles(runtime.storage(), runtime.rules(), runtime.calendar()),
        bases(runtime.storage(), VerifyByDirectory(runtime.directory())),
        cancellations(runtime.storage(), runtime.rules(), runtime.calendar(),
                      VerifyByDirectory(runtime.directory())),
        notices(runtime.storage()) {
    BindLand(runtime.binder());
    BindRegister(runtime.binder());
    BindProcedures(runtime.binder());
    AddFigures(runtime.figures(), runtime.storage());
  }

  void BindLand(liandong::rpc::Binder& binder) {
    binder.Unary(&parcels, &ParcelService::GetParcel);
    binder.Unary(&parcels, &ParcelService::ListParcels);
    binder.Unary(&red_lines, &RedLineService::CreateRedLine);
    binder.Unary(&red_lines, &RedLineService::GetRedLine);
    binder.Unary(&red_lines, &RedLineService::ListRedLines);
    binder.Unary(&red_lines, &RedLineService::FreezeRedLine);
    binder.Unary(&statements, &LandStatementService::SubmitLandStatement);
    binder.Unary(&statements, &LandStatementService::GetLandStatement);
  }

  void BindRegister(liandong::rpc::Binder& binder) {
    binder.Unary(&imports, &RegisterImportService::ImportRegister);
    binder.Unary(&imports, &RegisterImportService::GetRegisterImport);
    binder.Unary(&units, &UnitService::GetUnit);
    binder.Unary(&units, &UnitService::ListUnits);
    binder.Unary(&restrictions, &RestrictionService::RegisterMortgage);
    binder.Unary(&restrictions, &RestrictionService::DischargeMortgage);
    binder.Unary(&restrictions, &RestrictionService::RegisterSeal);
    binder.Unary(&restrictions, &RestrictionService::LiftSeal);
    binder.Unary(&restrictions, &RestrictionService::FlagFreeze);
    binder.Unary(&restrictions, &RestrictionService::GetFreezeFlag);
    binder.Unary(&certificates, &CertificateService::GetCertificate);
    binder.Unary(&certificates, &CertificateService::ListCertificates);
    binder.Unary(&certificates, &CertificateService::VerifyCertificate);
    binder.Unary(&certificates, &CertificateService::CorrectCertificate);
    binder.Unary(&certificates, &CertificateService::CheckCertificates);
    binder.Unary(&certificates, &CertificateService::GetCertificateCheck);
    binder.Unary(&register_book, &RegisterService::VerifyRegister);
  }

  void BindProcedures(liandong::rpc::Binder& binder) {
    binder.Unary(&allotments, &AllotmentService::PushAllotment);
    binder.Unary(&allotments, &AllotmentService::GetAllotment);
    binder.Unary(&titles, &TitleService::ApplyForTitle);
    binder.Unary(&titles, &TitleService::AcceptTitleApplication);
    binder.Unary(&titles, &TitleService::RejectTitleApplication);
    binder.Unary(&titles, &TitleService::RegisterTitle);
    binder.Unary(&titles, &TitleService::GetTitleApplication);
    binder.Unary(&titles, &TitleService::ListTitleApplications);
    binder.Unary(&bases, &BasisService::PushDeregistrationBasis);
    binder.Unary(&bases, &BasisService::GetDeregistrationBasis);
    binder.Unary(&cancellations, &CancellationService::RequestCancellation);
    binder.Unary(&cancellations, &CancellationService::WithdrawCancellation);
    binder.Unary(&cancellations, &CancellationService::PreviewCancellation);
    binder.Unary(&cancellations, &CancellationService::ApplyCancellation);
    binder.Unary(&cancellations, &CancellationService::GetCancellation);
    binder.Unary(&cancellations, &CancellationService::ListCancellations);
    binder.Unary(&notices, &VoidNoticeService::PublishVoidNotice);
    binder.Unary(&notices, &VoidNoticeService::GetVoidNotice);
  }

  ParcelService parcels;
  RedLineService red_lines;
  LandStatementService statements;
  RegisterImportService imports;
  UnitService units;
  RestrictionService restrictions;
  CertificateService certificates;
  RegisterService register_book;
  AllotmentService allotments;
  TitleService titles;
  BasisService bases;
  CancellationService cancellations;
  VoidNoticeService notices;
};

}  // namespace

int main(int argc, char** argv) {
  return liandong::ServiceMain(
      argc, argv,
      {.service = liandong::common::v1::SERVICE_REGISTRY,
       .migrations = &liandong::registry_migrations(),
       .proto_services =
           {"liandong.registry.v1.ParcelService", "liandong.registry.v1.RedLineService",
            "liandong.registry.v1.LandStatementService",
            "liandong.registry.v1.RegisterImportService", "liandong.registry.v1.UnitService",
            "liandong.registry.v1.RestrictionService", "liandong.registry.v1.CertificateService",
            "liandong.registry.v1.CertificateCheckService", "liandong.registry.v1.RegisterService",
            "liandong.registry.v1.AllotmentService", "liandong.registry.v1.TitleService",
            "liandong.registry.v1.DeregistrationService", "liandong.registry.v1.VoidNoticeService"},
       .reasons = {std::begin(kReasons), std::end(kReasons)},
       .build = [](Runtime& runtime) { return std::make_shared<Registry>(runtime); }});
}
