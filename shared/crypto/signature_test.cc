#include "shared/crypto/signature.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "shared/crypto/encoding.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

constexpr SignatureAlgorithm kAlgorithms[] = {SignatureAlgorithm::kEd25519,
                                              SignatureAlgorithm::kEs256};

std::string Pem(const std::string& label, const std::string& der) {
  return "-----BEGIN " + label + "-----\n" + absl::Base64Escape(der) + "\n-----END " + label +
         "-----\n";
}
// RFC 8410: the fixed DER prefixes before an Ed25519 seed and public key.
std::string SeedPem(std::string_view seed_hex) {
  return Pem("PRIVATE KEY",
             HexDecode("302e020100300506032b657004220420").value() + HexDecode(seed_hex).value());
}
std::string PublicPem(std::string_view key_hex) {
  return Pem("PUBLIC KEY",
             HexDecode("302a300506032b6570032100").value() + HexDecode(key_hex).value());
}

PrivateKey Generated(SignatureAlgorithm algorithm) {
  return PrivateKey::Generate(algorithm).value();
}

void ExpectRefused(const absl::Status& status, const Reason& reason) {
  EXPECT_EQ(status.code(), reason.code);
  EXPECT_EQ(ReasonOf(status), reason.name);
}

// RFC 8032 section 7.1, tests 1 to 3.
TEST(Ed25519, KnownVectors) {
  const struct {
    std::string_view seed, key, message, signature;
  } kVectors[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
       "f9b46bd25bf5f0595bbe24655141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
       "f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
      {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
       "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
       "4dc6594a7c15e9716ed28dc027beceea1ec40a"}};
  for (const auto& v : kVectors) {
    const PrivateKey key = PrivateKey::FromPem(SeedPem(v.seed)).value();
    const std::string message = HexDecode(v.message).value();
    EXPECT_EQ(HexEncode(key.Sign(message).value()), v.signature);
    const PublicKey public_key = PublicKey::FromPem(PublicPem(v.key)).value();
    EXPECT_TRUE(public_key.Verify(message, HexDecode(v.signature).value()));
    EXPECT_EQ(key.public_key().pem(), public_key.pem());
  }
}

// RFC 7515 appendix A.3: a JWS signed with ES256 by somebody else's library.
TEST(Es256, KnownVector) {
  const std::string der =
      HexDecode("3059301306072a8648ce3d020106082a8648ce3d03010703420004").value() +
      Base64UrlDecode("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU").value() +
      Base64UrlDecode("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0").value();
  const PublicKey key = PublicKey::FromPem(Pem("PUBLIC KEY", der)).value();
  EXPECT_EQ(key.algorithm(), SignatureAlgorithm::kEs256);
  const std::string message =
      "eyJhbGciOiJFUzI1NiJ9"
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
      "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
  const std::string signature =
      Base64UrlDecode(
          "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")
          .value();
  EXPECT_TRUE(key.Verify(message, signature));
  EXPECT_FALSE(key.Verify(message + "x", signature));
}

TEST(Keys, SignAndVerifyInBothAlgorithms) {
  for (const SignatureAlgorithm algorithm : kAlgorithms) {
    const PrivateKey key = Generated(algorithm);
    EXPECT_EQ(key.algorithm(), algorithm);
    const std::string signature = key.Sign("payload").value();
    EXPECT_EQ(signature.size(), 64u);
    EXPECT_TRUE(key.public_key().Verify("payload", signature));
    EXPECT_FALSE(Generated(algorithm).public_key().Verify("payload", signature));
    EXPECT_FALSE(key.public_key().Verify("payload", signature + "x"));
    EXPECT_FALSE(key.public_key().Verify("payload", ""));
    EXPECT_FALSE(key.public_key().Verify("payload", std::string(64, '\0')));
    EXPECT_EQ(AlgorithmNamed(NameOf(algorithm)), algorithm);
  }
  EXPECT_EQ(AlgorithmNamed("none"), std::nullopt);
}

TEST(Keys, ManySignaturesOfP256HaveTheFixedLength) {
  const PrivateKey key = Generated(SignatureAlgorithm::kEs256);
  for (int i = 0; i < 300; ++i) {  // leading zero bytes in R or S come up about once in 128
    const std::string message = std::to_string(i);
    const std::string signature = key.Sign(message).value();
    ASSERT_EQ(signature.size(), 64u);
    ASSERT_TRUE(key.public_key().Verify(message, signature));
  }
}

TEST(Keys, SurvivePem) {
  for (const SignatureAlgorithm algorithm : kAlgorithms) {
    const PrivateKey key = Generated(algorithm);
    const PrivateKey again = PrivateKey::FromPem(key.ToPem().value().view()).value();
    EXPECT_EQ(again.public_key().pem(), key.public_key().pem());
    const PublicKey public_key = PublicKey::FromPem(key.public_key().pem()).value();
    EXPECT_TRUE(public_key.Verify("m", again.Sign("m").value()));
    EXPECT_EQ(key.public_key().pem().find("PRIVATE"), std::string::npos);
  }
}

TEST(Keys, RefuseOtherKindsAndOtherText) {
  const std::string private_pem(Generated(SignatureAlgorithm::kEd25519).ToPem().value().view());
  // X25519: right length, wrong use.
  const std::string x25519 =
      Pem("PUBLIC KEY", HexDecode("302a300506032b656e032100").value() + std::string(32, '\x09'));
  // P-384: a curve nobody enrols.
  const std::string p384 = R"(-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAES6KyMfff9v3L4wzlGGKO1ofAQpxM4uTv
NExV6KTfCk/sb4GT6jk9qtAO9QkbLEzOuNC+dJJqy7aID92SBoHeMJjNmgrLblYT
4bWZp8CGaTY3S5Uy4zms1x5bbwPx6qi7
-----END PUBLIC KEY-----
)";
  for (const std::string& pem : {std::string(), std::string("text"), private_pem, x25519, p384}) {
    ExpectRefused(PublicKey::FromPem(pem).status(), kKeyInvalid);
  }
  const std::string public_pem = Generated(SignatureAlgorithm::kEd25519).public_key().pem();
  const absl::Status status = PrivateKey::FromPem(public_pem).status();
  ExpectRefused(status, kKeyInvalid);
  EXPECT_EQ(MetadataOf(status, "kind"), "private");
  ExpectRefused(PrivateKey::FromPem("").status(), kKeyInvalid);
}

TEST(Keys, RefuseAPassPhraseInsteadOfAskingForIt) {
  // openssl genpkey -algorithm ED25519 -aes-256-cbc, pass phrase "secret"
  const std::string encrypted = R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhy/3RxTJSBWAICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECVwfIaEbHyamWj4JoZzY2QEQAwj
CBwwM/X7wKICLRe9zUNqkwo11r5FmNpNH41VLXhHacBMgUdIggAqzadc804Vfxw/
u5BQwK9E8w/DuVIg64E=
-----END ENCRYPTED PRIVATE KEY-----
)";
  ExpectRefused(PrivateKey::FromPem(encrypted).status(), kKeyInvalid);
}

TEST(Keys, PrivateKeyFileMustBePrivate) {
  const std::string path = testing::TempDir() + "/private_key_file_must_be_private.pem";
  const PrivateKey key = Generated(SignatureAlgorithm::kEd25519);
  std::ofstream(path) << key.ToPem().value().view();
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  EXPECT_EQ(PrivateKey::FromFile(path).value().public_key().pem(), key.public_key().pem());
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  ExpectRefused(PrivateKey::FromFile(path).status(), kSecretFilePermissions);
  std::filesystem::remove(path);
}

TEST(Keys, DevelopmentKeysAreMarked) {
  EXPECT_TRUE(IsDevelopmentKey("dev-root"));
  EXPECT_FALSE(IsDevelopmentKey("root-dev-1"));
  EXPECT_FALSE(IsDevelopmentKey(""));
}

class EnvelopeTest : public testing::Test {
 protected:
  static constexpr std::string_view kDomain = "liandong.proof.v1";

  EnvelopeTest() {
    EXPECT_TRUE(keys_.Add({"k1", key_.public_key(), from_, to_, absl::InfiniteFuture()}));
  }

  const PrivateKey key_ = Generated(SignatureAlgorithm::kEd25519);
  const absl::Time from_ = absl::FromUnixSeconds(1'000);
  const absl::Time to_ = absl::FromUnixSeconds(2'000);
  const absl::Time at_ = absl::FromUnixSeconds(1'500);
  const SignedEnvelope envelope_ = SignEnvelope(key_, "k1", kDomain, "payload").value();
  SigningKeySet keys_;
};

TEST_F(EnvelopeTest, VerifiesInItsDomain) {
  EXPECT_EQ(keys_.Verify(kDomain, envelope_, at_), absl::OkStatus());
  EXPECT_EQ(envelope_.key_id, "k1");
  EXPECT_EQ(envelope_.payload, "payload");
  EXPECT_TRUE(
      key_.public_key().Verify(std::string("liandong.proof.v1\0payload", 25), envelope_.signature));
}

TEST_F(EnvelopeTest, NotInAnother) {
  ExpectRefused(keys_.Verify("liandong.proof.v2", envelope_, at_), kSignatureInvalid);
  SignedEnvelope shifted = envelope_;
  shifted.payload = "1" + shifted.payload;
  ExpectRefused(keys_.Verify("liandong.proof.v", shifted, at_), kSignatureInvalid);
}

TEST_F(EnvelopeTest, DomainIsOneNonEmptyWord) {
  EXPECT_EQ(SignEnvelope(key_, "k1", "", "p").status().code(), absl::StatusCode::kInternal);
  EXPECT_EQ(SignEnvelope(key_, "k1", std::string_view("a\0b", 3), "p").status().code(),
            absl::StatusCode::kInternal);
}

TEST_F(EnvelopeTest, RefusesEveryChangedByte) {
  for (size_t i = 0; i < envelope_.payload.size(); ++i) {
    SignedEnvelope changed = envelope_;
    changed.payload[i] = static_cast<char>(changed.payload[i] ^ 1);
    ExpectRefused(keys_.Verify(kDomain, changed, at_), kSignatureInvalid);
  }
  for (size_t i = 0; i < envelope_.signature.size(); ++i) {
    SignedEnvelope changed = envelope_;
    changed.signature[i] = static_cast<char>(changed.signature[i] ^ 1);
    ExpectRefused(keys_.Verify(kDomain, changed, at_), kSignatureInvalid);
  }
}

TEST_F(EnvelopeTest, RefusesUnknownKeyAndOtherAlgorithm) {
  SignedEnvelope changed = envelope_;
  changed.key_id = "k2";
  ExpectRefused(keys_.Verify(kDomain, changed, at_), kSignatureKeyUnknown);
  changed = envelope_;
  changed.algorithm = SignatureAlgorithm::kEs256;
  ExpectRefused(keys_.Verify(kDomain, changed, at_), kSignatureAlgorithm);
}

TEST_F(EnvelopeTest, ValidFromItsFirstInstantUntilBeforeItsLast) {
  const absl::Duration tick = absl::Nanoseconds(1);
  ExpectRefused(keys_.Verify(kDomain, envelope_, from_ - tick), kSignatureKeyNotValid);
  EXPECT_TRUE(keys_.Verify(kDomain, envelope_, from_).ok());
  EXPECT_TRUE(keys_.Verify(kDomain, envelope_, to_ - tick).ok());
  ExpectRefused(keys_.Verify(kDomain, envelope_, to_), kSignatureKeyNotValid);
}

TEST_F(EnvelopeTest, RevocationEndsItFromThatInstant) {
  SigningKeySet keys;
  ASSERT_TRUE(keys.Add({"k1", key_.public_key(), from_, to_, at_}));
  EXPECT_TRUE(keys.Verify(kDomain, envelope_, at_ - absl::Nanoseconds(1)).ok());
  ExpectRefused(keys.Verify(kDomain, envelope_, at_), kSignatureKeyRevoked);
}

TEST_F(EnvelopeTest, KeyIdsAreUnique) {
  EXPECT_FALSE(keys_.Add({"k1", Generated(SignatureAlgorithm::kEd25519).public_key()}));
  EXPECT_FALSE(keys_.Add({"", key_.public_key()}));
  EXPECT_TRUE(keys_.Add({"k0", key_.public_key()}));
  ASSERT_EQ(keys_.size(), 2u);
  EXPECT_EQ(keys_.All()[0]->key_id, "k0");
  EXPECT_EQ(keys_.Find("k1")->key.pem(), key_.public_key().pem());
  EXPECT_EQ(keys_.Find("k2"), nullptr);
}

}  // namespace
}  // namespace liandong::crypto
