#include "tests/support/service_process.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_database.h"

namespace liandong::testing {
namespace {

using ::testing::HasSubstr;

TEST(ServiceProcess, TellsThatItEndedWhileStartingAndWhy) {
  TestPki pki;
  TestDatabase first, second;
  const std::string taken = absl::StrCat("--metrics_listen=127.0.0.1:", FreePort());
  ASSERT_OK_AND_ASSIGN(auto holder,
                       ServiceProcess::Start(pki, {.service = common::v1::SERVICE_FUNDS,
                                                   .database = first.options(),
                                                   .flags = {taken}}));
  const auto refused = ServiceProcess::Start(
      pki, {.service = common::v1::SERVICE_FUNDS, .database = second.options(), .flags = {taken}});
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("funds ended, exit code 1"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("can not serve metrics"));
}

}  // namespace
}  // namespace liandong::testing
