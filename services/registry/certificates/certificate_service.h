// Certificates: shown, verified, corrected, and checked against presented papers.
#ifndef SERVICES_REGISTRY_CERTIFICATES_CERTIFICATE_SERVICE_H_
#define SERVICES_REGISTRY_CERTIFICATES_CERTIFICATE_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/registry/v1/certificate.pb.h"
#include "liandong/registry/v1/certificate_check.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/{certificate,certificate_check}.proto.
class CertificateService {
 public:
  explicit CertificateService(Storage& storage)
      : storage_(storage), units_(storage), certificates_(storage), checks_(storage) {}

  absl::StatusOr<v1::Certificate> GetCertificate(const RequestContext& context,
                                                 const v1::GetCertificateRequest& request);
  absl::StatusOr<v1::ListCertificatesResponse> ListCertificates(
      const RequestContext& context, const v1::ListCertificatesRequest& request);
  absl::StatusOr<v1::VerifyCertificateResponse> VerifyCertificate(
      const RequestContext& context, const v1::VerifyCertificateRequest& request);
  absl::StatusOr<v1::Certificate> CorrectCertificate(const RequestContext& context,
                                                     const v1::CorrectCertificateRequest& request);
  absl::StatusOr<v1::CertificateCheck> CheckCertificates(
      const RequestContext& context, const v1::CheckCertificatesRequest& request);
  absl::StatusOr<v1::CertificateCheck> GetCertificateCheck(
      const RequestContext& context, const v1::GetCertificateCheckRequest& request);

 private:
  // Fills what the register says about one paper.
  absl::Status Compare(Mutation& m, v1::CheckedCertificate& item);

  Storage& storage_;
  Store<v1::Unit> units_;
  Store<v1::Certificate> certificates_;
  Store<v1::CertificateCheck> checks_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_CERTIFICATES_CERTIFICATE_SERVICE_H_
