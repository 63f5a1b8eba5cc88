#include "shared/auth/directory_builder.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "google/protobuf/util/json_util.h"
#include "nlohmann/json.hpp"
#include "shared/auth/directory.h"
#include "shared/auth/problems.h"
#include "shared/crypto/signature.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

using common::v1::DirectorySnapshot;
using nlohmann::json;

google::protobuf::Timestamp ProtoTime(absl::Time time) {
  google::protobuf::Timestamp proto;
  const int64_t seconds = absl::ToUnixSeconds(time);
  proto.set_seconds(seconds);
  proto.set_nanos(
      static_cast<int32_t>((time - absl::FromUnixSeconds(seconds)) / absl::Nanoseconds(1)));
  return proto;
}

// The objects in the list `parent[name]`; none when it is absent or not a list, which the
// conversion to the message reports.
std::vector<json*> Objects(json& parent, const char* name) {
  std::vector<json*> objects;
  auto list = parent.find(name);
  if (list == parent.end() || !list->is_array()) return objects;
  for (json& item : *list) {
    if (item.is_object()) objects.push_back(&item);
  }
  return objects;
}

// Turns "2013-12-10" into the JSON form of google.type.Date.
void ExpandDate(json& object, const char* name, Problems& problems) {
  auto text = object.find(name);
  if (text == object.end()) return;
  absl::CivilDay day;
  if (!text->is_string() || !absl::ParseCivilTime(text->get_ref<const std::string&>(), &day)) {
    problems.Add(name, "a date is written 2013-12-10");
    return;
  }
  *text = {{"year", day.year()}, {"month", day.month()}, {"day", day.day()}};
}

// Puts the PEM text where the name of its file was, and for an officer's key its algorithm.
void InlineKey(json& object, const std::string& folder, bool with_algorithm, Problems& problems) {
  auto name = object.find("public_key_file");
  if (name == object.end() || !name->is_string()) {
    problems.Add("public_key_file", "a key names its file");
    return;
  }
  const std::string file = name->get<std::string>();
  object.erase(name);
  std::ifstream in(std::filesystem::path(folder) / file, std::ios::binary);
  const std::string pem{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const absl::StatusOr<crypto::PublicKey> key = crypto::PublicKey::FromPem(pem);
  if (!key.ok()) {
    problems.Add(file, "holds no public key (PEM, Ed25519 or P-256)");
    return;
  }
  object["public_key"] = key->pem();
  if (with_algorithm) object["algorithm"] = std::string(crypto::NameOf(key->algorithm()));
}

}  // namespace

absl::StatusOr<DirectorySnapshot> ReadDirectoryFile(std::string_view text,
                                                    const std::string& key_folder,
                                                    const DirectoryIssue& issue) {
  Problems problems;
  json file = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!file.is_object()) {
    problems.Add("file", "not a JSON object");
    return problems.status(kDirectoryFileInvalid);
  }
  for (const char* name : {"version", "issued_at", "expires_at"}) {
    if (file.contains(name)) problems.Add(name, "is given when the directory is signed");
  }
  for (json* organisation : Objects(file, "organisations")) {
    ExpandDate(*organisation, "valid_from", problems);
    ExpandDate(*organisation, "valid_to", problems);
    for (json* step : Objects(*organisation, "successions")) ExpandDate(*step, "from", problems);
  }
  for (json* officer : Objects(file, "officers")) {
    for (json* key : Objects(*officer, "keys")) InlineKey(*key, key_folder, true, problems);
  }
  for (json* key : Objects(file, "signing_keys")) InlineKey(*key, key_folder, false, problems);
  RETURN_IF_ERROR(problems.status(kDirectoryFileInvalid));

  DirectorySnapshot snapshot;
  const auto converted = google::protobuf::util::JsonStringToMessage(file.dump(), &snapshot);
  if (!converted.ok()) {
    problems.Add("file", std::string(converted.message().data(), converted.message().size()));
    return problems.status(kDirectoryFileInvalid);
  }
  snapshot.set_version(issue.version);
  *snapshot.mutable_issued_at() = ProtoTime(issue.issued_at);
  *snapshot.mutable_expires_at() = ProtoTime(issue.expires_at);
  return snapshot;
}

absl::StatusOr<common::v1::SignedDirectory> SignDirectory(const DirectorySnapshot& snapshot,
                                                          const crypto::PrivateKey& root,
                                                          std::string_view root_key_id) {
  if (root.algorithm() != crypto::SignatureAlgorithm::kEd25519) {
    return Refuse(crypto::kKeyInvalid, {{"kind", "Ed25519 directory root"}});
  }
  // Whether development keys are acceptable is each service's own decision.
  RETURN_IF_ERROR(ReadSnapshot(snapshot, crypto::DevelopmentKeys::kAccepted).status());
  std::string payload = snapshot.SerializeAsString();
  if (payload.size() > kDirectoryBytesMax) {
    Problems problems;
    problems.Add("payload", "longer than " + std::to_string(kDirectoryBytesMax) + " bytes");
    return problems.status(kDirectoryInvalid);
  }
  ASSIGN_OR_RETURN(const crypto::SignedEnvelope envelope,
                   crypto::SignEnvelope(root, root_key_id, kDirectoryDomain, std::move(payload)));
  common::v1::SignedDirectory directory;
  directory.set_payload(envelope.payload);
  directory.set_key_id(envelope.key_id);
  directory.set_signature(envelope.signature);
  return directory;
}

absl::StatusOr<common::v1::SignedDirectory> BuildSignedDirectory(std::string_view text,
                                                                 const std::string& key_folder,
                                                                 const DirectoryIssue& issue,
                                                                 const crypto::PrivateKey& root,
                                                                 std::string_view root_key_id) {
  ASSIGN_OR_RETURN(const DirectorySnapshot snapshot, ReadDirectoryFile(text, key_folder, issue));
  return SignDirectory(snapshot, root, root_key_id);
}

}  // namespace liandong::auth
