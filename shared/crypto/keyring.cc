#include "shared/crypto/keyring.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "shared/crypto/aead.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/hkdf.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

constexpr std::string_view kHmacSha256Mark = "h1:";
constexpr size_t kBlindIndexDigestBytes = 16;

// Part of the derivation: a name is never changed or given to another purpose.
constexpr std::array<std::string_view, kPurposes> kPurposeNames = {
    "documents",      "data-keys",  "attachments", "blind-index",
    "request-digest", "page-token", "resume-token"};

bool IsKeyId(std::string_view id) {
  return !id.empty() && id.size() <= kKeyIdBytesMax &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == id.npos;
}

struct Line {
  std::string_view id;
  std::string_view key;
  std::string_view state;
};

// Nothing unless there are exactly three words.
std::optional<Line> Split(std::string_view text) {
  std::array<std::string_view, 3> words;
  size_t count = 0;
  constexpr std::string_view kSpace = " \t\r";
  for (size_t at = text.find_first_not_of(kSpace); at != text.npos;
       at = text.find_first_not_of(kSpace, at)) {
    const size_t end = std::min(text.find_first_of(kSpace, at), text.size());
    if (count == words.size()) return std::nullopt;
    words[count++] = text.substr(at, end - at);
    at = end;
  }
  if (count != words.size()) return std::nullopt;
  return Line{words[0], words[1], words[2]};
}

// Collects problems by line number; a key itself is never quoted.
class Problems {
 public:
  void Add(std::string_view what, int line) {
    if (count_++ > 0) text_ += "; ";
    if (line > 0) text_ += "line " + std::to_string(line) + ": ";
    text_ += what;
  }
  absl::Status status() const {
    if (count_ == 0) return absl::OkStatus();
    return Refuse(kKeyFileInvalid, {{"count", std::to_string(count_)}, {"problems", text_}});
  }

 private:
  int count_ = 0;
  std::string text_;
};

std::string WrapAad(std::string_view service, std::string_view subject) {
  return std::string(service).append("|").append(subject);
}

std::string FieldMessage(std::string_view field, std::string_view value) {
  std::string message(field);
  message.push_back('\0');
  return message.append(value);
}

// Each binding has its own key, so that tokens handed out for years stay far from the 2^32 random
// nonces that are safe under one.
Secret TokenKey(const Secret& purpose_key, std::string_view binding) {
  return Secret(HmacSha256(purpose_key.view(), binding));
}

}  // namespace

KeyRing::KeyRing(std::vector<Key> keys, size_t active, Random random)
    : keys_(std::move(keys)), active_(active), random_(std::move(random)) {}

absl::StatusOr<KeyRing::Key> KeyRing::Derive(std::string id, const Secret& key) {
  Key derived{std::move(id), {}};
  for (size_t i = 0; i < kPurposes; ++i) {
    ASSIGN_OR_RETURN(
        derived.derived[i],
        HkdfSha256(key, "", std::string("liandong/").append(kPurposeNames[i]), kSealedKeyBytes));
  }
  return derived;
}

absl::StatusOr<KeyRing> KeyRing::Load(const std::string& path, DevelopmentKeys development_keys,
                                      Random random) {
  ASSIGN_OR_RETURN(const Secret text, ReadSecretFile(path));
  return Parse(text.view(), development_keys, std::move(random));
}

absl::StatusOr<KeyRing> KeyRing::Parse(std::string_view text, DevelopmentKeys development_keys,
                                       Random random) {
  Problems problems;
  std::vector<Key> keys;
  std::set<Secret, decltype([](const Secret& a, const Secret& b) { return a.view() < b.view(); })>
      seen;
  std::optional<size_t> active;
  int number = 0;
  while (!text.empty()) {
    ++number;
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(0, std::min(end, text.find('#')));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (content.find_first_not_of(" \t\r") == content.npos) continue;
    const std::optional<Line> line = Split(content);
    if (!line) {
      problems.Add("expected `key-id base64url-key active|retired`", number);
      continue;
    }
    if (!IsKeyId(line->id)) {
      problems.Add("a key id is 1 to 32 of a-z, 0-9 and -", number);
      continue;
    }
    if (IsDevelopmentKey(line->id) && development_keys == DevelopmentKeys::kRefused) {
      return Refuse(kKeyFileDevelopmentKey, {{"key_id", std::string(line->id)}});
    }
    const Secret bytes(Base64UrlDecode(line->key).value_or(""));
    if (bytes.size() != kSealedKeyBytes) problems.Add("a key is base64url of 32 bytes", number);
    if (bytes.size() == kSealedKeyBytes && !seen.insert(bytes).second) {
      problems.Add("the same key under two ids", number);
    }
    if (line->state != "active" && line->state != "retired") {
      problems.Add("the state is active or retired", number);
    }
    if (std::any_of(keys.begin(), keys.end(), [&](const Key& k) { return k.id == line->id; })) {
      problems.Add("the key id is taken", number);
    }
    if (line->state == "active") {
      if (active) problems.Add("a second active key", number);
      active = keys.size();
    }
    if (bytes.size() == kSealedKeyBytes) {
      ASSIGN_OR_RETURN(Key key, Derive(std::string(line->id), bytes));
      keys.push_back(std::move(key));
    }
  }
  if (!active) problems.Add("no key is active", 0);
  if (keys.size() > kKeysMax) {
    problems.Add("more than " + std::to_string(kKeysMax) + " keys", 0);
  }
  RETURN_IF_ERROR(problems.status());
  return KeyRing(std::move(keys), *active, std::move(random));
}

std::vector<std::string> KeyRing::key_ids() const {
  std::vector<std::string> ids;
  for (const Key& key : keys_) ids.push_back(key.id);
  return ids;
}

const KeyRing::Key* KeyRing::Find(std::string_view id) const {
  auto found = std::find_if(keys_.begin(), keys_.end(), [&](const Key& k) { return k.id == id; });
  return found == keys_.end() ? nullptr : &*found;
}

absl::StatusOr<std::string> KeyRing::Seal(Purpose purpose, std::string_view aad,
                                          std::string_view plaintext) const {
  const Key& key = keys_[active_];
  return crypto::Seal(key.id, key.For(purpose), aad, plaintext, random_);
}

absl::StatusOr<std::string> KeyRing::Open(Purpose purpose, std::string_view aad,
                                          std::string_view sealed) const {
  ASSIGN_OR_RETURN(const std::string id, SealedKeyId(sealed));
  const Key* key = Find(id);
  if (key == nullptr) return Refuse(kCiphertextKey);
  return crypto::Open(id, key->For(purpose), aad, sealed);
}

absl::StatusOr<bool> KeyRing::NeedsRewrap(std::string_view sealed) const {
  ASSIGN_OR_RETURN(const std::string id, SealedKeyId(sealed));
  return id != active_key_id();
}

Secret KeyRing::NewDataKey() const { return Secret(random_(kSealedKeyBytes)); }

absl::StatusOr<std::string> KeyRing::WrapKey(const Secret& data_key, std::string_view service,
                                             std::string_view subject) const {
  return Seal(Purpose::kDataKeys, WrapAad(service, subject), data_key.view());
}

absl::StatusOr<Secret> KeyRing::UnwrapKey(std::string_view wrapped, std::string_view service,
                                          std::string_view subject) const {
  ASSIGN_OR_RETURN(std::string key, Open(Purpose::kDataKeys, WrapAad(service, subject), wrapped));
  return Secret(std::move(key));
}

std::string KeyRing::Digest(const Key& key, Purpose purpose, std::string_view bytes,
                            size_t length) {
  const std::string digest = HmacSha256(key.For(purpose).view(), bytes);
  return std::string(kHmacSha256Mark)
      .append(key.id)
      .append(":")
      .append(HexEncode(std::string_view(digest).substr(0, length)));
}

std::string KeyRing::BlindIndex(std::string_view field, std::string_view value) const {
  return Digest(keys_[active_], Purpose::kBlindIndex, FieldMessage(field, value),
                kBlindIndexDigestBytes);
}

std::vector<std::string> KeyRing::BlindIndexCandidates(std::string_view field,
                                                       std::string_view value) const {
  std::vector<std::string> candidates = {BlindIndex(field, value)};
  for (const Key& key : keys_) {
    if (key.id == active_key_id()) continue;
    candidates.push_back(
        Digest(key, Purpose::kBlindIndex, FieldMessage(field, value), kBlindIndexDigestBytes));
  }
  return candidates;
}

std::string KeyRing::RequestDigest(std::string_view bytes) const {
  return Digest(keys_[active_], Purpose::kRequestDigest, bytes, kSha256Bytes);
}

bool KeyRing::RequestDigestMatches(std::string_view bytes, std::string_view digest) const {
  return std::any_of(keys_.begin(), keys_.end(), [&](const Key& key) {
    return ConstantTimeEqual(Digest(key, Purpose::kRequestDigest, bytes, kSha256Bytes), digest);
  });
}

absl::StatusOr<std::string> KeyRing::SealToken(Purpose purpose, std::string_view plaintext,
                                               std::string_view binding) const {
  const Key& key = keys_[active_];
  ASSIGN_OR_RETURN(
      const std::string sealed,
      crypto::Seal(key.id, TokenKey(key.For(purpose), binding), binding, plaintext, random_));
  std::string token = Base64UrlEncode(sealed);
  if (token.size() > kTokenBytesMax) {
    return Refuse(kTokenTooLong, {{"bytes_max", std::to_string(kTokenBytesMax)}});
  }
  return token;
}

absl::StatusOr<std::string> KeyRing::OpenToken(Purpose purpose, std::string_view token,
                                               std::string_view binding) const {
  if (token.size() > kTokenBytesMax) return Refuse(kTokenInvalid);
  const std::optional<std::string> sealed = Base64UrlDecode(token);
  if (!sealed) return Refuse(kTokenInvalid);
  const absl::StatusOr<std::string> id = SealedKeyId(*sealed);
  const Key* key = id.ok() ? Find(*id) : nullptr;
  if (key == nullptr) return Refuse(kTokenInvalid);
  absl::StatusOr<std::string> plaintext =
      crypto::Open(*id, TokenKey(key->For(purpose), binding), binding, *sealed);
  if (!plaintext.ok()) return Refuse(kTokenInvalid);
  return plaintext;
}

}  // namespace liandong::crypto
