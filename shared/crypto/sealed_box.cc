#include "shared/crypto/sealed_box.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "shared/crypto/aead.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/hkdf.h"
#include "shared/crypto/openssl.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

constexpr char kSuite = 1;
constexpr size_t kPublicBytes = 32;
// Each box has a key of its own, so the key id says only what it is.
constexpr char kKeyId[] = "box";

std::shared_ptr<EVP_PKEY> Shared(EVP_PKEY* key) {
  return std::shared_ptr<EVP_PKEY>(key, [](EVP_PKEY* released) { EVP_PKEY_free(released); });
}

absl::StatusOr<std::string> RawPublic(const EVP_PKEY* key) {
  std::string raw(kPublicBytes, '\0');
  size_t length = raw.size();
  if (EVP_PKEY_get_raw_public_key(key, Bytes(raw), &length) != 1 || length != kPublicBytes) {
    return LibraryError("reading a public key");
  }
  return raw;
}

// Nothing when the peer's key is one of the few that give no secret.
absl::StatusOr<Secret> Agree(EVP_PKEY* own, EVP_PKEY* peer) {
  PkeyContextPtr context(EVP_PKEY_CTX_new(own, nullptr));
  std::string secret(kPublicBytes, '\0');
  size_t length = secret.size();
  if (context == nullptr || EVP_PKEY_derive_init(context.get()) != 1 ||
      EVP_PKEY_derive_set_peer(context.get(), peer) != 1 ||
      EVP_PKEY_derive(context.get(), Bytes(secret), &length) != 1) {
    return LibraryError("key agreement");
  }
  return Secret(std::move(secret));
}

absl::StatusOr<Secret> BoxKey(const Secret& shared, std::string_view sender,
                              std::string_view recipient) {
  return HkdfSha256(
      shared, "",
      absl::StrCat("liandong sealed box v1", std::string(sender), std::string(recipient)),
      kSealedKeyBytes);
}

}  // namespace

absl::StatusOr<BoxPublicKey> BoxPublicKey::FromPem(std::string_view pem) {
  BioPtr in = ReadOnlyBio(pem);
  auto key = Shared(in == nullptr ? nullptr
                                  : PEM_read_bio_PUBKEY(in.get(), nullptr, NoPassPhrase, nullptr));
  if (key == nullptr || !EVP_PKEY_is_a(key.get(), "X25519")) {
    ERR_clear_error();
    return Refuse(kBoxKeyInvalid, {{"kind", "public"}});
  }
  ASSIGN_OR_RETURN(std::string raw, RawPublic(key.get()));
  return BoxPublicKey(std::move(key), std::move(raw));
}

std::string BoxPublicKey::fingerprint() const { return HexEncode(Sha256(raw_)).substr(0, 16); }

absl::StatusOr<std::string> BoxPublicKey::Seal(std::string_view aad, std::string_view plaintext,
                                               const Random& random) const {
  auto once = Shared(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
  if (once == nullptr) return LibraryError("key generation");
  ASSIGN_OR_RETURN(std::string sender, RawPublic(once.get()));
  ASSIGN_OR_RETURN(Secret shared, Agree(once.get(), key_.get()));
  ASSIGN_OR_RETURN(Secret key, BoxKey(shared, sender, raw_));
  ASSIGN_OR_RETURN(std::string sealed, crypto::Seal(kKeyId, key, aad, plaintext, random));
  return absl::StrCat(std::string(1, kSuite), sender, sealed);
}

absl::StatusOr<BoxPrivateKey> BoxPrivateKey::Generate() {
  auto key = Shared(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
  if (key == nullptr) return LibraryError("key generation");
  return BoxPrivateKey(std::move(key));
}

absl::StatusOr<BoxPrivateKey> BoxPrivateKey::FromPem(std::string_view pem) {
  BioPtr in = ReadOnlyBio(pem);
  auto key = Shared(
      in == nullptr ? nullptr : PEM_read_bio_PrivateKey(in.get(), nullptr, NoPassPhrase, nullptr));
  if (key == nullptr || !EVP_PKEY_is_a(key.get(), "X25519")) {
    ERR_clear_error();
    return Refuse(kBoxKeyInvalid, {{"kind", "private"}});
  }
  return BoxPrivateKey(std::move(key));
}

absl::StatusOr<std::string> BoxPrivateKey::PublicPem() const {
  BioPtr out(BIO_new(BIO_s_mem()));
  char* data = nullptr;
  if (out == nullptr || PEM_write_bio_PUBKEY(out.get(), key_.get()) != 1) {
    return LibraryError("writing a public key");
  }
  const long length = BIO_get_mem_data(out.get(), &data);
  return std::string(data, static_cast<size_t>(length));
}

absl::StatusOr<std::string> BoxPrivateKey::Open(std::string_view aad, std::string_view box) const {
  if (box.size() <= 1 + kPublicBytes) return Refuse(kCiphertextTruncated);
  if (box[0] != kSuite) {
    return Refuse(kCiphertextAlgorithm,
                  {{"algorithm", absl::StrCat(static_cast<int>(static_cast<uint8_t>(box[0])))}});
  }
  const std::string_view sender = box.substr(1, kPublicBytes);
  auto peer =
      Shared(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, Bytes(sender), sender.size()));
  if (peer == nullptr) return LibraryError("reading a public key");
  absl::StatusOr<Secret> shared = Agree(key_.get(), peer.get());
  if (!shared.ok()) return Refuse(kCiphertextForged);
  ASSIGN_OR_RETURN(std::string own, RawPublic(key_.get()));
  ASSIGN_OR_RETURN(Secret key, BoxKey(*shared, sender, own));
  return crypto::Open(kKeyId, key, aad, box.substr(1 + kPublicBytes));
}

}  // namespace liandong::crypto
