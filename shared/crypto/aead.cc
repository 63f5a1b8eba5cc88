#include "shared/crypto/aead.h"

#include <optional>
#include <utility>

#include "shared/crypto/aes_gcm.h"
#include "shared/crypto/openssl.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

struct Parts {
  std::string_view header;  // algorithm, length, key id
  std::string_view key_id;
  std::string_view nonce;
  std::string_view ciphertext_and_tag;
};

absl::StatusOr<Parts> Split(std::string_view sealed) {
  if (sealed.empty()) return Refuse(kCiphertextTruncated);
  const auto algorithm = static_cast<uint8_t>(sealed[0]);
  if (algorithm != kAlgorithmAes256Gcm) {
    return Refuse(kCiphertextAlgorithm, {{"algorithm", std::to_string(algorithm)}});
  }
  if (sealed.size() < 2) return Refuse(kCiphertextTruncated);
  const size_t header_bytes = 2 + static_cast<uint8_t>(sealed[1]);
  if (sealed.size() < header_bytes + kGcmNonceBytes + kGcmTagBytes) {
    return Refuse(kCiphertextTruncated);
  }
  return Parts{sealed.substr(0, header_bytes), sealed.substr(2, header_bytes - 2),
               sealed.substr(header_bytes, kGcmNonceBytes),
               sealed.substr(header_bytes + kGcmNonceBytes)};
}

// The header's length is in the header, so header and aad can not run into each other.
std::string Authenticated(std::string_view header, std::string_view aad) {
  return std::string(header).append(aad);
}

}  // namespace

absl::StatusOr<std::string> Seal(std::string_view key_id, const Secret& key, std::string_view aad,
                                 std::string_view plaintext, const Random& random) {
  if (key_id.empty() || key_id.size() > kSealedKeyIdBytesMax) return LibraryError("key id length");
  if (plaintext.size() > kPlaintextBytesMax) {
    return Refuse(kPlaintextTooLong, {{"bytes", std::to_string(plaintext.size())},
                                      {"bytes_max", std::to_string(kPlaintextBytesMax)}});
  }
  std::string sealed{static_cast<char>(kAlgorithmAes256Gcm), static_cast<char>(key_id.size())};
  sealed.append(key_id);
  const std::string nonce = random(kGcmNonceBytes);
  ASSIGN_OR_RETURN(const std::string ciphertext,
                   GcmEncrypt(key, nonce, Authenticated(sealed, aad), plaintext));
  return sealed + nonce + ciphertext;
}

absl::StatusOr<std::string> Open(std::string_view key_id, const Secret& key, std::string_view aad,
                                 std::string_view sealed) {
  ASSIGN_OR_RETURN(const Parts parts, Split(sealed));
  if (parts.key_id != key_id) return Refuse(kCiphertextKey);
  ASSIGN_OR_RETURN(
      std::optional<std::string> plaintext,
      GcmDecrypt(key, parts.nonce, Authenticated(parts.header, aad), parts.ciphertext_and_tag));
  if (!plaintext) return Refuse(kCiphertextForged);
  return *std::move(plaintext);
}

absl::StatusOr<std::string> SealedKeyId(std::string_view sealed) {
  ASSIGN_OR_RETURN(const Parts parts, Split(sealed));
  return std::string(parts.key_id);
}

}  // namespace liandong::crypto
