// Bytes as text. Decoding is strict: each byte string has exactly one accepted spelling, so an
// encoded signature or token can not be respelled.
#ifndef SHARED_CRYPTO_ENCODING_H_
#define SHARED_CRYPTO_ENCODING_H_

#include <optional>
#include <string>
#include <string_view>

namespace liandong::crypto {

// Lower-case hexadecimal.
std::string HexEncode(std::string_view bytes);
// Nothing unless `text` is an even number of lower-case hexadecimal digits.
std::optional<std::string> HexDecode(std::string_view text);

// RFC 4648 section 5, without padding.
std::string Base64UrlEncode(std::string_view bytes);
// Nothing on padding, white space, foreign characters or unused bits that are not zero.
std::optional<std::string> Base64UrlDecode(std::string_view text);

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_ENCODING_H_
