#include "shared/crypto/hash.h"

#include <set>

#include "gtest/gtest.h"

namespace liandong::crypto {
namespace {

Random Fixed(std::string bytes) {
  return [bytes](size_t size) { return bytes.substr(0, size); };
}

TEST(Sha256, KnownDigests) {
  EXPECT_EQ(HexEncode(Sha256("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(HexEncode(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, PiecesGiveTheDigestOfTheWhole) {
  Sha256Hasher hasher;
  hasher.Update("a");
  hasher.Update("");
  hasher.Update("bc");
  EXPECT_EQ(hasher.Finish(), Sha256("abc"));
  EXPECT_EQ(hasher.Finish(), Sha256(""));  // started anew
}

// RFC 4231, cases 1 and 2.
TEST(HmacSha256, KnownDigests) {
  EXPECT_EQ(HexEncode(HmacSha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(HexEncode(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(HmacSha256, TakesAnEmptyKeyAndMessage) {
  EXPECT_EQ(HexEncode(HmacSha256("", "")),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  EXPECT_EQ(HmacSha256(std::string_view(), std::string_view()), HmacSha256("", ""));
}

TEST(ConstantTimeEqual, ComparesContentAndLength) {
  EXPECT_TRUE(ConstantTimeEqual("", ""));
  EXPECT_TRUE(ConstantTimeEqual("abc", "abc"));
  EXPECT_FALSE(ConstantTimeEqual("abc", "abd"));
  EXPECT_FALSE(ConstantTimeEqual("abc", "ab"));
}

TEST(Hex, BothWays) {
  EXPECT_EQ(HexEncode(std::string("\x00\xff\x10", 3)), "00ff10");
  EXPECT_EQ(HexDecode("00ff10"), std::string("\x00\xff\x10", 3));
  EXPECT_EQ(HexDecode(""), "");
}

TEST(Hex, OneSpellingOnly) {
  EXPECT_EQ(HexDecode("0"), std::nullopt);
  EXPECT_EQ(HexDecode("0G"), std::nullopt);
  EXPECT_EQ(HexDecode("FF"), std::nullopt);
  EXPECT_EQ(HexDecode(" 0"), std::nullopt);
}

// RFC 4648 section 10, without the padding.
TEST(Base64Url, KnownVectors) {
  const std::pair<std::string_view, std::string_view> kVectors[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff", "-_8"}};
  for (const auto& [bytes, text] : kVectors) {
    EXPECT_EQ(Base64UrlEncode(bytes), text);
    EXPECT_EQ(Base64UrlDecode(text), bytes);
  }
}

TEST(Base64Url, OneSpellingOnly) {
  EXPECT_EQ(Base64UrlDecode("Zg=="), std::nullopt);   // padding
  EXPECT_EQ(Base64UrlDecode("Zh"), std::nullopt);     // unused bits set
  EXPECT_EQ(Base64UrlDecode("Zm9"), std::nullopt);    // the same in the third character
  EXPECT_EQ(Base64UrlDecode("Zm9vY"), std::nullopt);  // impossible length
  EXPECT_EQ(Base64UrlDecode("+/8"), std::nullopt);    // the other alphabet
  EXPECT_EQ(Base64UrlDecode("Z g"), std::nullopt);
}

TEST(Random, GivesTheLengthAskedForAndNeverTheSame) {
  const Random random = SecureRandom();
  EXPECT_EQ(random(0), "");
  std::set<std::string> drawn;
  for (int i = 0; i < 100; ++i) drawn.insert(random(16));
  EXPECT_EQ(drawn.size(), 100u);
  EXPECT_EQ(drawn.begin()->size(), 16u);
}

TEST(Uuid, Version4SetsVersionAndVariantOnly) {
  EXPECT_EQ(UuidV4(Fixed(std::string(16, '\xff'))), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  EXPECT_EQ(UuidV4(Fixed(std::string(16, '\0'))), "00000000-0000-4000-8000-000000000000");
}

// RFC 9562, appendix A.6.
TEST(Uuid, Version7KnownVector) {
  const absl::Time at = absl::FromUnixMillis(0x017F22E279B0);
  EXPECT_EQ(UuidV7(at, Fixed(*HexDecode("0cc318c4dc0c0c07398f"))),
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST(Uuid, Version7SortsByTime) {
  const absl::Time at = absl::FromUnixMillis(1'700'000'000'255);
  EXPECT_LT(UuidV7(at, Fixed(std::string(16, '\xff'))),
            UuidV7(at + absl::Milliseconds(1), Fixed(std::string(16, '\0'))));
  EXPECT_EQ(UuidV7(absl::InfinitePast(), Fixed(std::string(16, '\0'))),
            "00000000-0000-7000-8000-000000000000");
  EXPECT_EQ(UuidV7(absl::InfiniteFuture(), Fixed(std::string(16, '\0'))),
            "ffffffff-ffff-7000-8000-000000000000");
}

TEST(Uuid, Version5KnownVector) {
  constexpr std::string_view kDns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  EXPECT_EQ(UuidV5(kDns, "python.org"), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
  EXPECT_EQ(UuidV5("not a uuid", "python.org"), std::nullopt);
}

TEST(Uuid, ParsesOneSpellingOnly) {
  EXPECT_EQ(ParseUuid("00010203-0405-4607-8809-0a0b0c0d0eff"), HexDecode("00010203040546078809"
                                                                         "0a0b0c0d0eff"));
  EXPECT_EQ(ParseUuid("00010203-0405-4607-8809-0A0B0C0D0EFF"), std::nullopt);
  EXPECT_EQ(ParseUuid("000102030405-4607-8809-0a0b0c0d0eff-"), std::nullopt);
  EXPECT_EQ(ParseUuid("0001020304054607-8809-0a0b0c0d0eff00"), std::nullopt);
  EXPECT_EQ(ParseUuid("00010203-0405-4607-8809-0a0b0c0d0ef"), std::nullopt);
  EXPECT_EQ(ParseUuid(""), std::nullopt);
}

}  // namespace
}  // namespace liandong::crypto
