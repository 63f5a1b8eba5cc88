#include "services/registry/deregistration/proof_check.h"

#include "gtest/gtest.h"
#include "services/registry/registry_reasons.h"
#include "shared/auth/test_directory.h"
#include "shared/crypto/signature.h"

namespace liandong::registry {
namespace {

using common::v1::ProofStatement;
using v1::DeregistrationBasis;

class ProofCheckTest : public ::testing::Test {
 protected:
  ProofCheckTest()
      : holder_(directory_.Roots(), crypto::DevelopmentKeys::kRefused, absl::Hours(24)),
        verify_(VerifyByDirectory(holder_)) {
    EXPECT_TRUE(holder_.Install(directory_.Sign(), directory_.now).ok());
    basis_.set_household("projects/P1/households/H12");
    basis_.set_unit_code("431103001003GB00112F00010001");
    basis_.set_compensated(DeregistrationBasis::COMPENSATED_ESCROWED);
    statement_.set_issuer("funds");
    statement_.set_kind(ProofStatement::KIND_ESCROW);
    statement_.set_household("projects/P1/households/H12");
    statement_.set_amount_fen(50'698'250);
    statement_.mutable_expires_at()->set_seconds(
        absl::ToUnixSeconds(directory_.now + absl::Hours(1)));
  }

  void Sign(const crypto::PrivateKey& key, std::string_view domain = kProofDomain) {
    const auto envelope =
        crypto::SignEnvelope(key, "funds-2026", domain, statement_.SerializeAsString());
    basis_.mutable_funds_proof()->set_payload(envelope->payload);
    basis_.mutable_funds_proof()->set_key_id(envelope->key_id);
    basis_.mutable_funds_proof()->set_signature(envelope->signature);
  }
  Obstacles Check(absl::Duration later = absl::ZeroDuration()) {
    return ProofObstacles(basis_, verify_, directory_.now + later);
  }
  void ExpectOne(const Obstacles& obstacles, const Reason& reason, const char* key,
                 const char* value) {
    ASSERT_EQ(obstacles.size(), 1u);
    EXPECT_EQ(obstacles[0].reason, &reason);
    EXPECT_EQ(obstacles[0].metadata[1].first, key);
    EXPECT_EQ(obstacles[0].metadata[1].second, value);
  }

  auth::TestDirectory directory_;
  auth::DirectoryHolder holder_;
  ProofVerifier verify_;
  DeregistrationBasis basis_;
  ProofStatement statement_;
};

TEST_F(ProofCheckTest, WhatFundsSignedHolds) {
  Sign(directory_.funds_key);
  EXPECT_TRUE(Check().empty());
  statement_.set_kind(ProofStatement::KIND_COMPENSATION_PAID);
  basis_.set_compensated(DeregistrationBasis::COMPENSATED_PAID);
  Sign(directory_.funds_key);
  EXPECT_TRUE(Check().empty());
}

TEST_F(ProofCheckTest, ForeignKeyUnknownKeyAndForeignDomainAreInvalid) {
  Sign(directory_.housing_key);
  ExpectOne(Check(), kProofInvalid, "cause", "SIGNATURE_INVALID");
  Sign(directory_.funds_key, "liandong checkpoint v1");
  ExpectOne(Check(), kProofInvalid, "cause", "SIGNATURE_INVALID");
  Sign(directory_.funds_key);
  basis_.mutable_funds_proof()->set_key_id("funds-2025");
  ExpectOne(Check(), kProofInvalid, "cause", "SIGNATURE_KEY_UNKNOWN");
  Sign(directory_.funds_key);
  basis_.mutable_funds_proof()->mutable_payload()->append("x");
  ExpectOne(Check(), kProofInvalid, "cause", "SIGNATURE_INVALID");
}

TEST_F(ProofCheckTest, WithoutADirectoryNothingHolds) {
  auth::DirectoryHolder empty(directory_.Roots(), crypto::DevelopmentKeys::kRefused,
                              absl::Hours(24));
  Sign(directory_.funds_key);
  ExpectOne(ProofObstacles(basis_, VerifyByDirectory(empty), directory_.now), kProofInvalid,
            "cause", "DIRECTORY_MISSING");
}

TEST_F(ProofCheckTest, StatementMustBeOfThisHouseholdAndThisWay) {
  const auto expect_mismatch = [this](const char* field) {
    Sign(directory_.funds_key);
    ExpectOne(Check(), kProofMismatch, "field", field);
  };
  const ProofStatement good = statement_;
  statement_.set_issuer("acquisition");
  expect_mismatch("issuer");
  statement_ = good;
  statement_.set_household("projects/P1/households/H11");
  expect_mismatch("household");
  statement_ = good;
  statement_.set_kind(ProofStatement::KIND_COMPENSATION_PAID);
  expect_mismatch("kind");
  statement_ = good;
  statement_.set_amount_fen(0);
  expect_mismatch("amount_fen");
}

TEST_F(ProofCheckTest, ProofEndsWhenItSays) {
  Sign(directory_.funds_key);
  EXPECT_TRUE(Check(absl::Hours(1) - absl::Seconds(1)).empty());
  const Obstacles expired = Check(absl::Hours(1));
  ASSERT_EQ(expired.size(), 1u);
  EXPECT_EQ(expired[0].reason, &kProofExpired);
  statement_.clear_expires_at();
  Sign(directory_.funds_key);
  EXPECT_TRUE(Check(absl::Hours(100'000)).empty());
}

}  // namespace
}  // namespace liandong::registry
