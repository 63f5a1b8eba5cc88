#include "services/acquisition/agreement/agreement_rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/acquisition/testing/machines.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

Agreement Money() {
  return Parse<Agreement>(
      R"(method: COMPENSATION_METHOD_MONEY payment_due $day(2026-04-20)
         vacate_by $day(2026-05-15) transition: "自行过渡" signed_by: "1")");
}

TEST(AgreementRulesTest, OnlyTheMovesOfTheTable) {
  testing::ExpectExactly(kAgreementMachine, kAgreementMoves, kAgreementState);
}

TEST(AgreementRulesTest, NoInvestorNegotiates) {
  const auto check = [](const std::string& officer) {
    google::protobuf::RepeatedPtrField<std::string> officers;
    *officers.Add() = "lsd/lsd-1";
    *officers.Add() = officer;
    return CheckNegotiators(officers, {"cig"});
  };
  EXPECT_THAT(check("hsb/hsb-1"), IsOk());
  EXPECT_THAT(check("cig/cig-1"), RefusedWith(kInvestorWall));
  EXPECT_THAT(check("cig-1"), RefusedWith(kOfficerFormat));
}

TEST(AgreementRulesTest, EveryContentOfArticle25) {
  const auto household = Parse<v1::Household>(R"(parties { party_id: "1" })");
  EXPECT_THAT(CheckContents(Money(), household), IsOk());
  Agreement agreement = Money();
  agreement.clear_vacate_by();
  const absl::Status missing = CheckContents(agreement, household);
  EXPECT_THAT(missing, RefusedWith(kFieldMissing));
  EXPECT_EQ(MetadataOf(missing, "missing"), "vacate_by");
  EXPECT_THAT(MissingContents(Parse<Agreement>("method: COMPENSATION_METHOD_EXCHANGE")),
              ::testing::ElementsAre("payment_due", "vacate_by", "transition", "home",
                                     "transition_months"));
}

TEST(AgreementRulesTest, EveryOwnerSigns) {
  const auto household =
      Parse<v1::Household>(R"(parties { party_id: "1" } parties { party_id: "2" })");
  Agreement agreement = Money();
  const absl::Status one = CheckContents(agreement, household);
  EXPECT_THAT(one, RefusedWith(kCoOwnerSignature));
  EXPECT_EQ(MetadataOf(one, "signed"), "1");
  agreement.add_signed_by("2");
  EXPECT_THAT(CheckContents(agreement, household), IsOk());
}

TEST(AgreementRulesTest, OnlyWithinTheSigningPeriod) {
  const auto scheme = Parse<v1::Scheme>(
      "signing_from $day(2026-03-27) signing_until { legal_due $day(2026-04-27) }");
  EXPECT_THAT(CheckSigningPeriod(v1::Scheme(), Date(2026, 4, 1)), RefusedWith(kSigningNotOpened));
  EXPECT_THAT(CheckSigningPeriod(scheme, Date(2026, 3, 26)), RefusedWith(kSigningNotOpened));
  EXPECT_THAT(CheckSigningPeriod(scheme, Date(2026, 3, 27)), IsOk());
  EXPECT_THAT(CheckSigningPeriod(scheme, Date(2026, 4, 27)), IsOk());
  EXPECT_THAT(CheckSigningPeriod(scheme, Date(2026, 4, 28)), RefusedWith(kSigningPeriodOver));
}

}  // namespace
}  // namespace liandong::acquisition
