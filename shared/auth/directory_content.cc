#include "shared/auth/directory_content.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "shared/auth/problems.h"
#include "shared/auth/spiffe.h"
#include "shared/crypto/encoding.h"
#include "shared/status/macros.h"

namespace liandong::auth {
namespace {

using common::v1::DirectorySnapshot;

std::string Entry(std::string_view list, std::string_view id) {
  // An id is quoted only as far as an id can be long: it comes from outside.
  return std::string(list).append("[").append(id.substr(0, kIdBytesMax)).append("]");
}

std::optional<absl::Time> TimeOf(const google::protobuf::Timestamp& stamp) {
  constexpr int64_t kFirst = -62'135'596'800;  // 0001-01-01
  constexpr int64_t kLast = 253'402'300'799;   // 9999-12-31
  if (stamp.seconds() < kFirst || stamp.seconds() > kLast || stamp.nanos() < 0 ||
      stamp.nanos() > 999'999'999) {
    return std::nullopt;
  }
  return absl::FromUnixSeconds(stamp.seconds()) + absl::Nanoseconds(stamp.nanos());
}

std::optional<absl::CivilDay> DayOf(const google::type::Date& date) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  // A date that does not exist comes back as another one.
  if (date.year() < 1 || date.year() > 9999 || day.year() != date.year() ||
      day.month() != date.month() || day.day() != date.day()) {
    return std::nullopt;
  }
  return day;
}

bool IsRole(std::string_view role) {
  return !role.empty() && role.size() <= kIdBytesMax && role[0] >= 'a' && role[0] <= 'z' &&
         role.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == role.npos;
}

// Reads one snapshot; everything wrong goes to problems_ and reading continues.
class Reader {
 public:
  Reader(const DirectorySnapshot& snapshot, crypto::DevelopmentKeys development_keys)
      : snapshot_(snapshot), development_keys_(development_keys) {}

  absl::StatusOr<DirectoryContent> Read() {
    ReadHead();
    for (const auto& organisation : snapshot_.organisations()) ReadOrganisation(organisation);
    CheckSuccessions();
    for (const auto& officer : snapshot_.officers()) ReadOfficer(officer);
    for (const auto& key : snapshot_.signing_keys()) ReadSigningKey(key);
    for (const auto& certificate : snapshot_.revoked_certificates()) ReadRevoked(certificate);
    RETURN_IF_ERROR(problems_.status(kDirectoryInvalid));
    return std::move(content_);
  }

 private:
  void ReadHead() {
    content_.version = snapshot_.version();
    if (content_.version < 1) problems_.Add("version", "must be at least 1");
    const auto issued_at = TimeOf(snapshot_.issued_at());
    const auto expires_at = TimeOf(snapshot_.expires_at());
    const bool has_issued_at = snapshot_.has_issued_at() && issued_at;
    const bool has_expires_at = snapshot_.has_expires_at() && expires_at;
    if (!has_issued_at) problems_.Add("issued_at", "missing or invalid");
    if (!has_expires_at) problems_.Add("expires_at", "missing or invalid");
    if (!has_issued_at || !has_expires_at) return;
    content_.issued_at = *issued_at;
    content_.expires_at = *expires_at;
    if (*issued_at >= *expires_at) problems_.Add("expires_at", "must be after issued_at");
  }

  void ReadOrganisation(const common::v1::Organisation& proto) {
    const std::string where = Entry("organisations", proto.id());
    Organisation organisation;
    organisation.id = proto.id();
    organisation.agency = proto.agency();
    organisation.name_zh = Text(where, "name_zh", proto.name_zh());
    organisation.name_en = Text(where, "name_en", proto.name_en());
    organisation.territories.assign(proto.territories().begin(), proto.territories().end());
    if (!IsId(proto.id())) problems_.Add(where, "the id is not [a-z0-9-]{1,40}");
    if (!common::v1::Agency_IsValid(proto.agency()) ||
        proto.agency() == common::v1::AGENCY_UNSPECIFIED) {
      problems_.Add(where, "unknown agency");
    }
    std::set<std::string> territories;
    for (const std::string& territory : proto.territories()) {
      if (std::find(std::begin(kTerritories), std::end(kTerritories), territory) ==
          std::end(kTerritories)) {
        problems_.Add(where, "unknown territory");
      } else if (!territories.insert(territory).second) {
        problems_.Add(where, "the same territory twice");
      }
    }
    if (proto.has_valid_from()) organisation.valid_from = Day(where, proto.valid_from());
    if (proto.has_valid_to()) organisation.valid_to = Day(where, proto.valid_to());
    if (organisation.valid_from >= organisation.valid_to) {
      problems_.Add(where, "valid_to must be after valid_from");
    }
    std::set<std::pair<std::string, absl::CivilDay>> steps;
    for (const auto& step : proto.successions()) {
      const absl::CivilDay from = Day(where, step.from());
      Text(where, "duty_clause", step.duty_clause());
      if (!steps.emplace(step.duty_clause(), from).second) {
        problems_.Add(where, "two successions of one duty on one day");
      }
      organisation.successions.push_back({step.duty_clause(), step.successor_id(), from});
    }
    if (!content_.organisations.try_emplace(proto.id(), std::move(organisation)).second) {
      problems_.Add(where, "the id is taken");
    }
  }

  // Once all are read: successors are known, and passing a duty on comes to an end.
  void CheckSuccessions() {
    for (const auto& [id, organisation] : content_.organisations) {
      for (const Succession& step : organisation.successions) {
        const std::string where = Entry("organisations", id);
        if (!content_.organisations.contains(step.successor_id)) {
          problems_.Add(where, "unknown successor");
        } else if (Returns(id, step)) {
          problems_.Add(where, "the duty comes back to it");
        }
      }
    }
  }

  // Whether the duty that `step` passes on can come back to `origin`, on whatever days.
  bool Returns(std::string_view origin, const Succession& step) const {
    std::set<std::string_view> seen;
    std::vector<std::string_view> open = {step.successor_id};
    while (!open.empty()) {
      const std::string_view id = open.back();
      open.pop_back();
      if (id == origin) return true;
      auto found = content_.organisations.find(id);
      if (found == content_.organisations.end() || !seen.insert(id).second) continue;
      for (const Succession& next : found->second.successions) {
        if (next.duty_clause == step.duty_clause) open.push_back(next.successor_id);
      }
    }
    return false;
  }

  void ReadOfficer(const common::v1::Officer& proto) {
    const std::string where = Entry("officers", proto.id());
    Officer officer;
    officer.id = proto.id();
    officer.organisation_id = proto.organisation_id();
    officer.title = Text(where, "title", proto.title());
    officer.roles.assign(proto.roles().begin(), proto.roles().end());
    officer.trained = proto.trained();
    if (proto.has_revoked_at()) officer.revoked_at = Time(where, proto.revoked_at());
    if (!IsId(proto.id())) problems_.Add(where, "the id is not [a-z0-9-]{1,40}");
    auto organisation = content_.organisations.find(proto.organisation_id());
    if (organisation == content_.organisations.end()) {
      problems_.Add(where, "unknown organisation");
    } else if (organisation->second.agency == common::v1::AGENCY_BANK) {
      problems_.Add(where, "a bank acts as a machine and has no officers");
    }
    std::set<std::string> roles;
    for (const std::string& role : proto.roles()) {
      if (!IsRole(role)) problems_.Add(where, "a role is not [a-z][a-z0-9_]{0,39}");
      if (!roles.insert(role).second) problems_.Add(where, "the same role twice");
    }
    if (static_cast<size_t>(proto.keys_size()) > kOfficerKeysMax) {
      problems_.Add(where, "more than " + std::to_string(kOfficerKeysMax) + " keys");
    }
    for (const auto& key : proto.keys()) {
      const auto algorithm = crypto::AlgorithmNamed(key.algorithm());
      if (!algorithm) problems_.Add(where, "unknown algorithm of a key");
      ReadKey(where, key, algorithm, officer_key_ids_, officer.keys);
    }
    if (!content_.officers.try_emplace(proto.id(), std::move(officer)).second) {
      problems_.Add(where, "the id is taken");
    }
  }

  void ReadSigningKey(const common::v1::SigningKey& proto) {
    const std::string where = Entry("signing_keys", proto.key_id());
    if (!common::v1::Service_IsValid(proto.service()) ||
        proto.service() == common::v1::SERVICE_UNSPECIFIED) {
      problems_.Add(where, "unknown service");
    }
    ReadKey(where, proto, crypto::SignatureAlgorithm::kEd25519, signing_key_ids_,
            content_.signing_keys[proto.service()]);
  }

  void ReadRevoked(const common::v1::RevokedCertificate& proto) {
    const std::string where = Entry("revoked_certificates", proto.sha256());
    const std::optional<std::string> digest = crypto::HexDecode(proto.sha256());
    if (!digest || digest->size() != 32) problems_.Add(where, "not a lower-case SHA-256");
    if (!proto.has_revoked_at()) problems_.Add(where, "revoked_at is missing");
    Text(where, "reason", proto.reason());
    const absl::Time revoked_at = Time(where, proto.revoked_at());
    if (!content_.revoked_certificates.emplace(proto.sha256(), revoked_at).second) {
      problems_.Add(where, "listed twice");
    }
  }

  // Adds a key of either message type to `keys`; its id must be new in `key_ids`, the key itself
  // new in the whole directory: a shared key would make two persons one.
  template <class KeyProto>
  void ReadKey(const std::string& where, const KeyProto& proto,
               std::optional<crypto::SignatureAlgorithm> algorithm, std::set<std::string>& key_ids,
               crypto::SigningKeySet& keys) {
    const std::string& id = proto.key_id();
    if (id.empty() || id.size() > kDirectoryKeyIdBytesMax) {
      problems_.Add(where, "a key id is 1 to 64 bytes");
    }
    if (!key_ids.insert(id).second) problems_.Add(where, "a key id is taken");
    if (development_keys_ == crypto::DevelopmentKeys::kRefused && crypto::IsDevelopmentKey(id)) {
      problems_.Add(where, "a key for development");
    }
    absl::Time valid_from = absl::InfinitePast();
    absl::Time valid_to = absl::InfiniteFuture();
    absl::Time revoked_at = absl::InfiniteFuture();
    if (proto.has_valid_from()) valid_from = Time(where, proto.valid_from());
    if (proto.has_valid_to()) valid_to = Time(where, proto.valid_to());
    if (proto.has_revoked_at()) revoked_at = Time(where, proto.revoked_at());
    if (valid_from >= valid_to) problems_.Add(where, "valid_to must be after valid_from");
    absl::StatusOr<crypto::PublicKey> key = crypto::PublicKey::FromPem(proto.public_key());
    if (!key.ok()) {
      problems_.Add(where, "an unreadable public key");
      return;
    }
    if (algorithm && key->algorithm() != *algorithm) {
      problems_.Add(where, "a public key of another algorithm");
    }
    if (!public_keys_.insert(key->pem()).second) problems_.Add(where, "a key is enrolled twice");
    keys.Add({id, *std::move(key), valid_from, valid_to, revoked_at});
  }

  const std::string& Text(const std::string& where, std::string_view name,
                          const std::string& text) {
    if (text.empty() || text.size() > kDirectoryTextBytesMax) {
      problems_.Add(where, std::string(name).append(" is 1 to ") +
                               std::to_string(kDirectoryTextBytesMax) + " bytes");
    }
    return text;
  }

  absl::Time Time(const std::string& where, const google::protobuf::Timestamp& stamp) {
    const std::optional<absl::Time> time = TimeOf(stamp);
    if (!time) problems_.Add(where, "a time that does not exist");
    return time.value_or(absl::Time());
  }

  absl::CivilDay Day(const std::string& where, const google::type::Date& date) {
    const std::optional<absl::CivilDay> day = DayOf(date);
    if (!day) problems_.Add(where, "a date that does not exist");
    return day.value_or(absl::CivilDay());
  }

  const DirectorySnapshot& snapshot_;
  const crypto::DevelopmentKeys development_keys_;
  Problems problems_;
  DirectoryContent content_;
  std::set<std::string> officer_key_ids_;
  std::set<std::string> signing_key_ids_;
  std::set<std::string> public_keys_;
};

}  // namespace

absl::StatusOr<DirectoryContent> ReadSnapshot(const DirectorySnapshot& snapshot,
                                              crypto::DevelopmentKeys development_keys) {
  return Reader(snapshot, development_keys).Read();
}

}  // namespace liandong::auth
