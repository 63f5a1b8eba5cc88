#include "services/acquisition/compensation/compensation_rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/acquisition/agreement/agreement_reasons.h"
#include "services/acquisition/compensation/obligations.h"
#include "services/acquisition/testing/machines.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

TEST(CompensationRulesTest, OnlyTheMovesOfTheTable) {
  testing::ExpectExactly(kCompensationMachine, kCompensationMoves, kCompensationDecisionState);
}

const auto kAsked = [] {
  return Parse<v1::RequestCompensationDecisionRequest>(
      "household: \"h\" opinions_heard $doc methods_offered $doc");
};
const auto kScheme = [] {
  return Parse<v1::Scheme>("signing_until { legal_due $day(2026-04-27) }");
};
const auto kServed = [] {
  return Parse<v1::Appraisal>("state: STATE_SERVED review_until { legal_due $day(2026-04-07) }");
};

TEST(CompensationRulesTest, OpensTheDayAfterTheSigningPeriod) {
  const v1::Appraisal served = kServed();
  const absl::Status last_day =
      CheckRequest(kAsked(), kScheme(), &served, false, Date(2026, 4, 27));
  EXPECT_THAT(last_day, RefusedWith(kSigningPeriodOpen));
  EXPECT_EQ(MetadataOf(last_day, "last"), "2026-04-27");
  EXPECT_EQ(MetadataOf(last_day, "earliest"), "2026-04-28");
  EXPECT_THAT(CheckRequest(kAsked(), kScheme(), &served, false, Date(2026, 4, 28)), IsOk());
}

TEST(CompensationRulesTest, EachGateHasItsReason) {
  const Date day(2026, 4, 28);
  const v1::Appraisal served = kServed();
  EXPECT_THAT(CheckRequest(kAsked(), v1::Scheme(), &served, false, day),
              RefusedWith(kSigningNotOpened));
  EXPECT_THAT(CheckRequest(kAsked(), kScheme(), nullptr, false, day),
              RefusedWith(kAppraisalNotServed));
  v1::Appraisal late = served;
  late.mutable_review_until()->mutable_legal_due()->set_day(28);
  EXPECT_THAT(CheckRequest(kAsked(), kScheme(), &late, false, day), RefusedWith(kValueReviewOpen));
  v1::Appraisal final_only = served;
  final_only.set_state(v1::Appraisal::STATE_FINAL);
  EXPECT_THAT(CheckRequest(kAsked(), kScheme(), &final_only, false, day),
              RefusedWith(kAppraisalNotServed));
  auto unheard = kAsked();
  unheard.clear_opinions_heard();
  EXPECT_THAT(CheckRequest(unheard, kScheme(), &served, false, day),
              RefusedWith(kOpinionsNotHeard));
  auto one_method = kAsked();
  one_method.clear_methods_offered();
  EXPECT_THAT(CheckRequest(one_method, kScheme(), &served, false, day),
              RefusedWith(kMethodsNotOffered));
  EXPECT_THAT(CheckRequest(kAsked(), kScheme(), &served, true, day), RefusedWith(kAgreementStands));
  EXPECT_THAT(CheckRequest({}, kScheme(), nullptr, false, Date(2026, 4, 1)),
              RefusedWith(kGatesClosed));
}

TEST(CompensationRulesTest, NamesEveryMissingContent) {
  EXPECT_THAT(MissingContents(v1::MakeCompensationDecisionRequest()),
              ElementsAre("payment_due", "vacate_days", "transition", "place_posted"));
  EXPECT_THAT(MissingContents(Parse<v1::MakeCompensationDecisionRequest>(
                  R"(payment_due $day(2026-05-08) vacate_days: 30 transition: "自行过渡"
                     place_posted: "社区公告栏")")),
              IsEmpty());
}

TEST(CompensationRulesTest, CompensatedByPaymentEscrowOrAHome) {
  v1::ObligationStatus obligation;
  EXPECT_EQ(StateOf(obligation), v1::COMPENSATION_STATE_NONE);
  obligation.set_total_fen(1000);
  obligation.set_paid_fen(999);
  EXPECT_EQ(StateOf(obligation), v1::COMPENSATION_STATE_NONE);
  obligation.set_paid_fen(1000);
  EXPECT_EQ(StateOf(obligation), v1::COMPENSATION_STATE_PAID);
  obligation.set_paid_fen(400);
  obligation.set_escrowed_fen(600);
  EXPECT_EQ(StateOf(obligation), v1::COMPENSATION_STATE_DEPOSITED);
  // Exchange: 200 of transition in two months.
  obligation.set_escrowed_fen(0);
  obligation.set_transition_fen(200);
  obligation.set_transition_monthly_fen(100);
  obligation.set_paid_fen(899);
  EXPECT_EQ(StateOf(obligation), v1::COMPENSATION_STATE_NONE);
  obligation.set_paid_fen(900);
  EXPECT_EQ(StateOf(obligation), v1::COMPENSATION_STATE_HOUSE_OFFERED);
  obligation.set_paid_fen(1000);
  EXPECT_EQ(StateOf(obligation), v1::COMPENSATION_STATE_PAID);
}

}  // namespace
}  // namespace liandong::acquisition
