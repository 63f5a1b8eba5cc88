#include "shared/auth/directory_builder.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "shared/auth/directory.h"
#include "shared/auth/test_directory.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

constexpr char kFile[] = R"({
  "organisations": [
    {"id": "housing-bureau", "agency": "AGENCY_HOUSING_BUREAU", "name_zh": "市房产局",
     "name_en": "Housing Bureau", "territories": ["431103", "431171"],
     "valid_from": "2013-12-10", "valid_to": "2030-01-01",
     "successions": [{"duty_clause": "3.10.1", "successor_id": "finance", "from": "2019-03-01"}]},
    {"id": "finance", "agency": "AGENCY_FINANCE", "name_zh": "市财政局", "name_en": "Finance"}
  ],
  "officers": [
    {"id": "hb-1", "organisation_id": "housing-bureau", "title": "征收科科长",
     "roles": ["checker"], "trained": true,
     "keys": [{"key_id": "hb-1-key", "public_key_file": "hb-1.pem",
               "valid_from": "2026-01-01T00:00:00+08:00"}]},
    {"id": "fin-1", "organisation_id": "finance", "title": "国库科科员", "roles": ["maker"],
     "keys": [{"key_id": "fin-1-key", "public_key_file": "fin-1.pem"}]}
  ],
  "signing_keys": [
    {"service": "SERVICE_FUNDS", "key_id": "funds-2026", "public_key_file": "funds.pem"}
  ],
  "revoked_certificates": [
    {"sha256": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
     "revoked_at": "2026-01-01T00:00:00Z", "reason": "key lost"}
  ]
})";

class DirectoryBuilderTest : public testing::Test {
 protected:
  DirectoryBuilderTest() {
    std::filesystem::create_directories(folder_);
    Write("hb-1.pem", test_.housing_key.public_key().pem());
    Write("fin-1.pem", test_.finance_key.public_key().pem());
    Write("funds.pem", test_.funds_key.public_key().pem());
  }
  ~DirectoryBuilderTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ + "/" + name) << content;
  }
  absl::StatusOr<common::v1::SignedDirectory> Build(const std::string& json) const {
    return BuildSignedDirectory(json, folder_, issue_, test_.root, "root-1");
  }
  static std::string Edited(const char* from, const char* to) {
    return absl::StrReplaceAll(kFile, {{from, to}});
  }
  // The problems of a file that is refused.
  std::string Problems(const std::string& json) const {
    const absl::Status status = Build(json).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(status), "DIRECTORY_FILE_INVALID");
    return MetadataOf(status, "problems").value_or("");
  }

  const TestDirectory test_;
  const DirectoryIssue issue_{7, test_.now, test_.now + absl::Hours(24)};
  const std::string folder_ =
      testing::TempDir() + "/" + testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(DirectoryBuilderTest, EveryServiceTakesWhatItBuilds) {
  const auto directory = Directory::Open(Build(kFile).value(), test_.Roots(),
                                         crypto::DevelopmentKeys::kRefused, test_.now)
                             .value();
  EXPECT_EQ(directory->version(), 7);
  EXPECT_EQ(directory->issued_at(), issue_.issued_at);
  EXPECT_EQ(directory->expires_at(), issue_.expires_at);

  const Organisation* housing = directory->FindOrganisation("housing-bureau");
  ASSERT_NE(housing, nullptr);
  EXPECT_EQ(housing->agency, common::v1::AGENCY_HOUSING_BUREAU);
  EXPECT_EQ(housing->name_zh, "市房产局");
  EXPECT_EQ(housing->territories, (std::vector<std::string>{"431103", "431171"}));
  EXPECT_EQ(housing->valid_from, absl::CivilDay(2013, 12, 10));
  EXPECT_EQ(housing->valid_to, absl::CivilDay(2030, 1, 1));
  EXPECT_EQ(directory->FindResponsible("housing-bureau", "3.10.1", absl::CivilDay(2019, 3, 1))->id,
            "finance");

  const Officer* officer = directory->FindOfficer("hb-1");
  ASSERT_NE(officer, nullptr);
  EXPECT_EQ(officer->title, "征收科科长");
  EXPECT_TRUE(officer->trained);
  const crypto::PublishedKey* key = officer->keys.Find("hb-1-key");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->key.pem(), test_.housing_key.public_key().pem());
  EXPECT_EQ(key->valid_from,
            absl::FromCivil(absl::CivilSecond(2025, 12, 31, 16), absl::UTCTimeZone()));
  EXPECT_EQ(directory->FindOfficerKey("fin-1", "fin-1-key")->key.algorithm(),
            crypto::SignatureAlgorithm::kEs256);
  EXPECT_NE(directory->SigningKeysOf(common::v1::SERVICE_FUNDS).Find("funds-2026"), nullptr);
  EXPECT_TRUE(directory->CertificateRevoked(std::string(64, 'c'), test_.now));
}

TEST_F(DirectoryBuilderTest, BuildsTheSameBytesAgain) {
  EXPECT_EQ(Build(kFile).value().payload(), Build(kFile).value().payload());
}

TEST_F(DirectoryBuilderTest, RefusesWhatIsNoDirectoryFile) {
  for (const char* text : {"", "[]", "{", "null", "\xff"}) {
    EXPECT_EQ(Problems(text), "file: not a JSON object");
  }
  EXPECT_NE(Problems(Edited("\"trained\"", "\"trainde\"")).find("trainde"), std::string::npos);
  EXPECT_NE(Problems(Edited("AGENCY_FINANCE", "AGENCY_TREASURY")).find("AGENCY_TREASURY"),
            std::string::npos);
  EXPECT_NE(Problems(R"({"officers": {"id": "hb-1", "keys": 1}, "organisations": [1]})"), "");
}

TEST_F(DirectoryBuilderTest, ListsEveryProblemOfDatesAndKeys) {
  Write("fin-1.pem", "text");
  const std::string json =
      absl::StrReplaceAll(kFile, {{"2013-12-10", "10.12.2013"},
                                  {"\"2019-03-01\"", "20190301"},
                                  {"\"public_key_file\": \"funds.pem\"", "\"public_key\": \"x\""},
                                  {"hb-1.pem", "absent.pem"}});
  EXPECT_EQ(Problems(json),
            "valid_from: a date is written 2013-12-10; from: a date is written 2013-12-10; "
            "absent.pem: holds no public key (PEM, Ed25519 or P-256); "
            "fin-1.pem: holds no public key (PEM, Ed25519 or P-256); "
            "public_key_file: a key names its file");
}

TEST_F(DirectoryBuilderTest, RefusesVersionAndTimesInTheFile) {
  EXPECT_EQ(Problems(R"({"version": 1, "issued_at": "", "expires_at": ""})"),
            "version: is given when the directory is signed; "
            "issued_at: is given when the directory is signed; "
            "expires_at: is given when the directory is signed");
}

TEST_F(DirectoryBuilderTest, NeverSignsWhatNoServiceWouldTake) {
  const absl::Status status =
      Build(Edited("\"organisation_id\": \"finance\"", "\"organisation_id\": \"absent\"")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "DIRECTORY_INVALID");
  EXPECT_EQ(MetadataOf(status, "problems"), "officers[fin-1]: unknown organisation");
}

TEST_F(DirectoryBuilderTest, RootIsEd25519) {
  const absl::Status status = SignDirectory(test_.snapshot, test_.finance_key, "root-1").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "KEY_INVALID");
}

TEST_F(DirectoryBuilderTest, SizeLimit) {
  common::v1::DirectorySnapshot snapshot = test_.snapshot;
  const std::string name(kDirectoryTextBytesMax, 'n');
  for (int i = 0; snapshot.ByteSizeLong() <= kDirectoryBytesMax; ++i) {
    auto* organisation = snapshot.add_organisations();
    organisation->set_id("o-" + std::to_string(i));
    organisation->set_agency(common::v1::AGENCY_COMMUNITY);
    organisation->set_name_zh(name);
    organisation->set_name_en(name);
  }
  const absl::Status status = SignDirectory(snapshot, test_.root, "root-1").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "DIRECTORY_INVALID");
  snapshot.mutable_organisations()->RemoveLast();
  EXPECT_TRUE(SignDirectory(snapshot, test_.root, "root-1").ok());
}

}  // namespace
}  // namespace liandong::auth
