// A small directory for tests: two agencies, a bank, officers with keys, a root that signs it.
#ifndef SHARED_AUTH_TEST_DIRECTORY_H_
#define SHARED_AUTH_TEST_DIRECTORY_H_

#include <string>
#include <utility>

#include "absl/time/time.h"
#include "liandong/common/v1/directory.pb.h"
#include "shared/auth/directory.h"
#include "shared/auth/directory_builder.h"
#include "shared/auth/officer_token.h"
#include "shared/crypto/key.h"
#include "shared/crypto/signature.h"

namespace liandong::auth {

struct TestDirectory {
  TestDirectory() {
    snapshot.set_version(1);
    snapshot.mutable_issued_at()->set_seconds(absl::ToUnixSeconds(now));
    snapshot.mutable_expires_at()->set_seconds(absl::ToUnixSeconds(now + absl::Hours(24)));
    AddOrganisation("housing-bureau", common::v1::AGENCY_HOUSING_BUREAU, "市房产局");
    AddOrganisation("finance", common::v1::AGENCY_FINANCE, "市财政局");
    AddOrganisation("bank-1", common::v1::AGENCY_BANK, "银行");
    AddOfficer("hb-1", "housing-bureau", housing_key);
    AddOfficer("fin-1", "finance", finance_key);
    auto* key = snapshot.add_signing_keys();
    key->set_service(common::v1::SERVICE_FUNDS);
    key->set_key_id("funds-2026");
    key->set_public_key(funds_key.public_key().pem());
  }

  common::v1::Organisation* AddOrganisation(const std::string& id, common::v1::Agency agency,
                                            const std::string& name) {
    auto* organisation = snapshot.add_organisations();
    organisation->set_id(id);
    organisation->set_agency(agency);
    organisation->set_name_zh(name);
    organisation->set_name_en(id);
    organisation->add_territories("431103");
    return organisation;
  }

  // With one key, "<id>-key".
  common::v1::Officer* AddOfficer(const std::string& id, const std::string& organisation,
                                  const crypto::PrivateKey& key) {
    auto* officer = snapshot.add_officers();
    officer->set_id(id);
    officer->set_organisation_id(organisation);
    officer->set_title("经办人");
    officer->add_roles("maker");
    auto* enrolled = officer->add_keys();
    enrolled->set_key_id(id + "-key");
    enrolled->set_algorithm(std::string(crypto::NameOf(key.algorithm())));
    enrolled->set_public_key(key.public_key().pem());
    return officer;
  }

  // Signs whatever the snapshot says, valid or not.
  common::v1::SignedDirectory Sign() const {
    const crypto::SignedEnvelope envelope =
        crypto::SignEnvelope(root, "root-1", kDirectoryDomain, snapshot.SerializeAsString())
            .value();
    common::v1::SignedDirectory directory;
    directory.set_payload(envelope.payload);
    directory.set_key_id(envelope.key_id);
    directory.set_signature(envelope.signature);
    return directory;
  }

  crypto::SigningKeySet Roots() const {
    crypto::SigningKeySet roots;
    roots.Add({"root-1", root.public_key()});
    return roots;
  }

  // A token that verifies: officer hb-1 calls funds with the certificate of housing-bureau.
  OfficerTokenClaims Claims() const {
    return {"hb-1", "housing-bureau", "funds", now, now + absl::Minutes(5), certificate_sha256};
  }

  const absl::Time now = absl::FromUnixSeconds(1'770'000'000);
  const std::string certificate_sha256 = std::string(64, 'a');
  const crypto::PrivateKey root =
      crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519).value();
  const crypto::PrivateKey housing_key =
      crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519).value();
  const crypto::PrivateKey finance_key =
      crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEs256).value();
  const crypto::PrivateKey funds_key =
      crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519).value();
  common::v1::DirectorySnapshot snapshot;
};

}  // namespace liandong::auth

#endif  // SHARED_AUTH_TEST_DIRECTORY_H_
