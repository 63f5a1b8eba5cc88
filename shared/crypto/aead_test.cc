#include "shared/crypto/aead.h"

#include "gtest/gtest.h"
#include "shared/crypto/aes_gcm.h"
#include "shared/crypto/encoding.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

std::string Hex(std::string_view text) { return HexDecode(text).value(); }

// The AES-256 cases of the GCM specification submitted to NIST (13, 14, 16).
struct GcmVector {
  std::string key, nonce, aad, plaintext, ciphertext_and_tag;
};

std::vector<GcmVector> Vectors() {
  return {
      {std::string(32, '\0'), std::string(12, '\0'), "", "",
       Hex("530f8afbc74536b9a963b4f1c4cb738b")},
      {std::string(32, '\0'), std::string(12, '\0'), "", std::string(16, '\0'),
       Hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")},
      {Hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
       Hex("cafebabefacedbaddecaf888"), Hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
       Hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e"
           "2449a6b525b16aedf5aa0de657ba637b39"),
       Hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b"
           "1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b")}};
}

TEST(AesGcm, KnownVectors) {
  for (const GcmVector& v : Vectors()) {
    const Secret key(v.key);
    EXPECT_EQ(GcmEncrypt(key, v.nonce, v.aad, v.plaintext).value(), v.ciphertext_and_tag);
    EXPECT_EQ(GcmDecrypt(key, v.nonce, v.aad, v.ciphertext_and_tag).value(), v.plaintext);
  }
}

TEST(AesGcm, WrongLengthsAreInternal) {
  const Secret key(std::string(32, 'k'));
  EXPECT_EQ(GcmEncrypt(Secret(std::string(16, 'k')), std::string(12, 'n'), "", "").status().code(),
            absl::StatusCode::kInternal);
  EXPECT_EQ(GcmEncrypt(key, std::string(8, 'n'), "", "").status().code(),
            absl::StatusCode::kInternal);
  EXPECT_EQ(GcmDecrypt(key, std::string(12, 'n'), "", std::string(15, 't')).status().code(),
            absl::StatusCode::kInternal);
}

class AeadTest : public testing::Test {
 protected:
  static void ExpectRefused(const absl::StatusOr<std::string>& result, const Reason& reason) {
    EXPECT_EQ(result.status().code(), reason.code);
    EXPECT_EQ(ReasonOf(result.status()), reason.name);
  }

  const Secret key_{std::string(32, 'k')};
  const std::string aad_ = "acquisition|households|doc|H1";
  const std::string sealed_ = Seal("k1", key_, aad_, "户主张三", SecureRandom()).value();
};

TEST_F(AeadTest, OpensWhatItSealed) {
  EXPECT_EQ(Open("k1", key_, aad_, sealed_).value(), "户主张三");
  EXPECT_EQ(SealedKeyId(sealed_).value(), "k1");
  const std::string empty = Seal("k1", key_, "", "", SecureRandom()).value();
  EXPECT_EQ(Open("k1", key_, "", empty).value(), "");
}

TEST_F(AeadTest, LaysOutAsDocumented) {
  const std::string sealed =
      Seal("k1", key_, "", "ab", [](size_t size) { return std::string(size, 'N'); }).value();
  EXPECT_EQ(sealed.substr(0, 16), std::string("\x01\x02k1NNNNNNNNNNNN"));
  EXPECT_EQ(sealed.size(), 2 + 2 + kGcmNonceBytes + 2 + kGcmTagBytes);
}

TEST_F(AeadTest, SameTextTwiceIsNotTheSameCiphertext) {
  EXPECT_NE(Seal("k1", key_, aad_, "户主张三", SecureRandom()).value(), sealed_);
}

TEST_F(AeadTest, RefusesWrongKeyAadAndAlgorithm) {
  ExpectRefused(Open("k2", key_, aad_, sealed_), kCiphertextKey);
  ExpectRefused(Open("k1", Secret(std::string(32, 'x')), aad_, sealed_), kCiphertextForged);
  ExpectRefused(Open("k1", key_, "acquisition|households|doc|H2", sealed_), kCiphertextForged);
  std::string other = sealed_;
  other[0] = 2;
  ExpectRefused(Open("k1", key_, aad_, other), kCiphertextAlgorithm);
  ExpectRefused(SealedKeyId(other), kCiphertextAlgorithm);
}

TEST_F(AeadTest, RefusesEveryTruncation) {
  const size_t shortest = 2 + 2 + kGcmNonceBytes + kGcmTagBytes;
  for (size_t length = 0; length < sealed_.size(); ++length) {
    ExpectRefused(Open("k1", key_, aad_, sealed_.substr(0, length)),
                  length < shortest ? kCiphertextTruncated : kCiphertextForged);
  }
  ExpectRefused(SealedKeyId(""), kCiphertextTruncated);
}

TEST_F(AeadTest, RefusesEveryChangedBit) {
  for (size_t i = 0; i < sealed_.size() * 8; ++i) {
    std::string changed = sealed_;
    changed[i / 8] = static_cast<char>(changed[i / 8] ^ 1 << i % 8);
    EXPECT_FALSE(Open("k1", key_, aad_, changed).ok()) << "bit " << i;
  }
  EXPECT_FALSE(Open("k1", key_, aad_, sealed_ + "x").ok());
}

TEST_F(AeadTest, HeaderIsAuthenticated) {
  std::string renamed = sealed_;
  renamed[3] = '2';
  ExpectRefused(Open("k2", key_, aad_, renamed), kCiphertextForged);
}

TEST_F(AeadTest, Limits) {
  const std::string longest(kPlaintextBytesMax, 'p');
  EXPECT_TRUE(Seal("k1", key_, "", longest, SecureRandom()).ok());
  ExpectRefused(Seal("k1", key_, "", longest + "p", SecureRandom()), kPlaintextTooLong);
  const std::string id(kSealedKeyIdBytesMax, 'i');
  const std::string sealed = Seal(id, key_, "", "x", SecureRandom()).value();
  EXPECT_EQ(Open(id, key_, "", sealed).value(), "x");
  EXPECT_EQ(Seal(id + "i", key_, "", "x", SecureRandom()).status().code(),
            absl::StatusCode::kInternal);
  EXPECT_EQ(Seal("", key_, "", "x", SecureRandom()).status().code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace liandong::crypto
