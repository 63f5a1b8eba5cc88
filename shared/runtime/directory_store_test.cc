#include "shared/runtime/directory_store.h"

#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "shared/auth/test_directory.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong {
namespace {

using auth::kDirectoryForged;
using auth::kDirectoryOutdated;
using testing::IsOk;
using testing::RefusedWith;

class DirectoryStoreTest : public ::testing::Test {
 protected:
  DirectoryStoreTest() : world_("funds", {}) {
    const int64_t now = absl::ToUnixSeconds(absl::Now());
    signer_.snapshot.mutable_issued_at()->set_seconds(now);
    signer_.snapshot.mutable_expires_at()->set_seconds(now + 24 * 3600);
  }

  common::v1::InstallDirectoryRequest Request(int64_t version) {
    signer_.snapshot.set_version(version);
    common::v1::InstallDirectoryRequest request;
    *request.mutable_directory() = signer_.Sign();
    request.set_request_id(testing::NewRequestId());
    return request;
  }
  absl::StatusOr<int64_t> Install(const common::v1::InstallDirectoryRequest& request) {
    return store_.Install(world_.storage(),
                          world_.Context(common::v1::AGENCY_OPERATOR, "operator", ""), request);
  }
  static int64_t InForce(const auth::DirectoryHolder& holder) {
    const auto directory = holder.Get();
    return directory == nullptr ? 0 : directory->version();
  }
  static absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

  auth::TestDirectory signer_;
  testing::TestStorage world_;
  auth::DirectoryHolder holder_{signer_.Roots(), crypto::DevelopmentKeys::kRefused,
                                absl::Hours(24)};
  DirectoryStore store_{world_.database().pool(), holder_};
};

TEST_F(DirectoryStoreTest, AnotherReplicaFollows) {
  ASSERT_THAT(Install(Request(5)), IsOk());
  EXPECT_EQ(InForce(holder_), 5);
  auth::DirectoryHolder other(signer_.Roots(), crypto::DevelopmentKeys::kRefused, absl::Hours(24));
  DirectoryStore follower(world_.database().pool(), other);
  ASSERT_THAT(follower.Follow(Soon()), IsOk());
  EXPECT_EQ(InForce(other), 5);
  ASSERT_THAT(Install(Request(7)), IsOk());
  ASSERT_THAT(follower.Follow(Soon()), IsOk());
  EXPECT_EQ(InForce(other), 7);
}

TEST_F(DirectoryStoreTest, WhatCouldNotBeStoredIsNotInForceAndCanBeToldAgain) {
  const auto request = Request(5);
  world_.database().Execute("RENAME TABLE directories TO away");
  EXPECT_FALSE(Install(request).ok());
  EXPECT_EQ(InForce(holder_), 0);
  world_.database().Execute("RENAME TABLE away TO directories");
  ASSERT_OK_AND_ASSIGN(const int64_t version, Install(request));
  EXPECT_EQ(version, 5);
  EXPECT_EQ(InForce(holder_), 5);
}

TEST_F(DirectoryStoreTest, TheOneInForceIsNoErrorAndAnOlderOneIs) {
  const auto fifth = Request(5);
  ASSERT_THAT(Install(fifth), IsOk());
  auto again = fifth;
  again.set_request_id(testing::NewRequestId());
  ASSERT_OK_AND_ASSIGN(int64_t version, Install(again));
  EXPECT_EQ(version, 5);
  EXPECT_THAT(Install(Request(4)), RefusedWith(kDirectoryOutdated));
  ASSERT_THAT(Install(Request(6)), IsOk());
  // The same request answers the same, whatever has come since.
  ASSERT_OK_AND_ASSIGN(version, Install(fifth));
  EXPECT_EQ(version, 5);
  EXPECT_EQ(InForce(holder_), 6);
}

TEST_F(DirectoryStoreTest, AnotherDirectoryOfTheSameVersionIsRefusedEverywhere) {
  ASSERT_THAT(Install(Request(5)), IsOk());
  signer_.AddOrganisation("police", common::v1::AGENCY_PUBLIC_SECURITY, "市公安局");
  const auto other = Request(5);
  EXPECT_THAT(Install(other), RefusedWith(kDirectoryOutdated));
  // A replica that has not followed yet.
  auth::DirectoryHolder behind(signer_.Roots(), crypto::DevelopmentKeys::kRefused, absl::Hours(24));
  DirectoryStore store(world_.database().pool(), behind);
  EXPECT_THAT(store.Install(world_.storage(),
                            world_.Context(common::v1::AGENCY_OPERATOR, "operator", ""), other),
              RefusedWith(kDirectoryOutdated));
  EXPECT_EQ(InForce(behind), 0);
}

TEST_F(DirectoryStoreTest, AForgedRowHidesNoTrueOne) {
  ASSERT_THAT(Install(Request(5)), IsOk());
  world_.database().Execute("INSERT INTO directories (version, signed) VALUES (9, 'forged')");
  auth::DirectoryHolder other(signer_.Roots(), crypto::DevelopmentKeys::kRefused, absl::Hours(24));
  ASSERT_THAT(DirectoryStore(world_.database().pool(), other).Follow(Soon()), IsOk());
  EXPECT_EQ(InForce(other), 5);
  auto forged = Request(10);
  forged.mutable_directory()->set_signature("no");
  EXPECT_THAT(Install(forged), RefusedWith(kDirectoryForged));
  EXPECT_EQ(InForce(holder_), 5);
}

}  // namespace
}  // namespace liandong
