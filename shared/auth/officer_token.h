// The officer's token: which person stands behind a write.
//
// A JWT (compact JWS), signed by the officer's enrolled key:
//
//   header  {"alg": "EdDSA" | "ES256", "typ": "JWT", "kid": <key id>}
//   claims  {"sub": <officer id>, "agency": <organisation id>, "aud": <service name>,
//            "iat": <seconds>, "exp": <seconds>,
//            "cnf": {"x5t#S256": <base64url SHA-256 of the client certificate's DER form>}}
//
// Exactly these members: nothing a token says is ever ignored. What the officer may do is not in
// the token; it comes from the directory.
#ifndef SHARED_AUTH_OFFICER_TOKEN_H_
#define SHARED_AUTH_OFFICER_TOKEN_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "shared/auth/directory.h"
#include "shared/crypto/key.h"
#include "shared/status/reason.h"

namespace liandong::auth {

inline constexpr size_t kOfficerTokenBytesMax = 2048;
inline constexpr absl::Duration kOfficerTokenLifetimeMax = absl::Minutes(10);
// How far the officer's and this machine's clocks may differ.
inline constexpr absl::Duration kOfficerTokenClockSkewMax = absl::Seconds(60);

struct OfficerTokenClaims {
  std::string officer_id;
  std::string organisation_id;
  // Name of the service that is called, e.g. "funds".
  std::string audience;
  // Whole seconds; fractions are cut.
  absl::Time issued_at;
  absl::Time expires_at;
  // Of the client certificate's DER form, lower-case hexadecimal.
  std::string certificate_sha256;
};

// What clients and tests send. Checks nothing but `certificate_sha256`, which must be hexadecimal
// (OFFICER_TOKEN_BINDING).
absl::StatusOr<std::string> MakeOfficerToken(const crypto::PrivateKey& key, std::string_view key_id,
                                             const OfficerTokenClaims& claims);

// What the verifier knows from elsewhere: its own name and the connection.
struct OfficerTokenExpectations {
  std::string audience;
  std::string organisation_id;
  std::string certificate_sha256;
};

struct VerifiedOfficer {
  std::string officer_id;
  std::string organisation_id;
  std::string key_id;
  std::string title;
  std::vector<std::string> roles;
  bool trained = false;
  // Under the same directory, the token verifies before this instant and not from it on.
  absl::Time valid_until;
};

// Refuses, in this order:
//   OFFICER_TOKEN_MISSING, OFFICER_TOKEN_MALFORMED
//   OFFICER_UNKNOWN, OFFICER_KEY_UNKNOWN    not in the directory
//   OFFICER_TOKEN_SIGNATURE                 header naming another algorithm than the key's included
// and once the signature is proven:
//   OFFICER_REVOKED                         the officer or the key
//   OFFICER_KEY_UNKNOWN                     the key is not valid now
//   OFFICER_FOREIGN                         officer or token of another organisation
//   OFFICER_TOKEN_AUDIENCE, OFFICER_TOKEN_BINDING, OFFICER_TOKEN_LIFETIME, OFFICER_TOKEN_EXPIRED
absl::StatusOr<VerifiedOfficer> VerifyOfficerToken(std::string_view token,
                                                   const OfficerTokenExpectations& expectations,
                                                   const Directory& directory,
                                                   absl::Time machine_now);

inline constexpr Reason kOfficerTokenMissing{
    "OFFICER_TOKEN_MISSING", absl::StatusCode::kUnauthenticated,
    "the call needs an officer's token", "请求须附经办人令牌"};
inline constexpr Reason kOfficerTokenMalformed{
    "OFFICER_TOKEN_MALFORMED", absl::StatusCode::kUnauthenticated,
    "the officer's token is malformed: {problem}", "经办人令牌格式错误：{problem}"};
inline constexpr Reason kOfficerTokenExpired{
    "OFFICER_TOKEN_EXPIRED", absl::StatusCode::kUnauthenticated,
    "the officer's token is valid from {issued_at} to {expires_at}, which is not now",
    "经办人令牌的有效期为{issued_at}至{expires_at}，当前不在有效期内"};
inline constexpr Reason kOfficerTokenLifetime{
    "OFFICER_TOKEN_LIFETIME", absl::StatusCode::kUnauthenticated,
    "the officer's token must live more than 0 and at most {seconds_max} seconds",
    "经办人令牌的有效时长须大于0且不超过{seconds_max}秒"};
inline constexpr Reason kOfficerTokenAudience{
    "OFFICER_TOKEN_AUDIENCE", absl::StatusCode::kUnauthenticated,
    "the officer's token is for another service than {audience}",
    "经办人令牌不是签发给{audience}服务的"};
inline constexpr Reason kOfficerTokenBinding{
    "OFFICER_TOKEN_BINDING", absl::StatusCode::kUnauthenticated,
    "the officer's token is bound to another client certificate",
    "经办人令牌绑定的是另一客户端证书"};
inline constexpr Reason kOfficerTokenSignature{
    "OFFICER_TOKEN_SIGNATURE", absl::StatusCode::kUnauthenticated,
    "the officer's token is not signed by the key {key_id}", "经办人令牌的签名与密钥{key_id}不符"};
inline constexpr Reason kOfficerForeign{
    "OFFICER_FOREIGN", absl::StatusCode::kPermissionDenied,
    "the officer {officer_id} does not belong to the calling organisation {organisation_id}",
    "经办人{officer_id}不属于调用单位{organisation_id}"};
inline constexpr Reason kOfficerRevoked{
    "OFFICER_REVOKED", absl::StatusCode::kPermissionDenied,
    "the officer {officer_id} or the key {key_id} has been revoked",
    "经办人{officer_id}或其密钥{key_id}已被吊销"};
inline constexpr Reason kOfficerUnknown{"OFFICER_UNKNOWN", absl::StatusCode::kUnauthenticated,
                                        "no officer {officer_id} is in the directory",
                                        "目录中没有经办人{officer_id}"};
inline constexpr Reason kOfficerKeyUnknown{
    "OFFICER_KEY_UNKNOWN", absl::StatusCode::kUnauthenticated,
    "the key {key_id} is not enrolled for the officer {officer_id}, or not valid now",
    "密钥{key_id}未为经办人{officer_id}登记，或当前不在有效期内"};

}  // namespace liandong::auth

#endif  // SHARED_AUTH_OFFICER_TOKEN_H_
