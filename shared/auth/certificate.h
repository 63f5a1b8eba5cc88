// What is read from a peer's certificate after TLS has verified it.
#ifndef SHARED_AUTH_CERTIFICATE_H_
#define SHARED_AUTH_CERTIFICATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "shared/status/reason.h"

namespace liandong::auth {

struct CertificateFacts {
  // SHA-256 of the DER form, lower-case hexadecimal: what revocation and officer tokens name.
  std::string sha256;
  // Every URI among the subject alternative names.
  std::vector<std::string> uris;
};

// Reads the first certificate of `pem`. Verifies nothing. CERTIFICATE_UNREADABLE.
absl::StatusOr<CertificateFacts> ReadCertificate(std::string_view pem);

inline constexpr Reason kCertificateUnreadable{
    "CERTIFICATE_UNREADABLE", absl::StatusCode::kUnauthenticated,
    "the call carries no readable client certificate", "请求未附可读的客户端证书"};

}  // namespace liandong::auth

#endif  // SHARED_AUTH_CERTIFICATE_H_
