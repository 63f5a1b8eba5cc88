#include "services/cli/files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace liandong::cli {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::error_code error;
  std::ifstream in(path, std::ios::binary);
  if (!std::filesystem::is_regular_file(path, error) || !in.good()) {
    return absl::NotFoundError(absl::StrCat("can not read the file ", path));
  }
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

absl::Status ReplaceFile(const std::string& path, std::string_view content) {
  const std::string fresh = path + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  std::error_code error;
  if (out.good()) std::filesystem::rename(fresh, path, error);
  if (!out.good() || error) {
    return absl::NotFoundError(absl::StrCat("can not write the file ", path));
  }
  return absl::OkStatus();
}

}  // namespace liandong::cli
