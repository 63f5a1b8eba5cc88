// A folder of certificates and keys for tests, removed at the end.
#ifndef SERVICES_CLI_TEST_PKI_H_
#define SERVICES_CLI_TEST_PKI_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "services/cli/credentials.h"
#include "shared/crypto/key.h"

namespace liandong::cli {

// A folder of its own below the system's temporary one.
class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "liandongctl-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { std::filesystem::remove_all(path_); }

  std::string path(std::string_view part) const { return (path_ / part).string(); }
  std::string path() const { return path_.string(); }

  // Readable by its owner alone, as keys have to be.
  void Write(std::string_view part, std::string_view content) const {
    const std::filesystem::path file = path_ / part;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }

 private:
  std::filesystem::path path_;
};

// A client certificate; made with `openssl req -x509`.
inline constexpr std::string_view kTestCertificate = R"(-----BEGIN CERTIFICATE-----
MIIBejCCASGgAwIBAgIUFmYrvZYRPgEkaCPo8Y94b1xaTDcwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHZmluYW5jZTAgFw0yNjExMjQxNjI1MTBaGA8yMTI2MTAzMTE2
MjUxMFowEjEQMA4GA1UEAwwHZmluYW5jZTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABMZ0f7xZl2/RIRqgJs3zvpBRFvQQlP72bMnsqRMROltNGeagn7GznKjxGsut
56EnNY6HtVfkhLn9sp17wOxqSuCjUzBRMB0GA1UdDgQWBBTH8pMShm6tjvqfmJ4W
0fhDbsD0LjAfBgNVHSMEGDAWgBTH8pMShm6tjvqfmJ4W0fhDbsD0LjAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIDa/4LUppVRkP5pBVbECOADJLX+P
6RXFSXvHCqjk0xxfAiBY26GpuXBlIeeE/h+XSYTgQ9Bp7FDEIQCPWFiGLcM5dw==
-----END CERTIFICATE-----
)";

class TestPki {
 public:
  void AddAgency(const std::string& organisation) const {
    folder_.Write("ca.pem", kTestCertificate);
    folder_.Write("agencies/" + organisation + ".pem", kTestCertificate);
    folder_.Write("agencies/" + organisation + ".key", "the tests open no TLS connection");
  }
  // Below the folder, e.g. "officers/hsb-1.pem".
  crypto::PrivateKey AddKey(const std::string& part) const {
    crypto::PrivateKey key =
        crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519).value();
    folder_.Write(part, key.ToPem().value().view());
    return key;
  }
  Pki pki() const { return Pki(folder_.path()); }

 private:
  const TestFolder folder_;
};

}  // namespace liandong::cli

#endif  // SERVICES_CLI_TEST_PKI_H_
