#include "services/enforcement/cases/case_rules.h"

#include <map>
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "services/enforcement/cases/courts.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/rules/testing/shipped_rules.h"
#include "shared/testing/status_matchers.h"

namespace liandong::enforcement {
namespace {

using liandong::testing::IsOk;
using liandong::testing::RefusedWith;
using liandong::testing::ShippedCalendar;
using liandong::testing::ShippedRules;

// H12: decision served 2026-04-30, rights told.
Case ServedCase() {
  Case c;
  c.set_name("projects/P1/cases/H12");
  c.set_household("projects/P1/households/H12");
  c.set_decision("projects/P1/compensationDecisions/H12");
  c.set_state(Case::STATE_OPEN);
  *c.mutable_appeal()->mutable_decision_served() = ToProto(Date(2026, 4, 30));
  c.mutable_appeal()->set_rights_told(true);
  return c;
}

// The same on 2026-11-17 with everything in place.
Case ReadyCase() {
  Case c = ServedCase();
  c.set_state(Case::STATE_DEMANDED);
  c.add_attestations()->set_body(common::v1::AGENCY_REVIEW_BODY);
  c.add_attestations()->set_body(common::v1::AGENCY_COURT);
  *c.mutable_demand()->mutable_service()->mutable_date() = ToProto(Date(2026, 11, 2));
  for (int kind = 1; kind <= v1::ATTACHMENT_KIND_ESCROW_CERTIFICATE; ++kind) {
    c.add_attachments()->set_kind(static_cast<v1::AttachmentKind>(kind));
  }
  return c;
}

const Date kFilingDay(2026, 11, 17);
const MoneyFacts kEscrow{.live = true, .escrow = true, .finding = {}};

CaseDates Dates(const Case& c) {
  auto dates = DatesOf(c, ShippedRules(), ShippedCalendar());
  EXPECT_THAT(dates, IsOk());
  return *dates;
}

std::multiset<std::string> Reasons(const ClosedGates& gates) {
  std::multiset<std::string> reasons;
  for (const auto& gate : gates.list()) reasons.insert(std::string(gate.reason->name));
  return reasons;
}
using Closed = std::multiset<std::string>;

TEST(CaseMachineTest, EveryPairOfStateAndAction) {
  using S = Case;
  const std::map<Case::State, std::map<std::string, Case::State>> legal = {
      {S::STATE_UNSPECIFIED, {{"OpenCase", S::STATE_OPEN}}},
      {S::STATE_OPEN,
       {{"AttestNothingPending", S::STATE_OPEN},
        {"CollectAttachments", S::STATE_OPEN},
        {"ServeDemand", S::STATE_DEMANDED},
        {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_DEMANDED,
       {{"CollectAttachments", S::STATE_DEMANDED},
        {"SecureFunding", S::STATE_FUNDING_PENDING},
        {"FileApplication", S::STATE_FILING_PENDING},
        {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_FUNDING_PENDING,
       {{"SecureFunding (answered)", S::STATE_DEMANDED}, {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_FILING_PENDING,
       {{"FileApplication (granted)", S::STATE_FILED},
        {"FileApplication (refused)", S::STATE_DEMANDED},
        {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_FILED, {{"AcceptApplication", S::STATE_ACCEPTED}, {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_ACCEPTED,
       {{"RecordRuling", S::STATE_PERMITTED},
        {"RecordRuling (refuse)", S::STATE_REFUSED},
        {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_PERMITTED,
       {{"ServeRuling", S::STATE_PERMITTED},
        {"ServeNotice", S::STATE_NOTICED},
        {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_REFUSED, {}},
      {S::STATE_NOTICED,
       {{"CloseAction (recorded)", S::STATE_ENFORCED}, {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_ENFORCED, {}},
      {S::STATE_ENDED, {}},
  };
  ASSERT_EQ(static_cast<int>(legal.size()), Case::State_descriptor()->value_count());
  std::set<std::string> actions;
  for (const auto& move : kCaseMoves) actions.insert(std::string(move.action));
  for (const auto& [state, moves] : legal) {
    for (const std::string& action : actions) {
      const auto next = kCaseMachine.Next(state, action);
      auto to = moves.find(action);
      if (to == moves.end()) {
        EXPECT_THAT(next, RefusedWith(kCaseState)) << Case::State_Name(state) << " " << action;
      } else {
        ASSERT_THAT(next, IsOk()) << Case::State_Name(state) << " " << action;
        EXPECT_EQ(*next, to->second);
      }
    }
  }
}

TEST(CaseMachineTest, NothingIsAskedOfACaseThatIsOver) {
  Case c;
  for (Case::State state : {Case::STATE_REFUSED, Case::STATE_ENFORCED, Case::STATE_ENDED}) {
    c.set_state(state);
    EXPECT_THAT(NextState(c, "ServeDemand"), RefusedWith(kCaseEnded));
  }
}

TEST(CaseDatesTest, AppealPeriodsDemandAndWindow) {
  const CaseDates dates = Dates(ReadyCase());
  EXPECT_EQ(dates.review.legal_due, Date(2026, 6, 29));
  EXPECT_EQ(dates.suit.legal_due, Date(2026, 10, 30));
  EXPECT_EQ(dates.appeal_until, Date(2026, 10, 30));
  EXPECT_EQ(dates.demand->legal_due, Date(2026, 11, 16));
  EXPECT_EQ(dates.demand->first_day_after(), kFilingDay);
  EXPECT_EQ(dates.window.raw_end, Date(2027, 1, 30));
  EXPECT_EQ(dates.window.safe_due, Date(2027, 1, 29));
  EXPECT_TRUE(dates.window.provisional);
}

TEST(CaseDatesTest, RightsNotToldMakeTheAppealPeriodsAYear) {
  Case c = ServedCase();
  c.mutable_appeal()->set_rights_told(false);
  const CaseDates dates = Dates(c);
  EXPECT_EQ(dates.review.raw_end, Date(2027, 4, 30));
  EXPECT_EQ(dates.suit.raw_end, Date(2027, 4, 30));
}

// K9, litigation law 45: fifteen days from the service of a review that left the decision standing.
TEST(CaseDatesTest, AReviewLeavesFifteenDaysToSue) {
  Case c = ServedCase();
  *c.mutable_appeal()->mutable_review_served() = ToProto(Date(2026, 10, 25));
  const CaseDates late = Dates(c);
  EXPECT_EQ(late.suit.legal_due, Date(2026, 11, 9));
  EXPECT_EQ(late.appeal_until, Date(2026, 11, 9));
  EXPECT_EQ(late.window.raw_end, Date(2027, 2, 9));
  // Answered early, they end early, and the three months with them.
  *c.mutable_appeal()->mutable_review_served() = ToProto(Date(2026, 5, 26));
  const CaseDates early = Dates(c);
  EXPECT_EQ(early.appeal_until, Date(2026, 6, 10));
  EXPECT_EQ(early.window.legal_due, Date(2026, 9, 10));
}

// K9: sued and lost.
TEST(CaseDatesTest, AfterALostSuitTheWindowRunsFromTheEffectOfTheJudgment) {
  Case c = ServedCase();
  *c.mutable_appeal()->mutable_review_served() = ToProto(Date(2026, 6, 30));
  *c.mutable_appeal()->mutable_judgment_effective() = ToProto(Date(2027, 3, 1));
  const CaseDates dates = Dates(c);
  EXPECT_EQ(dates.appeal_until, Date(2027, 3, 1));
  EXPECT_EQ(dates.window.raw_end, Date(2027, 6, 1));
  // Lost within the six months: nobody sues twice.
  c.mutable_appeal()->clear_review_served();
  *c.mutable_appeal()->mutable_judgment_effective() = ToProto(Date(2026, 8, 20));
  EXPECT_EQ(Dates(c).appeal_until, Date(2026, 8, 20));
}

TEST(CaseDatesTest, AnAppealTakenBackShortensNothing) {
  Case c = ServedCase();
  *c.mutable_appeal()->mutable_withdrawn() = ToProto(Date(2026, 6, 1));
  EXPECT_EQ(Dates(c).appeal_until, Date(2026, 10, 30));
  *c.mutable_appeal()->mutable_withdrawn() = ToProto(Date(2026, 12, 1));
  EXPECT_EQ(Dates(c).appeal_until, Date(2026, 12, 1));
}

TEST(CaseDatesTest, SetPeriodsWritesWhatTheHouseholdsAppealsMade) {
  Case c = ServedCase();
  HouseholdFacts household;
  household.review_served = Date(2026, 10, 25);
  const auto dates = SetPeriods(c, household, ShippedRules(), ShippedCalendar());
  ASSERT_THAT(dates, IsOk());
  EXPECT_EQ(*FromProto(c.appeal().suit().legal_due()), Date(2026, 11, 9));
  EXPECT_EQ(*FromProto(c.filing_window().legal_due()), dates->window.legal_due);
  EXPECT_EQ(dates->window.start, Date(2026, 11, 9));
}

TEST(CaseDatesTest, EarliestFilingWithAndWithoutADemand) {
  auto without = EarliestFiling(Dates(ServedCase()), ShippedRules(), ShippedCalendar());
  ASSERT_THAT(without, IsOk());
  EXPECT_EQ(*without, kFilingDay);
  auto with = EarliestFiling(Dates(ReadyCase()), ShippedRules(), ShippedCalendar());
  ASSERT_THAT(with, IsOk());
  EXPECT_EQ(*with, kFilingDay);
}

TEST(CheckOpeningTest, EachGate) {
  const Case c = ServedCase();
  const HouseholdFacts household{.territory = "431103", .vacate_by = Date(2026, 6, 15)};
  const DecisionFacts decision{.household = c.household(),
                               .decider = "gov",
                               .served = Date(2026, 4, 30),
                               .rights_told = true,
                               .total_fen = 1};
  const Date day(2026, 6, 16);
  EXPECT_THAT(CheckOpening(c, "gov", household, decision, day), IsOk());
  EXPECT_THAT(CheckOpening(c, "lsd", household, decision, day), RefusedWith(kApplicantNotDecider));
  DecisionFacts other = decision;
  other.household = "projects/P1/households/H11";
  EXPECT_THAT(CheckOpening(c, "gov", household, other, day), RefusedWith(kDecisionMismatch));
  DecisionFacts unserved = decision;
  unserved.served.reset();
  EXPECT_THAT(CheckOpening(c, "gov", household, unserved, day), RefusedWith(kDecisionNotServed));
  EXPECT_THAT(CheckOpening(c, "gov", household, decision, Date(2026, 6, 15)),
              RefusedWith(kVacateDayRunning));
  HouseholdFacts unpaid = household;
  unpaid.vacate_by.reset();
  EXPECT_THAT(CheckOpening(c, "gov", unpaid, decision, day), RefusedWith(kVacateDayRunning));
  HouseholdFacts vacated = household;
  vacated.vacated = true;
  EXPECT_THAT(CheckOpening(c, "gov", vacated, decision, day), RefusedWith(kHouseVacated));
  EXPECT_THAT(CheckOpening(c, "gov", vacated, unserved, day), RefusedWith(kGatesClosed));
  HouseholdFacts annulled = household;
  annulled.annulled = true;
  EXPECT_THAT(CheckOpening(c, "gov", annulled, decision, day), RefusedWith(kDecisionAnnulled));
}

TEST(AttestationGatesTest, NotWhilePeriodsRunNorWithAnAppeal) {
  const Case c = ServedCase();
  EXPECT_THAT(AttestationGates(c, Dates(c), {}, Date(2026, 10, 30)).status(),
              RefusedWith(kAppealPeriodOpen));
  EXPECT_THAT(AttestationGates(c, Dates(c), {}, Date(2026, 10, 31)).status(), IsOk());
  HouseholdFacts appealed;
  appealed.appeal_pending = true;
  EXPECT_THAT(AttestationGates(c, Dates(c), appealed, Date(2026, 10, 31)).status(),
              RefusedWith(kAppealPending));
  appealed.appeal_pending = false;
  appealed.annulled = true;
  EXPECT_THAT(AttestationGates(c, Dates(c), appealed, Date(2026, 10, 31)).status(),
              RefusedWith(kDecisionAnnulled));
}

Closed Demanding(const Case& c, const HouseholdFacts& household, Date today,
                 bool tells_rights = true, const rules::RuleSet& rules = ShippedRules()) {
  v1::Demand demand;
  demand.set_tells_right_to_defend(tells_rights);
  auto gates = DemandGates(c, demand, Dates(c), household, rules, today);
  EXPECT_THAT(gates, IsOk());
  return Reasons(*gates);
}

TEST(DemandGatesTest, EachGate) {
  Case c = ServedCase();
  EXPECT_EQ(Demanding(c, {}, Date(2026, 10, 30)), Closed{"APPEAL_PERIOD_OPEN"});
  EXPECT_EQ(Demanding(c, {}, Date(2026, 11, 2)),
            (Closed{"ATTESTATION_MISSING", "ATTESTATION_MISSING"}));
  c.add_attestations()->set_body(common::v1::AGENCY_COURT);
  EXPECT_EQ(Demanding(c, {}, Date(2026, 11, 2)), Closed{"ATTESTATION_MISSING"});
  c.add_attestations()->set_body(common::v1::AGENCY_REVIEW_BODY);
  EXPECT_EQ(Demanding(c, {}, Date(2026, 11, 2)), Closed{});
  EXPECT_EQ(Demanding(c, {}, Date(2026, 11, 2), false), Closed{"RIGHTS_NOTICE_MISSING"});
  HouseholdFacts household;
  household.appeal_pending = true;
  EXPECT_EQ(Demanding(c, household, Date(2026, 11, 2)), Closed{"APPEAL_PENDING"});
  household.vacated = true;
  household.annulled = true;
  EXPECT_EQ(Demanding(c, household, Date(2026, 11, 2)),
            (Closed{"APPEAL_PENDING", "DECISION_ANNULLED", "HOUSE_VACATED"}));
}

// K9: the last day of the fifteen belongs to the household.
TEST(DemandGatesTest, NotBeforeTheFifteenDaysAfterAReview) {
  Case c = ReadyCase();
  *c.mutable_appeal()->mutable_review_served() = ToProto(Date(2026, 10, 25));
  EXPECT_EQ(Demanding(c, {}, Date(2026, 11, 2)), Closed{"APPEAL_PERIOD_OPEN"});
  EXPECT_EQ(Demanding(c, {}, Date(2026, 11, 9)), Closed{"APPEAL_PERIOD_OPEN"});
  EXPECT_EQ(Demanding(c, {}, Date(2026, 11, 10)), Closed{});
}

TEST(DemandGatesTest, TheDocumentsOwnProfileDemandsEarlier) {
  auto document = ShippedRules().WithProfile("document");
  ASSERT_THAT(document, IsOk());
  EXPECT_EQ(Demanding(ServedCase(), {}, Date(2026, 6, 16), true, *document), Closed{});
}

Closed Filing(const Case& c, const HouseholdFacts& household = {},
              const MoneyFacts& money = kEscrow, Date today = kFilingDay) {
  return Reasons(FilingGates(c, Dates(c), household, money, today));
}

TEST(FilingGatesTest, OpenWithEverythingInPlace) { EXPECT_EQ(Filing(ReadyCase()), Closed{}); }

TEST(FilingGatesTest, DemandRunsThroughItsTenthWorkingDay) {
  EXPECT_EQ(Filing(ReadyCase(), {}, kEscrow, Date(2026, 11, 16)), Closed{"DEMAND_RUNNING"});
}

TEST(FilingGatesTest, AnEarlyDemandDoesNotShortenTheAppealPeriods) {
  Case c = ReadyCase();
  *c.mutable_demand()->mutable_service()->mutable_date() = ToProto(Date(2026, 6, 16));
  EXPECT_EQ(Filing(c, {}, kEscrow, Date(2026, 10, 30)), Closed{"APPEAL_PERIOD_OPEN"});
}

TEST(FilingGatesTest, WindowClosesAfterItsRolledLastDay) {
  EXPECT_EQ(Filing(ReadyCase(), {}, kEscrow, Date(2027, 2, 1)), Closed{});
  EXPECT_EQ(Filing(ReadyCase(), {}, kEscrow, Date(2027, 2, 2)), Closed{"WINDOW_CLOSED"});
}

TEST(FilingGatesTest, HouseholdAndMoney) {
  HouseholdFacts household;
  household.vacated = true;
  EXPECT_EQ(Filing(ReadyCase(), household), Closed{"HOUSE_VACATED"});
  household = {};
  household.appeal_pending = true;
  EXPECT_EQ(Filing(ReadyCase(), household), Closed{"APPEAL_PENDING"});
  EXPECT_EQ(Filing(ReadyCase(), {}, MoneyFacts{}), Closed{"PROOF_MISSING"});
  household = {};
  household.annulled = true;
  EXPECT_EQ(Filing(ReadyCase(), household), Closed{"DECISION_ANNULLED"});
}

// K9: lost in 2027, when the window after the six months is long closed.
TEST(FilingGatesTest, ALostSuitOpensTheWindowAnew) {
  Case c = ReadyCase();
  *c.mutable_appeal()->mutable_judgment_effective() = ToProto(Date(2027, 3, 1));
  *c.mutable_demand()->mutable_service()->mutable_date() = ToProto(Date(2027, 3, 8));
  EXPECT_EQ(Filing(c, {}, kEscrow, Date(2027, 5, 31)), Closed{});
  EXPECT_EQ(Filing(c, {}, kEscrow, Date(2027, 6, 1)), Closed{});
  EXPECT_EQ(Filing(c, {}, kEscrow, Date(2027, 6, 2)), Closed{"WINDOW_CLOSED"});
}

// Clause 4.1.e4: deposited money is proved by its certified escrow and no other paper.
TEST(FilingGatesTest, DepositedMoneyIsProvedByItsEscrow) {
  HouseholdFacts deposited;
  deposited.deposited = true;
  const MoneyFacts frozen{.live = true, .escrow = false, .finding = {}};
  EXPECT_EQ(Filing(ReadyCase(), deposited), Closed{});
  EXPECT_EQ(Filing(ReadyCase(), deposited, frozen), Closed{"PROOF_MISSING"});
  Case uncertified = ReadyCase();
  uncertified.mutable_attachments()->RemoveLast();
  EXPECT_EQ(Filing(uncertified, deposited, frozen),
            (Closed{"ATTACHMENT_MISSING", "PROOF_MISSING"}));
}

TEST(FilingGatesTest, AnAttestationIsMissing) {
  Case c = ReadyCase();
  c.mutable_attestations()->RemoveLast();
  EXPECT_EQ(Filing(c), Closed{"ATTESTATION_MISSING"});
}

TEST(FilingGatesTest, EachRequiredPaperIsMissedByName) {
  const Case full = ReadyCase();
  for (int i = 0; i < full.attachments_size(); ++i) {
    Case c = full;
    c.mutable_attachments()->DeleteSubrange(i, 1);
    const auto gates = FilingGates(c, Dates(c), {}, kEscrow, kFilingDay);
    ASSERT_EQ(gates.list().size(), 1u);
    EXPECT_EQ(gates.list()[0].reason, &kAttachmentMissing);
    EXPECT_EQ(gates.list()[0].subject, v1::AttachmentKind_Name(full.attachments(i).kind()));
  }
}

TEST(FilingGatesTest, EscrowCertificateOnlyWhereThereIsAnEscrow) {
  Case c = ReadyCase();
  c.mutable_attachments()->RemoveLast();
  EXPECT_EQ(Filing(c, {}, {.live = true, .escrow = false, .finding = {}}), Closed{});
  EXPECT_EQ(Filing(c), Closed{"ATTACHMENT_MISSING"});
}

TEST(FilingGatesTest, AllAtOnce) {
  HouseholdFacts household;
  household.appeal_pending = true;
  Case c = ReadyCase();
  c.clear_attachments();
  const Closed closed = Filing(c, household, MoneyFacts{}, Date(2026, 11, 16));
  EXPECT_EQ(closed.size(), 3u + 12u);
}

TEST(JurisdictionTest, TheBasicCourtOfThePlace) {
  auto closed = [](std::string_view court, std::string_view territory,
                   const rules::RuleSet& rules = ShippedRules()) {
    auto gates = JurisdictionGates(court, territory, rules, kFilingDay);
    EXPECT_THAT(gates, IsOk());
    return gates->status();
  };
  EXPECT_THAT(closed("永州市冷水滩区人民法院", "431103"), IsOk());
  EXPECT_THAT(closed("永州市冷水滩区人民法院", "431171"), IsOk());
  const absl::Status intermediate = closed("永州市中级人民法院", "431103");
  EXPECT_THAT(intermediate, RefusedWith(kJurisdiction));
  EXPECT_EQ(MetadataOf(intermediate, "court"), "永州市冷水滩区人民法院");
  EXPECT_THAT(closed("永州市冷水滩区人民法院", "431102"), RefusedWith(kJurisdiction));
  auto document = ShippedRules().WithProfile("document");
  ASSERT_THAT(document, IsOk());
  EXPECT_THAT(closed("永州市中级人民法院", "431103", *document), IsOk());
}

TEST(CheckRulingTest, PermitNamesExecutorRefusalNamesGround) {
  v1::Ruling ruling;
  ruling.set_outcome(v1::Ruling::OUTCOME_PERMIT);
  EXPECT_THAT(CheckRuling(ruling), RefusedWith(kRulingIncomplete));
  ruling.set_executor(v1::Ruling::EXECUTOR_GOVERNMENT);
  EXPECT_THAT(CheckRuling(ruling), IsOk());
  ruling.set_refusal_ground(v1::Ruling::REFUSAL_GROUND_PROCEDURE);
  EXPECT_THAT(CheckRuling(ruling), RefusedWith(kRulingIncomplete));
  ruling.set_outcome(v1::Ruling::OUTCOME_REFUSE);
  EXPECT_THAT(CheckRuling(ruling), RefusedWith(kRulingIncomplete));
  ruling.clear_executor();
  EXPECT_THAT(CheckRuling(ruling), IsOk());
  ruling.clear_refusal_ground();
  EXPECT_THAT(CheckRuling(ruling), RefusedWith(kRulingIncomplete));
}

TEST(SetDutyTest, ApplyAcceptRuleNone) {
  Case c = ReadyCase();
  ASSERT_THAT(SetDuty(c, ShippedRules(), ShippedCalendar()), IsOk());
  EXPECT_EQ(c.duty_kind(), v1::DUTY_KIND_APPLY);
  EXPECT_EQ(c.safe_due().day(), 29);

  *c.mutable_application()->mutable_filed_on() = ToProto(kFilingDay);
  c.set_state(Case::STATE_FILED);
  ASSERT_THAT(SetDuty(c, ShippedRules(), ShippedCalendar()), IsOk());
  EXPECT_EQ(c.duty_kind(), v1::DUTY_KIND_ACCEPT);
  EXPECT_EQ(*FromProto(c.legal_due()), Date(2026, 11, 24));

  *c.mutable_acceptance()->mutable_accepted_on() = ToProto(Date(2026, 11, 19));
  c.set_state(Case::STATE_ACCEPTED);
  ASSERT_THAT(SetDuty(c, ShippedRules(), ShippedCalendar()), IsOk());
  EXPECT_EQ(c.duty_kind(), v1::DUTY_KIND_RULE);
  EXPECT_EQ(*FromProto(c.legal_due()), Date(2026, 12, 17));
  auto document = ShippedRules().WithProfile("document");
  ASSERT_THAT(document, IsOk());
  ASSERT_THAT(SetDuty(c, *document, ShippedCalendar()), IsOk());
  EXPECT_EQ(*FromProto(c.legal_due()), Date(2026, 12, 21));

  c.set_state(Case::STATE_PERMITTED);
  ASSERT_THAT(SetDuty(c, ShippedRules(), ShippedCalendar()), IsOk());
  EXPECT_EQ(c.duty_kind(), v1::DUTY_KIND_UNSPECIFIED);
  EXPECT_FALSE(c.has_legal_due());
}

TEST(ClosedGatesTest, ExplainsInBothLanguages) {
  const auto gates = FilingGates(ReadyCase(), Dates(ReadyCase()), {}, kEscrow, Date(2026, 11, 16));
  const auto explained = gates.Explain();
  ASSERT_EQ(explained.size(), 1u);
  EXPECT_EQ(explained[0].reason(), "DEMAND_RUNNING");
  EXPECT_EQ(explained[0].text_en(),
            "the demand runs to 2026-11-16; filing is possible from 2026-11-17");
  EXPECT_EQ(explained[0].text_zh(), "催告期至2026-11-16届满，自2026-11-17起可以申请");
}

}  // namespace
}  // namespace liandong::enforcement
