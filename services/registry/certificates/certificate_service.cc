#include "services/registry/certificates/certificate_service.h"

#include "services/registry/certificates/certificate_rules.h"
#include "services/registry/certificates/certificate_store.h"
#include "services/registry/units/unit_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/ids/certificate_number.h"
#include "shared/ids/text.h"
#include "shared/ids/unit_code.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::registry {

using v1::CheckedCertificate;

absl::StatusOr<v1::Certificate> CertificateService::GetCertificate(
    const RequestContext& context, const v1::GetCertificateRequest& request) {
  return certificates_.Get(context, request);
}

absl::StatusOr<v1::ListCertificatesResponse> CertificateService::ListCertificates(
    const RequestContext& context, const v1::ListCertificatesRequest& request) {
  return certificates_.List<v1::ListCertificatesResponse>(context, request);
}

absl::StatusOr<v1::VerifyCertificateResponse> CertificateService::VerifyCertificate(
    const RequestContext& context, const v1::VerifyCertificateRequest& request) {
  std::string name;
  {
    ASSIGN_OR_RETURN(db::Pool::Lease connection, storage_.pool().Acquire(context.deadline));
    ASSIGN_OR_RETURN(name,
                     NameOfNumber(*connection, ids::NormaliseCertificateNumber(request.number())));
  }
  if (name.empty()) return Refuse(kCertificateUnknown);
  ASSIGN_OR_RETURN(const Certificate certificate, certificates_.Read(context, name));
  ASSIGN_OR_RETURN(const Unit unit, units_.Read(context, certificate.unit()));
  v1::VerifyCertificateResponse response;
  response.set_kind(certificate.kind());
  response.set_state(certificate.state());
  for (const auto& restriction : unit.restrictions()) {
    if (Stands(restriction, DateOf(context.now))) response.set_restricted(true);
  }
  if (request.holder_name().empty()) return response;
  response.set_holder_match(v1::VerifyCertificateResponse::HOLDER_MATCH_NO);
  for (const auto& holder : certificate.holders()) {
    if (ids::FoldText(holder.name()) == ids::FoldText(request.holder_name())) {
      response.set_holder_match(v1::VerifyCertificateResponse::HOLDER_MATCH_YES);
    }
  }
  return response;
}

absl::StatusOr<v1::Certificate> CertificateService::CorrectCertificate(
    const RequestContext& context, const v1::CorrectCertificateRequest& request) {
  return Mutate<v1::Certificate>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Certificate> {
        ASSIGN_OR_RETURN(Unit unit, units_.Lock(m, ParentOf(request.name())));
        ASSIGN_OR_RETURN(Certificate certificate, certificates_.Lock(m, request.name()));
        RETURN_IF_ERROR(
            kCertificateMachine.Next(certificate.state(), "CorrectCertificate").status());
        if (certificate.area_cm2() == request.area_cm2()) return Refuse(kNothingToCorrect);
        auto* correction = certificate.add_corrections();
        correction->set_area_before_cm2(certificate.area_cm2());
        correction->set_area_after_cm2(request.area_cm2());
        correction->set_source_document(request.source_document());
        correction->set_source_sha256(request.source_sha256());
        *correction->mutable_date() = ToProto(DateOf(m.now()));
        correction->set_officer(m.actor());
        certificate.set_area_cm2(request.area_cm2());
        // The page shows the same area: house certificates and titles state the unit's own.
        if (certificate.kind() != v1::CERTIFICATE_KIND_LAND) unit.set_area_cm2(request.area_cm2());
        ShowOn(unit, certificate);
        RETURN_IF_ERROR(units_.Update(m, unit).status());
        return certificates_.Update(m, certificate);
      });
}

absl::StatusOr<v1::CertificateCheck> CertificateService::CheckCertificates(
    const RequestContext& context, const v1::CheckCertificatesRequest& request) {
  return Mutate<v1::CertificateCheck>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::CertificateCheck> {
        v1::CertificateCheck check = request.certificate_check();
        check.set_name(request.parent() + "/certificateChecks/" + request.certificate_check_id());
        check.set_maker(m.actor());
        for (auto& item : *check.mutable_items()) {
          RETURN_IF_ERROR(Compare(m, item));
          check.set_matched(check.matched() + (item.result() == item.RESULT_MATCH));
          check.set_mismatched(check.mismatched() + (item.result() == item.RESULT_MISMATCH));
          check.set_missing(check.missing() + (item.result() == item.RESULT_NONE));
        }
        const std::string territory(ids::DivisionOf(check.items(0).unit_code()));
        return checks_.Insert(m, check, {.territory = territory});
      });
}

absl::StatusOr<v1::CertificateCheck> CertificateService::GetCertificateCheck(
    const RequestContext& context, const v1::GetCertificateCheckRequest& request) {
  return checks_.Get(context, request);
}

absl::Status CertificateService::Compare(Mutation& m, v1::CheckedCertificate& item) {
  item.set_number(ids::NormaliseCertificateNumber(item.number()));
  item.set_result(CheckedCertificate::RESULT_NONE);
  ASSIGN_OR_RETURN(const std::string name, NameOfNumber(m.db(), item.number()));
  if (name.empty()) return absl::OkStatus();
  auto certificate = certificates_.Lock(m, name);
  // Out of reach is as unknown as absent.
  if (ReasonOf(certificate.status()) == kResourceNotFound.name) return absl::OkStatus();
  RETURN_IF_ERROR(certificate.status());
  item.set_certificate(name);
  item.set_registered_area_cm2(certificate->area_cm2());
  if (certificate->unit() != UnitName(item.unit_code())) {
    item.add_differences(CheckedCertificate::DIFFERENCE_UNIT);
  }
  if (certificate->kind() != item.kind()) {
    item.add_differences(CheckedCertificate::DIFFERENCE_KIND);
  }
  if (certificate->area_cm2() != item.area_cm2()) {
    item.add_differences(CheckedCertificate::DIFFERENCE_AREA);
  }
  if (certificate->state() != v1::CERTIFICATE_STATE_VALID) {
    item.add_differences(CheckedCertificate::DIFFERENCE_ENDED);
  }
  item.set_result(item.differences().empty() ? CheckedCertificate::RESULT_MATCH
                                             : CheckedCertificate::RESULT_MISMATCH);
  return absl::OkStatus();
}

}  // namespace liandong::registry
