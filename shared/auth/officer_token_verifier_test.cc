#include "shared/auth/officer_token_verifier.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "gtest/gtest.h"
#include "shared/auth/test_directory.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

void SetTime(google::protobuf::Timestamp* stamp, absl::Time time) {
  stamp->set_seconds(absl::ToUnixSeconds(time));
}

class OfficerTokenVerifierTest : public testing::Test {
 protected:
  void Install() { ASSERT_EQ(holder_.Install(test_.Sign(), test_.now), absl::OkStatus()); }
  // As a newer version.
  void Reinstall() {
    test_.snapshot.set_version(test_.snapshot.version() + 1);
    Install();
  }
  absl::StatusOr<VerifiedOfficer> Call(OfficerTokenVerifier& verifier,
                                       const std::string& token) const {
    return verifier.Verify(token, "housing-bureau", test_.certificate_sha256, test_.now);
  }
  // Distinct valid tokens.
  std::string Numbered(int i) const {
    OfficerTokenClaims claims = test_.Claims();
    claims.expires_at += absl::Seconds(i);
    return Make(claims);
  }

  std::string Make(const OfficerTokenClaims& claims) const {
    return MakeOfficerToken(test_.housing_key, "hb-1-key", claims).value();
  }
  static void ExpectRefused(const absl::StatusOr<VerifiedOfficer>& result, const Reason& reason) {
    EXPECT_EQ(result.status().code(), reason.code);
    EXPECT_EQ(ReasonOf(result.status()), reason.name);
  }

  TestDirectory test_;
  DirectoryHolder holder_{test_.Roots(), crypto::DevelopmentKeys::kRefused, absl::Hours(24)};
};

TEST_F(OfficerTokenVerifierTest, NeedsADirectory) {
  OfficerTokenVerifier verifier(holder_, "funds");
  ExpectRefused(Call(verifier, Make(test_.Claims())), kDirectoryMissing);
}

TEST_F(OfficerTokenVerifierTest, VerifiesOnceAndAnswersAlike) {
  Install();
  OfficerTokenVerifier verifier(holder_, "funds");
  const std::string token = Make(test_.Claims());
  const VerifiedOfficer first = Call(verifier, token).value();
  const VerifiedOfficer second = Call(verifier, token).value();
  EXPECT_EQ(second.officer_id, first.officer_id);
  EXPECT_EQ(second.roles, first.roles);
  EXPECT_EQ(second.valid_until, first.valid_until);
  EXPECT_EQ(verifier.stats().hits, 1);
  EXPECT_EQ(verifier.stats().misses, 1);
  EXPECT_EQ(verifier.stats().entries, 1u);
}

TEST_F(OfficerTokenVerifierTest, AHitIsForThisConnectionOnly) {
  Install();
  OfficerTokenVerifier verifier(holder_, "funds");
  const std::string token = Make(test_.Claims());
  ASSERT_TRUE(Call(verifier, token).ok());
  ExpectRefused(verifier.Verify(token, "housing-bureau", std::string(64, 'b'), test_.now),
                kOfficerTokenBinding);
  ExpectRefused(verifier.Verify(token, "finance", test_.certificate_sha256, test_.now),
                kOfficerForeign);
  EXPECT_EQ(verifier.stats().hits, 0);
}

TEST_F(OfficerTokenVerifierTest, RefusalsAreNotRemembered) {
  Install();
  OfficerTokenVerifier verifier(holder_, "registry");
  const std::string token = Make(test_.Claims());
  ExpectRefused(Call(verifier, token), kOfficerTokenAudience);
  ExpectRefused(Call(verifier, token), kOfficerTokenAudience);
  ExpectRefused(Call(verifier, ""), kOfficerTokenMissing);
  EXPECT_EQ(verifier.stats().entries, 0u);
}

TEST_F(OfficerTokenVerifierTest, RevocationWorksFromTheNextCallOn) {
  Install();
  OfficerTokenVerifier verifier(holder_, "funds");
  const std::string token = Make(test_.Claims());
  ASSERT_TRUE(Call(verifier, token).ok());
  SetTime(test_.snapshot.mutable_officers(0)->mutable_revoked_at(), test_.now);
  Reinstall();
  ExpectRefused(Call(verifier, token), kOfficerRevoked);
  EXPECT_EQ(verifier.stats().entries, 0u);
}

TEST_F(OfficerTokenVerifierTest, RevocationOfTheKeyToo) {
  Install();
  OfficerTokenVerifier verifier(holder_, "funds");
  const std::string token = Make(test_.Claims());
  ASSERT_TRUE(Call(verifier, token).ok());
  SetTime(test_.snapshot.mutable_officers(0)->mutable_keys(0)->mutable_revoked_at(), test_.now);
  Reinstall();
  ExpectRefused(Call(verifier, token), kOfficerRevoked);
}

TEST_F(OfficerTokenVerifierTest, RolesAreThoseOfTheDirectoryInForce) {
  Install();
  OfficerTokenVerifier verifier(holder_, "funds");
  const std::string token = Make(test_.Claims());
  ASSERT_TRUE(Call(verifier, token).ok());
  test_.snapshot.mutable_officers(0)->set_roles(0, "checker");
  Reinstall();
  EXPECT_EQ(Call(verifier, token).value().roles, std::vector<std::string>{"checker"});
}

TEST_F(OfficerTokenVerifierTest, ScheduledRevocationAndExpiryEndAnEntry) {
  SetTime(test_.snapshot.mutable_officers(0)->mutable_revoked_at(), test_.now + absl::Seconds(30));
  Install();
  OfficerTokenVerifier verifier(holder_, "funds");
  const std::string token = Make(test_.Claims());
  const auto at = [&](absl::Duration after) {
    return verifier.Verify(token, "housing-bureau", test_.certificate_sha256, test_.now + after);
  };
  ASSERT_TRUE(at(absl::ZeroDuration()).ok());
  EXPECT_TRUE(at(absl::Seconds(29)).ok());
  ExpectRefused(at(absl::Seconds(30)), kOfficerRevoked);

  test_.snapshot.mutable_officers(0)->clear_revoked_at();
  Reinstall();
  const absl::Duration life = absl::Minutes(5) + kOfficerTokenClockSkewMax;
  EXPECT_TRUE(at(life - absl::Seconds(1)).ok());
  ExpectRefused(at(life), kOfficerTokenExpired);
}

TEST_F(OfficerTokenVerifierTest, NeverHoldsMoreThanItsLimit) {
  Install();
  OfficerTokenVerifier verifier(holder_, "funds", /*entries_max=*/8);
  size_t most = 0;
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(Call(verifier, Numbered(i)).ok());
    most = std::max(most, verifier.stats().entries);
  }
  EXPECT_EQ(most, 8u);
}

TEST_F(OfficerTokenVerifierTest, AnEntryInUseStays) {
  Install();
  OfficerTokenVerifier verifier(holder_, "funds", /*entries_max=*/8);
  const std::string busy = Make(test_.Claims());
  ASSERT_TRUE(Call(verifier, busy).ok());
  for (int i = 1; i <= 40; ++i) {
    ASSERT_TRUE(Call(verifier, Numbered(i)).ok());
    ASSERT_TRUE(Call(verifier, busy).ok());
    EXPECT_LE(verifier.stats().entries, 8u);
  }
  EXPECT_EQ(verifier.stats().hits, 40);
}

TEST_F(OfficerTokenVerifierTest, ManyThreadsAndANewDirectory) {
  Install();
  OfficerTokenVerifier verifier(holder_, "funds", /*entries_max=*/4);
  std::vector<std::string> tokens;
  for (int i = 0; i < 8; ++i) tokens.push_back(Numbered(i));
  std::atomic<int> verified = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        if (Call(verifier, tokens[static_cast<size_t>(i) % tokens.size()]).ok()) ++verified;
      }
    });
  }
  for (int i = 0; i < 5; ++i) Reinstall();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(verified, 400);
  EXPECT_EQ(verifier.stats().hits + verifier.stats().misses, 400);
}

}  // namespace
}  // namespace liandong::auth
