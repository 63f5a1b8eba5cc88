// Key material in memory, and the files it comes from.
#ifndef SHARED_CRYPTO_SECRET_H_
#define SHARED_CRYPTO_SECRET_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "shared/status/reason.h"

namespace liandong::crypto {

// Bytes that are wiped when they are released. Has no output operator and no implicit conversion:
// a secret reaches a log only by view(), which a reader can search for.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string bytes) : bytes_(std::move(bytes)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept { bytes_.swap(other.bytes_); }
  Secret& operator=(Secret other) noexcept {
    bytes_.swap(other.bytes_);
    return *this;
  }
  ~Secret();

  std::string_view view() const { return bytes_; }
  size_t size() const { return bytes_.size(); }

 private:
  std::string bytes_;
};

inline constexpr size_t kSecretFileBytesMax = 64 * 1024;

// Reads a regular file of at most kSecretFileBytesMax bytes that only its owner may access.
// SECRET_FILE_UNREADABLE, SECRET_FILE_PERMISSIONS, SECRET_FILE_TOO_LONG.
absl::StatusOr<Secret> ReadSecretFile(const std::string& path);

inline constexpr Reason kSecretFileUnreadable{
    "SECRET_FILE_UNREADABLE", absl::StatusCode::kFailedPrecondition,
    "cannot read the regular file {path}", "无法读取普通文件{path}"};
inline constexpr Reason kSecretFilePermissions{
    "SECRET_FILE_PERMISSIONS", absl::StatusCode::kFailedPrecondition,
    "{path} has mode {mode}: only its owner may have access (chmod 600)",
    "文件{path}的权限为{mode}，只允许属主访问（chmod 600）"};
inline constexpr Reason kSecretFileTooLong{
    "SECRET_FILE_TOO_LONG", absl::StatusCode::kFailedPrecondition,
    "{path} is longer than {bytes_max} bytes", "文件{path}超过{bytes_max}字节"};

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_SECRET_H_
