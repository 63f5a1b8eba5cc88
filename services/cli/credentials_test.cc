#include "services/cli/credentials.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/test_pki.h"
#include "shared/auth/directory.h"
#include "shared/auth/officer_token.h"
#include "shared/auth/test_directory.h"
#include "shared/testing/status_matchers.h"

namespace liandong::cli {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::RefusedWith;

TEST(Principal, IsAnOfficerOrAMachine) {
  EXPECT_EQ(ParsePrincipal("hsb/hsb-1").value(), (Principal{"hsb", "hsb-1"}));
  EXPECT_EQ(ParsePrincipal("bank").value(), (Principal{"bank", ""}));
  EXPECT_EQ(ParsePrincipal("hsb/hsb-1").value().text(), "hsb/hsb-1");
  EXPECT_EQ(ParsePrincipal("bank").value().text(), "bank");
  for (const char* text : {"", "/", "hsb/", "/hsb-1", "hsb/hsb-1/x", "HSB", "../hsb"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParsePrincipal(text).status())) << text;
  }
}

TEST(Targets, AreServicesWithAddresses) {
  EXPECT_EQ(ParseTargets("funds=127.0.0.1:50051,registry=dns:///registry:50052").value(),
            (Targets{{"funds", "127.0.0.1:50051"}, {"registry", "dns:///registry:50052"}}));
  for (const char* text : {"", "funds", "funds=", "=x", "other=127.0.0.1:1", "funds=a,funds=b"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseTargets(text).status())) << text;
  }
}

class TokenTest : public ::testing::Test {
 protected:
  TokenTest() {
    pki_.AddAgency("hsb");
    const crypto::PrivateKey key = pki_.AddKey("officers/hsb-1.pem");
    directory_.AddOrganisation("hsb", common::v1::AGENCY_HOUSING_BUREAU, "市房产局");
    directory_.AddOfficer("hsb-1", "hsb", key)->mutable_keys(0)->set_key_id("dev-hsb-1-1");
  }

  absl::Status Verify(const std::string& token, const auth::OfficerTokenExpectations& expected) {
    const auto directory = auth::Directory::Open(directory_.Sign(), directory_.Roots(),
                                                 crypto::DevelopmentKeys::kAccepted, directory_.now)
                               .value();
    return auth::VerifyOfficerToken(token, expected, *directory, directory_.now).status();
  }

  TestPki pki_;
  auth::TestDirectory directory_;
};

TEST_F(TokenTest, NamesOfficerAndServiceAndIsBoundToTheCertificate) {
  const std::string sha256 = pki_.pki().AgencyCertificateSha256("hsb").value();
  const std::string token =
      MakeToken(pki_.pki(), {"hsb", "hsb-1"}, "funds", directory_.now).value();
  EXPECT_THAT(Verify(token, {"funds", "hsb", sha256}), IsOk());
  EXPECT_THAT(Verify(token, {"registry", "hsb", sha256}), RefusedWith(auth::kOfficerTokenAudience));
  EXPECT_THAT(Verify(token, {"funds", "hsb", std::string(64, '0')}),
              RefusedWith(auth::kOfficerTokenBinding));
}

TEST_F(TokenTest, NeedsTheOfficersKey) {
  const absl::Status status =
      MakeToken(pki_.pki(), {"hsb", "hsb-9"}, "funds", directory_.now).status();
  EXPECT_THAT(status, RefusedWith(crypto::kSecretFileUnreadable));
  EXPECT_THAT(std::string(status.message()), HasSubstr("officers/hsb-9.pem"));
}

TEST_F(TokenTest, NeedsTheAgencysCertificate) {
  pki_.AddKey("officers/fin-1.pem");
  EXPECT_TRUE(
      absl::IsNotFound(MakeToken(pki_.pki(), {"fin", "fin-1"}, "funds", directory_.now).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(pki_.pki().AgencyTls("fin").status()));
}

}  // namespace
}  // namespace liandong::cli
