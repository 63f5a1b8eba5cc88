#include "shared/crypto/hkdf.h"

#include <openssl/core_names.h>

#include <string>
#include <utility>
#include <vector>

#include "shared/crypto/openssl.h"

namespace liandong::crypto {
namespace {

// The parameter list takes mutable pointers but only reads through them.
OSSL_PARAM Octets(const char* name, std::string_view bytes) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(bytes.data()), bytes.size());
}

}  // namespace

absl::StatusOr<Secret> HkdfSha256(const Secret& key, std::string_view salt, std::string_view info,
                                  size_t length) {
  if (key.size() == 0 || info.size() > kHkdfInfoBytesMax || length == 0 ||
      length > kHkdfOutputBytesMax) {
    return LibraryError("HKDF bounds");
  }
  static EVP_KDF* const kHkdf = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
  KdfContextPtr context(EVP_KDF_CTX_new(kHkdf));
  if (context == nullptr) return LibraryError("HKDF");
  char digest[] = "SHA256";
  std::vector<OSSL_PARAM> params = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
      Octets(OSSL_KDF_PARAM_KEY, key.view())};
  if (!salt.empty()) params.push_back(Octets(OSSL_KDF_PARAM_SALT, salt));
  if (!info.empty()) params.push_back(Octets(OSSL_KDF_PARAM_INFO, info));
  params.push_back(OSSL_PARAM_construct_end());
  std::string derived(length, '\0');
  if (EVP_KDF_derive(context.get(), Bytes(derived), derived.size(), params.data()) != 1) {
    return LibraryError("HKDF");
  }
  return Secret(std::move(derived));
}

}  // namespace liandong::crypto
