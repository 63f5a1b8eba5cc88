#include "shared/auth/certificate.h"

#include "gtest/gtest.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

// Made with `openssl req -x509`; the digest with `openssl x509 -outform DER | sha256sum`.
constexpr std::string_view kTwoUris = R"(-----BEGIN CERTIFICATE-----
MIIB5jCCAYugAwIBAgIUWyJeupHBzAbud0sJEbzHimdpg7YwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHZmluYW5jZTAgFw0yNjExMjQxNjI1MTBaGA8yMTI2MTAzMTE2
MjUxMFowEjEQMA4GA1UEAwwHZmluYW5jZTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABMZ0f7xZl2/RIRqgJs3zvpBRFvQQlP72bMnsqRMROltNGeagn7GznKjxGsut
56EnNY6HtVfkhLn9sp17wOxqSuCjgbwwgbkwHQYDVR0OBBYEFMfykxKGbq2O+p+Y
nhbR+ENuwPQuMB8GA1UdIwQYMBaAFMfykxKGbq2O+p+YnhbR+ENuwPQuMA8GA1Ud
EwEB/wQFMAMBAf8wZgYDVR0RBF8wXYIPZmluYW5jZS5leGFtcGxlhiRzcGlmZmU6
Ly9kZXYubGlhbmRvbmcvYWdlbmN5L2ZpbmFuY2WGJHNwaWZmZTovL2Rldi5saWFu
ZG9uZy9hZ2VuY3kvaG91c2luZzAKBggqhkjOPQQDAgNJADBGAiEA1N6IAcX2ksth
gK5Di9Hi2JzelBZue4YcpuegktplUHQCIQCtk/Q1JWnge7/yp8bXLDGfi9Zwpx2u
bvjNCH2UWNabcg==
-----END CERTIFICATE-----
)";
constexpr std::string_view kTwoUrisSha256 =
    "d7945eb96dbd75596820e8ba926096bbfba5c2b53e4485f5a0cb4352e8c71df4";
constexpr std::string_view kNoNames = R"(-----BEGIN CERTIFICATE-----
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

TEST(Certificate, ReadsDigestAndEveryUri) {
  const CertificateFacts facts = ReadCertificate(kTwoUris).value();
  EXPECT_EQ(facts.sha256, kTwoUrisSha256);
  EXPECT_EQ(facts.uris, (std::vector<std::string>{"spiffe://dev.liandong/agency/finance",
                                                  "spiffe://dev.liandong/agency/housing"}));
}

TEST(Certificate, MayHaveNoNames) {
  const CertificateFacts facts = ReadCertificate(kNoNames).value();
  EXPECT_TRUE(facts.uris.empty());
  EXPECT_EQ(facts.sha256.size(), 64u);
}

TEST(Certificate, RefusesWhatIsNone) {
  std::string damaged(kTwoUris);
  damaged.replace(40, 4, "AAAA");
  for (const std::string& pem : {std::string(), std::string("text"), damaged}) {
    const absl::Status status = ReadCertificate(pem).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated);
    EXPECT_EQ(ReasonOf(status), "CERTIFICATE_UNREADABLE");
  }
}

}  // namespace
}  // namespace liandong::auth
