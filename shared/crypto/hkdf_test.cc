#include "shared/crypto/hkdf.h"

#include "gtest/gtest.h"
#include "shared/crypto/encoding.h"

namespace liandong::crypto {
namespace {

std::string Range(int first, int last) {
  std::string bytes;
  for (int i = first; i <= last; ++i) bytes += static_cast<char>(i);
  return bytes;
}

std::string Derived(const std::string& key, const std::string& salt, const std::string& info,
                    size_t length) {
  return HexEncode(HkdfSha256(Secret(key), salt, info, length).value().view());
}

// RFC 5869, appendix A.
TEST(Hkdf, KnownVectors) {
  EXPECT_EQ(Derived(std::string(22, '\x0b'), Range(0x00, 0x0c), Range(0xf0, 0xf9), 42),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  EXPECT_EQ(Derived(Range(0x00, 0x4f), Range(0x60, 0xaf), Range(0xb0, 0xff), 82),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41"
            "c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
  EXPECT_EQ(Derived(std::string(22, '\x0b'), "", "", 42),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(Hkdf, Limits) {
  const Secret key(std::string(32, 'k'));
  EXPECT_EQ(HkdfSha256(key, "", "", kHkdfOutputBytesMax).value().size(), kHkdfOutputBytesMax);
  EXPECT_TRUE(HkdfSha256(key, "", std::string(kHkdfInfoBytesMax, 'i'), 32).ok());
  for (const absl::Status& status :
       {HkdfSha256(key, "", "", kHkdfOutputBytesMax + 1).status(),
        HkdfSha256(key, "", "", 0).status(),
        HkdfSha256(key, "", std::string(kHkdfInfoBytesMax + 1, 'i'), 32).status(),
        HkdfSha256(Secret(), "", "", 32).status()}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  }
}

}  // namespace
}  // namespace liandong::crypto
