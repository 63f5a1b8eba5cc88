// Who a certificate speaks for: the one SPIFFE id among its names. gRPC verifies the chain but
// neither the trust domain nor the grammar; both are checked here.
#ifndef SHARED_AUTH_SPIFFE_H_
#define SHARED_AUTH_SPIFFE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/status/reason.h"

namespace liandong::auth {

// Longest id of an organisation, service or officer.
inline constexpr size_t kIdBytesMax = 40;

// [a-z0-9-]{1,40}
bool IsId(std::string_view text);

// "funds" for SERVICE_FUNDS and back.
std::string ServiceName(common::v1::Service service);
std::optional<common::v1::Service> ServiceNamed(std::string_view name);

struct Identity {
  // Set for an agency's certificate: the id of its organisation in the directory.
  std::string organisation_id;
  // Set for a service's certificate; SERVICE_UNSPECIFIED otherwise.
  common::v1::Service service = common::v1::SERVICE_UNSPECIFIED;

  bool is_service() const { return service != common::v1::SERVICE_UNSPECIFIED; }
  bool operator==(const Identity&) const = default;
};

// Exactly `spiffe://<trust_domain>/agency/<id>` or `spiffe://<trust_domain>/service/<name>`.
// FOREIGN_TRUST_DOMAIN for the same form in another domain, CERTIFICATE_NAME_INVALID for all else,
// the name of an unknown service included.
absl::StatusOr<Identity> ParseSpiffe(std::string_view uri, std::string_view trust_domain);

// The identity of a certificate with these URI names, of which there must be exactly one.
absl::StatusOr<Identity> IdentityOf(const std::vector<std::string>& uris,
                                    std::string_view trust_domain);

inline constexpr Reason kForeignTrustDomain{
    "FOREIGN_TRUST_DOMAIN", absl::StatusCode::kUnauthenticated,
    "the certificate belongs to another trust domain than {trust_domain}",
    "证书不属于信任域{trust_domain}"};
inline constexpr Reason kCertificateNameInvalid{
    "CERTIFICATE_NAME_INVALID", absl::StatusCode::kUnauthenticated,
    "the certificate needs exactly one URI name of the form spiffe://{trust_domain}/agency/<id> or "
    "/service/<name>",
    "证书须有且仅有一个形如spiffe://{trust_domain}/agency/<id>或/service/<name>的URI名称"};

}  // namespace liandong::auth

#endif  // SHARED_AUTH_SPIFFE_H_
