#include "shared/auth/spiffe.h"

#include "gtest/gtest.h"
#include "shared/status/refusal.h"

namespace liandong::auth {
namespace {

constexpr std::string_view kDomain = "liandong.yz.gov.cn";

void ExpectRefused(const absl::StatusOr<Identity>& result, const Reason& reason) {
  EXPECT_EQ(result.status().code(), reason.code);
  EXPECT_EQ(ReasonOf(result.status()), reason.name);
}

TEST(Spiffe, ReadsAgenciesAndServices) {
  const Identity agency = ParseSpiffe("spiffe://liandong.yz.gov.cn/agency/bank-1", kDomain).value();
  EXPECT_EQ(agency.organisation_id, "bank-1");
  EXPECT_FALSE(agency.is_service());
  const Identity service =
      ParseSpiffe("spiffe://liandong.yz.gov.cn/service/funds", kDomain).value();
  EXPECT_EQ(service.service, common::v1::SERVICE_FUNDS);
  EXPECT_TRUE(service.is_service());
  EXPECT_EQ(service.organisation_id, "");
}

TEST(Spiffe, RefusesAnotherTrustDomain) {
  for (const char* uri :
       {"spiffe://dev.liandong/agency/finance",
        "spiffe://liandong.yz.gov.cn.evil.cn/agency/finance", "spiffe://yz.gov.cn/service/funds"}) {
    ExpectRefused(ParseSpiffe(uri, kDomain), kForeignTrustDomain);
  }
}

TEST(Spiffe, RefusesEveryOtherForm) {
  for (const char* uri : {
           "",
           "finance",
           "spiffe://",
           "spiffe://liandong.yz.gov.cn",
           "spiffe://liandong.yz.gov.cn/",
           "spiffe:///agency/finance",
           "SPIFFE://liandong.yz.gov.cn/agency/finance",
           "https://liandong.yz.gov.cn/agency/finance",
           "spiffe://LIANDONG.yz.gov.cn/agency/finance",
           "spiffe://liandong.yz.gov.cn:443/agency/finance",
           "spiffe://user@liandong.yz.gov.cn/agency/finance",
           "spiffe://liandong.yz.gov.cn/agency",
           "spiffe://liandong.yz.gov.cn/agency/",
           "spiffe://liandong.yz.gov.cn/agency/finance/",
           "spiffe://liandong.yz.gov.cn/agency/finance/x",
           "spiffe://liandong.yz.gov.cn//agency/finance",
           "spiffe://liandong.yz.gov.cn/agency/../service/funds",
           "spiffe://liandong.yz.gov.cn/agency/Finance",
           "spiffe://liandong.yz.gov.cn/agency/fin%61nce",
           "spiffe://liandong.yz.gov.cn/agency/finance?x=1",
           "spiffe://liandong.yz.gov.cn/agency/finance#x",
           "spiffe://liandong.yz.gov.cn/agency/财政局",
           "spiffe://liandong.yz.gov.cn/service/unspecified",
           "spiffe://liandong.yz.gov.cn/service/payroll",
           "spiffe://liandong.yz.gov.cn/officer/finance",
       }) {
    ExpectRefused(ParseSpiffe(uri, kDomain), kCertificateNameInvalid);
  }
  const std::string_view with_zero("spiffe://liandong.yz.gov.cn/agency/finance\0", 43);
  ExpectRefused(ParseSpiffe(with_zero, kDomain), kCertificateNameInvalid);
}

TEST(Spiffe, IdLengthLimit) {
  const std::string prefix = "spiffe://liandong.yz.gov.cn/agency/";
  EXPECT_TRUE(ParseSpiffe(prefix + std::string(kIdBytesMax, 'a'), kDomain).ok());
  ExpectRefused(ParseSpiffe(prefix + std::string(kIdBytesMax + 1, 'a'), kDomain),
                kCertificateNameInvalid);
}

TEST(Spiffe, ACertificateHasExactlyOneUri) {
  const std::string uri = "spiffe://liandong.yz.gov.cn/agency/finance";
  EXPECT_EQ(IdentityOf({uri}, kDomain).value().organisation_id, "finance");
  ExpectRefused(IdentityOf({}, kDomain), kCertificateNameInvalid);
  ExpectRefused(IdentityOf({uri, uri}, kDomain), kCertificateNameInvalid);
}

TEST(ServiceNames, CoverEveryService) {
  for (int i = common::v1::Service_MIN + 1; i <= common::v1::Service_MAX; ++i) {
    const auto service = static_cast<common::v1::Service>(i);
    EXPECT_EQ(ServiceNamed(ServiceName(service)), service);
  }
  EXPECT_EQ(ServiceName(common::v1::SERVICE_ACQUISITION), "acquisition");
  EXPECT_EQ(ServiceNamed("FUNDS"), std::nullopt);
}

}  // namespace
}  // namespace liandong::auth
