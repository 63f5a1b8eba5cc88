#include "tests/system/access_model.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace liandong::testing {
namespace {

using common::v1::Access;

bool Has(const google::protobuf::RepeatedField<int>& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

Expectation Unauthenticated(std::string reason) {
  return {.code = absl::StatusCode::kUnauthenticated, .reason = std::move(reason)};
}
Expectation Denied(std::string reason) {
  return {.code = absl::StatusCode::kPermissionDenied, .reason = std::move(reason)};
}

// Whether the method is this body's at all.
Expectation ForBody(const Access& access, common::v1::Agency body) {
  for (const auto& bar : access.bars()) {
    if (bar.agency() == body) return Denied(bar.reason());
  }
  if (access.any_caller() || Has(access.agencies(), body)) return {.admitted = true};
  return Denied("AGENCY_NOT_ALLOWED");
}

Expectation ForService(const Access& access, const Principal& principal) {
  if (principal.on_behalf == common::v1::AGENCY_UNSPECIFIED) {
    if (access.any_caller() || Has(access.services(), principal.service)) return {.admitted = true};
    return Denied("SERVICE_NOT_ALLOWED");
  }
  if (!Has(access.on_behalf_services(), principal.service)) return Denied("ON_BEHALF_NOT_ALLOWED");
  return ForBody(access, principal.on_behalf);
}

}  // namespace

std::string NameOf(Credential credential) {
  switch (credential) {
    case Credential::kRight:
      return "right credentials";
    case Credential::kForeignTrustDomain:
      return "foreign trust domain";
    case Credential::kExpiredCertificate:
      return "expired certificate";
    case Credential::kRevokedCertificate:
      return "revoked certificate";
    case Credential::kForeignAuthority:
      return "foreign authority";
    case Credential::kTwoNames:
      return "two names";
    case Credential::kNoName:
      return "no name";
    case Credential::kNoToken:
      return "no token";
    case Credential::kForeignToken:
      return "foreign officer's token";
    case Credential::kExpiredToken:
      return "expired token";
    case Credential::kTokenOfOtherCertificate:
      return "token of another certificate";
  }
  return "";
}

std::string Principal::Name() const {
  std::string name = agency != common::v1::AGENCY_UNSPECIFIED ? common::v1::Agency_Name(agency)
                                                              : common::v1::Service_Name(service);
  if (on_behalf != common::v1::AGENCY_UNSPECIFIED) {
    absl::StrAppend(&name, " for ", common::v1::Agency_Name(on_behalf));
  }
  return name;
}

Expectation Expect(const google::protobuf::MethodDescriptor& method, const Principal& principal,
                   Credential credential) {
  // Whoever has no usable certificate learns nothing about the method.
  switch (credential) {
    case Credential::kExpiredCertificate:
    case Credential::kForeignAuthority:
      return {.code = absl::StatusCode::kUnavailable};  // no connection
    case Credential::kForeignTrustDomain:
      return Unauthenticated("FOREIGN_TRUST_DOMAIN");
    case Credential::kTwoNames:
    case Credential::kNoName:
      return Unauthenticated("CERTIFICATE_NAME_INVALID");
    case Credential::kRevokedCertificate:
      return Unauthenticated("CERTIFICATE_REVOKED");
    default:
      break;
  }
  const Access& access = method.options().GetExtension(common::v1::access);
  if (principal.service != common::v1::SERVICE_UNSPECIFIED) return ForService(access, principal);
  if (principal.on_behalf != common::v1::AGENCY_UNSPECIFIED) return Denied("ON_BEHALF_NOT_ALLOWED");

  const Expectation body = ForBody(access, principal.agency);
  if (!body.admitted) return body;
  const bool write = method.input_type()->FindFieldByName("request_id") != nullptr;
  switch (credential) {
    case Credential::kForeignToken:
      return Denied("OFFICER_FOREIGN");
    case Credential::kExpiredToken:
      return Unauthenticated("OFFICER_TOKEN_EXPIRED");
    case Credential::kTokenOfOtherCertificate:
      return Unauthenticated("OFFICER_TOKEN_BINDING");
    default:
      break;
  }
  const bool token = credential == Credential::kRight && principal.has_officers;
  if (write && !token && !access.machine()) return Unauthenticated("OFFICER_TOKEN_MISSING");
  return body;
}

}  // namespace liandong::testing
