#include "services/registry/deregistration/void_notice_service.h"

#include <set>

#include "services/registry/registry_reasons.h"
#include "shared/calendar/date_proto.h"
#include "shared/ids/unit_code.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::registry {
namespace {

void CloseGates(const v1::Certificate& certificate, Gates& gates) {
  const std::string& name = certificate.name();
  if (certificate.state() != v1::CERTIFICATE_STATE_CANCELLED) {
    gates.Close(kCertificateNotCancelled, name, {{"certificate", name}});
  } else if (certificate.handed_in()) {
    gates.Close(kCertificateHandedIn, name, {{"certificate", name}});
  } else if (!certificate.void_notice().empty()) {
    gates.Close(kCertificateVoided, name,
                {{"certificate", name}, {"notice", certificate.void_notice()}});
  }
}

}  // namespace

absl::StatusOr<v1::VoidNotice> VoidNoticeService::PublishVoidNotice(
    const RequestContext& context, const v1::PublishVoidNoticeRequest& request) {
  const auto& names = request.void_notice().certificates();
  return Mutate<v1::VoidNotice>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::VoidNotice> {
        v1::VoidNotice notice = request.void_notice();
        notice.set_name(request.parent() + "/voidNotices/" + request.void_notice_id());
        Gates gates;
        std::vector<v1::Certificate> certificates;
        for (const std::string& name : std::set<std::string>(names.begin(), names.end())) {
          ASSIGN_OR_RETURN(v1::Certificate certificate, certificates_.Lock(m, name));
          CloseGates(certificate, gates);
          certificates.push_back(std::move(certificate));
        }
        RETURN_IF_ERROR(gates.status());
        notice.clear_certificates();
        for (v1::Certificate& certificate : certificates) {
          certificate.set_void_notice(notice.name());
          RETURN_IF_ERROR(certificates_.Update(m, certificate).status());
          notice.add_certificates(certificate.name());
          notice.add_numbers(certificate.number());
        }
        *notice.mutable_published() = ToProto(DateOf(m.now()));
        notice.set_maker(m.actor());
        const auto ids = NameIds(certificates[0].unit(), "units/*");
        return notices_.Insert(m, notice, {.territory = std::string(ids::DivisionOf(ids[0]))});
      });
}

absl::StatusOr<v1::VoidNotice> VoidNoticeService::GetVoidNotice(
    const RequestContext& context, const v1::GetVoidNoticeRequest& request) {
  return notices_.Get(context, request);
}

}  // namespace liandong::registry
