#include "shared/crypto/key.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <utility>

#include "shared/crypto/openssl.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

constexpr size_t kSignatureBytes = 64;
constexpr size_t kScalarBytes = 32;

std::optional<SignatureAlgorithm> AlgorithmOf(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519")) return SignatureAlgorithm::kEd25519;
  char group[32];
  if (EVP_PKEY_is_a(key, "EC") &&
      EVP_PKEY_get_group_name(key, group, sizeof(group), nullptr) == 1 &&
      std::string_view(group) == "prime256v1") {
    return SignatureAlgorithm::kEs256;
  }
  return std::nullopt;
}

// Ed25519 hashes inside; ES256 names its digest.
const char* DigestOf(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::kEs256 ? "SHA256" : nullptr;
}

std::shared_ptr<EVP_PKEY> Shared(EVP_PKEY* key) {
  return std::shared_ptr<EVP_PKEY>(key, [](EVP_PKEY* released) { EVP_PKEY_free(released); });
}

// The library speaks DER, JWS speaks R ‖ S. Empty on failure.
std::string DerToFixed(std::string_view der) {
  const unsigned char* cursor = Bytes(der);
  EcdsaSignaturePtr parsed(d2i_ECDSA_SIG(nullptr, &cursor, static_cast<long>(der.size())));
  std::string fixed(kSignatureBytes, '\0');
  if (parsed == nullptr ||
      BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), Bytes(fixed), kScalarBytes) < 0 ||
      BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), Bytes(fixed) + kScalarBytes, kScalarBytes) < 0) {
    return {};
  }
  return fixed;
}

std::string FixedToDer(std::string_view fixed) {
  EcdsaSignaturePtr signature(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(Bytes(fixed), kScalarBytes, nullptr);
  BIGNUM* s = BN_bin2bn(Bytes(fixed) + kScalarBytes, kScalarBytes, nullptr);
  if (signature == nullptr || r == nullptr || s == nullptr ||
      ECDSA_SIG_set0(signature.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(signature.get(), &der);
  if (length <= 0) return {};
  std::string bytes(reinterpret_cast<const char*>(der), static_cast<size_t>(length));
  OPENSSL_free(der);
  return bytes;
}

std::string_view ContentOf(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  return length > 0 ? std::string_view(data, static_cast<size_t>(length)) : std::string_view();
}

}  // namespace

std::string_view NameOf(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::kEd25519 ? "Ed25519" : "ES256";
}

std::optional<SignatureAlgorithm> AlgorithmNamed(std::string_view name) {
  for (const auto algorithm : {SignatureAlgorithm::kEd25519, SignatureAlgorithm::kEs256}) {
    if (name == NameOf(algorithm)) return algorithm;
  }
  return std::nullopt;
}

bool IsDevelopmentKey(std::string_view key_id) {
  return key_id.substr(0, kDevelopmentKeyPrefix.size()) == kDevelopmentKeyPrefix;
}

PublicKey::PublicKey(std::shared_ptr<evp_pkey_st> key, SignatureAlgorithm algorithm,
                     std::string pem)
    : key_(std::move(key)), algorithm_(algorithm), pem_(std::move(pem)) {}

absl::StatusOr<PublicKey> PublicKey::Adopt(std::shared_ptr<evp_pkey_st> key) {
  const std::optional<SignatureAlgorithm> algorithm =
      key == nullptr ? std::nullopt : AlgorithmOf(key.get());
  if (!algorithm) {
    ERR_clear_error();
    return Refuse(kKeyInvalid, {{"kind", "public"}});
  }
  BioPtr out(BIO_new(BIO_s_mem()));
  if (out == nullptr || PEM_write_bio_PUBKEY(out.get(), key.get()) != 1) {
    return LibraryError("writing a public key");
  }
  std::string pem(ContentOf(out.get()));
  return PublicKey(std::move(key), *algorithm, std::move(pem));
}

absl::StatusOr<PublicKey> PublicKey::FromPem(std::string_view pem) {
  BioPtr in = ReadOnlyBio(pem);
  if (in == nullptr) return Refuse(kKeyInvalid, {{"kind", "public"}});
  return Adopt(Shared(PEM_read_bio_PUBKEY(in.get(), nullptr, NoPassPhrase, nullptr)));
}

bool PublicKey::Verify(std::string_view message, std::string_view signature) const {
  if (signature.size() != kSignatureBytes) return false;
  const std::string native =
      algorithm_ == SignatureAlgorithm::kEs256 ? FixedToDer(signature) : std::string(signature);
  DigestContextPtr context(EVP_MD_CTX_new());
  const bool valid = context != nullptr &&
                     EVP_DigestVerifyInit_ex(context.get(), nullptr, DigestOf(algorithm_), nullptr,
                                             nullptr, key_.get(), nullptr) == 1 &&
                     EVP_DigestVerify(context.get(), Bytes(native), native.size(), Bytes(message),
                                      message.size()) == 1;
  if (!valid) ERR_clear_error();
  return valid;
}

PrivateKey::PrivateKey(std::shared_ptr<evp_pkey_st> key, PublicKey public_key)
    : key_(std::move(key)), public_key_(std::move(public_key)) {}

absl::StatusOr<PrivateKey> PrivateKey::Adopt(std::shared_ptr<evp_pkey_st> key) {
  if (key == nullptr || !AlgorithmOf(key.get())) {
    ERR_clear_error();
    return Refuse(kKeyInvalid, {{"kind", "private"}});
  }
  // Through PEM, so that the public key holds no private part.
  BioPtr bio(BIO_new(BIO_s_mem()));
  if (bio == nullptr || PEM_write_bio_PUBKEY(bio.get(), key.get()) != 1) {
    return LibraryError("writing a public key");
  }
  ASSIGN_OR_RETURN(PublicKey public_key, PublicKey::FromPem(ContentOf(bio.get())));
  return PrivateKey(std::move(key), std::move(public_key));
}

absl::StatusOr<PrivateKey> PrivateKey::Generate(SignatureAlgorithm algorithm) {
  std::shared_ptr<EVP_PKEY> key = Shared(algorithm == SignatureAlgorithm::kEs256
                                             ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")
                                             : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (key == nullptr) return LibraryError("key generation");
  return Adopt(std::move(key));
}

absl::StatusOr<PrivateKey> PrivateKey::FromPem(std::string_view pem) {
  BioPtr in = ReadOnlyBio(pem);
  if (in == nullptr) return Refuse(kKeyInvalid, {{"kind", "private"}});
  return Adopt(Shared(PEM_read_bio_PrivateKey(in.get(), nullptr, NoPassPhrase, nullptr)));
}

absl::StatusOr<PrivateKey> PrivateKey::FromFile(const std::string& path) {
  ASSIGN_OR_RETURN(const Secret pem, ReadSecretFile(path));
  return FromPem(pem.view());
}

absl::StatusOr<Secret> PrivateKey::ToPem() const {
  // The secure-memory BIO wipes its buffers.
  BioPtr out(BIO_new(BIO_s_secmem()));
  if (out == nullptr || PEM_write_bio_PKCS8PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0,
                                                      nullptr, nullptr) != 1) {
    return LibraryError("writing a private key");
  }
  return Secret(std::string(ContentOf(out.get())));
}

absl::StatusOr<std::string> PrivateKey::Sign(std::string_view message) const {
  DigestContextPtr context(EVP_MD_CTX_new());
  size_t length = 0;
  if (context == nullptr ||
      EVP_DigestSignInit_ex(context.get(), nullptr, DigestOf(algorithm()), nullptr, nullptr,
                            key_.get(), nullptr) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &length, Bytes(message), message.size()) != 1) {
    return LibraryError("signing");
  }
  std::string signature(length, '\0');
  if (EVP_DigestSign(context.get(), Bytes(signature), &length, Bytes(message), message.size()) !=
      1) {
    return LibraryError("signing");
  }
  signature.resize(length);
  if (algorithm() == SignatureAlgorithm::kEs256) signature = DerToFixed(signature);
  if (signature.size() != kSignatureBytes) return LibraryError("signing");
  return signature;
}

}  // namespace liandong::crypto
