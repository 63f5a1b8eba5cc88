#include "shared/crypto/signature.h"

#include <utility>

#include "shared/crypto/openssl.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

std::string Message(std::string_view domain, std::string_view payload) {
  std::string message;
  message.reserve(domain.size() + 1 + payload.size());
  message.append(domain).push_back('\0');
  message.append(payload);
  return message;
}

std::string Text(absl::Time at) { return absl::FormatTime(at, absl::UTCTimeZone()); }

}  // namespace

absl::StatusOr<SignedEnvelope> SignEnvelope(const PrivateKey& key, std::string_view key_id,
                                            std::string_view domain, std::string payload) {
  if (domain.empty() || domain.find('\0') != domain.npos) return LibraryError("signature domain");
  ASSIGN_OR_RETURN(std::string signature, key.Sign(Message(domain, payload)));
  return SignedEnvelope{std::string(key_id), key.algorithm(), std::move(payload),
                        std::move(signature)};
}

bool SigningKeySet::Add(PublishedKey key) {
  if (key.key_id.empty()) return false;
  std::string key_id = key.key_id;
  return keys_.try_emplace(std::move(key_id), std::move(key)).second;
}

const PublishedKey* SigningKeySet::Find(std::string_view key_id) const {
  auto found = keys_.find(key_id);
  return found == keys_.end() ? nullptr : &found->second;
}

std::vector<const PublishedKey*> SigningKeySet::All() const {
  std::vector<const PublishedKey*> all;
  for (const auto& [key_id, key] : keys_) all.push_back(&key);
  return all;
}

absl::Status SigningKeySet::Verify(std::string_view domain, const SignedEnvelope& envelope,
                                   absl::Time at) const {
  const PublishedKey* key = Find(envelope.key_id);
  if (key == nullptr) return Refuse(kSignatureKeyUnknown, {{"key_id", envelope.key_id}});
  if (envelope.algorithm != key->key.algorithm()) {
    return Refuse(kSignatureAlgorithm, {{"key_id", envelope.key_id}});
  }
  // The signature first: only its holder learns about the key's standing.
  if (!key->key.Verify(Message(domain, envelope.payload), envelope.signature)) {
    return Refuse(kSignatureInvalid);
  }
  if (key->RevokedAt(at)) {
    return Refuse(kSignatureKeyRevoked,
                  {{"key_id", envelope.key_id}, {"revoked_at", Text(key->revoked_at)}});
  }
  if (!key->ValidAt(at)) {
    return Refuse(kSignatureKeyNotValid, {{"key_id", envelope.key_id}, {"at", Text(at)}});
  }
  return absl::OkStatus();
}

}  // namespace liandong::crypto
