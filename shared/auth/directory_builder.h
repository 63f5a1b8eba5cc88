// Making directories: from a readable file at installation, from a snapshot afterwards.
#ifndef SHARED_AUTH_DIRECTORY_BUILDER_H_
#define SHARED_AUTH_DIRECTORY_BUILDER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "liandong/common/v1/directory.pb.h"
#include "shared/crypto/key.h"
#include "shared/status/reason.h"

namespace liandong::auth {

// What a snapshot gets when it is issued.
struct DirectoryIssue {
  int64_t version = 0;
  absl::Time issued_at;
  absl::Time expires_at;
};

// Reads a directory file: the JSON form of DirectorySnapshot with proto field names, except that
//   * version, issued_at and expires_at come from `issue`;
//   * an organisation's dates are "2013-12-10";
//   * a key names its PEM file, relative to `key_folder`: "public_key_file", and no algorithm.
// DIRECTORY_FILE_INVALID. The content is not judged here.
absl::StatusOr<common::v1::DirectorySnapshot> ReadDirectoryFile(std::string_view json,
                                                                const std::string& key_folder,
                                                                const DirectoryIssue& issue);

// Signs a snapshot that every service will take. DIRECTORY_INVALID with every problem, so that
// nothing unusable is ever signed; KEY_INVALID unless `root` is Ed25519.
absl::StatusOr<common::v1::SignedDirectory> SignDirectory(
    const common::v1::DirectorySnapshot& snapshot, const crypto::PrivateKey& root,
    std::string_view root_key_id);

// Both steps.
absl::StatusOr<common::v1::SignedDirectory> BuildSignedDirectory(std::string_view json,
                                                                 const std::string& key_folder,
                                                                 const DirectoryIssue& issue,
                                                                 const crypto::PrivateKey& root,
                                                                 std::string_view root_key_id);

inline constexpr Reason kDirectoryFileInvalid{
    "DIRECTORY_FILE_INVALID", absl::StatusCode::kInvalidArgument,
    "the directory file has {count} problems: {problems}", "目录文件有{count}处问题，详见错误信息"};

}  // namespace liandong::auth

#endif  // SHARED_AUTH_DIRECTORY_BUILDER_H_
