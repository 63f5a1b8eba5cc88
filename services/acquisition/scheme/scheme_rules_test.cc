#include "services/acquisition/scheme/scheme_rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/acquisition/testing/machines.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

TEST(SchemeRulesTest, OnlyTheMovesOfTheTable) {
  testing::ExpectExactly(kSchemeMachine, kSchemeMoves, kSchemeState);
}

v1::SchemeTerms Terms(const std::string& tiers) {
  return Parse<v1::SchemeTerms>(
      "signing_days: 30 unit_prices { use: \"住宅\" structure: \"砖混\" low_fen: 1 high_fen: 2 }" +
      tiers);
}

TEST(SchemeRulesTest, RewardTiersRiseInDaysAndFallInReward) {
  EXPECT_THAT(CheckTerms(Terms("")), IsOk());
  EXPECT_THAT(CheckTerms(Terms("reward_tiers { days: 12 reward_fen: 2 }"
                               "reward_tiers { days: 21 reward_fen: 1 }")),
              IsOk());
  for (const char* bad : {"reward_tiers { days: 12 reward_fen: 2 }"
                          "reward_tiers { days: 12 reward_fen: 1 }",
                          "reward_tiers { days: 12 reward_fen: 2 }"
                          "reward_tiers { days: 13 reward_fen: 2 }",
                          "reward_tiers { days: 31 reward_fen: 2 }"}) {
    EXPECT_THAT(CheckTerms(Terms(bad)), RefusedWith(kRewardTiersOrder)) << bad;
  }
}

TEST(SchemeRulesTest, PricesAreARange) {
  v1::SchemeTerms terms = Terms("");
  terms.mutable_unit_prices(0)->set_low_fen(3);
  EXPECT_THAT(CheckTerms(terms), RefusedWith(kPriceRange));
}

TEST(SchemeRulesTest, ADeviationFromTheNeighbourIsExplained) {
  Scheme scheme;
  *scheme.mutable_terms() = Terms("");
  v1::SchemeTerms theirs = Terms("");
  EXPECT_THAT(CheckDeviation(scheme, "projects/P2", theirs), IsOk());
  theirs.mutable_unit_prices(0)->set_high_fen(5);
  EXPECT_THAT(CheckDeviation(scheme, "projects/P2", theirs),
              RefusedWith(kPriceDeviationUnexplained));
  scheme.set_deviation_reason("临街");
  EXPECT_THAT(CheckDeviation(scheme, "projects/P2", theirs), IsOk());
  scheme.clear_deviation_reason();
  theirs.mutable_unit_prices(0)->set_structure("框架");
  EXPECT_THAT(CheckDeviation(scheme, "projects/P2", theirs), IsOk());
}

TEST(SchemeRulesTest, TheReviewNamesEveryMissingStep) {
  EXPECT_THAT(MissingBeforeConsultation(Scheme()), ElementsAre("ARGUMENT_MEETING"));
  EXPECT_THAT(MissingBeforeConsultation(Parse<Scheme>("argument_meeting $doc")), IsEmpty());
  EXPECT_THAT(MissingBeforeDecision(Scheme(), v1::Project()),
              ElementsAre("CONSULTATION", "OPINIONS_PUBLISHED", "RISK_ASSESSMENT"));
  EXPECT_THAT(MissingBeforeDecision(
                  Parse<Scheme>("replaces: \"projects/P1/schemes/v1\" opinions_published $doc"),
                  Parse<v1::Project>("risk_assessment { level: LEVEL_LOW document $doc }")),
              IsEmpty());
}

TEST(SchemeRulesTest, TheRewardOfASigningDay) {
  const v1::SchemeTerms terms = Terms(
      "reward_tiers { days: 12 reward_fen: 3000000 } reward_tiers { days: 21 reward_fen: 1500000 "
      "}");
  const Date from(2026, 3, 27);
  EXPECT_EQ(RewardFen(terms, from, Date(2026, 3, 27)), 3000000);
  EXPECT_EQ(RewardFen(terms, from, Date(2026, 4, 8)), 3000000);
  EXPECT_EQ(RewardFen(terms, from, Date(2026, 4, 9)), 1500000);
  EXPECT_EQ(RewardFen(terms, from, Date(2026, 4, 17)), 1500000);
  EXPECT_EQ(RewardFen(terms, from, Date(2026, 4, 18)), 0);
}

}  // namespace
}  // namespace liandong::acquisition
