#include "shared/crypto/sealed_box.h"

#include "gtest/gtest.h"
#include "shared/crypto/aead.h"
#include "shared/crypto/key.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

struct Pair {
  BoxPrivateKey secret;
  BoxPublicKey open;
};

Pair NewPair() {
  BoxPrivateKey secret = BoxPrivateKey::Generate().value();
  BoxPublicKey open = BoxPublicKey::FromPem(secret.PublicPem().value()).value();
  return {std::move(secret), std::move(open)};
}

TEST(SealedBox, OnlyItsRecipientOpensItAndOnlyInItsPlace) {
  const Pair commission = NewPair();
  const Pair other = NewPair();
  const std::string box =
      commission.open.Seal("accusations/a1", "实名举报内容", SecureRandom()).value();
  EXPECT_EQ(box.find("实名举报内容"), std::string::npos);
  EXPECT_EQ(commission.secret.Open("accusations/a1", box).value(), "实名举报内容");
  EXPECT_EQ(ReasonOf(other.secret.Open("accusations/a1", box).status()), "CIPHERTEXT_FORGED");
  EXPECT_EQ(ReasonOf(commission.secret.Open("accusations/a2", box).status()), "CIPHERTEXT_FORGED");
}

TEST(SealedBox, EqualPlaintextsGiveDifferentBoxes) {
  const Pair commission = NewPair();
  EXPECT_NE(commission.open.Seal("p", "x", SecureRandom()).value(),
            commission.open.Seal("p", "x", SecureRandom()).value());
}

TEST(SealedBox, EveryChangedByteIsNoticed) {
  const Pair commission = NewPair();
  const std::string box = commission.open.Seal("p", "text", SecureRandom()).value();
  for (size_t i = 0; i < box.size(); ++i) {
    std::string changed = box;
    // Bit 1: the top bit of an X25519 public key's last byte carries no meaning.
    changed[i] = static_cast<char>(changed[i] ^ 2);
    EXPECT_FALSE(commission.secret.Open("p", changed).ok()) << "byte " << i;
  }
}

TEST(SealedBox, ShortAndForeignBoxesAreRefused) {
  const Pair commission = NewPair();
  EXPECT_EQ(ReasonOf(commission.secret.Open("p", "").status()), "CIPHERTEXT_TRUNCATED");
  EXPECT_EQ(ReasonOf(commission.secret.Open("p", std::string(33, '\x01')).status()),
            "CIPHERTEXT_TRUNCATED");
  EXPECT_EQ(ReasonOf(commission.secret.Open("p", std::string(80, '\x02')).status()),
            "CIPHERTEXT_ALGORITHM");
  // A sender's key of all zeros gives no secret.
  EXPECT_EQ(ReasonOf(commission.secret.Open("p", "\x01" + std::string(80, '\0')).status()),
            "CIPHERTEXT_FORGED");
}

TEST(SealedBox, KeysOfOtherKindsAreRefused) {
  const PrivateKey signing = PrivateKey::Generate(SignatureAlgorithm::kEd25519).value();
  EXPECT_EQ(ReasonOf(BoxPublicKey::FromPem(signing.public_key().pem()).status()),
            "BOX_KEY_INVALID");
  EXPECT_EQ(ReasonOf(BoxPrivateKey::FromPem(signing.ToPem().value().view()).status()),
            "BOX_KEY_INVALID");
  EXPECT_EQ(ReasonOf(BoxPublicKey::FromPem("no key").status()), "BOX_KEY_INVALID");
}

TEST(SealedBox, FingerprintNamesTheKey) {
  const Pair one = NewPair();
  EXPECT_EQ(one.open.fingerprint().size(), 16u);
  EXPECT_EQ(one.open.fingerprint(),
            BoxPublicKey::FromPem(one.secret.PublicPem().value()).value().fingerprint());
  EXPECT_NE(one.open.fingerprint(), NewPair().open.fingerprint());
}

}  // namespace
}  // namespace liandong::crypto
