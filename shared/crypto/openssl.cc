#include "shared/crypto/openssl.h"

#include <openssl/err.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace liandong::crypto {

absl::Status LibraryError(std::string_view operation) {
  ERR_clear_error();
  return absl::InternalError("cryptographic operation failed: " + std::string(operation));
}

void LibraryUnusable(const char* operation) {
  std::fprintf(stderr, "cryptographic library unusable: %s\n", operation);
  std::abort();
}

BioPtr ReadOnlyBio(std::string_view text) {
  if (text.size() > INT_MAX) return nullptr;
  // A null buffer is an error to the library even when the length is 0.
  return BioPtr(BIO_new_mem_buf(text.empty() ? "" : text.data(), static_cast<int>(text.size())));
}

int NoPassPhrase(char*, int, int, void*) { return -1; }

}  // namespace liandong::crypto
