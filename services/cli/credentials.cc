#include "services/cli/credentials.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/cli/contracts.h"
#include "services/cli/files.h"
#include "shared/auth/certificate.h"
#include "shared/auth/officer_token.h"
#include "shared/auth/spiffe.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

// Covers one call and its retries; a token is made for every attempt.
constexpr absl::Duration kTokenLifetime = absl::Minutes(2);

}  // namespace

std::string Principal::text() const {
  return officer.empty() ? organisation : absl::StrCat(organisation, "/", officer);
}

absl::StatusOr<Principal> ParsePrincipal(std::string_view text) {
  const std::vector<std::string> parts = absl::StrSplit(std::string(text), '/');
  const bool well_formed =
      parts.size() <= 2 && auth::IsId(parts[0]) && (parts.size() == 1 || auth::IsId(parts[1]));
  if (!well_formed) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", std::string(text),
        "\" is nobody: write organisation/officer, e.g. hsb/hsb-1, or a machine's organisation"));
  }
  return Principal{parts[0], parts.size() == 2 ? parts[1] : ""};
}

absl::StatusOr<Targets> ParseTargets(std::string_view text) {
  Targets targets;
  const std::vector<std::string> peers = absl::StrSplit(std::string(text), ',', absl::SkipEmpty());
  for (const std::string& peer : peers) {
    const size_t equals = peer.find('=');
    const std::string service = peer.substr(0, equals);
    if (equals == peer.npos || equals + 1 == peer.size() || !IsService(service)) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", peer, "\" is no service=address, e.g. funds=127.0.0.1:50051"));
    }
    if (!targets.emplace(service, peer.substr(equals + 1)).second) {
      return absl::InvalidArgumentError(absl::StrCat("two addresses of ", service));
    }
  }
  if (targets.empty()) {
    return absl::InvalidArgumentError("no service's address is known; give --peers");
  }
  return targets;
}

std::string DevelopmentKeyId(std::string_view owner) {
  return absl::StrCat(std::string(crypto::kDevelopmentKeyPrefix), std::string(owner), "-1");
}

std::string Pki::Path(std::string_view part) const {
  return (std::filesystem::path(folder_) / part).string();
}

absl::StatusOr<rpc::TlsFiles> Pki::AgencyTls(const std::string& organisation) const {
  rpc::TlsFiles files{.ca = Path("ca.pem"),
                      .certificate = Path("agencies/" + organisation + ".pem"),
                      .key = Path("agencies/" + organisation + ".key")};
  RETURN_IF_ERROR(rpc::CheckTlsFiles(files));
  return files;
}

absl::StatusOr<std::string> Pki::AgencyCertificateSha256(const std::string& organisation) const {
  ASSIGN_OR_RETURN(const std::string pem, ReadFile(Path("agencies/" + organisation + ".pem")));
  ASSIGN_OR_RETURN(const auth::CertificateFacts facts, auth::ReadCertificate(pem));
  return facts.sha256;
}

absl::StatusOr<crypto::PrivateKey> Pki::OfficerKey(const std::string& officer) const {
  return crypto::PrivateKey::FromFile(Path("officers/" + officer + ".pem"));
}

absl::StatusOr<crypto::PrivateKey> Pki::SigningKey(std::string_view service) const {
  return crypto::PrivateKey::FromFile(Path("signing/" + std::string(service) + ".pem"));
}

absl::StatusOr<crypto::PrivateKey> Pki::DirectoryRootKey() const {
  return crypto::PrivateKey::FromFile(Path("directory/root.pem"));
}

absl::StatusOr<std::string> MakeToken(const Pki& pki, const Principal& principal,
                                      const std::string& service, absl::Time machine_now) {
  ASSIGN_OR_RETURN(const crypto::PrivateKey key, pki.OfficerKey(principal.officer));
  ASSIGN_OR_RETURN(const std::string certificate,
                   pki.AgencyCertificateSha256(principal.organisation));
  return auth::MakeOfficerToken(key, DevelopmentKeyId(principal.officer),
                                {.officer_id = principal.officer,
                                 .organisation_id = principal.organisation,
                                 .audience = service,
                                 .issued_at = machine_now,
                                 .expires_at = machine_now + kTokenLifetime,
                                 .certificate_sha256 = certificate});
}

}  // namespace liandong::cli
