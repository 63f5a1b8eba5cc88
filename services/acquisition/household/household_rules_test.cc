#include "services/acquisition/household/household_rules.h"

#include "gtest/gtest.h"
#include "services/acquisition/papers.h"
#include "services/acquisition/testing/machines.h"
#include "services/acquisition/testing/world.h"
#include "shared/calendar/date_proto.h"
#include "shared/testing/closed_gates.h"

namespace liandong::acquisition {
namespace {

using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

constexpr char kCase[] = "projects/P1/cases/H12";
constexpr char kOther[] = "projects/P1/cases/other";
const Date kToday(2026, 12, 8);

Household Compensated() {
  return Parse<Household>(
      R"(name: "projects/P1/households/H12" state: STATE_DECIDED
         compensation_state: COMPENSATION_STATE_DEPOSITED
         compensation_decision: "projects/P1/compensationDecisions/H12")");
}

v1::EnterAppealRequest Appealed(const std::string& id) {
  return Parse<v1::EnterAppealRequest>(
      "kind: KIND_SUIT subject: \"projects/P1/compensationDecisions/H12\" appeal_id: \"" + id +
      "\"");
}

constexpr common::v1::Agency kCourt = common::v1::AGENCY_COURT;
constexpr common::v1::Agency kReviewBody = common::v1::AGENCY_REVIEW_BODY;

// With effect from kToday.
v1::CloseAppealRequest Closing(const std::string& id, v1::Appeal::Result result) {
  v1::CloseAppealRequest request;
  request.set_appeal_id(id);
  request.set_outcome("示例文书");
  request.set_result(result);
  *request.mutable_effective_date() = ToProto(kToday);
  return request;
}

TEST(HouseholdRulesTest, OnlyTheMovesOfTheTable) {
  testing::ExpectExactly(kHouseholdMachine, kHouseholdMoves, kHouseholdState);
}

TEST(ClaimsTest, FilingNeedsMoneyAndTakesTheRowForOneCase) {
  Household household = Compensated();
  EXPECT_THAT(ClaimFiling(household, kCase), IsOk());
  EXPECT_TRUE(household.court_filed());
  EXPECT_THAT(ClaimFiling(household, kCase), IsOk());
  EXPECT_THAT(ClaimFiling(household, kOther), RefusedWith(kCourtAlreadyFiled));
  EXPECT_EQ(household.court_case(), kCase);
  EXPECT_THAT(ReleaseFiling(household, kOther), RefusedWith(kCourtNotFiled));
  EXPECT_THAT(ReleaseFiling(household, kCase), IsOk());
  EXPECT_FALSE(household.court_filed());
  EXPECT_THAT(ReleaseFiling(household, kCase), RefusedWith(kCourtNotFiled));
  EXPECT_THAT(ClaimFiling(household, kOther), IsOk());

  Household unpaid = Compensated();
  unpaid.set_compensation_state(v1::COMPENSATION_STATE_NONE);
  EXPECT_THAT(ClaimFiling(unpaid, kCase), RefusedWith(kNotCompensated));
  unpaid.set_vacated(true);
  EXPECT_THAT(ClaimFiling(unpaid, kCase), RefusedWith(kGatesClosed));
  EXPECT_FALSE(unpaid.court_filed());
}

TEST(ClaimsTest, EachGateOfFilingAloneAndAllAtOnce) {
  const auto refused = [](const Household& before, const liandong::testing::Names& gates) {
    Household household = before;
    EXPECT_THAT(ClaimFiling(household, kCase), liandong::testing::ClosesExactly(gates));
    EXPECT_EQ(household.SerializeAsString(), before.SerializeAsString());
  };
  Household one = Compensated();
  one.set_compensation_state(v1::COMPENSATION_STATE_NONE);
  refused(one, {"NOT_COMPENSATED"});
  one = Compensated();
  one.set_vacated(true);
  refused(one, {"HOUSEHOLD_VACATED"});
  one = Compensated();
  one.set_appeal_pending(true);
  refused(one, {"APPEAL_PENDING"});
  one = Compensated();
  ASSERT_THAT(ClaimFiling(one, kOther), IsOk());
  refused(one, {"COURT_ALREADY_FILED"});
  one.set_compensation_state(v1::COMPENSATION_STATE_NONE);
  one.set_vacated(true);
  one.set_appeal_pending(true);
  refused(one, {"APPEAL_PENDING", "COURT_ALREADY_FILED", "HOUSEHOLD_VACATED", "NOT_COMPENSATED"});
  EXPECT_THAT(ClaimAction(one, kCase),
              liandong::testing::ClosesExactly(liandong::testing::Names{
                  "APPEAL_PENDING", "COURT_NOT_FILED", "HOUSEHOLD_VACATED", "NOT_COMPENSATED"}));
  EXPECT_FALSE(one.action_started());
}

TEST(ClaimsTest, NoActionAfterVacatingOrDuringAnAppeal) {
  Household household = Compensated();
  EXPECT_THAT(ClaimAction(household, kCase), RefusedWith(kCourtNotFiled));
  ASSERT_THAT(ClaimFiling(household, kCase), IsOk());
  EXPECT_THAT(ClaimAction(household, kOther), RefusedWith(kCourtNotFiled));

  Household gone = household;
  ASSERT_THAT(VacateByItself(gone, "验收单1号", kToday, kToday, "notary/notary-2"), IsOk());
  EXPECT_THAT(ClaimAction(gone, kCase), RefusedWith(kHouseholdVacated));
  EXPECT_FALSE(gone.action_started());

  Household suing = household;
  ASSERT_THAT(EnterAppeal(suing, Appealed("a1"), kToday, "crt/crt-1"), IsOk());
  EXPECT_THAT(ClaimAction(suing, kCase), RefusedWith(kAppealPending));
  EXPECT_FALSE(suing.action_started());

  ASSERT_THAT(ClaimAction(household, kCase), IsOk());
  EXPECT_THAT(ClaimAction(household, kCase), IsOk());  // goes on after a suspension
  EXPECT_THAT(VacateByForce(household, kOther, kToday, kToday, "x"),
              RefusedWith(kActionNotStarted));
  EXPECT_THAT(VacateByForce(household, kCase, kToday + 1, kToday, "x"), RefusedWith(kVacateDate));
  EXPECT_FALSE(household.vacated());
  EXPECT_THAT(VacateByForce(household, kCase, kToday, kToday, "x"), IsOk());
  EXPECT_EQ(household.vacating().manner(), v1::Vacating::MANNER_FORCED);
  EXPECT_THAT(VacateByForce(household, kCase, kToday, kToday, "x"), RefusedWith(kHouseholdVacated));
}

// Clause 4.2.b, K10: the suit came while the action ran.
TEST(ClaimsTest, NobodyIsMovedOutDuringAnAppealThatCameAfterTheStart) {
  Household household = Compensated();
  ASSERT_THAT(ClaimFiling(household, kCase), IsOk());
  ASSERT_THAT(ClaimAction(household, kCase), IsOk());
  ASSERT_THAT(EnterAppeal(household, Appealed("a1"), kToday, "crt/crt-1"), IsOk());
  EXPECT_THAT(VacateByForce(household, kCase, kToday, kToday, "x"), RefusedWith(kAppealPending));
  ASSERT_THAT(CloseAppeal(household, Closing("a1", v1::Appeal::RESULT_ANNULLED), kCourt, kToday),
              IsOk());
  EXPECT_THAT(VacateByForce(household, kCase, kToday, kToday, "x"), RefusedWith(kDecisionAnnulled));
  EXPECT_FALSE(household.vacated());
}

// Regulation 27: the payment came back after the filing.
TEST(ClaimsTest, NoActionWithoutTheMoney) {
  Household household = Compensated();
  ASSERT_THAT(ClaimFiling(household, kCase), IsOk());
  household.set_compensation_state(v1::COMPENSATION_STATE_NONE);
  EXPECT_THAT(ClaimAction(household, kCase), RefusedWith(kNotCompensated));
  EXPECT_FALSE(household.action_started());
}

// Clause 3.8.e, regulation 27: compensated first, moved afterwards.
TEST(ClaimsTest, NoHouseIsTakenOverBeforeTheMoney) {
  Household household = Compensated();
  household.set_compensation_state(v1::COMPENSATION_STATE_NONE);
  EXPECT_THAT(VacateByItself(household, "c", kToday, kToday, "x"), RefusedWith(kNotCompensated));
  EXPECT_FALSE(household.vacated());
  for (auto paid : {v1::COMPENSATION_STATE_PAID, v1::COMPENSATION_STATE_DEPOSITED,
                    v1::COMPENSATION_STATE_HOUSE_OFFERED}) {
    Household one = household;
    one.set_compensation_state(paid);
    EXPECT_THAT(VacateByItself(one, "c", kToday, kToday, "x"), IsOk());
  }
  // A home chosen is no home agreed.
  Household exchanging = household;
  exchanging.set_home("projects/P1/homes/A1-0302");
  EXPECT_THAT(VacateByItself(exchanging, "c", kToday, kToday, "x"), RefusedWith(kNotCompensated));
  exchanging.set_agreement("projects/P1/agreements/H12");
  EXPECT_THAT(VacateByItself(exchanging, "c", kToday, kToday, "x"), IsOk());
}

TEST(ClaimsTest, AHouseholdVacatesOnceAndNotInTheFuture) {
  Household household = Compensated();
  EXPECT_THAT(VacateByItself(household, "c", kToday + 1, kToday, "x"), RefusedWith(kVacateDate));
  EXPECT_FALSE(household.vacated());
  EXPECT_THAT(VacateByItself(household, "c", kToday, kToday, "x"), IsOk());
  EXPECT_EQ(household.vacating().manner(), v1::Vacating::MANNER_VOLUNTARY);
  EXPECT_THAT(VacateByItself(household, "c", kToday, kToday, "x"), RefusedWith(kHouseholdVacated));
}

TEST(AppealsTest, TheMarkGoesWithTheLastOpenOne) {
  Household household = Compensated();
  auto foreign = Appealed("a0");
  foreign.set_subject("projects/P1/agreements/H12");
  EXPECT_THAT(EnterAppeal(household, foreign, kToday, "x"), RefusedWith(kAppealSubject));
  EXPECT_FALSE(household.appeal_pending());
  ASSERT_THAT(EnterAppeal(household, Appealed("a1"), kToday, "x"), IsOk());
  EXPECT_THAT(EnterAppeal(household, Appealed("a1"), kToday, "x"), RefusedWith(kAppealExists));
  ASSERT_THAT(EnterAppeal(household, Appealed("a2"), kToday, "x"), IsOk());
  const auto close = [&](const char* id) {
    return CloseAppeal(household, Closing(id, v1::Appeal::RESULT_WITHDRAWN), kCourt, kToday);
  };
  ASSERT_THAT(close("a1"), IsOk());
  EXPECT_TRUE(household.appeal_pending());
  EXPECT_THAT(close("a1"), RefusedWith(kAppealUnknown));
  ASSERT_THAT(close("a2"), IsOk());
  EXPECT_FALSE(household.appeal_pending());
  EXPECT_FALSE(IsAnnulled(household));
}

// Clause 4.2.b, K10.
TEST(AppealsTest, EachBodyClosesItsOwnOnceTheOutcomeHasEffect) {
  Household household = Compensated();
  auto review = Appealed("r1");
  review.set_kind(v1::Appeal::KIND_REVIEW);
  ASSERT_THAT(EnterAppeal(household, review, kToday, "x"), IsOk());
  ASSERT_THAT(EnterAppeal(household, Appealed("s1"), kToday, "x"), IsOk());
  const std::string before = household.SerializeAsString();
  const auto upheld = [](const char* id) { return Closing(id, v1::Appeal::RESULT_UPHELD); };
  EXPECT_THAT(CloseAppeal(household, upheld("r1"), kCourt, kToday),
              RefusedWith(kAppealOfOtherBody));
  EXPECT_THAT(CloseAppeal(household, upheld("s1"), kReviewBody, kToday),
              RefusedWith(kAppealOfOtherBody));
  EXPECT_THAT(CloseAppeal(household, upheld("s1"), kCourt, kToday - 1),
              RefusedWith(kAppealEffectDate));
  EXPECT_EQ(household.SerializeAsString(), before);
  ASSERT_THAT(CloseAppeal(household, upheld("r1"), kReviewBody, kToday), IsOk());
  ASSERT_THAT(CloseAppeal(household, upheld("s1"), kCourt, kToday), IsOk());
  EXPECT_EQ(DayOf(household.appeals(1).effective_date()), kToday);
  EXPECT_FALSE(IsAnnulled(household));
  EXPECT_THAT(ClaimFiling(household, kCase), IsOk());
}

// Clause 4.2.b: nothing rests on a decision that was annulled.
TEST(AppealsTest, AnAnnulledDecisionIsNotEnforced) {
  Household household = Compensated();
  ASSERT_THAT(ClaimFiling(household, kCase), IsOk());
  ASSERT_THAT(EnterAppeal(household, Appealed("a1"), kToday, "x"), IsOk());
  ASSERT_THAT(CloseAppeal(household, Closing("a1", v1::Appeal::RESULT_ANNULLED), kCourt, kToday),
              IsOk());
  EXPECT_FALSE(household.appeal_pending());
  EXPECT_TRUE(IsAnnulled(household));
  EXPECT_THAT(ClaimFiling(household, kCase), RefusedWith(kDecisionAnnulled));
  EXPECT_THAT(ClaimAction(household, kCase), RefusedWith(kDecisionAnnulled));
  EXPECT_FALSE(household.action_started());
  household.set_compensation_decision("projects/P1/compensationDecisions/H12b");
  EXPECT_FALSE(IsAnnulled(household));
}

}  // namespace
}  // namespace liandong::acquisition
