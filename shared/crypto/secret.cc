#include "shared/crypto/secret.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_format.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

Secret::~Secret() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

absl::StatusOr<Secret> ReadSecretFile(const std::string& path) {
  // The mode is read from the open file, so that it is the mode of the very bytes that follow.
  // Non-blocking, or a FIFO at this path would hang the start.
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat facts;
  if (file.get() < 0 || ::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) {
    return Refuse(kSecretFileUnreadable, {{"path", path}});
  }
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Refuse(kSecretFilePermissions,
                  {{"path", path}, {"mode", absl::StrFormat("%04o", facts.st_mode & 07777)}});
  }
  // One byte more than allowed, reserved at once: growing would leave unwiped copies behind.
  std::string bytes(kSecretFileBytesMax + 1, '\0');
  size_t length = 0;
  while (length < bytes.size()) {
    const ssize_t read = ::read(file.get(), bytes.data() + length, bytes.size() - length);
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) {
      OPENSSL_cleanse(bytes.data(), bytes.size());
      return Refuse(kSecretFileUnreadable, {{"path", path}});
    }
    if (read == 0) break;
    length += static_cast<size_t>(read);
  }
  if (length > kSecretFileBytesMax) {
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return Refuse(kSecretFileTooLong,
                  {{"path", path}, {"bytes_max", std::to_string(kSecretFileBytesMax)}});
  }
  bytes.resize(length);
  return Secret(std::move(bytes));
}

}  // namespace liandong::crypto
