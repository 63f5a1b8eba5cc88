// HTTP on 127.0.0.1 as far as tests need it.
#ifndef TESTS_SUPPORT_HTTP_GET_H_
#define TESTS_SUPPORT_HTTP_GET_H_

#include <string>

#include "absl/status/statusor.h"

namespace liandong::testing {

// The body of a 200; UNAVAILABLE without one, also when the server takes more than 10 s.
absl::StatusOr<std::string> HttpGet(int port, const std::string& path_and_query);

// Everything but letters and digits as %XX.
std::string UrlEncoded(const std::string& text);

}  // namespace liandong::testing

#endif  // TESTS_SUPPORT_HTTP_GET_H_
