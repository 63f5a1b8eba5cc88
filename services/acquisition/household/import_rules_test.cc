#include "services/acquisition/household/import_rules.h"

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "services/acquisition/household/household_reasons.h"
#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/ids/ids_reasons.h"
#include "shared/status/refusal.h"
#include "shared/testing/status_matchers.h"

namespace liandong::acquisition {
namespace {

using liandong::testing::ReadBeside;
using liandong::testing::RefusedWith;
using ::testing::ElementsAre;
using Overrides = google::protobuf::RepeatedPtrField<v1::ImportOverride>;

std::string Sample() { return ReadBeside(__FILE__, "../../../samples/households.csv"); }

absl::StatusOr<std::vector<v1::Household>> Read(const std::string& text,
                                                const Overrides& overrides = {}) {
  auto lines = ParseCsv(text);
  if (!lines.ok()) return lines.status();
  return ReadHouseholds(*lines, "431103", overrides);
}

// "line 2, id_no: ID_CHECK_DIGIT" of every finding.
std::vector<std::string> Findings(const absl::Status& status) {
  google::rpc::BadRequest bad;
  auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  EXPECT_TRUE(payload && bad.ParseFromString(std::string(*payload))) << status;
  std::vector<std::string> findings;
  for (const auto& violation : bad.field_violations()) {
    findings.push_back(violation.field() + ": " +
                       violation.description().substr(0, violation.description().find(':')));
  }
  return findings;
}

TEST(ImportRulesTest, ReadsTheSample) {
  ASSERT_OK_AND_ASSIGN(const auto households, Read(Sample()));
  ASSERT_EQ(households.size(), 12u);
  int members = 0, owners = 0;
  int64_t area_cm2 = 0;
  for (const auto& household : households) {
    members += household.members();
    owners += household.parties_size();
    area_cm2 += household.area_cm2();
  }
  EXPECT_EQ(members, 31);
  EXPECT_EQ(owners, 13);
  EXPECT_EQ(area_cm2, 14781800);
  const v1::Household& h04 = households[3];
  EXPECT_EQ(h04.household_no(), "H04");
  EXPECT_EQ(h04.parties(0).type(), v1::Party::TYPE_ORGANISATION);
  EXPECT_EQ(h04.parties(0).account_type(), v1::Party::ACCOUNT_TYPE_ACCOUNT);
  const v1::Household& h06 = households[5];
  ASSERT_EQ(h06.parties_size(), 2);
  EXPECT_EQ(h06.parties(1).party_id(), "2");
  EXPECT_EQ(h06.parties(1).share_denominator(), 2);
  EXPECT_EQ(h06.unit_code(), "431103001003GB00106F00010001");
}

TEST(ImportRulesTest, TheBadFileIsToldByLineAndColumnAtOnce) {
  const auto read = Read(ReadBeside(__FILE__, "../../../samples/households_bad.csv"));
  EXPECT_THAT(read, RefusedWith(kFieldsInvalid));
  EXPECT_THAT(Findings(read.status()),
              ElementsAre("line 2, id_no: ID_CHECK_DIGIT", "line 4, unit_code: UNIT_CODE_LENGTH",
                          "line 5, id_no: USCC_CHECK", "line 6, account_no: CARD_LUHN",
                          "line 9, unit_code: COLLECTIVE_LAND"));
}

TEST(ImportRulesTest, AWarningPassesWithAReasonAnErrorDoesNot) {
  const std::string text = absl::StrReplaceAll(Sample(), {{"T018U", "T018A"}});
  EXPECT_THAT(Read(text), RefusedWith(ids::kUsccCheck));
  Overrides overrides;
  overrides.Add()->set_line(5);
  overrides.Mutable(0)->set_column("id_no");
  EXPECT_TRUE(Read(text, overrides).ok());

  const std::string wrong =
      absl::StrReplaceAll(Sample(), {{"4311991962031400", "4311991962031401"}});
  overrides.Mutable(0)->set_line(2);
  EXPECT_FALSE(Read(wrong, overrides).ok());
}

TEST(ImportRulesTest, EveryColumnIsChecked) {
  struct Case {
    const char* from;
    const char* to;
    const Reason& reason;
  };
  for (const Case& each : {
           Case{"H01,PERSON", "H 1,PERSON", kCellValue},
           Case{"H01,PERSON", "H01,TENANT", kCellValue},
           Case{"H01,PERSON,陈示一", "H01,PERSON,", kCellEmpty},
           Case{"陈示一,RESIDENT_ID", "陈示一,USCC", kCellValue},
           Case{"0018,1/1,4", "0018,1,4", kCellValue},
           Case{"0018,1/1,4", "0018,2/1,4", kCellValue},
           Case{"0018,1/1,4", "0018,1/2,4", kSharesNotWhole},
           Case{"0018,1/1,4", "0018,1/1,x", kCellValue},
           Case{"431103001003GB00101F", "431171001003GB00101F", kCellValue},
           Case{"431103001003GB00101F", "431103001003GB00102F", kUnitTwice},
           Case{"冷水滩字第90000001号", "第90000001号", ids::kCertificateNumberFormat},
           Case{"(1999)第900001号", "第900001号", ids::kCertificateNumberFormat},
           Case{"138.60", "138.6x", kCellValue},
           Case{"砖混,1998,3", "砖混,98,3", kCellValue},
           Case{"砖混,1998,3", "砖混,1998,0", kCellValue},
           Case{"3,CARD,6299990000000000012", "3,CASH,6299990000000000012", kCellValue},
           Case{"3,CARD,6299990000000000012", "3,CARD,62999", ids::kCardFormat},
           Case{"ACCOUNT,82000100000000000004", "ACCOUNT,82", ids::kAccountFormat},
           Case{"黄示六,RESIDENT_ID,431199195907110613,1/2,2,431103001003GB00106F00010001,"
                "永房权证冷水滩字第90000006号",
                "黄示六,RESIDENT_ID,431199195907110613,1/2,2,431103001003GB00106F00010001,"
                "永房权证冷水滩字第90000066号",
                kHouseholdLinesDiffer},
       }) {
    EXPECT_THAT(Read(absl::StrReplaceAll(Sample(), {{each.from, each.to}})),
                RefusedWith(each.reason))
        << each.to;
  }
}

TEST(ImportRulesTest, TheHeaderAndTheNumberOfCellsMustFit) {
  EXPECT_THAT(Read(""), RefusedWith(kCsvHeader));
  EXPECT_THAT(Read(absl::StrReplaceAll(Sample(), {{"account_no", "account"}})),
              RefusedWith(kCsvHeader));
  EXPECT_THAT(Read(Sample().substr(0, Sample().find('\n') + 1)), RefusedWith(kCsvFormat));
  EXPECT_THAT(Read(Sample() + "H13,PERSON\n"), RefusedWith(kCsvFormat));
  std::string many = Sample().substr(0, Sample().find('\n') + 1);
  for (int i = 0; i < kImportLinesMax; ++i) many += "x\n";
  EXPECT_THAT(Read(many), RefusedWith(kCsvFormat));
}

TEST(ImportRulesTest, AreasInSquareMetres) {
  EXPECT_EQ(ParseArea("138.60"), 1386000);
  EXPECT_EQ(ParseArea("138"), 1380000);
  EXPECT_EQ(ParseArea("0.0001"), 1);
  for (const char* bad : {"", ".", "1.", ".5", "1.00001", "-1", "1,5", "12345678", "1.2.3"}) {
    EXPECT_EQ(ParseArea(bad), 0) << bad;
  }
}

}  // namespace
}  // namespace liandong::acquisition
