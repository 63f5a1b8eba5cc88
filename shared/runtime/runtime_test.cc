#include "shared/runtime/runtime.h"

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/operations.pb.h"
#include "shared/runtime/service_main.h"
#include "shared/runtime/side_tables.h"
#include "shared/storage/stream_epoch.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_client.h"
#include "shared/testing/test_database.h"
#include "shared/testing/test_storage.h"

namespace liandong {
namespace {

using namespace common::v1;  // NOLINT: requests of every line
using testing::IsOk;
using testing::RefusedWith;

// A service that follows funds, which is away, and has no business of its own.
class RuntimeTest : public ::testing::Test {
 protected:
  RuntimeTest() {
    EXPECT_THAT(db::Migrate(config_.migrator, MigrationsOf(config_, Spec())), IsOk());
  }

  ServiceSpec Spec() {
    static const std::vector<db::MigrationFile> kNoMigrations;
    return {.service = SERVICE_ACQUISITION,
            .migrations = &kNoMigrations,
            .proto_services = {},
            .reasons = {},
            .build = [this](Runtime& runtime) -> std::shared_ptr<void> {
              runtime.Consume(SERVICE_FUNDS, {},
                              [](Mutation&, const Change&) { return absl::OkStatus(); });
              if (build_) build_(runtime);
              return nullptr;
            }};
  }
  std::unique_ptr<Runtime> Start() {
    auto runtime = StartService(config_, Spec());
    EXPECT_THAT(runtime, IsOk());
    return runtime.ok() ? *std::move(runtime) : nullptr;
  }
  absl::Status Restart(const Runtime& runtime, Service source) {
    RestartConsumerRequest request;
    request.set_source(source);
    request.set_request_id(testing::NewRequestId());
    return testing::TestClient(pki_, runtime.port(), SERVICE_ACQUISITION,
                               &pki_.Certificate(AGENCY_OPERATOR))
        .Call<RestartConsumerResponse>(request)
        .status();
  }
  std::string Text(const std::string& sql) {
    auto rows = db::ReadRows(database_.pool(), absl::Now() + absl::Seconds(20), sql);
    return rows.ok() && !rows->empty() ? (*rows)[0].Text(0) : "(none)";
  }

  testing::TestPki pki_;
  testing::TestDatabase database_;
  const Config config_ = testing::TestConfig(pki_, database_.options(), SERVICE_ACQUISITION);
  std::function<void(Runtime&)> build_;
};

TEST_F(RuntimeTest, TheOperatorRestartsAConsumer) {
  database_.Execute(
      "INSERT INTO consumed (source, resume_token, changes, at_us)"
      " VALUES ('funds', 'of a database that is no more', 5, 0)");
  const auto runtime = Start();
  ASSERT_NE(runtime, nullptr);
  EXPECT_THAT(Restart(*runtime, SERVICE_REGISTRY), RefusedWith(kNotConsumed));
  EXPECT_EQ(Text("SELECT resume_token FROM consumed"), "of a database that is no more");
  EXPECT_THAT(Restart(*runtime, SERVICE_FUNDS), IsOk());
  EXPECT_EQ(Text("SELECT resume_token FROM consumed"), "");
}

TEST_F(RuntimeTest, AfterARestoreNoPositionOfBeforeIsBelieved) {
  const absl::Time soon = absl::Now() + absl::Seconds(20);
  ASSERT_OK_AND_ASSIGN(const std::string before, EnsureStreamEpoch(database_.pool(), soon));
  ASSERT_THAT(RenewStreams(config_), IsOk());
  ASSERT_OK_AND_ASSIGN(const std::string after, EnsureStreamEpoch(database_.pool(), soon));
  EXPECT_NE(before, after);
}

// A sweep that is in the middle of its work may tell the relay of it while the service stops.
TEST_F(RuntimeTest, ALoopMayNotifyAnotherUntilAllHaveStopped) {
  absl::Notification sweeping;
  build_ = [&](Runtime& runtime) {
    runtime.AddSweeper("busy", [&](const db::LeaseGuard&, absl::Time) -> absl::StatusOr<bool> {
      runtime.storage().NotifyCommitted(/*has_commands=*/true);
      if (!sweeping.HasBeenNotified()) sweeping.Notify();
      return true;
    });
  };
  const auto runtime = Start();
  ASSERT_NE(runtime, nullptr);
  sweeping.WaitForNotification();
  runtime->Stop();
}

}  // namespace
}  // namespace liandong
