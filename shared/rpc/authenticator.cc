#include "shared/rpc/authenticator.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "shared/auth/certificate.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::rpc {
namespace {

using common::v1::Access;
using common::v1::Agency;

bool Lists(const google::protobuf::RepeatedField<int>& values, int value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// Directory validity is a matter of calendar days where the bodies are.
absl::CivilDay Today(absl::Time now) {
  return absl::ToCivilDay(now, absl::FixedTimeZone(8 * 60 * 60));
}

}  // namespace

Authenticator::Authenticator(const auth::DirectoryHolder& directory, std::string service,
                             std::string trust_domain)
    : directory_(directory),
      trust_domain_(std::move(trust_domain)),
      tokens_(directory, std::move(service)) {}

absl::StatusOr<Authenticator::Peer> Authenticator::ReadPeer(const std::string& certificate_pem) {
  {
    absl::MutexLock lock(&mutex_);
    if (auto known = peers_.find(certificate_pem); known != peers_.end()) return known->second;
  }
  ASSIGN_OR_RETURN(auth::CertificateFacts facts, auth::ReadCertificate(certificate_pem));
  ASSIGN_OR_RETURN(auth::Identity identity, auth::IdentityOf(facts.uris, trust_domain_));
  Peer peer{facts.sha256, identity};
  absl::MutexLock lock(&mutex_);
  if (peers_.size() >= kPeersCachedMax) peers_.clear();
  peers_.emplace(certificate_pem, peer);
  return peer;
}

absl::Status Authenticator::Authenticate(const Credentials& credentials, const Method& method,
                                         const ReasonLookup& reasons, absl::Time now,
                                         Caller& caller) {
  ASSIGN_OR_RETURN(Peer peer, ReadPeer(credentials.certificate_pem));
  ASSIGN_OR_RETURN(auto directory, directory_.Require());
  if (directory->CertificateRevoked(peer.certificate_sha256, now)) {
    return Refuse(kCertificateRevoked);
  }
  bool on_behalf = false;
  if (peer.identity.is_service()) {
    caller.service = peer.identity.service;
    if (credentials.on_behalf_agency.empty()) {
      caller.agency = absl::StrCat("service/", auth::ServiceName(peer.identity.service));
    } else {
      on_behalf = true;
      caller.agency = credentials.on_behalf_agency;
      caller.officer = credentials.on_behalf_officer;
    }
  } else {
    if (!credentials.on_behalf_agency.empty()) return Refuse(kOnBehalfNotAllowed);
    caller.agency = peer.identity.organisation_id;
  }
  if (!peer.identity.is_service() || on_behalf) {
    const auth::Organisation* organisation = directory->FindOrganisation(caller.agency, Today(now));
    if (organisation == nullptr) return Refuse(kOrganisationUnknown);
    caller.capacity = organisation->agency;
    caller.territories = organisation->territories;
  }
  if (on_behalf && !caller.officer.empty()) {
    // The service vouches that the officer acted; that the officer is in office is checked here. Not
    // UNAUTHENTICATED: it is final, a command that meets it must not be sent again for ever.
    const auth::Officer* officer = directory->FindOfficer(caller.officer);
    if (officer == nullptr || officer->organisation_id != caller.agency ||
        officer->RevokedAt(now)) {
      return Refuse(kOnBehalfOfficer, {{"officer_id", caller.officer}});
    }
    caller.roles = officer->roles;
  }
  RETURN_IF_ERROR(Admit(caller, on_behalf, method, reasons));
  if (!peer.identity.is_service()) {
    if (!credentials.officer_token.empty()) {
      ASSIGN_OR_RETURN(
          auth::VerifiedOfficer officer,
          tokens_.Verify(credentials.officer_token, caller.agency, peer.certificate_sha256, now));
      caller.officer = officer.officer_id;
      caller.roles = officer.roles;
    } else if (method.write && !method.access.machine()) {
      return Refuse(auth::kOfficerTokenMissing);
    }
  }
  return method.write ? directory_.CheckFresh(now) : absl::OkStatus();
}

absl::Status Authenticator::Admit(const Caller& caller, bool on_behalf, const Method& method,
                                  const ReasonLookup& reasons) {
  const Access& access = method.access;
  const bool is_service = caller.service != common::v1::SERVICE_UNSPECIFIED;
  if (is_service && !on_behalf) {
    if (access.any_caller() || Lists(access.services(), caller.service)) return absl::OkStatus();
    return Refuse(kServiceNotAllowed);
  }
  if (on_behalf && !Lists(access.on_behalf_services(), caller.service)) {
    return Refuse(kOnBehalfNotAllowed);
  }
  for (const auto& bar : access.bars()) {
    if (bar.agency() != caller.capacity) continue;
    const Reason* reason = reasons(bar.reason());
    return Refuse(reason != nullptr ? *reason : kAgencyNotAllowed, {{"clause", access.clause()}});
  }
  if (access.any_caller() || Lists(access.agencies(), caller.capacity)) return absl::OkStatus();
  return Refuse(kAgencyNotAllowed, {{"clause", access.clause()}});
}

bool Authenticator::Admits(const Caller& caller, const Method& method) const {
  const bool on_behalf = caller.service != common::v1::SERVICE_UNSPECIFIED &&
                         caller.capacity != common::v1::AGENCY_UNSPECIFIED;
  return Admit(caller, on_behalf, method, [](std::string_view) { return nullptr; }).ok();
}

absl::Status Authenticator::StillValid(const Credentials& credentials, const Caller& caller,
                                       absl::Time now) {
  ASSIGN_OR_RETURN(Peer peer, ReadPeer(credentials.certificate_pem));
  ASSIGN_OR_RETURN(auto directory, directory_.Require());
  if (directory->CertificateRevoked(peer.certificate_sha256, now)) {
    return Refuse(kCertificateRevoked);
  }
  if (caller.capacity == common::v1::AGENCY_UNSPECIFIED) return absl::OkStatus();
  const auth::Organisation* organisation = directory->FindOrganisation(caller.agency, Today(now));
  if (organisation == nullptr) return Refuse(kOrganisationUnknown);
  // What the stream may show was settled by these when it was opened.
  if (organisation->agency != caller.capacity || organisation->territories != caller.territories) {
    return Refuse(kOrganisationChanged);
  }
  return absl::OkStatus();
}

Scope ScopeOf(const Caller& caller, const Method& method) {
  Scope scope;
  const bool own_name = caller.service != common::v1::SERVICE_UNSPECIFIED && caller.capacity == 0;
  scope.every_territory = own_name || method.access.reach() == common::v1::REACH_CITY;
  scope.territories = caller.territories;
  scope.seal_max = method.access.seal() == common::v1::SEAL_UNSPECIFIED ? common::v1::SEAL_ORDINARY
                                                                        : method.access.seal();
  return scope;
}

}  // namespace liandong::rpc
