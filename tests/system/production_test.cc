// What is for development only: a production service refuses to start with it, or does not have it.
#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "google/protobuf/empty.pb.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/operations.pb.h"
#include "shared/auth/directory.h"
#include "shared/auth/spiffe.h"
#include "shared/crypto/keyring.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/runtime/runtime.h"
#include "shared/runtime/service_main.h"
#include "shared/runtime/side_tables.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_client.h"
#include "shared/testing/test_database.h"
#include "shared/testing/test_storage.h"
#include "tests/support/service_process.h"

namespace liandong::testing {
namespace {

using common::v1::AGENCY_OPERATOR;
using common::v1::SERVICE_FUNDS;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const TestPkiOptions kProduction = {.trust_domain = "liandong.test", .key_prefix = "prod-"};

constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

// A service without business.
const ServiceSpec& Spec() {
  static const std::vector<db::MigrationFile> kNoMigrations;
  static const ServiceSpec spec{.service = SERVICE_FUNDS,
                                .migrations = &kNoMigrations,
                                .proto_services = {},
                                .reasons = {},
                                .build = [](Runtime&) { return nullptr; }};
  return spec;
}

// What starting with this configuration comes to.
absl::Status Start(const Config& config) {
  absl::Status migrated = db::Migrate(config.migrator, MigrationsOf(config, Spec()));
  if (!migrated.ok()) return migrated;
  return Runtime::Make(config, Spec()).status();
}

class ProductionTest : public ::testing::Test {
 protected:
  TestPki production_{kProduction};
  TestPki development_;
  TestDatabase database_;
  Config good_ = TestConfig(production_, database_.options(), SERVICE_FUNDS);
  Config marked_ = TestConfig(development_, database_.options(), SERVICE_FUNDS);
};

TEST_F(ProductionTest, StartsWithUnmarkedKeys) {
  EXPECT_EQ(good_.profile, "production");
  EXPECT_THAT(good_.Validate(), IsEmpty());
  EXPECT_THAT(Start(good_), IsOk());
}

TEST_F(ProductionTest, TheConfigurationNamesEverythingThatIsForDevelopment) {
  Config config = good_;
  config.trust_domain = "dev.liandong";
  config.dev_clock_start = "2026-01-04T09:00:00+08:00";
  config.signing_key_id = "dev-funds-1";
  config.directory_root_key_id = "dev-root-1";
  const std::vector<std::string> problems = config.Validate();
  EXPECT_EQ(problems.size(), 4u) << absl::StrJoin(problems, "\n");
  EXPECT_THAT(problems, Contains(HasSubstr("--trust_domain")));
  EXPECT_THAT(problems, Contains(HasSubstr("--dev_clock_start")));
  EXPECT_THAT(problems, Contains(HasSubstr("--signing_key_id dev-funds-1")));
  EXPECT_THAT(problems, Contains(HasSubstr("--directory_root_key_id dev-root-1")));
  config.profile = "development";
  EXPECT_THAT(config.Validate(), IsEmpty());
}

TEST_F(ProductionTest, ReachesADatabaseElsewhereThroughTlsOnly) {
  Config config = good_;
  config.database.url = "tcp://db.example:3306";
  EXPECT_THAT(config.Validate(), ElementsAre(HasSubstr("--db_url over tcp needs --db_tls_ca")));
  config.database.tls_ca = good_.server.tls.ca;
  EXPECT_THAT(config.Validate(), Contains(HasSubstr("given together or not at all")));
  config.database.tls_cert = good_.server.tls.certificate;
  config.database.tls_key = good_.server.tls.key;
  EXPECT_THAT(config.Validate(), IsEmpty());
}

TEST_F(ProductionTest, NoProfileIsNoDefault) {
  for (const char* profile : {"", "test", "Production"}) {
    Config config = good_;
    config.profile = profile;
    EXPECT_THAT(config.Validate(), Contains(HasSubstr("--profile"))) << profile;
  }
}

TEST_F(ProductionTest, RefusesDevelopmentKeyEncryptionKeys) {
  Config config = good_;
  config.kek_file = marked_.kek_file;
  EXPECT_THAT(Start(config), RefusedWith(crypto::kKeyFileDevelopmentKey));
}

TEST_F(ProductionTest, RefusesADirectorySignedByADevelopmentKey) {
  Config config = good_;
  config.directory = marked_.directory;
  config.directory_root_key = marked_.directory_root_key;
  config.directory_root_key_id = marked_.directory_root_key_id;
  EXPECT_THAT(Start(config), RefusedWith(auth::kDirectoryDevelopmentKey));
}

TEST_F(ProductionTest, RefusesADirectoryThatEnrolsADevelopmentKey) {
  TestPki mixed(kProduction);
  mixed.snapshot().mutable_officers(0)->mutable_keys(0)->set_key_id("dev-officer");
  EXPECT_THAT(Start(TestConfig(mixed, database_.options(), SERVICE_FUNDS)),
              RefusedWith(auth::kDirectoryInvalid));
}

TEST_F(ProductionTest, AServiceInProductionHasNoDevelopmentMethods) {
  ASSERT_OK_AND_ASSIGN(
      auto process,
      ServiceProcess::Start(production_, {.service = SERVICE_FUNDS,
                                          .database = database_.options(),
                                          .flags = {"--profile=production", "--log_level=error"}}));
  const TestClient client(production_, process->port(), SERVICE_FUNDS,
                          &production_.Certificate(AGENCY_OPERATOR));
  EXPECT_THAT(client.Call<common::v1::GetClockResponse>(common::v1::GetClockRequest()), IsOk());
  common::v1::MoveClockRequest move;
  move.mutable_to()->set_seconds(4'000'000'000);
  move.set_request_id(NewRequestId());
  EXPECT_THAT(client.Call<common::v1::MoveClockResponse>(move), RefusedWith(rpc::kNotInProduction));
  EXPECT_THAT(client.Call<common::v1::QuiesceResponse>(common::v1::QuiesceRequest()),
              RefusedWith(rpc::kNotInProduction));
  google::protobuf::Empty empty, answer;
  EXPECT_EQ(client.CallPath(kReflection, empty, answer).code(), absl::StatusCode::kUnimplemented);
  // A development principal is a stranger.
  const TestCertificate& stranger = development_.Certificate(AGENCY_OPERATOR);
  const TestClient foreign(production_, process->port(), SERVICE_FUNDS, &stranger);
  EXPECT_EQ(
      foreign.Call<common::v1::GetClockResponse>(common::v1::GetClockRequest()).status().code(),
      absl::StatusCode::kUnavailable);
}

TEST_F(ProductionTest, ReflectionIsThereInDevelopment) {
  ASSERT_OK_AND_ASSIGN(auto process,
                       ServiceProcess::Start(development_, {.service = SERVICE_FUNDS,
                                                            .database = database_.options(),
                                                            .flags = {"--log_level=error"}}));
  const TestClient client(development_, process->port(), SERVICE_FUNDS,
                          &development_.Certificate(AGENCY_OPERATOR));
  google::protobuf::Empty empty, answer;
  EXPECT_NE(client.CallPath(kReflection, empty, answer).code(), absl::StatusCode::kUnimplemented);
}

}  // namespace
}  // namespace liandong::testing
