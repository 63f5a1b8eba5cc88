#include "services/acquisition/appraisal/appraisal_rules.h"

#include <map>

#include "gtest/gtest.h"
#include "services/acquisition/papers.h"
#include "services/acquisition/testing/machines.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

TEST(AppraisalRulesTest, OnlyTheMovesOfTheTables) {
  testing::ExpectExactly(kChoiceMachine, kChoiceMoves, kChoiceState);
  testing::ExpectExactly(kAppraisalMachine, kAppraisalMoves, kAppraisalState);
}

TEST(AppraisalRulesTest, TheSeedDrawsForEverybodyAlike) {
  auto choice = Parse<AppraiserChoice>(R"(candidates: "a" candidates: "b")");
  // By SHA-256 of these seeds, worked out apart from this code.
  for (const auto& [seed, drawn] :
       std::map<std::string, std::string>{{"seed-0", "b"}, {"seed-3", "a"}, {"seed-7", "a"}}) {
    choice.set_seed(seed);
    EXPECT_EQ(Draw(choice), drawn) << seed;
  }
  choice.add_candidates("c");
  choice.set_seed("永州示例评估摇号20260312-073918");
  EXPECT_EQ(Draw(choice), "c");
}

TEST(AppraisalRulesTest, ALotNeedsDifferentCandidates) {
  EXPECT_THAT(CheckCandidates(Parse<AppraiserChoice>(R"(candidates: "a")")),
              RefusedWith(kTooFewCandidates));
  EXPECT_THAT(
      CheckCandidates(Parse<AppraiserChoice>(R"(candidates: "a" candidates: "b" candidates: "a")")),
      RefusedWith(kTooFewCandidates));
  EXPECT_THAT(CheckCandidates(Parse<AppraiserChoice>(R"(candidates: "a" candidates: "b")")),
              IsOk());
}

TEST(AppraisalRulesTest, ValuedAtTheAnnouncementSignedByTwo) {
  auto report = Parse<v1::SubmitAppraisalReportRequest>(
      R"(valuation_date $day(2026-03-04) appraisers: "a/1" appraisers: "a/2")");
  const Date announced(2026, 3, 5);
  const absl::Status wrong = CheckReport(report, announced, 2);
  EXPECT_THAT(wrong, RefusedWith(kValuationDate));
  EXPECT_EQ(MetadataOf(wrong, "expected"), "2026-03-05");
  report.mutable_valuation_date()->set_day(5);
  EXPECT_THAT(CheckReport(report, announced, 2), IsOk());
  report.set_appraisers(1, "a/1");
  EXPECT_THAT(CheckReport(report, announced, 2), RefusedWith(kAppraisersMissing));
}

TEST(AppraisalRulesTest, PricesInWholeYuan) {
  EXPECT_THAT(CheckValues(Parse<v1::AppraisedValues>("unit_price_fen: 368050")),
              RefusedWith(kPriceNotWholeYuan));
  EXPECT_THAT(CheckValues(Parse<v1::AppraisedValues>("unit_price_fen: 368000")), IsOk());
}

TEST(ReceiptTest, WhatIsLeftBehindNeedsTwoWitnesses) {
  const Date written(2026, 4, 29);
  const Date today(2026, 4, 30);
  auto receipt = Parse<v1::ServiceReceipt>(
      R"(manner: MANNER_LEFT_BEHIND date $day(2026-04-30) witnesses: "com/com-1")");
  EXPECT_THAT(CheckReceipt(receipt, written, today), RefusedWith(kServiceIncomplete));
  receipt.add_witnesses("com/com-1");
  EXPECT_THAT(CheckReceipt(receipt, written, today), RefusedWith(kServiceIncomplete));
  receipt.set_witnesses(1, "com/com-2");
  EXPECT_THAT(CheckReceipt(receipt, written, today), IsOk());
  EXPECT_THAT(CheckReceipt(receipt, written, today - 1), RefusedWith(kServiceDate));
  EXPECT_THAT(CheckReceipt(receipt, today + 1, today + 1), RefusedWith(kServiceDate));
}

TEST(PapersTest, OfficersAndHouseholdsByName) {
  EXPECT_EQ(OrganisationOf("hsb/hsb-1"), "hsb");
  for (const char* bad : {"", "hsb", "/x", "hsb/", "a/b/c", "h b/x"}) {
    EXPECT_EQ(OrganisationOf(bad), "") << bad;
  }
  EXPECT_EQ(HouseholdOf("projects/P1/agreements/H09"), "projects/P1/households/H09");
}

}  // namespace
}  // namespace liandong::acquisition
