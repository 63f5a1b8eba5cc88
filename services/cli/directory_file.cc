#include "services/cli/directory_file.h"

#include <filesystem>

#include "absl/strings/ascii.h"
#include "nlohmann/json.hpp"
#include "shared/auth/spiffe.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

using nlohmann::json;

// What is not an object or a text stays as it is: the builder reports it.
void RenameAsInContract(json& officer) {
  if (!officer.is_object()) return;
  if (const auto organisation = officer.find("organisation"); organisation != officer.end()) {
    const json value = *organisation;
    officer.erase(organisation);
    officer["organisation_id"] = value;
  }
  const auto roles = officer.find("roles");
  if (roles == officer.end() || !roles->is_array()) return;
  for (json& role : *roles) {
    if (role.is_string()) role = absl::AsciiStrToLower(role.get<std::string>());
  }
}

std::string AsDirectoryFile(std::string_view principals) {
  json file = json::parse(principals, nullptr, /*allow_exceptions=*/false);
  if (!file.is_object()) return std::string(principals);
  if (const auto officers = file.find("officers"); officers != file.end() && officers->is_array()) {
    for (json& officer : *officers) RenameAsInContract(officer);
  }
  return file.dump(-1, ' ', false, json::error_handler_t::replace);
}

absl::Status AddKeys(const Pki& pki, common::v1::DirectorySnapshot& snapshot) {
  for (auto& officer : *snapshot.mutable_officers()) {
    ASSIGN_OR_RETURN(const crypto::PrivateKey key, pki.OfficerKey(officer.id()));
    auto* enrolled = officer.add_keys();
    enrolled->set_key_id(DevelopmentKeyId(officer.id()));
    enrolled->set_algorithm(std::string(crypto::NameOf(key.algorithm())));
    enrolled->set_public_key(key.public_key().pem());
  }
  for (std::string_view name : kServices) {
    if (!std::filesystem::exists(std::filesystem::path(pki.folder()) / "signing" /
                                 (std::string(name) + ".pem"))) {
      continue;
    }
    ASSIGN_OR_RETURN(const crypto::PrivateKey key, pki.SigningKey(name));
    auto* published = snapshot.add_signing_keys();
    published->set_service(*auth::ServiceNamed(name));
    published->set_key_id(DevelopmentKeyId(name));
    published->set_public_key(key.public_key().pem());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<common::v1::SignedDirectory> BuildDirectory(std::string_view principals,
                                                           const Pki& pki,
                                                           const auth::DirectoryIssue& issue) {
  ASSIGN_OR_RETURN(common::v1::DirectorySnapshot snapshot,
                   auth::ReadDirectoryFile(AsDirectoryFile(principals), /*key_folder=*/"", issue));
  RETURN_IF_ERROR(AddKeys(pki, snapshot));
  ASSIGN_OR_RETURN(const crypto::PrivateKey root, pki.DirectoryRootKey());
  return auth::SignDirectory(snapshot, root, kDirectoryRootKeyId);
}

}  // namespace liandong::cli
