// Whom liandongctl acts as, and the certificates and keys it does so with.
#ifndef SERVICES_CLI_CREDENTIALS_H_
#define SERVICES_CLI_CREDENTIALS_H_

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "shared/crypto/key.h"
#include "shared/rpc/tls.h"

namespace liandong::cli {

// An organisation and, unless a machine acts, its officer.
struct Principal {
  std::string organisation;
  std::string officer;

  // "hsb/hsb-1", or "bank" for a machine.
  std::string text() const;
  bool operator==(const Principal&) const = default;
};

// INVALID_ARGUMENT unless `text` has one of the two forms above.
absl::StatusOr<Principal> ParsePrincipal(std::string_view text);

// Service name to address, from "funds=127.0.0.1:50051,registry=…".
using Targets = std::map<std::string, std::string>;
// INVALID_ARGUMENT on anything that is no service=address, and when there is none at all.
absl::StatusOr<Targets> ParseTargets(std::string_view text);

// Ids of development keys: officer "hsb-1" and service "funds" both have key 1.
std::string DevelopmentKeyId(std::string_view owner);
inline constexpr std::string_view kDirectoryRootKeyId = "dev-root-1";

// A folder of certificates and keys:
//   ca.pem  agencies/ID.{pem,key}  officers/ID.pem  signing/SERVICE.pem  directory/root.pem
class Pki {
 public:
  explicit Pki(std::string folder) : folder_(std::move(folder)) {}

  const std::string& folder() const { return folder_; }
  // FAILED_PRECONDITION naming the file that can not be read.
  absl::StatusOr<rpc::TlsFiles> AgencyTls(const std::string& organisation) const;
  // Of the client certificate, as tokens name it.
  absl::StatusOr<std::string> AgencyCertificateSha256(const std::string& organisation) const;
  absl::StatusOr<crypto::PrivateKey> OfficerKey(const std::string& officer) const;
  absl::StatusOr<crypto::PrivateKey> SigningKey(std::string_view service) const;
  absl::StatusOr<crypto::PrivateKey> DirectoryRootKey() const;

 private:
  std::string Path(std::string_view part) const;

  const std::string folder_;
};

// A token for one call of `service` at `machine_now`, bound to the organisation's certificate.
// Reads the key and the certificate anew: either may have been renewed.
absl::StatusOr<std::string> MakeToken(const Pki& pki, const Principal& principal,
                                      const std::string& service, absl::Time machine_now);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_CREDENTIALS_H_
