#include "shared/ids/certificate_number.h"

#include "gtest/gtest.h"
#include "shared/ids/text.h"
#include "shared/status/refusal.h"

namespace liandong::ids {
namespace {

absl::Status Check(CertificateKind kind, std::string_view text) {
  return CheckCertificateNumber(kind, NormaliseCertificateNumber(text));
}

void ExpectRefused(const absl::Status& status) {
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "CERTIFICATE_NUMBER_FORMAT");
}

TEST(CertificateNumber, HasOneNormalForm) {
  EXPECT_EQ(NormaliseCertificateNumber("湘（2018）永州市不动产权第０００1234号"),
            "湘(2018)永州市不动产权第0001234号");
  EXPECT_EQ(NormaliseCertificateNumber(" 湘〔2018〕永州市 不动产权第0001234号　"),
            "湘(2018)永州市不动产权第0001234号");
}

TEST(CertificateNumber, AcceptsTitlesOfTheWholeCountry) {
  for (std::string_view number :
       {"湘(2018)永州市不动产权第0001234号", "川（2025）成都市不动产权第0012345号",
        "闽(2019)平潭不动产权第0011364号", "鄂（2019）武汉市江夏不动产权第0036299号",
        "沪(2017)浦字不动产权第015342号", "湘(2026)永州市不动产权第0000001号"}) {
    EXPECT_TRUE(Check(CertificateKind::kRealEstate, number).ok()) << number;
  }
}

TEST(CertificateNumber, RefusesWhatIsNoTitle) {
  for (std::string_view number :
       {"", "湘", "湘(2018)永州市不动产权第1234号", "湘(2018)永州市不动产权第000123456号",
        "湘(218)永州市不动产权第0001234号", "湘(1818)永州市不动产权第0001234号",
        "港(2018)永州市不动产权第0001234号", "湘(2018)不动产权第0001234号",
        "湘(2018)永州市不动产证明第0001234号", "湘(2018)永州市不动产权第0001234",
        "湘(2018)永州市不动产权第0001234号。", "湘(2018)Yongzhou不动产权第0001234号",
        "湘2018永州市不动产权第0001234号", "湘(2018)永州市不动产权第00O1234号"}) {
    ExpectRefused(Check(CertificateKind::kRealEstate, number));
  }
}

TEST(CertificateNumber, RegistrationProofsAreAnotherKind) {
  EXPECT_TRUE(Check(CertificateKind::kRealEstateProof, "湘(2018)永州市不动产证明第0001234号").ok());
  ExpectRefused(Check(CertificateKind::kRealEstateProof, "湘(2018)永州市不动产权第0001234号"));
}

TEST(CertificateNumber, AcceptsFormerHouseCertificates) {
  for (std::string_view number :
       {"永房权证冷水滩字第90000001号", "永房权证冷水滩字第90000012号", "永州市房权证字第123号"}) {
    EXPECT_TRUE(Check(CertificateKind::kHouse, number).ok()) << number;
  }
  for (std::string_view number :
       {"", "永国用(1999)第900001号", "房权证冷水滩字第1号", "永房权证冷水滩字第号",
        "永房权证冷水滩第90000001号", "永房权证冷水滩字第1234567890123号"}) {
    ExpectRefused(Check(CertificateKind::kHouse, number));
  }
}

TEST(CertificateNumber, AcceptsFormerLandCertificates) {
  for (std::string_view number : {"永国用(1999)第900001号", "永国用（2012）第900003号",
                                  "永国用(2003)字第900011号", "冷国用(1996)第1号"}) {
    EXPECT_TRUE(Check(CertificateKind::kLand, number).ok()) << number;
  }
  for (std::string_view number : {"", "永国用第900001号", "国用(1999)第900001号",
                                  "永国用(1999)900001号", "永集用(1999)第900001号"}) {
    ExpectRefused(Check(CertificateKind::kLand, number));
  }
}

TEST(TitleNumber, IssuedOnesAreStricter) {
  EXPECT_TRUE(CheckIssuedTitleNumber("湘(2026)永州市不动产权第0000001号", 2026).ok());
  for (std::string_view number :
       {"湘(2025)永州市不动产权第0000001号", "湘(2026)永州市不动产权第000001号",
        "湘(2026)永州市不动产权第00000001号", "湘(2026)长沙市不动产权第0000001号",
        "湘（2026）永州市不动产权第0000001号"}) {
    ExpectRefused(CheckIssuedTitleNumber(number, 2026));
  }
  for (std::string_view number :
       {"", "湘(", "湘(20x6)永州市不动产权第0000001号", "湘(2026)永州市不动产权第000001号",
        "湘(2026)长沙市不动产权第0000001号", "永房权证冷水滩字第90000001号"}) {
    EXPECT_FALSE(ParseIssuedTitleNumber(number).has_value()) << number;
  }
}

TEST(TitleNumber, IsWrittenAsItIsChecked) {
  for (int64_t serial : {1, 2, 4711, 9'999'999}) {
    auto number = FormatTitleNumber(2026, serial);
    ASSERT_TRUE(number.ok());
    EXPECT_TRUE(CheckIssuedTitleNumber(*number, 2026).ok()) << *number;
    const auto parsed = ParseIssuedTitleNumber(*number);
    ASSERT_TRUE(parsed.has_value()) << *number;
    EXPECT_EQ(parsed->year, 2026);
    EXPECT_EQ(parsed->serial, serial);
    EXPECT_TRUE(CheckCertificateNumber(CertificateKind::kRealEstate, *number).ok()) << *number;
  }
  EXPECT_EQ(*FormatTitleNumber(2026, 2), "湘(2026)永州市不动产权第0000002号");
  const absl::Status used_up = FormatTitleNumber(2026, 10'000'000).status();
  EXPECT_EQ(used_up.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(used_up), "TITLE_SERIALS_USED_UP");
}

TEST(FoldText, LeavesOtherTextAlone) {
  EXPECT_EQ(FoldText("示例路１号\tＡ-é"), "示例路1号A-é");
  EXPECT_EQ(FoldText("\xE7\xA4"), "\xE7\xA4");  // a character cut off
  EXPECT_EQ(FoldText("\xFF\xFE x"), "\xFF\xFEx");
  EXPECT_EQ(FoldText(""), "");
}

TEST(FoldText, FindsChineseCharacters) {
  EXPECT_EQ(LeadingHan("示例"), 3u);
  EXPECT_EQ(LeadingHan("𠮷野"), 4u);
  EXPECT_EQ(LeadingHan("（"), 0u);
  EXPECT_EQ(LeadingHan("a"), 0u);
  EXPECT_EQ(LeadingHan("\xE7\xA4"), 0u);
  EXPECT_EQ(LeadingHan(""), 0u);
}

}  // namespace
}  // namespace liandong::ids
