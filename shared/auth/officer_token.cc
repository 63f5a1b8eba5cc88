#include "shared/auth/officer_token.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <utility>

#include "nlohmann/json.hpp"
#include "shared/auth/spiffe.h"
#include "shared/crypto/hash.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

using nlohmann::json;

constexpr const char* kThumbprint = "x5t#S256";

// Names of RFC 8037 and RFC 7518. A table of ours, never a name looked up in a library: "none" and
// the HMAC algorithms, which would take a public key for a secret, are not in it.
std::string_view JwsName(crypto::SignatureAlgorithm algorithm) {
  return algorithm == crypto::SignatureAlgorithm::kEd25519 ? "EdDSA" : "ES256";
}

std::string Text(absl::Time at) { return absl::FormatTime(at, absl::UTCTimeZone()); }

absl::Status Malformed(std::string_view problem) {
  return Refuse(kOfficerTokenMalformed, {{"problem", std::string(problem)}});
}

struct Token {
  std::string algorithm;
  std::string key_id;
  OfficerTokenClaims claims;
  std::string_view signed_part;
  std::string signature;
};

// The object in one part of the token, if it has exactly these members and, nested ones counted,
// `keys` names in all. The count finds a name given twice, of which the parser keeps the last.
std::optional<json> Part(std::string_view text, std::initializer_list<const char*> members,
                         size_t keys) {
  const std::optional<std::string> bytes = crypto::Base64UrlDecode(text);
  if (!bytes) return std::nullopt;
  size_t seen = 0;
  const auto count = [&seen](int, json::parse_event_t event, const json&) {
    if (event == json::parse_event_t::key) ++seen;
    return true;
  };
  json object = json::parse(*bytes, count, /*allow_exceptions=*/false);
  if (!object.is_object() || object.size() != members.size() || seen != keys) return std::nullopt;
  for (const char* member : members) {
    if (!object.contains(member)) return std::nullopt;
  }
  return object;
}

std::optional<absl::Time> Seconds(const json& value) {
  constexpr int64_t kLast = 253'402'300'799;  // 9999-12-31
  if (!value.is_number_integer()) return std::nullopt;
  // Above INT64_MAX the parser keeps an unsigned number, which reads back negative here.
  const int64_t seconds = value.get<int64_t>();
  if (seconds < 0 || seconds > kLast) return std::nullopt;
  return absl::FromUnixSeconds(seconds);
}

absl::StatusOr<Token> Parse(std::string_view text) {
  if (text.size() > kOfficerTokenBytesMax) return Malformed("too long");
  const size_t first = text.find('.');
  const size_t second = first == text.npos ? text.npos : text.find('.', first + 1);
  if (second == text.npos || text.find('.', second + 1) != text.npos) {
    return Malformed("not three parts");
  }
  const auto header = Part(text.substr(0, first), {"alg", "typ", "kid"}, 3);
  if (!header || !(*header)["alg"].is_string() || !(*header)["kid"].is_string() ||
      (*header)["typ"] != "JWT") {
    return Malformed("header");
  }
  const auto claims = Part(text.substr(first + 1, second - first - 1),
                           {"sub", "agency", "aud", "iat", "exp", "cnf"}, 7);
  if (!claims || !(*claims)["sub"].is_string() || !(*claims)["agency"].is_string() ||
      !(*claims)["aud"].is_string()) {
    return Malformed("claims");
  }
  const auto issued_at = Seconds((*claims)["iat"]);
  const auto expires_at = Seconds((*claims)["exp"]);
  if (!issued_at || !expires_at) return Malformed("iat or exp");
  const json& cnf = (*claims)["cnf"];
  if (!cnf.is_object() || !cnf.contains(kThumbprint) || !cnf[kThumbprint].is_string()) {
    return Malformed("cnf");
  }
  const auto digest = crypto::Base64UrlDecode(cnf[kThumbprint].get_ref<const std::string&>());
  if (!digest || digest->size() != crypto::kSha256Bytes) return Malformed("cnf");
  auto signature = crypto::Base64UrlDecode(text.substr(second + 1));
  if (!signature) return Malformed("signature");

  Token token;
  token.algorithm = (*header)["alg"].get<std::string>();
  token.key_id = (*header)["kid"].get<std::string>();
  token.claims = {(*claims)["sub"].get<std::string>(),
                  (*claims)["agency"].get<std::string>(),
                  (*claims)["aud"].get<std::string>(),
                  *issued_at,
                  *expires_at,
                  crypto::HexEncode(*digest)};
  token.signed_part = text.substr(0, second);
  token.signature = *std::move(signature);
  // Ids are repeated in refusals and logs: nothing but an id gets there.
  if (!IsId(token.claims.officer_id) || !IsId(token.claims.organisation_id)) {
    return Malformed("sub or agency");
  }
  if (token.key_id.empty() || token.key_id.size() > kDirectoryKeyIdBytesMax) {
    return Malformed("kid");
  }
  return token;
}

// What holds of a token whose signature is proven.
absl::Status Check(const Token& token, const OfficerTokenExpectations& expectations,
                   const Officer& officer, const crypto::PublishedKey& key,
                   absl::Time machine_now) {
  const OfficerTokenClaims& claims = token.claims;
  if (officer.RevokedAt(machine_now) || key.RevokedAt(machine_now)) {
    return Refuse(kOfficerRevoked, {{"officer_id", officer.id}, {"key_id", key.key_id}});
  }
  if (!key.ValidAt(machine_now)) {
    return Refuse(kOfficerKeyUnknown, {{"officer_id", officer.id}, {"key_id", key.key_id}});
  }
  if (officer.organisation_id != expectations.organisation_id ||
      claims.organisation_id != expectations.organisation_id) {
    return Refuse(kOfficerForeign,
                  {{"officer_id", officer.id}, {"organisation_id", expectations.organisation_id}});
  }
  if (claims.audience != expectations.audience) {
    return Refuse(kOfficerTokenAudience, {{"audience", expectations.audience}});
  }
  if (claims.certificate_sha256 != expectations.certificate_sha256) {
    return Refuse(kOfficerTokenBinding);
  }
  const absl::Duration lifetime = claims.expires_at - claims.issued_at;
  if (lifetime <= absl::ZeroDuration() || lifetime > kOfficerTokenLifetimeMax) {
    return Refuse(
        kOfficerTokenLifetime,
        {{"seconds_max", std::to_string(absl::ToInt64Seconds(kOfficerTokenLifetimeMax))}});
  }
  if (machine_now < claims.issued_at - kOfficerTokenClockSkewMax ||
      machine_now >= claims.expires_at + kOfficerTokenClockSkewMax) {
    return Refuse(kOfficerTokenExpired,
                  {{"issued_at", Text(claims.issued_at)}, {"expires_at", Text(claims.expires_at)}});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> MakeOfficerToken(const crypto::PrivateKey& key, std::string_view key_id,
                                             const OfficerTokenClaims& claims) {
  const std::optional<std::string> digest = crypto::HexDecode(claims.certificate_sha256);
  if (!digest) return Refuse(kOfficerTokenBinding);
  const json header = {
      {"alg", std::string(JwsName(key.algorithm()))}, {"typ", "JWT"}, {"kid", std::string(key_id)}};
  const json body = {{"sub", claims.officer_id},
                     {"agency", claims.organisation_id},
                     {"aud", claims.audience},
                     {"iat", absl::ToUnixSeconds(claims.issued_at)},
                     {"exp", absl::ToUnixSeconds(claims.expires_at)},
                     {"cnf", {{kThumbprint, crypto::Base64UrlEncode(*digest)}}}};
  const auto encode = [](const json& part) {
    // Replaces what is not UTF-8: the default would throw.
    return crypto::Base64UrlEncode(part.dump(-1, ' ', false, json::error_handler_t::replace));
  };
  const std::string signed_part = encode(header) + "." + encode(body);
  ASSIGN_OR_RETURN(const std::string signature, key.Sign(signed_part));
  return signed_part + "." + crypto::Base64UrlEncode(signature);
}

absl::StatusOr<VerifiedOfficer> VerifyOfficerToken(std::string_view text,
                                                   const OfficerTokenExpectations& expectations,
                                                   const Directory& directory,
                                                   absl::Time machine_now) {
  if (text.empty()) return Refuse(kOfficerTokenMissing);
  ASSIGN_OR_RETURN(const Token token, Parse(text));
  const std::string& officer_id = token.claims.officer_id;
  const Officer* officer = directory.FindOfficer(officer_id);
  if (officer == nullptr) return Refuse(kOfficerUnknown, {{"officer_id", officer_id}});
  const crypto::PublishedKey* key = officer->keys.Find(token.key_id);
  if (key == nullptr) {
    return Refuse(kOfficerKeyUnknown, {{"officer_id", officer_id}, {"key_id", token.key_id}});
  }
  // The key decides how it is verified; the header may only agree.
  if (token.algorithm != JwsName(key->key.algorithm()) ||
      !key->key.Verify(token.signed_part, token.signature)) {
    return Refuse(kOfficerTokenSignature, {{"key_id", key->key_id}});
  }
  RETURN_IF_ERROR(Check(token, expectations, *officer, *key, machine_now));
  return VerifiedOfficer{officer->id,
                         officer->organisation_id,
                         key->key_id,
                         officer->title,
                         officer->roles,
                         officer->trained,
                         std::min({token.claims.expires_at + kOfficerTokenClockSkewMax,
                                   officer->revoked_at, key->revoked_at, key->valid_to})};
}

}  // namespace liandong::auth
