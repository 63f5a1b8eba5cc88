#include <atomic>
#include <thread>

#include "gtest/gtest.h"
#include "shared/auth/directory.h"
#include "shared/auth/test_directory.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

using crypto::DevelopmentKeys;

template <class T>
void ExpectRefused(const absl::StatusOr<T>& result, const Reason& reason) {
  EXPECT_EQ(result.status().code(), reason.code);
  EXPECT_EQ(ReasonOf(result.status()), reason.name);
}
void ExpectRefused(const absl::Status& status, const Reason& reason) {
  ExpectRefused(absl::StatusOr<int>(status), reason);
}

class DirectoryHolderTest : public testing::Test {
 protected:
  static constexpr absl::Duration kAgeMax = absl::Hours(1);

  absl::Status Install(int64_t version) { return Install(version, test_.now); }
  absl::Status Install(int64_t version, absl::Time machine_now) {
    test_.snapshot.set_version(version);
    return holder_.Install(test_.Sign(), machine_now);
  }

  TestDirectory test_;
  DirectoryHolder holder_{test_.Roots(), DevelopmentKeys::kRefused, kAgeMax};
};

TEST_F(DirectoryHolderTest, EmptyAtFirst) {
  EXPECT_EQ(holder_.Get(), nullptr);
  ExpectRefused(holder_.Require(), kDirectoryMissing);
  ExpectRefused(holder_.CheckFresh(test_.now), kDirectoryMissing);
}

TEST_F(DirectoryHolderTest, VersionRises) {
  ASSERT_EQ(Install(5), absl::OkStatus());
  ExpectRefused(Install(4), kDirectoryOutdated);
  EXPECT_EQ(holder_.Get()->version(), 5);
  ASSERT_EQ(Install(9), absl::OkStatus());
  EXPECT_EQ(holder_.Get()->version(), 9);
}

TEST_F(DirectoryHolderTest, TheOneInForceIsTakenAgainAndNoOtherOfItsVersion) {
  ASSERT_EQ(Install(5), absl::OkStatus());
  const auto in_force = holder_.Get();
  EXPECT_EQ(Install(5), absl::OkStatus());
  test_.AddOrganisation("police", common::v1::AGENCY_PUBLIC_SECURITY, "市公安局");
  ExpectRefused(Install(5), kDirectoryOutdated);
  EXPECT_EQ(holder_.Get()->digest(), in_force->digest());
}

TEST_F(DirectoryHolderTest, WhatIsRefusedChangesNothing) {
  ASSERT_EQ(Install(1), absl::OkStatus());
  const auto before = holder_.Get();
  TestDirectory other;
  other.snapshot.set_version(2);
  ExpectRefused(holder_.Install(other.Sign(), test_.now), kDirectoryForged);
  test_.snapshot.mutable_officers(0)->clear_title();
  ExpectRefused(Install(2), kDirectoryInvalid);
  EXPECT_EQ(holder_.Get(), before);
}

TEST_F(DirectoryHolderTest, ARequestKeepsTheDirectoryItTook) {
  ASSERT_EQ(Install(1), absl::OkStatus());
  const auto taken = holder_.Require().value();
  test_.snapshot.mutable_officers()->DeleteSubrange(0, 1);
  ASSERT_EQ(Install(2), absl::OkStatus());
  EXPECT_NE(taken->FindOfficer("hb-1"), nullptr);
  EXPECT_EQ(holder_.Get()->FindOfficer("hb-1"), nullptr);
}

TEST_F(DirectoryHolderTest, MayLieAheadOfTheClockALittle) {
  ExpectRefused(Install(1, test_.now - kDirectoryClockSkewMax - absl::Seconds(1)),
                kDirectoryFromFuture);
  EXPECT_EQ(holder_.Get(), nullptr);
  EXPECT_EQ(Install(1, test_.now - kDirectoryClockSkewMax), absl::OkStatus());
}

TEST_F(DirectoryHolderTest, StaleByAge) {
  ASSERT_EQ(Install(1), absl::OkStatus());
  EXPECT_EQ(holder_.CheckFresh(test_.now + kAgeMax), absl::OkStatus());
  ExpectRefused(holder_.CheckFresh(test_.now + kAgeMax + absl::Nanoseconds(1)), kDirectoryStale);
  EXPECT_TRUE(holder_.Require().ok()) << "reads go on";
}

TEST_F(DirectoryHolderTest, StaleByExpiry) {
  test_.snapshot.mutable_expires_at()->set_seconds(
      absl::ToUnixSeconds(test_.now + absl::Minutes(10)));
  ASSERT_EQ(Install(1), absl::OkStatus());
  EXPECT_EQ(holder_.CheckFresh(test_.now + absl::Minutes(10) - absl::Seconds(1)), absl::OkStatus());
  ExpectRefused(holder_.CheckFresh(test_.now + absl::Minutes(10)), kDirectoryStale);
}

TEST_F(DirectoryHolderTest, AStaleSnapshotIsTakenForReads) {
  ASSERT_EQ(Install(1, test_.now + absl::Hours(48)), absl::OkStatus());
  ExpectRefused(holder_.CheckFresh(test_.now + absl::Hours(48)), kDirectoryStale);
}

TEST_F(DirectoryHolderTest, ReadersSeeVersionsRiseOnly) {
  ASSERT_EQ(Install(1), absl::OkStatus());
  std::vector<std::thread> readers;
  std::atomic<bool> fell = false;
  for (int t = 0; t < 2; ++t) {
    readers.emplace_back([&] {
      int64_t last = 0;
      for (int i = 0; i < 1000; ++i) {
        const int64_t version = holder_.Get()->version();
        if (version < last) fell = true;
        last = version;
      }
    });
  }
  for (int64_t version = 2; version <= 20; ++version) {
    EXPECT_EQ(Install(version), absl::OkStatus());
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_FALSE(fell);
  EXPECT_EQ(holder_.Get()->version(), 20);
}

}  // namespace
}  // namespace liandong::auth
