#include "shared/auth/officer_token.h"

#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "shared/auth/test_directory.h"
#include "shared/crypto/hash.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

using nlohmann::json;

void SetTime(google::protobuf::Timestamp* stamp, absl::Time time) {
  stamp->set_seconds(absl::ToUnixSeconds(time));
}

class OfficerTokenTest : public testing::Test {
 protected:
  OfficerTokenExpectations Expectations() const {
    return {"funds", "housing-bureau", test_.certificate_sha256};
  }
  std::string Make(const OfficerTokenClaims& claims) const {
    return MakeOfficerToken(test_.housing_key, "hb-1-key", claims).value();
  }
  absl::StatusOr<VerifiedOfficer> Verify(std::string_view token) const {
    return Verify(token, Expectations(), test_.now);
  }
  absl::StatusOr<VerifiedOfficer> Verify(std::string_view token,
                                         const OfficerTokenExpectations& expectations,
                                         absl::Time now) const {
    auto directory =
        Directory::Open(test_.Sign(), test_.Roots(), crypto::DevelopmentKeys::kRefused, test_.now);
    return VerifyOfficerToken(token, expectations, **directory, now);
  }
  static void ExpectRefused(const absl::StatusOr<VerifiedOfficer>& result, const Reason& reason) {
    EXPECT_EQ(result.status().code(), reason.code);
    EXPECT_EQ(ReasonOf(result.status()), reason.name);
  }

  // A token of arbitrary content, rightly signed with hb-1's key.
  std::string Signed(const std::string& header, const std::string& claims) const {
    const std::string signed_part =
        crypto::Base64UrlEncode(header) + "." + crypto::Base64UrlEncode(claims);
    return signed_part + "." + crypto::Base64UrlEncode(test_.housing_key.Sign(signed_part).value());
  }
  json Header() const { return {{"alg", "EdDSA"}, {"typ", "JWT"}, {"kid", "hb-1-key"}}; }
  json Claims() const {
    return {
        {"sub", "hb-1"},
        {"agency", "housing-bureau"},
        {"aud", "funds"},
        {"iat", absl::ToUnixSeconds(test_.now)},
        {"exp", absl::ToUnixSeconds(test_.now) + 300},
        {"cnf", {{"x5t#S256", crypto::Base64UrlEncode(*crypto::HexDecode(std::string(64, 'a')))}}}};
  }

  TestDirectory test_;
};

TEST_F(OfficerTokenTest, ProvesTheOfficerAndTakesRolesFromTheDirectory) {
  test_.snapshot.mutable_officers(0)->set_trained(true);
  const VerifiedOfficer officer = Verify(Make(test_.Claims())).value();
  EXPECT_EQ(officer.officer_id, "hb-1");
  EXPECT_EQ(officer.organisation_id, "housing-bureau");
  EXPECT_EQ(officer.key_id, "hb-1-key");
  EXPECT_EQ(officer.title, "经办人");
  EXPECT_EQ(officer.roles, std::vector<std::string>{"maker"});
  EXPECT_TRUE(officer.trained);
  EXPECT_EQ(officer.valid_until, test_.now + absl::Minutes(5) + kOfficerTokenClockSkewMax);
}

TEST_F(OfficerTokenTest, TakesEs256) {
  OfficerTokenClaims claims = test_.Claims();
  claims.officer_id = "fin-1";
  claims.organisation_id = "finance";
  const std::string token = MakeOfficerToken(test_.finance_key, "fin-1-key", claims).value();
  EXPECT_EQ(
      Verify(token, {"funds", "finance", test_.certificate_sha256}, test_.now).value().officer_id,
      "fin-1");
}

TEST_F(OfficerTokenTest, TakesWhatAnyJwtLibraryWrites) {
  EXPECT_TRUE(Verify(Signed(Header().dump(), Claims().dump())).ok());
  EXPECT_TRUE(Verify(Signed(Header().dump(2), Claims().dump(2))).ok());
}

TEST_F(OfficerTokenTest, Missing) { ExpectRefused(Verify(""), kOfficerTokenMissing); }

TEST_F(OfficerTokenTest, MalformedStructure) {
  const std::string good = Make(test_.Claims());
  const size_t first = good.find('.');
  const size_t second = good.rfind('.');
  for (const std::string& token :
       {std::string("x"), std::string(".."), good.substr(0, second), good + ".", "." + good,
        good + "=", " " + good, good.substr(first), good.substr(0, first) + good.substr(second),
        good.substr(0, first) + ".bm8." + good.substr(second + 1)}) {
    ExpectRefused(Verify(token), kOfficerTokenMalformed);
  }
}

TEST_F(OfficerTokenTest, MalformedHeader) {
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, json>>{{"alg", 1},
                                                 {"alg", nullptr},
                                                 {"kid", 1},
                                                 {"kid", ""},
                                                 {"typ", "JOSE"},
                                                 {"typ", 1},
                                                 {"crit", json::array({"exp"})},
                                                 {"jwk", json::object()},
                                                 {"b64", false},
                                                 {"kid", std::string(65, 'k')}}) {
    json header = Header();
    header[name] = value;
    ExpectRefused(Verify(Signed(header.dump(), Claims().dump())), kOfficerTokenMalformed);
  }
  for (const char* name : {"alg", "typ", "kid"}) {
    json header = Header();
    header.erase(name);
    ExpectRefused(Verify(Signed(header.dump(), Claims().dump())), kOfficerTokenMalformed);
  }
  for (const char* header : {"", "[]", "null", "\"EdDSA\"", "{", "{\"alg\":\"EdDSA\"}{}", "\xff"}) {
    ExpectRefused(Verify(Signed(header, Claims().dump())), kOfficerTokenMalformed);
  }
}

TEST_F(OfficerTokenTest, MalformedClaims) {
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, json>>{{"sub", 1},
                                                 {"sub", ""},
                                                 {"sub", "HB-1"},
                                                 {"sub", std::string(41, 'a')},
                                                 {"agency", nullptr},
                                                 {"agency", "财政局"},
                                                 {"aud", json::array({"funds"})},
                                                 {"iat", "1770000000"},
                                                 {"iat", 1.5},
                                                 {"iat", -1},
                                                 {"exp", true},
                                                 {"exp", 18446744073709551615u},
                                                 {"exp", 253402300800},
                                                 {"cnf", "x"},
                                                 {"cnf", json::object()},
                                                 {"cnf", {{"x5t#S256", 1}}},
                                                 {"cnf", {{"x5t#S256", "c2hvcnQ"}}},
                                                 {"cnf", {{"x5t", "x"}}},
                                                 {"roles", json::array({"checker"})},
                                                 {"nbf", 1}}) {
    json claims = Claims();
    claims[name] = value;
    ExpectRefused(Verify(Signed(Header().dump(), claims.dump())), kOfficerTokenMalformed);
  }
  for (const char* name : {"sub", "agency", "aud", "iat", "exp", "cnf"}) {
    json claims = Claims();
    claims.erase(name);
    ExpectRefused(Verify(Signed(Header().dump(), claims.dump())), kOfficerTokenMalformed);
  }
}

TEST_F(OfficerTokenTest, ANameGivenTwiceIsMalformed) {
  const std::string header = Header().dump();
  const std::string claims = Claims().dump();
  ExpectRefused(Verify(Signed("{\"alg\":\"none\"," + header.substr(1), claims)),
                kOfficerTokenMalformed);
  ExpectRefused(Verify(Signed(header, "{\"sub\":\"fin-1\"," + claims.substr(1))),
                kOfficerTokenMalformed);
}

TEST_F(OfficerTokenTest, LengthLimit) {
  // White space is legal JSON, so a token of any length can be well-formed. Not every length of a
  // part exists in base64url; between the two parts every sum does.
  const auto padded = [&](size_t length) {
    for (size_t in_header = 0; in_header < 3; ++in_header) {
      const std::string header = Header().dump() + std::string(in_header, ' ');
      std::string claims = Claims().dump();
      while (Signed(header, claims).size() < length) claims += ' ';
      if (std::string token = Signed(header, claims); token.size() == length) return token;
    }
    return std::string();
  };
  const std::string longest = padded(kOfficerTokenBytesMax);
  ASSERT_EQ(longest.size(), kOfficerTokenBytesMax);
  EXPECT_TRUE(Verify(longest).ok());
  const std::string longer = padded(kOfficerTokenBytesMax + 1);
  ASSERT_EQ(longer.size(), kOfficerTokenBytesMax + 1);
  ExpectRefused(Verify(longer), kOfficerTokenMalformed);
}

TEST_F(OfficerTokenTest, AlgorithmNoneAndConfusionAreRefused) {
  const std::string claims = Claims().dump();
  for (const char* algorithm : {"none", "None", "NONE", "", "HS256", "ES256", "RS256", "eddsa"}) {
    json header = Header();
    header["alg"] = algorithm;
    ExpectRefused(Verify(Signed(header.dump(), claims)), kOfficerTokenSignature);
    const std::string signed_part =
        crypto::Base64UrlEncode(header.dump()) + "." + crypto::Base64UrlEncode(claims);
    ExpectRefused(Verify(signed_part + "."), kOfficerTokenSignature);
    // The public key taken for an HMAC secret.
    ExpectRefused(Verify(signed_part + "." +
                         crypto::Base64UrlEncode(crypto::HmacSha256(
                             test_.housing_key.public_key().pem(), signed_part))),
                  kOfficerTokenSignature);
  }
}

TEST_F(OfficerTokenTest, SignatureOfAnotherKey) {
  ExpectRefused(Verify(MakeOfficerToken(test_.finance_key, "hb-1-key", test_.Claims()).value()),
                kOfficerTokenSignature);
  ExpectRefused(Verify(MakeOfficerToken(test_.funds_key, "hb-1-key", test_.Claims()).value()),
                kOfficerTokenSignature);
}

TEST_F(OfficerTokenTest, EveryChangedCharacterIsRefused) {
  const std::string token = Make(test_.Claims());
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(Verify(changed).ok()) << i;
  }
}

TEST_F(OfficerTokenTest, UnknownOfficer) {
  OfficerTokenClaims claims = test_.Claims();
  claims.officer_id = "hb-2";
  ExpectRefused(Verify(Make(claims)), kOfficerUnknown);
}

TEST_F(OfficerTokenTest, UnknownKey) {
  ExpectRefused(Verify(MakeOfficerToken(test_.housing_key, "hb-9-key", test_.Claims()).value()),
                kOfficerKeyUnknown);
  // A key of somebody else is as unknown.
  ExpectRefused(Verify(MakeOfficerToken(test_.finance_key, "fin-1-key", test_.Claims()).value()),
                kOfficerKeyUnknown);
}

TEST_F(OfficerTokenTest, KeyOutsideItsValidity) {
  auto* key = test_.snapshot.mutable_officers(0)->mutable_keys(0);
  SetTime(key->mutable_valid_from(), test_.now);
  SetTime(key->mutable_valid_to(), test_.now + absl::Seconds(10));
  const std::string token = Make(test_.Claims());
  const absl::Duration second = absl::Seconds(1);
  ExpectRefused(Verify(token, Expectations(), test_.now - second), kOfficerKeyUnknown);
  EXPECT_EQ(Verify(token).value().valid_until, test_.now + absl::Seconds(10));
  ExpectRefused(Verify(token, Expectations(), test_.now + absl::Seconds(10)), kOfficerKeyUnknown);
}

TEST_F(OfficerTokenTest, RevokedOfficer) {
  SetTime(test_.snapshot.mutable_officers(0)->mutable_revoked_at(), test_.now + absl::Seconds(10));
  const std::string token = Make(test_.Claims());
  EXPECT_EQ(Verify(token).value().valid_until, test_.now + absl::Seconds(10));
  ExpectRefused(Verify(token, Expectations(), test_.now + absl::Seconds(10)), kOfficerRevoked);
}

TEST_F(OfficerTokenTest, RevokedKey) {
  SetTime(test_.snapshot.mutable_officers(0)->mutable_keys(0)->mutable_revoked_at(), test_.now);
  ExpectRefused(Verify(Make(test_.Claims())), kOfficerRevoked);
}

TEST_F(OfficerTokenTest, OfficerOfAnotherOrganisation) {
  // The finance bureau's connection with a housing officer's token, and with one that claims to be
  // the finance bureau's own.
  const OfficerTokenExpectations finance = {"funds", "finance", test_.certificate_sha256};
  ExpectRefused(Verify(Make(test_.Claims()), finance, test_.now), kOfficerForeign);
  OfficerTokenClaims claims = test_.Claims();
  claims.organisation_id = "finance";
  ExpectRefused(Verify(Make(claims), finance, test_.now), kOfficerForeign);
  ExpectRefused(Verify(Make(claims)), kOfficerForeign);
}

TEST_F(OfficerTokenTest, AnotherAudience) {
  OfficerTokenClaims claims = test_.Claims();
  claims.audience = "registry";
  ExpectRefused(Verify(Make(claims)), kOfficerTokenAudience);
}

TEST_F(OfficerTokenTest, AnotherCertificate) {
  OfficerTokenClaims claims = test_.Claims();
  claims.certificate_sha256 = std::string(64, 'b');
  ExpectRefused(Verify(Make(claims)), kOfficerTokenBinding);
  claims.certificate_sha256 = "not hexadecimal";
  const absl::Status status = MakeOfficerToken(test_.housing_key, "hb-1-key", claims).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(ReasonOf(status), "OFFICER_TOKEN_BINDING");
}

TEST_F(OfficerTokenTest, LifetimeLimit) {
  OfficerTokenClaims claims = test_.Claims();
  claims.expires_at = claims.issued_at + kOfficerTokenLifetimeMax;
  EXPECT_TRUE(Verify(Make(claims)).ok());
  claims.expires_at += absl::Seconds(1);
  ExpectRefused(Verify(Make(claims)), kOfficerTokenLifetime);
  claims.expires_at = claims.issued_at;
  ExpectRefused(Verify(Make(claims)), kOfficerTokenLifetime);
  claims.expires_at = claims.issued_at - absl::Hours(1);
  ExpectRefused(Verify(Make(claims)), kOfficerTokenLifetime);
}

TEST_F(OfficerTokenTest, ExpiryWithTheAllowanceForClocks) {
  const OfficerTokenClaims claims = test_.Claims();
  const std::string token = Make(claims);
  const absl::Duration tick = absl::Nanoseconds(1);
  const absl::Time first = claims.issued_at - kOfficerTokenClockSkewMax;
  const absl::Time end = claims.expires_at + kOfficerTokenClockSkewMax;
  ExpectRefused(Verify(token, Expectations(), first - tick), kOfficerTokenExpired);
  EXPECT_TRUE(Verify(token, Expectations(), first).ok());
  EXPECT_TRUE(Verify(token, Expectations(), end - tick).ok());
  ExpectRefused(Verify(token, Expectations(), end), kOfficerTokenExpired);
}

}  // namespace
}  // namespace liandong::auth
