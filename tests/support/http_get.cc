#include "tests/support/http_get.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace liandong::testing {
namespace {

constexpr timeval kHttpTimeMax{10, 0};

class Socket {
 public:
  Socket() : handle_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    setsockopt(handle_, SOL_SOCKET, SO_RCVTIMEO, &kHttpTimeMax, sizeof(kHttpTimeMax));
    setsockopt(handle_, SOL_SOCKET, SO_SNDTIMEO, &kHttpTimeMax, sizeof(kHttpTimeMax));
  }
  ~Socket() { close(handle_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int handle() const { return handle_; }

 private:
  const int handle_;
};

}  // namespace

absl::StatusOr<std::string> HttpGet(int port, const std::string& path_and_query) {
  const Socket connection;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  if (connect(connection.handle(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    return absl::UnavailableError(absl::StrCat("nobody listens on ", port));
  }
  // 1.0: the server sends the body in one piece and closes.
  const std::string request =
      absl::StrCat("GET ", path_and_query, " HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
  if (send(connection.handle(), request.data(), request.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(request.size())) {
    return absl::UnavailableError("not sent");
  }
  std::string answer;
  char buffer[65536];
  ssize_t length;
  while ((length = recv(connection.handle(), buffer, sizeof(buffer), 0)) > 0) {
    answer.append(buffer, static_cast<size_t>(length));
  }
  const size_t end = answer.find("\r\n\r\n");
  if (length < 0 || end == std::string::npos) return absl::UnavailableError("no whole answer");
  const std::string status = answer.substr(0, answer.find("\r\n"));
  if (!absl::StrContains(status, " 200")) {
    return absl::UnavailableError(absl::StrCat(status, ": ", answer.substr(end + 4)));
  }
  return answer.substr(end + 4);
}

std::string UrlEncoded(const std::string& text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte)) {
      encoded += c;
    } else {
      absl::StrAppendFormat(&encoded, "%%%02X", byte);
    }
  }
  return encoded;
}

}  // namespace liandong::testing
