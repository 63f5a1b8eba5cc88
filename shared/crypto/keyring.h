// The keys of one service: a file of key-encryption keys, kept apart from database and backups,
// and everything derived from them.
//
// One line a key, `#` starts a comment:
//
//   <key id> <base64url of 32 bytes> active|retired
//
// Exactly one key is active: it makes everything new. Retired keys open what they once made, until
// a rewrap has replaced it and the line can go. For each purpose HKDF derives an own key, so that
// no two uses ever share one.
//
// Every output names its key and algorithm. A KeyRing is immutable and thread-safe; rotation means
// loading a new one.
#ifndef SHARED_CRYPTO_KEYRING_H_
#define SHARED_CRYPTO_KEYRING_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "shared/crypto/key.h"
#include "shared/crypto/random.h"
#include "shared/crypto/secret.h"
#include "shared/status/reason.h"

namespace liandong::crypto {

enum class Purpose {
  kDocuments,      // rows and fields that have no data subject of their own
  kDataKeys,       // wrapping the data keys of data subjects
  kAttachments,    // files at rest
  kBlindIndex,     // finding an encrypted value by equality
  kRequestDigest,  // recognising a repeated request without keeping it
  kPageToken,
  kResumeToken,
};
inline constexpr size_t kPurposes = 7;

inline constexpr size_t kKeysMax = 32;
inline constexpr size_t kKeyIdBytesMax = 32;
inline constexpr size_t kTokenBytesMax = 4096;
// Longest results in bytes, for the width of columns: "h1:" key id ":" hexadecimal digits.
inline constexpr size_t kBlindIndexBytesMax = 3 + kKeyIdBytesMax + 1 + 32;
inline constexpr size_t kRequestDigestBytesMax = 3 + kKeyIdBytesMax + 1 + 64;

class KeyRing {
 public:
  // Reads the key file. Errors of ReadSecretFile; KEY_FILE_INVALID listing every problem by line;
  // KEY_FILE_DEVELOPMENT_KEY. Neither quotes a key.
  static absl::StatusOr<KeyRing> Load(const std::string& path, DevelopmentKeys development_keys,
                                      Random random = SecureRandom());
  // The same from the text of a key file.
  static absl::StatusOr<KeyRing> Parse(std::string_view text, DevelopmentKeys development_keys,
                                       Random random = SecureRandom());

  const std::string& active_key_id() const { return keys_[active_].id; }
  // In the order of the file.
  std::vector<std::string> key_ids() const;

  // Authenticated encryption under the active key (aead.h). `aad` names the place the result
  // belongs to: `service|table|column|row`.
  absl::StatusOr<std::string> Seal(Purpose purpose, std::string_view aad,
                                   std::string_view plaintext) const;
  // Opens with the key the ciphertext names. CIPHERTEXT_* of aead.h; CIPHERTEXT_KEY when the file
  // no longer holds that key.
  absl::StatusOr<std::string> Open(Purpose purpose, std::string_view aad,
                                   std::string_view sealed) const;
  // Whether `sealed` was made under another key than the active one.
  absl::StatusOr<bool> NeedsRewrap(std::string_view sealed) const;

  // A data key: the key all documents of one data subject are encrypted under. Destroying its
  // wrapped form everywhere ends the data.
  Secret NewDataKey() const;
  // `service` holds no '|'; `subject` is the data subject's resource name.
  absl::StatusOr<std::string> WrapKey(const Secret& data_key, std::string_view service,
                                      std::string_view subject) const;
  absl::StatusOr<Secret> UnwrapKey(std::string_view wrapped, std::string_view service,
                                   std::string_view subject) const;

  // What is stored beside an encrypted `field` so that an equal value is found: a keyed digest of
  // 128 bits. `field` holds no zero byte; `value` is normalised by the caller.
  std::string BlindIndex(std::string_view field, std::string_view value) const;
  // What to look for: the digest under every key, the active one first.
  std::vector<std::string> BlindIndexCandidates(std::string_view field,
                                                std::string_view value) const;

  // A keyed digest of 256 bits, stored instead of a request's bytes.
  std::string RequestDigest(std::string_view bytes) const;
  // Whether `digest` was made of `bytes`, under any key of the ring.
  bool RequestDigestMatches(std::string_view bytes, std::string_view digest) const;

  // Page and resume tokens: base64url text that hides `plaintext` and opens only with the same
  // `binding` (the caller and the arguments it was made for). TOKEN_TOO_LONG when the text would
  // exceed kTokenBytesMax.
  absl::StatusOr<std::string> SealToken(Purpose purpose, std::string_view plaintext,
                                        std::string_view binding) const;
  // TOKEN_INVALID whatever is wrong: a caller is told nothing more.
  absl::StatusOr<std::string> OpenToken(Purpose purpose, std::string_view token,
                                        std::string_view binding) const;

 private:
  struct Key {
    std::string id;
    std::array<Secret, kPurposes> derived;

    const Secret& For(Purpose purpose) const { return derived[static_cast<size_t>(purpose)]; }
  };

  KeyRing(std::vector<Key> keys, size_t active, Random random);
  static absl::StatusOr<Key> Derive(std::string id, const Secret& key);
  const Key* Find(std::string_view id) const;
  static std::string Digest(const Key& key, Purpose purpose, std::string_view bytes, size_t length);

  std::vector<Key> keys_;
  size_t active_;
  Random random_;
};

inline constexpr Reason kKeyFileInvalid{"KEY_FILE_INVALID", absl::StatusCode::kFailedPrecondition,
                                        "the key file has {count} problems: {problems}",
                                        "密钥文件有{count}处问题：{problems}"};
inline constexpr Reason kKeyFileDevelopmentKey{
    "KEY_FILE_DEVELOPMENT_KEY", absl::StatusCode::kFailedPrecondition,
    "the key {key_id} is for development: this profile refuses it",
    "密钥{key_id}仅供开发使用，本运行环境拒绝"};
inline constexpr Reason kTokenInvalid{"TOKEN_INVALID", absl::StatusCode::kInvalidArgument,
                                      "the token is not one that was given to this caller for "
                                      "these arguments",
                                      "令牌无效：并非按此调用方和参数签发"};
inline constexpr Reason kTokenTooLong{"TOKEN_TOO_LONG", absl::StatusCode::kInvalidArgument,
                                      "a token would exceed {bytes_max} bytes",
                                      "令牌将超过{bytes_max}字节"};

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_KEYRING_H_
