#include "shared/crypto/uuid.h"

#include <algorithm>
#include <cstdint>

#include "shared/crypto/encoding.h"
#include "shared/crypto/openssl.h"

namespace liandong::crypto {
namespace {

constexpr size_t kUuidBytes = 16;

// Stamps version and RFC variant on the first 16 bytes and spells them.
std::string Spell(std::string bytes, int version) {
  bytes.resize(kUuidBytes);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | version << 4);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string text = HexEncode(bytes);
  for (const size_t position : {8, 13, 18, 23}) text.insert(position, 1, '-');
  return text;
}

std::string Sha1(std::string_view bytes) {
  static EVP_MD* const kSha1 = EVP_MD_fetch(nullptr, "SHA1", nullptr);
  std::string digest(20, '\0');
  if (EVP_Digest(bytes.data(), bytes.size(), Bytes(digest), nullptr, kSha1, nullptr) != 1) {
    LibraryUnusable("SHA-1");
  }
  return digest;
}

}  // namespace

std::string UuidV4(const Random& random) { return Spell(random(kUuidBytes), 4); }

std::string UuidV7(absl::Time now, const Random& random) {
  const int64_t unix_ms = std::clamp<int64_t>(absl::ToUnixMillis(now), 0, (int64_t{1} << 48) - 1);
  std::string bytes;
  for (int shift = 40; shift >= 0; shift -= 8) bytes += static_cast<char>(unix_ms >> shift & 255);
  return Spell(bytes + random(kUuidBytes - bytes.size()), 7);
}

std::optional<std::string> UuidV5(std::string_view namespace_uuid, std::string_view name) {
  std::optional<std::string> bytes = ParseUuid(namespace_uuid);
  if (!bytes) return std::nullopt;
  return Spell(Sha1(bytes->append(name)), 5);
}

std::optional<std::string> ParseUuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  std::string digits;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return std::nullopt;
    if (!dash) digits += text[i];
  }
  return HexDecode(digits);
}

}  // namespace liandong::crypto
