#include "services/cli/directory_file.h"

#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "services/cli/files.h"
#include "services/cli/test_pki.h"
#include "shared/auth/directory.h"
#include "shared/testing/status_matchers.h"

namespace liandong::cli {
namespace {

using testing::RefusedWith;

const absl::Time kNow = absl::FromUnixSeconds(1'770'000'000);
const auth::DirectoryIssue kIssue{
    .version = 7, .issued_at = kNow, .expires_at = kNow + absl::Hours(24)};

constexpr std::string_view kPrincipals = R"({
  "organisations": [
    {"id": "hsb", "agency": "AGENCY_HOUSING_BUREAU", "name_zh": "市房产局", "name_en": "Housing",
     "territories": ["431103"], "valid_from": "2018-01-01"}],
  "officers": [
    {"id": "hsb-1", "organisation": "hsb", "title": "经办", "roles": ["MAKER", "INVESTIGATOR"]}]
})";

absl::StatusOr<std::shared_ptr<const auth::Directory>> Open(
    const common::v1::SignedDirectory& directory, const crypto::PrivateKey& root) {
  crypto::SigningKeySet roots;
  roots.Add({"dev-root-1", root.public_key()});
  return auth::Directory::Open(directory, roots, crypto::DevelopmentKeys::kAccepted, kNow);
}

TEST(DirectoryFile, GivesOfficersAndServicesTheirKeys) {
  const TestPki pki;
  const crypto::PrivateKey root = pki.AddKey("directory/root.pem");
  const crypto::PrivateKey officer_key = pki.AddKey("officers/hsb-1.pem");
  pki.AddKey("signing/funds.pem");
  ASSERT_OK_AND_ASSIGN(const auto signed_directory, BuildDirectory(kPrincipals, pki.pki(), kIssue));
  ASSERT_OK_AND_ASSIGN(const auto directory, Open(signed_directory, root));
  EXPECT_EQ(directory->version(), 7);
  const auth::Officer* officer = directory->FindOfficer("hsb-1");
  ASSERT_NE(officer, nullptr);
  EXPECT_EQ(officer->organisation_id, "hsb");
  EXPECT_EQ(officer->roles, (std::vector<std::string>{"maker", "investigator"}));
  const crypto::PublishedKey* key = directory->FindOfficerKey("hsb-1", "dev-hsb-1-1");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->key.pem(), officer_key.public_key().pem());
  EXPECT_NE(directory->SigningKeysOf(common::v1::SERVICE_FUNDS).Find("dev-funds-1"), nullptr);
  EXPECT_EQ(directory->SigningKeysOf(common::v1::SERVICE_REGISTRY).size(), 0u);
}

TEST(DirectoryFile, RefusesAnOfficerWithoutAKey) {
  const TestPki pki;
  pki.AddKey("directory/root.pem");
  EXPECT_THAT(BuildDirectory(kPrincipals, pki.pki(), kIssue),
              RefusedWith(crypto::kSecretFileUnreadable));
}

TEST(DirectoryFile, RefusesWhatIsNoDirectory) {
  const TestPki pki;
  pki.AddKey("directory/root.pem");
  for (const char* text : {"", "[]", R"({"officers": [{"organisation": 7}]})",
                           R"({"officers": ["hsb-1"]})", R"({"officer": []})"}) {
    EXPECT_THAT(BuildDirectory(text, pki.pki(), kIssue), RefusedWith(auth::kDirectoryFileInvalid))
        << text;
  }
}

TEST(DirectoryFile, TakesThePrincipalsOfTheSamples) {
  const std::string text = ReadFile(LIANDONG_SOURCE_DIR "/samples/principals.json").value();
  const TestPki pki;
  const crypto::PrivateKey root = pki.AddKey("directory/root.pem");
  const auto file = nlohmann::json::parse(text, nullptr, false);
  for (const auto& officer : file["officers"]) {
    pki.AddKey("officers/" + officer["id"].get<std::string>() + ".pem");
  }
  for (std::string_view service : kServices) {
    pki.AddKey("signing/" + std::string(service) + ".pem");
  }
  ASSERT_OK_AND_ASSIGN(const auto signed_directory, BuildDirectory(text, pki.pki(), kIssue));
  ASSERT_OK_AND_ASSIGN(const auto directory, Open(signed_directory, root));
  EXPECT_EQ(directory->content().organisations.size(), file["organisations"].size());
  EXPECT_EQ(directory->content().officers.size(), file["officers"].size());
}

}  // namespace
}  // namespace liandong::cli
