// liandongctl directory: the signed directory that services start with and are given while they
// run.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/cli/commands/commands.h"
#include "services/cli/directory_file.h"
#include "services/cli/files.h"
#include "services/cli/refusal_text.h"
#include "shared/crypto/uuid.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

// What both ways of making a directory ask for.
struct Issue {
  std::string out;
  int64_t version = 0;
  int valid_days = 90;

  void AddOptions(CLI::App& command) {
    command.add_option("--out", out, "file to write")->required();
    command
        .add_option("--version", version,
                    "must rise with every directory (default: seconds since 1970)")
        ->check(CLI::PositiveNumber);
    command.add_option("--valid-days", valid_days, "until it expires")
        ->capture_default_str()
        ->check(CLI::Range(1, 3650));
  }
};

// Lets `make` sign a directory and writes it.
ExitCode Write(const Issue& issue, const std::function<absl::StatusOr<common::v1::SignedDirectory>(
                                       const auth::DirectoryIssue&)>& make) {
  const absl::Time now = absl::Now();
  const auto directory =
      make({.version = issue.version != 0 ? issue.version : absl::ToUnixSeconds(now),
            .issued_at = now,
            .expires_at = now + issue.valid_days * absl::Hours(24)});
  if (!directory.ok()) return Unusable(directory.status());
  common::v1::DirectorySnapshot snapshot;
  if (!snapshot.ParseFromString(directory->payload())) {
    return Unusable(absl::InternalError("the signed directory does not parse"));
  }
  const absl::Status written = ReplaceFile(issue.out, directory->SerializeAsString());
  if (!written.ok()) return Unusable(written);
  std::cout << "directory version " << snapshot.version() << ": " << snapshot.organisations_size()
            << " organisations, " << snapshot.officers_size() << " officers, "
            << snapshot.signing_keys_size() << " signing keys, signed by " << directory->key_id()
            << "\n";
  return kExitOk;
}

absl::Status InstallDirectory(Client& client, const Principal& principal,
                              const std::string& service,
                              const common::v1::SignedDirectory& directory) {
  ASSIGN_OR_RETURN(const Endpoint endpoint,
                   FindUnary(service + ".OperationsService.InstallDirectory"));
  common::v1::InstallDirectoryRequest request;
  *request.mutable_directory() = directory;
  request.set_request_id(crypto::UuidV4(crypto::SecureRandom()));
  common::v1::InstallDirectoryResponse response;
  return client.Call(endpoint, principal, request, response);
}

void AddBuild(CLI::App& directory, int& exit_code) {
  struct Options {
    std::string principals;
    std::string pki;
    Issue issue;
  };
  CLI::App* build = directory.add_subcommand(
      "build",
      "development: sign a directory of the principals in a file and the keys in a folder");
  const auto options = std::make_shared<Options>();
  build->add_option("--principals", options->principals, "organisations and officers, JSON")
      ->required();
  build->add_option("--pki", options->pki, "folder of certificates and keys")
      ->envname("LIANDONG_PKI")
      ->required();
  options->issue.AddOptions(*build);
  build->callback([options, &exit_code] {
    exit_code = Write(
        options->issue,
        [&](const auth::DirectoryIssue& issue) -> absl::StatusOr<common::v1::SignedDirectory> {
          ASSIGN_OR_RETURN(const std::string principals, ReadFile(options->principals));
          return BuildDirectory(principals, Pki(options->pki), issue);
        });
  });
}

void AddSign(CLI::App& directory, int& exit_code) {
  struct Options {
    std::string file;
    std::string root_key;
    std::string root_key_id;
    Issue issue;
  };
  CLI::App* sign = directory.add_subcommand(
      "sign", "sign the directory written in a file, which names everybody's public key");
  const auto options = std::make_shared<Options>();
  sign->add_option("--file", options->file,
                   "the directory, JSON; the key files it names lie beside it")
      ->required();
  sign->add_option("--root-key", options->root_key, "PEM file of the private directory key")
      ->required();
  sign->add_option("--root-key-id", options->root_key_id, "id of that key")->required();
  options->issue.AddOptions(*sign);
  sign->callback([options, &exit_code] {
    exit_code = Write(
        options->issue,
        [&](const auth::DirectoryIssue& issue) -> absl::StatusOr<common::v1::SignedDirectory> {
          ASSIGN_OR_RETURN(const std::string json, ReadFile(options->file));
          ASSIGN_OR_RETURN(const crypto::PrivateKey root,
                           crypto::PrivateKey::FromFile(options->root_key));
          return auth::BuildSignedDirectory(
              json, std::filesystem::path(options->file).parent_path().string(), issue, root,
              options->root_key_id);
        });
  });
}

void AddInstall(CLI::App& directory, int& exit_code) {
  struct Options {
    Connection connection;
    std::string file;
    std::string as = "operator";
  };
  CLI::App* install =
      directory.add_subcommand("install", "put a signed directory in force at every service");
  const auto options = std::make_shared<Options>();
  options->connection.AddOptions(*install);
  install->add_option("--file", options->file, "the signed directory")->required();
  install->add_option("--as", options->as, "who installs: the operator")->capture_default_str();
  install->callback([options, &exit_code] {
    const auto principal = ParsePrincipal(options->as);
    if (!principal.ok()) return void(exit_code = Unusable(principal.status()));
    const auto targets = options->connection.targets();
    if (!targets.ok()) return void(exit_code = Unusable(targets.status()));
    const auto bytes = ReadFile(options->file);
    if (!bytes.ok()) return void(exit_code = Unusable(bytes.status()));
    common::v1::SignedDirectory signed_directory;
    if (!signed_directory.ParseFromString(*bytes)) {
      return void(exit_code = Unusable(absl::InvalidArgumentError(
                      absl::StrCat(options->file, " is no signed directory"))));
    }
    const Pki pki(options->connection.pki);
    if (const auto tls = pki.AgencyTls(principal->organisation); !tls.ok()) {
      return void(exit_code = Unusable(tls.status()));
    }
    Client client(pki, *targets);
    exit_code = kExitOk;
    // Every one is told, whatever another says: a directory that revokes must not wait.
    for (const auto& [service, address] : *targets) {
      const absl::Status installed =
          InstallDirectory(client, *principal, service, signed_directory);
      std::cout << service << ": "
                << (installed.ok() ? "installed\n" : "not installed: " + Describe(installed));
      if (!installed.ok()) exit_code = kExitRefused;
    }
  });
}

}  // namespace

void AddDirectoryCommand(CLI::App& app, int& exit_code) {
  CLI::App* directory = app.add_subcommand("directory", "the directory of who exists");
  directory->require_subcommand(1);
  AddBuild(*directory, exit_code);
  AddSign(*directory, exit_code);
  AddInstall(*directory, exit_code);
}

}  // namespace liandong::cli
