#include "services/cli/commands/commands.h"

#include <iostream>

#include "services/cli/refusal_text.h"

namespace liandong::cli {

void Connection::AddOptions(CLI::App& command) {
  command.add_option("--pki", pki, "folder of certificates and keys")
      ->envname("LIANDONG_PKI")
      ->required();
  command.add_option("--peers", peers, "service=address of every service, comma-separated")
      ->envname("LIANDONG_PEERS")
      ->required();
}

ExitCode Unusable(const absl::Status& status) {
  std::cerr << "liandongctl: " << status.message() << "\n";
  return kExitUsage;
}

ExitCode Refused(const absl::Status& status) {
  std::cerr << Describe(status);
  return kExitRefused;
}

}  // namespace liandong::cli
