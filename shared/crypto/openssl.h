// Ownership and errors of OpenSSL objects. For the sources of this component and of shared/auth
// only; nothing else includes OpenSSL.
#ifndef SHARED_CRYPTO_OPENSSL_H_
#define SHARED_CRYPTO_OPENSSL_H_

#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/x509.h>

#include <memory>
#include <string_view>

#include "absl/status/status.h"

namespace liandong::crypto {

template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using CipherContextPtr = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using EcdsaSignaturePtr = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using KdfContextPtr = std::unique_ptr<EVP_KDF_CTX, Freed<EVP_KDF_CTX_free>>;
using MacContextPtr = std::unique_ptr<EVP_MAC_CTX, Freed<EVP_MAC_CTX_free>>;
using PkeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using PkeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;

// INTERNAL naming the failed `operation` only: neither input nor key material reaches a message.
// Empties this thread's OpenSSL error queue.
absl::Status LibraryError(std::string_view operation);

// Ends the process: a primitive that can not fail on any input (a digest, the random source) did,
// so nothing this process would sign, store or compare from here on could be trusted.
[[noreturn]] void LibraryUnusable(const char* operation);

inline const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

// A read-only memory BIO over `text`, which must outlive it. Null when out of memory or when
// `text` exceeds what the library can address.
BioPtr ReadOnlyBio(std::string_view text);

// Passed to every PEM reader. The library's default asks for a pass phrase on the terminal, where a
// service would hang; this one makes encrypted PEM unreadable.
int NoPassPhrase(char* buffer, int size, int writing, void* context);

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_OPENSSL_H_
