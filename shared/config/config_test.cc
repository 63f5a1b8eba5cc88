#include "shared/config/config.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace liandong {
namespace {

using ::testing::Contains;
using ::testing::Not;

constexpr char kCallerLimit[] = "--in_flight_per_caller_max must be at least 1 and below --workers";
constexpr char kOutcomeWait[] =
    "--outcome_wait_ms_max must be at least 0 and below --call_time_ms_max";

TEST(Config, OneAgencyNeverHasAllWorkers) {
  Config config;
  EXPECT_THAT(config.Validate(), Not(Contains(kCallerLimit)));
  config.dispatch.in_flight_per_caller_max = config.dispatch.workers - 1;
  EXPECT_THAT(config.Validate(), Not(Contains(kCallerLimit)));
  config.dispatch.in_flight_per_caller_max = config.dispatch.workers;
  EXPECT_THAT(config.Validate(), Contains(kCallerLimit));
  config.dispatch.in_flight_per_caller_max = 0;
  EXPECT_THAT(config.Validate(), Contains(kCallerLimit));
}

TEST(Config, ACallDoesNotSpendAllItsTimeWaitingForAnOutcome) {
  Config config;
  EXPECT_THAT(config.Validate(), Not(Contains(kOutcomeWait)));
  config.outcomes.wait_max = config.dispatch.call_time_max;
  EXPECT_THAT(config.Validate(), Contains(kOutcomeWait));
}

TEST(Config, LeasesAreNeitherTooShortNorTooLong) {
  constexpr char kLeaseTerm[] = "--lease_ms must be 1000 to 600000";
  Config config;
  for (const int good : {1000, 10'000, 600'000}) {
    config.lease_term = std::chrono::milliseconds(good);
    EXPECT_THAT(config.Validate(), Not(Contains(kLeaseTerm))) << good;
  }
  for (const int bad : {0, 999, 600'001}) {
    config.lease_term = std::chrono::milliseconds(bad);
    EXPECT_THAT(config.Validate(), Contains(kLeaseTerm)) << bad;
  }
}

}  // namespace
}  // namespace liandong
