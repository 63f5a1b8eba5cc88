// liandongctl directory build: the signed directory that services start with.
#include <cstdint>
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/cli/commands/commands.h"
#include "services/cli/directory_file.h"
#include "services/cli/files.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

struct Options {
  std::string principals;
  std::string pki;
  std::string out;
  int64_t version = 0;
  int valid_days = 90;
};

absl::Status Build(const Options& options) {
  ASSIGN_OR_RETURN(const std::string principals, ReadFile(options.principals));
  const absl::Time now = absl::Now();
  ASSIGN_OR_RETURN(
      const common::v1::SignedDirectory directory,
      BuildDirectory(principals, Pki(options.pki),
                     {.version = options.version != 0 ? options.version : absl::ToUnixSeconds(now),
                      .issued_at = now,
                      .expires_at = now + options.valid_days * absl::Hours(24)}));
  RETURN_IF_ERROR(ReplaceFile(options.out, directory.SerializeAsString()));
  common::v1::DirectorySnapshot snapshot;
  if (!snapshot.ParseFromString(directory.payload())) {
    return absl::InternalError("the signed directory does not parse");
  }
  std::cout << "directory version " << snapshot.version() << ": " << snapshot.organisations_size()
            << " organisations, " << snapshot.officers_size() << " officers, "
            << snapshot.signing_keys_size() << " signing keys, signed by " << directory.key_id()
            << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddDirectoryCommand(CLI::App& app, int& exit_code) {
  CLI::App* directory = app.add_subcommand("directory", "the directory of who exists");
  directory->require_subcommand(1);
  CLI::App* build = directory->add_subcommand(
      "build", "sign a directory of the principals in a file and the keys in a folder");
  const auto options = std::make_shared<Options>();
  build->add_option("--principals", options->principals, "organisations and officers, JSON")
      ->required();
  build->add_option("--pki", options->pki, "folder of certificates and keys")
      ->envname("LIANDONG_PKI")
      ->required();
  build->add_option("--out", options->out, "file to write")->required();
  build
      ->add_option("--version", options->version,
                   "must rise with every directory (default: seconds since 1970)")
      ->check(CLI::PositiveNumber);
  build->add_option("--valid-days", options->valid_days, "until it expires")
      ->capture_default_str()
      ->check(CLI::Range(1, 3650));
  build->callback([options, &exit_code] {
    const absl::Status built = Build(*options);
    exit_code = built.ok() ? kExitOk : Unusable(built);
  });
}

}  // namespace liandong::cli
