// What a directory snapshot says, checked and in a form that is quick to search.
#ifndef SHARED_AUTH_DIRECTORY_CONTENT_H_
#define SHARED_AUTH_DIRECTORY_CONTENT_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "liandong/common/v1/directory.pb.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/crypto/key.h"
#include "shared/crypto/signature.h"
#include "shared/status/reason.h"

namespace liandong::auth {

// From `from` on, the duty of `duty_clause` is the successor's.
struct Succession {
  std::string duty_clause;
  std::string successor_id;
  absl::CivilDay from;
};

struct Organisation {
  std::string id;
  common::v1::Agency agency = common::v1::AGENCY_UNSPECIFIED;
  std::string name_zh;
  std::string name_en;
  std::vector<std::string> territories;
  // Exists on the days [valid_from, valid_to).
  absl::CivilDay valid_from = absl::CivilDay::min();
  absl::CivilDay valid_to = absl::CivilDay::max();
  std::vector<Succession> successions;

  bool ExistsOn(absl::CivilDay day) const { return valid_from <= day && day < valid_to; }
};

struct Officer {
  std::string id;
  std::string organisation_id;
  std::string title;
  std::vector<std::string> roles;
  crypto::SigningKeySet keys;
  absl::Time revoked_at = absl::InfiniteFuture();
  bool trained = false;

  bool RevokedAt(absl::Time at) const { return revoked_at <= at; }
};

struct DirectoryContent {
  int64_t version = 0;
  absl::Time issued_at;
  absl::Time expires_at;
  std::map<std::string, Organisation, std::less<>> organisations;
  std::map<std::string, Officer, std::less<>> officers;
  std::map<common::v1::Service, crypto::SigningKeySet> signing_keys;
  // By SHA-256 of the certificate, lower-case hexadecimal.
  std::map<std::string, absl::Time, std::less<>> revoked_certificates;
};

inline constexpr size_t kOfficerKeysMax = 8;
inline constexpr size_t kDirectoryKeyIdBytesMax = 64;
inline constexpr size_t kDirectoryTextBytesMax = 200;
// Divisions of the project area: 冷水滩区 and 永州经开区.
inline constexpr std::string_view kTerritories[] = {"431103", "431171"};

// DIRECTORY_INVALID with every problem: ids unique and well-formed, references to known
// organisations, dates and intervals in order, keys readable, of the stated algorithm and enrolled
// once over the whole directory, no officers of a bank (it acts as a machine), and, when
// `development_keys` is kRefused, no key marked for development.
absl::StatusOr<DirectoryContent> ReadSnapshot(const common::v1::DirectorySnapshot& snapshot,
                                              crypto::DevelopmentKeys development_keys);

// The Chinese text leaves the list to the metadata: a refusal must fit in trailing metadata.
inline constexpr Reason kDirectoryInvalid{"DIRECTORY_INVALID", absl::StatusCode::kInvalidArgument,
                                          "the directory has {count} problems: {problems}",
                                          "目录快照有{count}处问题，详见错误信息"};

}  // namespace liandong::auth

#endif  // SHARED_AUTH_DIRECTORY_CONTENT_H_
