#include "shared/storage/access_log.h"

#include "gtest/gtest.h"
#include "shared/storage/migrations.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong {
namespace {

using testing::IsOk;
using testing::RefusedWith;

class AccessLogTest : public ::testing::Test {
 protected:
  AccessLogTest() : world_("funds", {}), log_(world_.database().pool()) {
    access_.add_full_view(common::v1::AGENCY_BANK);
    access_.add_full_view(common::v1::AGENCY_LAND_REGISTRY);
  }

  absl::Status View(common::v1::Agency agency, const std::string& officer,
                    common::v1::Service carrier = common::v1::SERVICE_UNSPECIFIED) {
    RequestContext context = world_.Context(agency, "body", officer, "Get");
    context.access = &access_;
    context.caller.service = carrier;
    return log_.Admit(context, /*wants_full_view=*/true, "projects/P1/payments/1");
  }
  db::Rows Rows() {
    return db::ReadRows(world_.database().pool(), absl::Now() + absl::Seconds(20),
                        "SELECT officer, resource, kind FROM access_log ORDER BY id LIMIT 10")
        .value();
  }

  testing::TestStorage world_;
  AccessLog log_;
  common::v1::Access access_;
};

TEST_F(AccessLogTest, AFullViewIsForANamedOfficerAndOnRecord) {
  ASSERT_THAT(View(common::v1::AGENCY_LAND_REGISTRY, "nrb-1"), IsOk());
  const db::Rows rows = Rows();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].Text(0), "nrb-1");
  EXPECT_EQ(rows[0].Text(1), "projects/P1/payments/1");
  EXPECT_EQ(rows[0].Text(2), "FULL_VIEW");
}

// Banks have no officers; every other body has, and its certificate alone opens nothing.
TEST_F(AccessLogTest, OnlyABanksSystemNeedsNoOfficer) {
  EXPECT_THAT(View(common::v1::AGENCY_LAND_REGISTRY, ""), RefusedWith(kFullViewNotAllowed));
  EXPECT_THAT(View(common::v1::AGENCY_FINANCE, "fin-1"), RefusedWith(kFullViewNotAllowed));
  EXPECT_THAT(View(common::v1::AGENCY_BANK, "", common::v1::SERVICE_ACQUISITION),
              RefusedWith(kFullViewNotAllowed))
      << "a service that says it acts for a bank is no bank's system";
  EXPECT_EQ(Rows().size(), 0u);
  EXPECT_THAT(View(common::v1::AGENCY_BANK, ""), IsOk());
  EXPECT_EQ(Rows().size(), 1u);
}

TEST_F(AccessLogTest, AViewOfASealedMatterIsOnRecordAmongTheSealed) {
  const auto& options = world_.database().options();
  ASSERT_THAT(db::Migrate(options, {{.component = "sealed",
                                     .files = TableSetMigrations(),
                                     .substitutions = {{"prefix", kSealedPrefix},
                                                       {"database", options.database},
                                                       {"runtime", "root@localhost"}}}}),
              IsOk());
  access_.set_sealed(true);
  ASSERT_THAT(View(common::v1::AGENCY_LAND_REGISTRY, "nrb-1"), IsOk());
  EXPECT_EQ(Rows().size(), 0u);
  ASSERT_OK_AND_ASSIGN(
      const db::Rows sealed,
      db::ReadRows(world_.database().pool(), absl::Now() + absl::Seconds(20),
                   "SELECT officer, resource, kind FROM sealed_access_log LIMIT 10"));
  ASSERT_EQ(sealed.size(), 1u);
  EXPECT_EQ(sealed[0].Text(0), "nrb-1");
  EXPECT_EQ(sealed[0].Text(1), "projects/P1/payments/1");
}

TEST_F(AccessLogTest, WhatIsNotOnRecordIsNotShown) {
  world_.database().Execute("DROP TABLE access_log");
  EXPECT_FALSE(View(common::v1::AGENCY_BANK, "").ok());
}

}  // namespace
}  // namespace liandong
