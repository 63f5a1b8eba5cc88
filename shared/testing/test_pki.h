// A whole public-key infrastructure for one test, made at run time and removed afterwards: an
// authority, a certificate for every agency and service, officers with keys, a signed directory,
// and the files that a service's configuration names.
#ifndef SHARED_TESTING_TEST_PKI_H_
#define SHARED_TESTING_TEST_PKI_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "liandong/common/v1/directory.pb.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/config/config.h"
#include "shared/crypto/key.h"
#include "shared/rpc/tls.h"
#include "shared/testing/test_database.h"

namespace liandong::testing {

// A certificate with its key, in PEM form.
struct TestCertificate {
  std::string certificate_pem;
  std::string key_pem;
  // Of the DER form, lower-case hexadecimal.
  std::string sha256;
};

// What a certificate says. The default is an agency's profile: for clients only.
struct CertificateProfile {
  std::string common_name;
  std::vector<std::string> uris;
  std::vector<std::string> dns_names;
  // Also for servers.
  bool server = false;
  // Relative to now.
  absl::Duration valid_from = -absl::Hours(1);
  absl::Duration valid_to = absl::Hours(24);
};

// A certificate authority of its own key. Thread-safe.
class TestAuthority {
 public:
  explicit TestAuthority(const std::string& name);
  ~TestAuthority();
  TestAuthority(const TestAuthority&) = delete;
  TestAuthority& operator=(const TestAuthority&) = delete;

  const std::string& certificate_pem() const;
  TestCertificate Issue(const CertificateProfile& profile) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// A directory of mode 0700 below the system's temporary one; removed with everything in it.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  const std::string& path() const { return path_; }
  // Writes or replaces a file of mode 0600, at once as seen by its readers; its path.
  std::string Write(const std::string& name, const std::string& content) const;

 private:
  std::string path_;
};

struct TestPkiOptions {
  std::string trust_domain = "dev.liandong";
  // Before the id of every key. "dev-" marks it for development.
  std::string key_prefix = "dev-";
};

// Every agency has one organisation, named after it ("housing-bureau"), that acts in both
// territories. All but the bank, which acts as a machine, have the officers "<organisation>-1"
// with an Ed25519 key and "<organisation>-2" with an ES256 key. Not thread-safe.
class TestPki {
 public:
  explicit TestPki(const TestPkiOptions& options = {});

  const std::string& trust_domain() const { return options_.trust_domain; }
  const TestAuthority& authority() const { return authority_; }
  const TestFolder& folder() const { return folder_; }

  // All but AGENCY_UNSPECIFIED and SERVICE_UNSPECIFIED.
  static std::vector<common::v1::Agency> Agencies();
  static std::vector<common::v1::Service> Services();
  // "housing-bureau"
  static std::string OrganisationOf(common::v1::Agency agency);
  // "housing-bureau-1"; "" for the bank.
  static std::string OfficerOf(common::v1::Agency agency, int number = 1);

  // spiffe://<trust domain>/agency/housing-bureau
  std::string UriOf(common::v1::Agency agency) const;
  std::string UriOf(common::v1::Service service) const;
  // What a principal's certificate says, to be varied by tests.
  CertificateProfile ProfileOf(common::v1::Agency agency) const;
  CertificateProfile ProfileOf(common::v1::Service service) const;
  // A principal's own certificate: the same at each call.
  const TestCertificate& Certificate(common::v1::Agency agency);
  const TestCertificate& Certificate(common::v1::Service service);

  const crypto::PrivateKey& OfficerKey(const std::string& officer) const;
  std::string OfficerKeyId(const std::string& officer) const;
  const crypto::PrivateKey& root() const { return root_; }
  std::string root_key_id() const { return options_.key_prefix + "root-1"; }

  // The directory, for a test to change; Sign() raises its version and signs it.
  common::v1::DirectorySnapshot& snapshot() { return snapshot_; }
  common::v1::SignedDirectory Sign();
  // From now on no call may use the certificate.
  void Revoke(const TestCertificate& certificate);

 private:
  friend Config TestConfig(TestPki& pki, const db::ConnectOptions& database,
                           common::v1::Service service);
  void AddOrganisation(common::v1::Agency agency);
  void AddOfficer(const std::string& organisation, int number,
                  crypto::SignatureAlgorithm algorithm);

  const TestPkiOptions options_;
  const TestFolder folder_;
  const TestAuthority authority_;
  const crypto::PrivateKey root_;
  std::map<std::string, crypto::PrivateKey> officer_keys_;
  std::map<common::v1::Service, crypto::PrivateKey> signing_keys_;
  std::map<std::string, TestCertificate> certificates_;  // by URI
  common::v1::DirectorySnapshot snapshot_;
};

// A complete configuration of `service`: its files lie in the folder of `pki`, it listens on a free
// port of the loopback interface and drains without delay. The profile is development unless the
// keys of `pki` are unmarked.
Config TestConfig(TestPki& pki, const db::ConnectOptions& database, common::v1::Service service);

}  // namespace liandong::testing

#endif  // SHARED_TESTING_TEST_PKI_H_
