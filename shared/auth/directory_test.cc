#include "shared/auth/directory.h"

#include <algorithm>

#include "gtest/gtest.h"
#include "shared/auth/problems.h"
#include "shared/auth/test_directory.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

using common::v1::DirectorySnapshot;
using crypto::DevelopmentKeys;

void SetDate(google::type::Date* date, int year, int month, int day) {
  date->set_year(year);
  date->set_month(month);
  date->set_day(day);
}

template <class T>
void ExpectRefused(const absl::StatusOr<T>& result, const Reason& reason) {
  EXPECT_EQ(result.status().code(), reason.code);
  EXPECT_EQ(ReasonOf(result.status()), reason.name);
}
void ExpectRefused(const absl::Status& status, const Reason& reason) {
  ExpectRefused(absl::StatusOr<int>(status), reason);
}

class DirectoryTest : public testing::Test {
 protected:
  absl::StatusOr<std::shared_ptr<const Directory>> Open(
      DevelopmentKeys development_keys = DevelopmentKeys::kRefused) const {
    return Directory::Open(test_.Sign(), test_.Roots(), development_keys, test_.now);
  }
  // The one problem the snapshot has.
  std::string Problem() const {
    const absl::Status status = Open().status();
    ExpectRefused(status, kDirectoryInvalid);
    EXPECT_EQ(MetadataOf(status, "count"), "1");
    return MetadataOf(status, "problems").value_or("");
  }
  common::v1::Organisation* Housing() { return test_.snapshot.mutable_organisations(0); }
  common::v1::Organisation* Finance() { return test_.snapshot.mutable_organisations(1); }
  common::v1::Officer* Officer1() { return test_.snapshot.mutable_officers(0); }
  static void Pass(common::v1::Organisation* from, const std::string& clause,
                   const std::string& successor, int year) {
    auto* step = from->add_successions();
    step->set_duty_clause(clause);
    step->set_successor_id(successor);
    SetDate(step->mutable_from(), year, 1, 1);
  }

  TestDirectory test_;
};

TEST_F(DirectoryTest, AnswersFromTheSnapshot) {
  SetDate(Housing()->mutable_valid_from(), 2013, 12, 10);
  SetDate(Housing()->mutable_valid_to(), 2019, 3, 1);
  auto* revoked = test_.snapshot.add_revoked_certificates();
  revoked->set_sha256(std::string(64, 'c'));
  revoked->mutable_revoked_at()->set_seconds(absl::ToUnixSeconds(test_.now));
  revoked->set_reason("key lost");
  const auto directory = Open().value();

  EXPECT_EQ(directory->version(), 1);
  EXPECT_EQ(directory->issued_at(), test_.now);
  EXPECT_EQ(directory->expires_at(), test_.now + absl::Hours(24));
  EXPECT_EQ(directory->Age(test_.now + absl::Minutes(3)), absl::Minutes(3));

  const Organisation* housing = directory->FindOrganisation("housing-bureau");
  ASSERT_NE(housing, nullptr);
  EXPECT_EQ(housing->agency, common::v1::AGENCY_HOUSING_BUREAU);
  EXPECT_EQ(housing->name_zh, "市房产局");
  EXPECT_EQ(housing->territories, std::vector<std::string>{"431103"});
  EXPECT_EQ(directory->FindOrganisation("housing-bureau", absl::CivilDay(2013, 12, 9)), nullptr);
  EXPECT_EQ(directory->FindOrganisation("housing-bureau", absl::CivilDay(2013, 12, 10)), housing);
  EXPECT_EQ(directory->FindOrganisation("housing-bureau", absl::CivilDay(2019, 2, 28)), housing);
  EXPECT_EQ(directory->FindOrganisation("housing-bureau", absl::CivilDay(2019, 3, 1)), nullptr);
  EXPECT_NE(directory->FindOrganisation("finance", absl::CivilDay(1949, 10, 1)), nullptr);
  EXPECT_EQ(directory->FindOrganisation("absent"), nullptr);

  const Officer* officer = directory->FindOfficer("hb-1");
  ASSERT_NE(officer, nullptr);
  EXPECT_EQ(officer->organisation_id, "housing-bureau");
  EXPECT_EQ(officer->roles, std::vector<std::string>{"maker"});
  EXPECT_FALSE(officer->trained);
  EXPECT_FALSE(officer->RevokedAt(test_.now));
  EXPECT_EQ(directory->FindOfficer("absent"), nullptr);

  const crypto::PublishedKey* key = directory->FindOfficerKey("fin-1", "fin-1-key");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->key.algorithm(), crypto::SignatureAlgorithm::kEs256);
  EXPECT_EQ(directory->FindOfficerKey("fin-1", "hb-1-key"), nullptr);
  EXPECT_EQ(directory->FindOfficerKey("absent", "hb-1-key"), nullptr);

  EXPECT_NE(directory->SigningKeysOf(common::v1::SERVICE_FUNDS).Find("funds-2026"), nullptr);
  EXPECT_EQ(directory->SigningKeysOf(common::v1::SERVICE_REGISTRY).size(), 0u);

  EXPECT_TRUE(directory->CertificateRevoked(std::string(64, 'c'), test_.now));
  EXPECT_FALSE(directory->CertificateRevoked(std::string(64, 'c'), test_.now - absl::Seconds(1)));
  EXPECT_FALSE(directory->CertificateRevoked(std::string(64, 'd'), test_.now));
}

TEST_F(DirectoryTest, DutiesPassToSuccessors) {
  test_.AddOrganisation("construction", common::v1::AGENCY_CONSTRUCTION_BUREAU, "市住建局");
  Pass(Housing(), "3.10.1", "construction", 2019);
  Pass(Housing(), "3.10.1", "finance", 2021);
  Pass(Finance(), "3.10.1", "construction", 2023);
  Pass(Housing(), "3.10.2", "finance", 2015);
  SetDate(test_.snapshot.mutable_organisations(3)->mutable_valid_to(), 2030, 1, 1);
  const auto directory = Open().value();
  const auto responsible = [&](std::string_view clause, int year) {
    const Organisation* found =
        directory->FindResponsible("housing-bureau", clause, absl::CivilDay(year, 1, 1));
    return found == nullptr ? std::string() : found->id;
  };
  EXPECT_EQ(responsible("3.10.1", 2018), "housing-bureau");
  EXPECT_EQ(responsible("3.10.1", 2019), "construction");
  EXPECT_EQ(responsible("3.10.1", 2021), "finance");
  EXPECT_EQ(responsible("3.10.1", 2023), "construction");
  EXPECT_EQ(responsible("3.10.1", 2030), "") << "the successor no longer exists";
  EXPECT_EQ(responsible("3.10.2", 2019), "finance");
  EXPECT_EQ(responsible("3.10.3", 2023), "housing-bureau");
  EXPECT_EQ(directory->FindResponsible("absent", "3.10.1", absl::CivilDay(2019, 1, 1)), nullptr);
}

TEST_F(DirectoryTest, RefusesForgeries) {
  common::v1::SignedDirectory directory = test_.Sign();
  const auto open = [&] {
    return Directory::Open(directory, test_.Roots(), DevelopmentKeys::kRefused, test_.now).status();
  };
  directory.mutable_payload()->back() ^= 1;
  ExpectRefused(open(), kDirectoryForged);
  EXPECT_EQ(MetadataOf(open(), "cause"), "SIGNATURE_INVALID");
  directory = test_.Sign();
  directory.mutable_signature()->front() ^= 1;
  ExpectRefused(open(), kDirectoryForged);
  directory = test_.Sign();
  directory.set_key_id("root-2");
  ExpectRefused(open(), kDirectoryForged);
  EXPECT_EQ(MetadataOf(open(), "cause"), "SIGNATURE_KEY_UNKNOWN");
  directory = TestDirectory().Sign();  // signed by another root of the same name
  ExpectRefused(open(), kDirectoryForged);
  directory.Clear();
  ExpectRefused(open(), kDirectoryForged);
}

TEST_F(DirectoryTest, RefusesARevokedRoot) {
  crypto::SigningKeySet roots;
  roots.Add(
      {"root-1", test_.root.public_key(), absl::InfinitePast(), absl::InfiniteFuture(), test_.now});
  const auto result = Directory::Open(test_.Sign(), roots, DevelopmentKeys::kRefused, test_.now);
  ExpectRefused(result, kDirectoryForged);
  EXPECT_EQ(MetadataOf(result.status(), "cause"), "SIGNATURE_KEY_REVOKED");
}

TEST_F(DirectoryTest, DevelopmentKeysNeedTheDevelopmentProfile) {
  const common::v1::SignedDirectory directory =
      SignDirectory(test_.snapshot, test_.root, "dev-root").value();
  crypto::SigningKeySet roots;
  roots.Add({"dev-root", test_.root.public_key()});
  ExpectRefused(Directory::Open(directory, roots, DevelopmentKeys::kRefused, test_.now),
                kDirectoryDevelopmentKey);
  EXPECT_TRUE(Directory::Open(directory, roots, DevelopmentKeys::kAccepted, test_.now).ok());

  Officer1()->mutable_keys(0)->set_key_id("dev-hb-1");
  EXPECT_EQ(Problem(), "officers[hb-1]: a key for development");
  EXPECT_TRUE(Open(DevelopmentKeys::kAccepted).ok());
}

TEST_F(DirectoryTest, PayloadMustBeASnapshotWithinItsLimit) {
  const auto signed_payload = [&](std::string payload) {
    const auto envelope =
        crypto::SignEnvelope(test_.root, "root-1", kDirectoryDomain, std::move(payload)).value();
    common::v1::SignedDirectory directory;
    directory.set_payload(envelope.payload);
    directory.set_key_id(envelope.key_id);
    directory.set_signature(envelope.signature);
    return Directory::Open(directory, test_.Roots(), DevelopmentKeys::kRefused, test_.now).status();
  };
  ExpectRefused(signed_payload("\xff\xff"), kDirectoryInvalid);
  EXPECT_EQ(MetadataOf(signed_payload("\xff\xff"), "problems"),
            "payload: not a directory snapshot");
  ExpectRefused(signed_payload(std::string(kDirectoryBytesMax + 1, 'x')), kDirectoryInvalid);
  EXPECT_EQ(MetadataOf(signed_payload(std::string(kDirectoryBytesMax + 1, 'x')), "problems"),
            "payload: longer than 3145728 bytes");
  EXPECT_EQ(MetadataOf(signed_payload(std::string(kDirectoryBytesMax, '\xff')), "problems"),
            "payload: not a directory snapshot");
}

struct Mistake {
  const char* problem;
  void (*make)(TestDirectory&);
};

// One mistake each; the directory is otherwise sound.
const Mistake kMistakes[] = {
    {"version: must be at least 1", [](TestDirectory& t) { t.snapshot.set_version(0); }},
    {"issued_at: missing or invalid", [](TestDirectory& t) { t.snapshot.clear_issued_at(); }},
    {"expires_at: missing or invalid", [](TestDirectory& t) { t.snapshot.clear_expires_at(); }},
    {"expires_at: must be after issued_at",
     [](TestDirectory& t) { *t.snapshot.mutable_expires_at() = t.snapshot.issued_at(); }},
    {"organisations[Bank]: the id is not [a-z0-9-]{1,40}",
     [](TestDirectory& t) { t.snapshot.mutable_organisations(2)->set_id("Bank"); }},
    {"organisations[finance]: the id is taken",
     [](TestDirectory& t) { t.snapshot.mutable_organisations(2)->set_id("finance"); }},
    {"organisations[bank-1]: unknown agency",
     [](TestDirectory& t) { t.snapshot.mutable_organisations(2)->clear_agency(); }},
    {"organisations[bank-1]: unknown agency",
     [](TestDirectory& t) {
       t.snapshot.mutable_organisations(2)->set_agency(static_cast<common::v1::Agency>(999));
     }},
    {"organisations[bank-1]: name_zh is 1 to 200 bytes",
     [](TestDirectory& t) { t.snapshot.mutable_organisations(2)->clear_name_zh(); }},
    {"organisations[bank-1]: name_en is 1 to 200 bytes",
     [](TestDirectory& t) {
       t.snapshot.mutable_organisations(2)->set_name_en(
           std::string(kDirectoryTextBytesMax + 1, 'n'));
     }},
    {"organisations[bank-1]: unknown territory",
     [](TestDirectory& t) { t.snapshot.mutable_organisations(2)->set_territories(0, "431102"); }},
    {"organisations[bank-1]: the same territory twice",
     [](TestDirectory& t) { t.snapshot.mutable_organisations(2)->add_territories("431103"); }},
    {"organisations[bank-1]: a date that does not exist",
     [](TestDirectory& t) {
       SetDate(t.snapshot.mutable_organisations(2)->mutable_valid_from(), 2026, 2, 29);
     }},
    {"organisations[bank-1]: a date that does not exist",
     [](TestDirectory& t) {
       SetDate(t.snapshot.mutable_organisations(2)->mutable_valid_from(), 2026, 0, 0);
     }},
    {"organisations[bank-1]: valid_to must be after valid_from",
     [](TestDirectory& t) {
       SetDate(t.snapshot.mutable_organisations(2)->mutable_valid_from(), 2026, 1, 1);
       SetDate(t.snapshot.mutable_organisations(2)->mutable_valid_to(), 2026, 1, 1);
     }},
    {"officers[HB]: the id is not [a-z0-9-]{1,40}",
     [](TestDirectory& t) { t.snapshot.mutable_officers(0)->set_id("HB"); }},
    {"officers[fin-1]: the id is taken",
     [](TestDirectory& t) { t.snapshot.mutable_officers(0)->set_id("fin-1"); }},
    {"officers[hb-1]: unknown organisation",
     [](TestDirectory& t) { t.snapshot.mutable_officers(0)->set_organisation_id("absent"); }},
    {"officers[hb-1]: a bank acts as a machine and has no officers",
     [](TestDirectory& t) { t.snapshot.mutable_officers(0)->set_organisation_id("bank-1"); }},
    {"officers[hb-1]: title is 1 to 200 bytes",
     [](TestDirectory& t) { t.snapshot.mutable_officers(0)->clear_title(); }},
    {"officers[hb-1]: a role is not [a-z][a-z0-9_]{0,39}",
     [](TestDirectory& t) { t.snapshot.mutable_officers(0)->set_roles(0, "Maker"); }},
    {"officers[hb-1]: the same role twice",
     [](TestDirectory& t) { t.snapshot.mutable_officers(0)->add_roles("maker"); }},
    {"officers[hb-1]: a time that does not exist",
     [](TestDirectory& t) { t.snapshot.mutable_officers(0)->mutable_revoked_at()->set_nanos(-1); }},
    {"officers[hb-1]: unknown algorithm of a key",
     [](TestDirectory& t) {
       t.snapshot.mutable_officers(0)->mutable_keys(0)->set_algorithm("RS256");
     }},
    {"officers[hb-1]: a public key of another algorithm",
     [](TestDirectory& t) {
       t.snapshot.mutable_officers(0)->mutable_keys(0)->set_algorithm("ES256");
     }},
    {"officers[hb-1]: an unreadable public key",
     [](TestDirectory& t) {
       t.snapshot.mutable_officers(0)->mutable_keys(0)->set_public_key("text");
     }},
    {"officers[hb-1]: a key id is 1 to 64 bytes",
     [](TestDirectory& t) { t.snapshot.mutable_officers(0)->mutable_keys(0)->clear_key_id(); }},
    {"officers[hb-1]: a key id is 1 to 64 bytes",
     [](TestDirectory& t) {
       t.snapshot.mutable_officers(0)->mutable_keys(0)->set_key_id(
           std::string(kDirectoryKeyIdBytesMax + 1, 'k'));
     }},
    {"officers[fin-1]: a key id is taken",
     [](TestDirectory& t) {
       t.snapshot.mutable_officers(1)->mutable_keys(0)->set_key_id("hb-1-key");
     }},
    {"officers[fin-1]: a key is enrolled twice",
     [](TestDirectory& t) {
       auto* key = t.snapshot.mutable_officers(1)->mutable_keys(0);
       key->set_algorithm("Ed25519");
       key->set_public_key(t.housing_key.public_key().pem());
     }},
    {"officers[hb-1]: valid_to must be after valid_from",
     [](TestDirectory& t) {
       auto* key = t.snapshot.mutable_officers(0)->mutable_keys(0);
       key->mutable_valid_from()->set_seconds(100);
       key->mutable_valid_to()->set_seconds(100);
     }},
    {"signing_keys[funds-2026]: unknown service",
     [](TestDirectory& t) { t.snapshot.mutable_signing_keys(0)->clear_service(); }},
    {"signing_keys[funds-2026]: a public key of another algorithm",
     [](TestDirectory& t) {
       t.snapshot.mutable_signing_keys(0)->set_public_key(
           crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEs256)
               .value()
               .public_key()
               .pem());
     }},
    {"signing_keys[funds-2026]: a key is enrolled twice",
     [](TestDirectory& t) {
       t.snapshot.mutable_signing_keys(0)->set_public_key(t.housing_key.public_key().pem());
     }},
};

TEST_F(DirectoryTest, EveryMistakeIsFound) {
  for (const Mistake& mistake : kMistakes) {
    TestDirectory test;
    mistake.make(test);
    const auto result =
        Directory::Open(test.Sign(), test.Roots(), DevelopmentKeys::kRefused, test.now);
    ExpectRefused(result, kDirectoryInvalid);
    EXPECT_EQ(MetadataOf(result.status(), "problems"), mistake.problem);
  }
}

TEST_F(DirectoryTest, SuccessionMistakes) {
  const DirectorySnapshot sound = test_.snapshot;
  Pass(Housing(), "3.10.1", "absent", 2019);
  EXPECT_EQ(Problem(), "organisations[housing-bureau]: unknown successor");
  test_.snapshot = sound;
  Pass(Housing(), "3.10.1", "housing-bureau", 2019);
  EXPECT_EQ(Problem(), "organisations[housing-bureau]: the duty comes back to it");
  test_.snapshot = sound;
  Pass(Housing(), "3.10.1", "finance", 2019);
  Pass(Housing(), "3.10.1", "bank-1", 2019);
  EXPECT_EQ(Problem(), "organisations[housing-bureau]: two successions of one duty on one day");
  test_.snapshot = sound;
  Pass(Housing(), "", "finance", 2019);
  EXPECT_EQ(Problem(), "organisations[housing-bureau]: duty_clause is 1 to 200 bytes");
  test_.snapshot = sound;
  Pass(Housing(), "3.10.1", "finance", 2019);
  Pass(Finance(), "3.10.1", "housing-bureau", 2021);
  EXPECT_EQ(MetadataOf(Open().status(), "problems"),
            "organisations[finance]: the duty comes back to it; "
            "organisations[housing-bureau]: the duty comes back to it");
  test_.snapshot = sound;
  Pass(Housing(), "3.10.1", "finance", 2019);
  Pass(Finance(), "3.10.2", "housing-bureau", 2021);
  EXPECT_TRUE(Open().ok()) << "different duties";
}

TEST_F(DirectoryTest, RevocationMistakes) {
  auto* revoked = test_.snapshot.add_revoked_certificates();
  revoked->set_sha256(std::string(64, 'c'));
  revoked->mutable_revoked_at()->set_seconds(1);
  revoked->set_reason("key lost");
  ASSERT_TRUE(Open().ok());
  *test_.snapshot.add_revoked_certificates() = *revoked;
  EXPECT_EQ(Problem(), "revoked_certificates[" + std::string(40, 'c') + "]: listed twice");
  test_.snapshot.mutable_revoked_certificates()->RemoveLast();
  revoked = test_.snapshot.mutable_revoked_certificates(0);
  revoked->set_sha256("CC");
  EXPECT_EQ(Problem(), "revoked_certificates[CC]: not a lower-case SHA-256");
  revoked->set_sha256(std::string(64, 'c'));
  revoked->clear_revoked_at();
  EXPECT_EQ(Problem(), "revoked_certificates[" + std::string(40, 'c') + "]: revoked_at is missing");
  revoked->mutable_revoked_at()->set_seconds(1);
  revoked->clear_reason();
  EXPECT_EQ(Problem(),
            "revoked_certificates[" + std::string(40, 'c') + "]: reason is 1 to 200 bytes");
}

TEST_F(DirectoryTest, KeysPerOfficerLimit) {
  while (static_cast<size_t>(Officer1()->keys_size()) < kOfficerKeysMax) {
    auto* key = Officer1()->add_keys();
    key->set_key_id("key-" + std::to_string(Officer1()->keys_size()));
    key->set_algorithm("Ed25519");
    key->set_public_key(crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519)
                            .value()
                            .public_key()
                            .pem());
  }
  EXPECT_TRUE(Open().ok());
  auto* key = Officer1()->add_keys();
  key->set_key_id("one-more");
  key->set_algorithm("ES256");
  key->set_public_key(
      crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEs256).value().public_key().pem());
  EXPECT_EQ(Problem(), "officers[hb-1]: more than 8 keys");
}

TEST_F(DirectoryTest, ListsProblemsTogetherUpToItsLimitAndCountsAll) {
  Housing()->clear_name_zh();
  Officer1()->clear_title();
  absl::Status status = Open().status();
  EXPECT_EQ(MetadataOf(status, "count"), "2");
  EXPECT_EQ(MetadataOf(status, "problems"),
            "organisations[housing-bureau]: name_zh is 1 to 200 bytes; "
            "officers[hb-1]: title is 1 to 200 bytes");
  for (int i = 2; i <= Problems::kListedMax; ++i) {
    test_.AddOrganisation("o" + std::to_string(i), common::v1::AGENCY_COURT, "");
  }
  status = Open().status();
  EXPECT_EQ(MetadataOf(status, "count"), std::to_string(Problems::kListedMax + 1));
  const std::string problems = *MetadataOf(status, "problems");
  EXPECT_EQ(std::count(problems.begin(), problems.end(), ';') + 1, Problems::kListedMax);
}

}  // namespace
}  // namespace liandong::auth
