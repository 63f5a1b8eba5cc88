#include "shared/auth/certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

#include "shared/crypto/hash.h"
#include "shared/crypto/openssl.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

using NamesPtr = std::unique_ptr<GENERAL_NAMES, crypto::Freed<GENERAL_NAMES_free>>;

}  // namespace

absl::StatusOr<CertificateFacts> ReadCertificate(std::string_view pem) {
  crypto::BioPtr in = crypto::ReadOnlyBio(pem);
  crypto::CertificatePtr certificate(
      in == nullptr ? nullptr
                    : PEM_read_bio_X509(in.get(), nullptr, crypto::NoPassPhrase, nullptr));
  unsigned char* der = nullptr;
  const int length = certificate == nullptr ? 0 : i2d_X509(certificate.get(), &der);
  if (length <= 0) {
    ERR_clear_error();
    return Refuse(kCertificateUnreadable);
  }
  CertificateFacts facts;
  facts.sha256 = crypto::HexEncode(crypto::Sha256(
      std::string_view(reinterpret_cast<const char*>(der), static_cast<size_t>(length))));
  OPENSSL_free(der);

  // `critical` tells absent (-1) from present more than once or malformed (null, other values).
  int critical = 0;
  NamesPtr names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate.get(), NID_subject_alt_name, &critical, nullptr)));
  if (names == nullptr && critical != -1) {
    ERR_clear_error();
    return Refuse(kCertificateUnreadable);
  }
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
    facts.uris.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                            static_cast<size_t>(ASN1_STRING_length(uri)));
  }
  return facts;
}

}  // namespace liandong::auth
