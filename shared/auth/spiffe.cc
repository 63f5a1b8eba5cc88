#include "shared/auth/spiffe.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

using common::v1::Service;

constexpr std::string_view kScheme = "spiffe://";
constexpr std::string_view kServicePrefix = "SERVICE_";
constexpr std::string_view kIdCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr std::string_view kDomainCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";

}  // namespace

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= kIdBytesMax &&
         text.find_first_not_of(kIdCharacters) == text.npos;
}

std::string ServiceName(Service service) {
  return absl::AsciiStrToLower(common::v1::Service_Name(service).substr(kServicePrefix.size()));
}

std::optional<Service> ServiceNamed(std::string_view name) {
  for (int i = common::v1::Service_MIN; i <= common::v1::Service_MAX; ++i) {
    if (i == common::v1::SERVICE_UNSPECIFIED || !common::v1::Service_IsValid(i)) continue;
    if (ServiceName(static_cast<Service>(i)) == name) return static_cast<Service>(i);
  }
  return std::nullopt;
}

absl::StatusOr<Identity> ParseSpiffe(std::string_view uri, std::string_view trust_domain) {
  const Metadata metadata = {{"trust_domain", std::string(trust_domain)}};
  const absl::Status invalid = Refuse(kCertificateNameInvalid, metadata);
  if (uri.substr(0, kScheme.size()) != kScheme) return invalid;
  uri.remove_prefix(kScheme.size());
  const size_t path_at = std::min(uri.find('/'), uri.size());
  const std::string_view domain = uri.substr(0, path_at);
  const std::string_view path = uri.substr(path_at);
  if (domain.empty() || domain.find_first_not_of(kDomainCharacters) != domain.npos) return invalid;

  constexpr std::string_view kAgencyPath = "/agency/";
  constexpr std::string_view kServicePath = "/service/";
  Identity identity;
  if (path.substr(0, kAgencyPath.size()) == kAgencyPath) {
    const std::string_view id = path.substr(kAgencyPath.size());
    if (!IsId(id)) return invalid;
    identity.organisation_id = std::string(id);
  } else if (path.substr(0, kServicePath.size()) == kServicePath) {
    const std::optional<Service> service = ServiceNamed(path.substr(kServicePath.size()));
    if (!service) return invalid;
    identity.service = *service;
  } else {
    return invalid;
  }
  if (domain != trust_domain) return Refuse(kForeignTrustDomain, metadata);
  return identity;
}

absl::StatusOr<Identity> IdentityOf(const std::vector<std::string>& uris,
                                    std::string_view trust_domain) {
  if (uris.size() != 1) {
    return Refuse(kCertificateNameInvalid, {{"trust_domain", std::string(trust_domain)}});
  }
  return ParseSpiffe(uris[0], trust_domain);
}

}  // namespace liandong::auth
