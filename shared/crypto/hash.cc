#include "shared/crypto/hash.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>

#include "shared/crypto/openssl.h"

namespace liandong::crypto {
namespace {

// Fetched once: the implicit fetch behind EVP_sha256() costs more than hashing a short message.
const EVP_MD* Algorithm() {
  static EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (kSha256 == nullptr) LibraryUnusable("SHA-256");
  return kSha256;
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::string digest(kSha256Bytes, '\0');
  if (EVP_Digest(bytes.data(), bytes.size(), Bytes(digest), nullptr, Algorithm(), nullptr) != 1) {
    LibraryUnusable("SHA-256");
  }
  return digest;
}

std::string HmacSha256(std::string_view key, std::string_view bytes) {
  static EVP_MAC* const kHmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  char digest_name[] = "SHA256";
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name, 0),
      OSSL_PARAM_construct_end()};
  MacContextPtr context(EVP_MAC_CTX_new(kHmac));
  std::string digest(kSha256Bytes, '\0');
  size_t length = 0;
  // A null key would mean "keep the key of the context", which has none.
  const unsigned char* key_bytes = key.empty() ? Bytes(std::string_view("")) : Bytes(key);
  if (context == nullptr || EVP_MAC_init(context.get(), key_bytes, key.size(), params) != 1 ||
      EVP_MAC_update(context.get(), Bytes(bytes), bytes.size()) != 1 ||
      EVP_MAC_final(context.get(), Bytes(digest), &length, digest.size()) != 1 ||
      length != kSha256Bytes) {
    LibraryUnusable("HMAC");
  }
  return digest;
}

bool ConstantTimeEqual(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Sha256Hasher::Sha256Hasher() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr || EVP_DigestInit_ex2(context_, Algorithm(), nullptr) != 1) {
    LibraryUnusable("SHA-256");
  }
}

Sha256Hasher::~Sha256Hasher() { EVP_MD_CTX_free(context_); }

void Sha256Hasher::Update(std::string_view bytes) {
  if (EVP_DigestUpdate(context_, bytes.data(), bytes.size()) != 1) LibraryUnusable("SHA-256");
}

std::string Sha256Hasher::Finish() {
  std::string digest(kSha256Bytes, '\0');
  if (EVP_DigestFinal_ex(context_, Bytes(digest), nullptr) != 1 ||
      EVP_DigestInit_ex2(context_, Algorithm(), nullptr) != 1) {
    LibraryUnusable("SHA-256");
  }
  return digest;
}

}  // namespace liandong::crypto
