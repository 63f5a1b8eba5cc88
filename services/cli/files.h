// Small files, read and written whole.
#ifndef SERVICES_CLI_FILES_H_
#define SERVICES_CLI_FILES_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace liandong::cli {

// NOT_FOUND when `path` is no file that can be read.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Written beside it and moved into place: whoever reads it sees the old or the new content whole.
// NOT_FOUND when it can not be written.
absl::Status ReplaceFile(const std::string& path, std::string_view content);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_FILES_H_
