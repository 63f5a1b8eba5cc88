#include "shared/crypto/aes_gcm.h"

#include <openssl/crypto.h>
#include <openssl/err.h>

#include <climits>

#include "shared/crypto/openssl.h"

namespace liandong::crypto {
namespace {

// A context with key and nonce set; null when either has the wrong length or the library fails.
CipherContextPtr Begin(const Secret& key, std::string_view nonce, bool encrypt) {
  static EVP_CIPHER* const kCipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  if (key.size() != kAesKeyBytes || nonce.size() != kGcmNonceBytes) return nullptr;
  CipherContextPtr context(EVP_CIPHER_CTX_new());
  // 12 bytes is the default nonce length of the mode.
  if (context == nullptr || EVP_CipherInit_ex2(context.get(), kCipher, Bytes(key.view()),
                                               Bytes(nonce), encrypt ? 1 : 0, nullptr) != 1) {
    return nullptr;
  }
  return context;
}

// Runs `in` through the cipher into `out`, or into the tag only when `out` is null.
bool Feed(EVP_CIPHER_CTX* context, unsigned char* out, std::string_view in) {
  if (in.empty()) return true;
  int written = 0;
  return EVP_CipherUpdate(context, out, &written, Bytes(in), static_cast<int>(in.size())) == 1;
}

}  // namespace

absl::StatusOr<std::string> GcmEncrypt(const Secret& key, std::string_view nonce,
                                       std::string_view aad, std::string_view plaintext) {
  if (aad.size() > INT_MAX || plaintext.size() > INT_MAX) return LibraryError("AES-GCM bounds");
  CipherContextPtr context = Begin(key, nonce, true);
  std::string out(plaintext.size() + kGcmTagBytes, '\0');
  int written = 0;
  if (context == nullptr || !Feed(context.get(), nullptr, aad) ||
      !Feed(context.get(), Bytes(out), plaintext) ||
      EVP_CipherFinal_ex(context.get(), Bytes(out) + plaintext.size(), &written) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kGcmTagBytes,
                          Bytes(out) + plaintext.size()) != 1) {
    return LibraryError("AES-GCM encryption");
  }
  return out;
}

absl::StatusOr<std::optional<std::string>> GcmDecrypt(const Secret& key, std::string_view nonce,
                                                      std::string_view aad,
                                                      std::string_view ciphertext_and_tag) {
  if (aad.size() > INT_MAX || ciphertext_and_tag.size() > INT_MAX ||
      ciphertext_and_tag.size() < kGcmTagBytes) {
    return LibraryError("AES-GCM bounds");
  }
  const std::string_view ciphertext =
      ciphertext_and_tag.substr(0, ciphertext_and_tag.size() - kGcmTagBytes);
  std::string tag(ciphertext_and_tag.substr(ciphertext.size()));
  CipherContextPtr context = Begin(key, nonce, false);
  std::string out(ciphertext.size() + 1, '\0');  // one spare byte: a valid end pointer when empty
  if (context == nullptr || !Feed(context.get(), nullptr, aad) ||
      !Feed(context.get(), Bytes(out), ciphertext) ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kGcmTagBytes, tag.data()) != 1) {
    OPENSSL_cleanse(out.data(), out.size());
    return LibraryError("AES-GCM decryption");
  }
  int written = 0;
  if (EVP_CipherFinal_ex(context.get(), Bytes(out) + ciphertext.size(), &written) != 1) {
    OPENSSL_cleanse(out.data(), out.size());
    ERR_clear_error();
    return std::optional<std::string>();
  }
  out.resize(ciphertext.size());
  return std::optional<std::string>(std::move(out));
}

}  // namespace liandong::crypto
