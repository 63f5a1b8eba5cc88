// The directory of a fresh installation: who exists comes from a file of principals, their keys
// from the folder of keys.
#ifndef SERVICES_CLI_DIRECTORY_FILE_H_
#define SERVICES_CLI_DIRECTORY_FILE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "liandong/common/v1/directory.pb.h"
#include "services/cli/contracts.h"
#include "services/cli/credentials.h"
#include "shared/auth/directory_builder.h"

namespace liandong::cli {

// `principals` is a directory file (auth::ReadDirectoryFile) without keys, in which an officer
// names its "organisation" and roles stand in capitals. Every officer gets the key
// officers/ID.pem, every service the key signing/NAME.pem where there is one; the root key signs.
// Errors of the directory builder and of reading keys.
absl::StatusOr<common::v1::SignedDirectory> BuildDirectory(std::string_view principals,
                                                           const Pki& pki,
                                                           const auth::DirectoryIssue& issue);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_DIRECTORY_FILE_H_
