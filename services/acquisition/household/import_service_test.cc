#include "services/acquisition/household/household_reasons.h"
#include "services/acquisition/testing/world.h"
#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/testing/footprint.h"

namespace liandong::acquisition {
namespace {

using liandong::testing::FootprintOf;
using liandong::testing::ReadBeside;
using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;
using Request = v1::ImportHouseholdsRequest;

class ImportServiceTest : public AcquisitionWorld {
 protected:
  Request File(const std::string& file, Request::Encoding encoding) {
    auto request = Parse<Request>(R"(parent: "projects/P1" import_id: "i1")");
    request.set_encoding(encoding);
    request.set_content(ReadBeside(__FILE__, "../../../samples/" + file));
    return Fresh(request);
  }
  absl::StatusOr<v1::HouseholdImport> Send(const Request& request) {
    return acquisition_.imports.ImportHouseholds(
        As("lsd-1", "liandong.acquisition.v1.HouseholdImportService.ImportHouseholds"), request);
  }
  void RecordNotice() {
    ASSERT_THAT(acquisition_.projects.RecordPrivacyNotice(
                    As("lsd-1"), Fresh(Parse<v1::RecordPrivacyNoticeRequest>(
                                     R"(name: "projects/P1"
                                        privacy { notice $doc impact_assessment $doc })"))),
                IsOk());
  }
};

TEST_F(ImportServiceTest, NothingIsReadBeforeTheNotice) {
  CreateProject();
  Freeze();
  EXPECT_THAT(Send(File("households.csv", Request::ENCODING_UTF8)),
              RefusedWith(kPrivacyNoticeMissing));
  EXPECT_EQ(Count("households"), 0);
}

TEST_F(ImportServiceTest, NothingIsImportedBeforeTheFreeze) {
  CreateProject();
  RecordNotice();
  EXPECT_THAT(Send(File("households.csv", Request::ENCODING_UTF8)), RefusedWith(kFreezeMissing));
  EXPECT_EQ(Count("households"), 0);
}

// The freeze of the sample runs from 2026-01-07 through 2027-01-06.
TEST_F(ImportServiceTest, OnlyOnTheDaysOfTheFreeze) {
  CreateProject();
  Freeze();
  RecordNotice();
  const Request request = File("households.csv", Request::ENCODING_UTF8);
  const int64_t before = FootprintOf(world_);
  for (const char* outside : {"2026-01-06 23:59", "2027-01-07 00:00"}) {
    At(outside);
    EXPECT_THAT(Send(request), RefusedWith(kFreezeMissing)) << outside;
  }
  EXPECT_EQ(FootprintOf(world_), before);
  At("2027-01-06 23:59");
  EXPECT_THAT(Send(request), IsOk());
}

TEST_F(ImportServiceTest, OpenFromTheFirstDayOfTheFreeze) {
  CreateProject();
  Freeze();
  RecordNotice();
  At("2026-01-07 00:00");
  EXPECT_THAT(Send(File("households.csv", Request::ENCODING_UTF8)), IsOk());
}

TEST_F(ImportServiceTest, ABadFileImportsNothing) {
  CreateProject();
  Freeze();
  RecordNotice();
  EXPECT_THAT(Send(File("households_bad.csv", Request::ENCODING_UTF8)),
              RefusedWith(kFieldsInvalid));
  EXPECT_THAT(Send(File("households_gb18030.csv", Request::ENCODING_UTF8)),
              RefusedWith(kEncodingInvalid));
  EXPECT_EQ(Count("households"), 0);
  EXPECT_EQ(Count("household_imports"), 0);
}

TEST_F(ImportServiceTest, SentTwiceImportedOnce) {
  CreateProject();
  Freeze();
  RecordNotice();
  const Request request = File("households_gb18030.csv", Request::ENCODING_GB18030);
  ASSERT_OK_AND_ASSIGN(const auto first, Send(request));
  ASSERT_OK_AND_ASSIGN(const auto again, Send(request));
  EXPECT_EQ(first.households(), 12);
  EXPECT_EQ(first.lines(), 13);
  EXPECT_EQ(first.members(), 31);
  EXPECT_EQ(again.sha256(), first.sha256());
  EXPECT_EQ(Count("households"), 12);
  EXPECT_EQ(HouseholdNow("H12").parties(0).name(), "何示乙");
  EXPECT_EQ(HouseholdNow("H12").state(), v1::Household::STATE_REGISTERED);

  Request other = File("households.csv", Request::ENCODING_UTF8);
  other.set_import_id("i2");
  EXPECT_THAT(Send(other), RefusedWith(kHouseholdExists));
  EXPECT_EQ(Count("household_imports"), 1);
}

TEST_F(ImportServiceTest, WhatIsStoredIsEncrypted) {
  CreateProject();
  Freeze();
  Import();
  auto rows = db::ReadRows(world_.database().pool(), absl::Now() + absl::Seconds(10),
                           "SELECT doc FROM households UNION ALL SELECT doc FROM changes"
                           " WHERE type = 'liandong.acquisition.v1.Household' LIMIT 100");
  ASSERT_THAT(rows, IsOk());
  ASSERT_EQ(rows->size(), 24u);
  for (const auto& row : *rows) {
    EXPECT_EQ(row.Text(0).find("示"), std::string::npos);
    EXPECT_EQ(row.Text(0).find("431199"), std::string::npos);
  }
}

}  // namespace
}  // namespace liandong::acquisition
