// The database gone: callers hear it at once, nothing needs a hand when it is back.
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/operations.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "shared/db/db_errors.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/storage/mutation.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_client.h"
#include "shared/testing/test_storage.h"
#include "tests/support/mariadb_process.h"
#include "tests/support/service_process.h"

namespace liandong::testing {
namespace {

using common::v1::AGENCY_COMMUNITY;
using common::v1::AGENCY_FINANCE;
using common::v1::AGENCY_HOUSING_BUREAU;
using common::v1::SERVICE_FUNDS;
using funds::v1::GetProjectFundRequest;
using funds::v1::OpenProjectFundRequest;
using funds::v1::ProjectFund;

// The refusal, and when a retry makes sense.
void ExpectUnavailable(const absl::Status& status) {
  EXPECT_THAT(status, RefusedWith(db::kDatabaseUnavailable));
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.RetryInfo");
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(payload.has_value());
  ASSERT_TRUE(retry.ParseFromString(std::string(*payload)));
  EXPECT_TRUE(retry.retry_delay().seconds() > 0 || retry.retry_delay().nanos() > 0);
}

TEST(DatabaseDown, CallersAreToldAtOnceAndServiceResumesByItself) {
  TestPki pki;
  ASSERT_OK_AND_ASSIGN(auto mariadb, MariaDbProcess::Start());
  ASSERT_OK_AND_ASSIGN(auto database, mariadb->CreateDatabase("liandong_funds"));
  ASSERT_OK_AND_ASSIGN(auto process, ServiceProcess::Start(pki, {.service = SERVICE_FUNDS,
                                                                 .database = database,
                                                                 .flags = {"--log_level=error"}}));
  auto client = [&](common::v1::Agency agency) {
    return TestClient(pki, process->port(), SERVICE_FUNDS, &pki.Certificate(agency));
  };
  const TestClient housing = client(AGENCY_HOUSING_BUREAU);
  const CallOptions officer{.officer = "housing-bureau-1"};
  OpenProjectFundRequest open;
  open.set_parent("projects/P1");
  open.set_request_id(NewRequestId());
  open.mutable_fund()->set_territory("431103");
  open.mutable_fund()->set_bank("bank");
  open.mutable_fund()->set_investor("cig");
  open.mutable_fund()->set_account_number("82000100000001");
  open.mutable_fund()->set_supervision_agreement("示例监管协议");
  GetProjectFundRequest get;
  get.set_name("projects/P1/fund");
  ASSERT_THAT(housing.Call<ProjectFund>(get), RefusedWith(kResourceNotFound));

  mariadb->Kill();
  // The connections that died, then those that can not be made.
  for (int i = 0; i < 3; ++i) {
    ExpectUnavailable(housing.Call<ProjectFund>(get).status());
    ExpectUnavailable(housing.Call<ProjectFund>(open, officer).status());
  }
  // Who may not call is told so all the same, and what needs no database is served.
  EXPECT_THAT(client(AGENCY_COMMUNITY).Call<ProjectFund>(get), RefusedWith(rpc::kAgencyNotAllowed));
  EXPECT_THAT(
      housing.Call<common::v1::ListSigningKeysResponse>(common::v1::ListSigningKeysRequest()),
      IsOk());

  ASSERT_THAT(mariadb->Restart(), IsOk());
  EXPECT_THAT(housing.Call<ProjectFund>(get), RefusedWith(kResourceNotFound))
      << "no attempt that was refused had an effect";
  EXPECT_THAT(housing.Call<ProjectFund>(open, officer), IsOk());
  EXPECT_THAT(client(AGENCY_FINANCE).Call<ProjectFund>(get), IsOk());

  // Restarted between two calls: nobody notices.
  mariadb->Kill();
  ASSERT_THAT(mariadb->Restart(), IsOk());
  EXPECT_THAT(housing.Call<ProjectFund>(get), IsOk());
  mariadb->Kill();
  ASSERT_THAT(mariadb->Restart(), IsOk());
  EXPECT_THAT(housing.Call<ProjectFund>(open, officer), IsOk()) << "a replay";
}

}  // namespace
}  // namespace liandong::testing
