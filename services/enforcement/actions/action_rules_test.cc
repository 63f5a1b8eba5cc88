#include "services/enforcement/actions/action_rules.h"

#include <map>
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "services/enforcement/actions/day_rules.h"
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

using Closed = std::multiset<std::string>;

Closed Reasons(const ClosedGates& gates) {
  Closed reasons;
  for (const auto& gate : gates.list()) reasons.insert(std::string(gate.reason->name));
  return reasons;
}
Closed Reasons(const absl::StatusOr<ClosedGates>& gates) {
  EXPECT_THAT(gates, IsOk());
  return gates.ok() ? Reasons(*gates) : Closed{"ERROR"};
}

const common::v1::Agency kBodies[] = {
    common::v1::AGENCY_PUBLIC_SECURITY, common::v1::AGENCY_HOUSING_BUREAU,
    common::v1::AGENCY_PROJECT_HEADQUARTERS, common::v1::AGENCY_SUBDISTRICT_OFFICE};
const MoneyFacts kLive{.live = true, .escrow = true, .finding = {}};

// Noticed on 2026-12-01 for 12-17, plan and roster complete.
Action ReadyAction() {
  Action a;
  a.set_name("projects/P1/actions/H12");
  a.set_case_("projects/P1/cases/H12");
  a.set_household("projects/P1/households/H12");
  a.set_state(Action::STATE_NOTICED);
  *a.mutable_first_day() = ToProto(Date(2026, 12, 17));
  *a.mutable_day() = ToProto(Date(2026, 12, 17));
  for (int kind = 1; kind <= v1::RESOURCE_KIND_MEDICAL; ++kind) {
    a.mutable_plan()->add_resources()->set_kind(static_cast<v1::ResourceKind>(kind));
  }
  a.mutable_plan()->add_issues()->set_settlement(v1::Issue::SETTLEMENT_CLOSED);
  for (common::v1::Agency body : kBodies) a.add_roster()->set_body(body);
  return a;
}

v1::StartActionRequest EverybodyPresent() {
  v1::StartActionRequest present;
  for (common::v1::Agency body : kBodies) present.add_present_bodies(body);
  for (int kind = 1; kind <= v1::RESOURCE_KIND_MEDICAL; ++kind) {
    present.add_present_resources(static_cast<v1::ResourceKind>(kind));
  }
  return present;
}

TEST(ActionMachineTest, EveryPairOfStateAndAction) {
  using S = Action;
  const std::map<Action::State, std::map<std::string, Action::State>> legal = {
      {S::STATE_UNSPECIFIED, {{"ServeNotice", S::STATE_NOTICED}}},
      {S::STATE_NOTICED,
       {{"PlanAction", S::STATE_NOTICED},
        {"SetRoster", S::STATE_NOTICED},
        {"RescheduleAction", S::STATE_NOTICED},
        {"SuspendAction (not started)", S::STATE_NOTICED},
        {"StartAction", S::STATE_START_PENDING},
        {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_START_PENDING,
       {{"(claim granted)", S::STATE_UNDER_WAY},
        {"(start refused)", S::STATE_NOTICED},
        {"(resumption refused)", S::STATE_SUSPENDED},
        {"SuspendAction (not started)", S::STATE_NOTICED},
        {"SuspendAction", S::STATE_SUSPENDED},
        {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_UNDER_WAY,
       {{"SuspendAction", S::STATE_SUSPENDED},
        {"RecordProceedings", S::STATE_UNDER_WAY},
        {"CloseAction", S::STATE_CLOSE_PENDING},
        {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_SUSPENDED,
       {{"SuspendAction", S::STATE_SUSPENDED},
        {"RescheduleAction", S::STATE_SUSPENDED},
        {"ResumeAction", S::STATE_START_PENDING},
        {"(vacated)", S::STATE_ENDED}}},
      {S::STATE_CLOSE_PENDING,
       {{"(vacating recorded)", S::STATE_COMPLETED}, {"(vacating refused)", S::STATE_SUSPENDED}}},
      {S::STATE_COMPLETED, {}},
      {S::STATE_ENDED, {}},
  };
  ASSERT_EQ(static_cast<int>(legal.size()), Action::State_descriptor()->value_count());
  std::set<std::string> actions;
  for (const auto& move : kActionMoves) actions.insert(std::string(move.action));
  for (const auto& [state, moves] : legal) {
    for (const std::string& action : actions) {
      const auto next = kActionMachine.Next(state, action);
      auto to = moves.find(action);
      if (to == moves.end()) {
        EXPECT_THAT(next, RefusedWith(kActionState)) << Action::State_Name(state) << " " << action;
      } else {
        ASSERT_THAT(next, IsOk()) << Action::State_Name(state) << " " << action;
        EXPECT_EQ(*next, to->second);
      }
    }
  }
}

TEST(ActionMachineTest, AnEndedActionSaysSo) {
  Action a;
  a.set_state(Action::STATE_ENDED);
  EXPECT_THAT(NextState(a, "StartAction"), RefusedWith(kCaseEnded));
}

TEST(DayGatesTest, HolidaysWeekendsBlackoutsAndUnsettledYears) {
  const auto day = [](int year, int month, int date) {
    return Reasons(DayGates(Date(year, month, date), ShippedRules(), ShippedCalendar()));
  };
  EXPECT_EQ(day(2026, 12, 17), Closed{});
  EXPECT_EQ(day(2026, 9, 25), Closed{"STATUTORY_HOLIDAY"});  // Mid-Autumn
  EXPECT_EQ(day(2026, 10, 6), Closed{"STATUTORY_HOLIDAY"});  // moved rest day
  EXPECT_EQ(day(2027, 1, 1), Closed{"STATUTORY_HOLIDAY"});   // fixed festival, year not published
  EXPECT_EQ(day(2027, 2, 8), Closed{"CALENDAR_PROVISIONAL"});
  EXPECT_EQ(day(2026, 12, 28), Closed{"CALENDAR_PROVISIONAL"});
  EXPECT_EQ(day(2026, 12, 19), Closed{"WEEKEND"});
  EXPECT_EQ(day(2026, 10, 10), Closed{});  // Saturday, make-up workday
  EXPECT_EQ(day(2026, 6, 8), Closed{"BLACKOUT_DAY"});
  EXPECT_EQ(day(2026, 6, 7), (Closed{"BLACKOUT_DAY", "WEEKEND"}));
}

TEST(DayGatesTest, TheDocumentsOwnProfileWorksOnWeekends) {
  auto document = ShippedRules().WithProfile("document");
  ASSERT_THAT(document, IsOk());
  EXPECT_EQ(Reasons(DayGates(Date(2026, 12, 19), *document, ShippedCalendar())), Closed{});
}

TEST(HourGatesTest, DaylightAndVisitingHours) {
  const Date day(2026, 12, 17);
  const auto force = [&](int minute) { return Reasons(HourGates(day, minute, ShippedRules())); };
  EXPECT_EQ(force(6 * 60 + 30), Closed{"NIGHT"});
  EXPECT_EQ(force(8 * 60 - 1), Closed{"NIGHT"});
  EXPECT_EQ(force(8 * 60), Closed{});
  EXPECT_EQ(force(18 * 60 - 1), Closed{});
  EXPECT_EQ(force(18 * 60), Closed{"NIGHT"});
  const auto visit = [&](int minute) { return Reasons(VisitGates(day, minute, ShippedRules())); };
  EXPECT_EQ(visit(8 * 60 - 1), Closed{"VISIT_HOURS"});
  EXPECT_EQ(visit(8 * 60), Closed{});
  EXPECT_EQ(visit(20 * 60), Closed{"VISIT_HOURS"});
}

TEST(NoticePeriodTest, FifteenFullDays) {
  auto period = NoticePeriod(Date(2026, 12, 1), ShippedRules(), ShippedCalendar());
  ASSERT_THAT(period, IsOk());
  EXPECT_EQ(period->legal_due, Date(2026, 12, 16));
  EXPECT_EQ(period->first_day_after(), Date(2026, 12, 17));
}

TEST(ExecutorTest, TheBodyThatTheRulingNames) {
  v1::Case c;
  c.set_applicant("gov");
  c.mutable_ruling()->set_executor(v1::Ruling::EXECUTOR_GOVERNMENT);
  EXPECT_THAT(ExecutorOf(c, "gov", common::v1::AGENCY_CITY_GOVERNMENT), IsOk());
  EXPECT_THAT(ExecutorOf(c, "crt", common::v1::AGENCY_COURT), RefusedWith(kExecutorNotNamed));
  c.mutable_ruling()->set_executor(v1::Ruling::EXECUTOR_COURT);
  EXPECT_THAT(ExecutorOf(c, "crt", common::v1::AGENCY_COURT), IsOk());
  EXPECT_THAT(ExecutorOf(c, "gov", common::v1::AGENCY_CITY_GOVERNMENT),
              RefusedWith(kExecutorNotNamed));
}

TEST(NoticeGatesTest, EachGate) {
  v1::Case c;
  c.set_name("projects/P1/cases/H12");
  c.mutable_ruling()->mutable_service();
  v1::Notice notice;
  for (common::v1::Agency body : kBodies) notice.add_letters()->set_body(body);
  const auto period = NoticePeriod(Date(2026, 12, 1), ShippedRules(), ShippedCalendar());
  ASSERT_THAT(period, IsOk());
  const auto closed = [&](const v1::Case& of, const v1::Notice& with, Date day,
                          const HouseholdFacts& household = {}) {
    return Reasons(
        NoticeGates(of, with, *period, day, household, ShippedRules(), ShippedCalendar()));
  };
  const Date day(2026, 12, 17);
  EXPECT_EQ(closed(c, notice, day), Closed{});
  EXPECT_EQ(closed(c, notice, Date(2026, 12, 16)), Closed{"NOTICE_RUNNING"});
  EXPECT_EQ(closed(c, notice, Date(2026, 12, 20)), Closed{"WEEKEND"});
  v1::Case unserved = c;
  unserved.mutable_ruling()->clear_service();
  EXPECT_EQ(closed(unserved, notice, day), Closed{"RULING_NOT_SERVED"});
  v1::Notice one_less = notice;
  one_less.mutable_letters()->RemoveLast();
  EXPECT_EQ(closed(c, one_less, day), Closed{"LETTER_MISSING"});
  HouseholdFacts household;
  household.vacated = true;
  EXPECT_EQ(closed(c, notice, day, household), Closed{"HOUSE_VACATED"});
  household = {};
  household.appeal_pending = true;
  EXPECT_EQ(closed(c, notice, day, household), Closed{"APPEAL_PENDING"});
  household = {};
  household.annulled = true;
  EXPECT_EQ(closed(c, notice, day, household), Closed{"DECISION_ANNULLED"});
}

TEST(CheckRosterTest, NoInvestor) {
  Action a = ReadyAction();
  EXPECT_THAT(CheckRoster(a.roster()), IsOk());
  for (common::v1::Agency investor :
       {common::v1::AGENCY_CITY_INVESTMENT, common::v1::AGENCY_ECONOMIC_INVESTMENT}) {
    a = ReadyAction();
    a.add_roster()->set_body(investor);
    EXPECT_THAT(CheckRoster(a.roster()), RefusedWith(kInvestorWall));
  }
}

TEST(RescheduleGatesTest, EachGate) {
  const auto closed = [](Date day) {
    return Reasons(
        RescheduleGates(ReadyAction(), day, Date(2026, 12, 18), ShippedRules(), ShippedCalendar()));
  };
  EXPECT_EQ(closed(Date(2026, 12, 22)), Closed{});
  EXPECT_EQ(closed(Date(2026, 12, 17)), Closed{"DAY_PAST"});
  EXPECT_EQ(closed(Date(2026, 12, 16)), (Closed{"DAY_PAST", "NOTICE_RUNNING"}));
  EXPECT_EQ(closed(Date(2027, 1, 1)), Closed{"STATUTORY_HOLIDAY"});
  EXPECT_EQ(closed(Date(2027, 2, 8)), Closed{"CALENDAR_PROVISIONAL"});
}

// Clause 4.4.b: a day before the told one needs its own fifteen full days, from today.
TEST(RescheduleGatesTest, AnEarlierDayTakesTheNoticeAnew) {
  Action a = ReadyAction();
  *a.mutable_day() = ToProto(Date(2026, 12, 25));
  const auto closed = [&](Date day, Date today) {
    return Reasons(RescheduleGates(a, day, today, ShippedRules(), ShippedCalendar()));
  };
  const Date today(2026, 12, 4);
  EXPECT_EQ(closed(Date(2026, 12, 18), today), Closed{"NOTICE_RUNNING"});
  EXPECT_EQ(closed(Date(2026, 12, 24), Date(2026, 12, 9)), Closed{"NOTICE_RUNNING"});
  EXPECT_EQ(closed(Date(2026, 12, 24), Date(2026, 12, 8)), Closed{});
  // The told day again, and a later one.
  *a.mutable_day() = ToProto(Date(2026, 12, 24));
  EXPECT_EQ(closed(Date(2026, 12, 24), Date(2026, 12, 23)), Closed{});
  *a.mutable_day() = ToProto(Date(2026, 12, 17));
  EXPECT_EQ(closed(Date(2026, 12, 18), Date(2026, 12, 17)), Closed{});
}

TEST(HaltTest, HoldsInEveryStateThatMayMovePeople) {
  const absl::Time now = TimeOf(Date(2026, 12, 17), 10);
  Action a = ReadyAction();
  ASSERT_THAT(Halt(a, "incidents/I1", "service/petitions", now), IsOk());
  EXPECT_EQ(a.state(), Action::STATE_NOTICED);
  ASSERT_THAT(Halt(a, "incidents/I1", "service/petitions", now), IsOk());
  EXPECT_EQ(a.suspensions_size(), 1);
  EXPECT_THAT(Halt(a, "", "psb/psb-1", now), RefusedWith(kActionState));
  EXPECT_EQ(a.suspensions_size(), 1);

  a.set_state(Action::STATE_START_PENDING);
  ASSERT_THAT(Halt(a, "", "psb/psb-1", now), IsOk());
  EXPECT_EQ(a.state(), Action::STATE_NOTICED);
  a.mutable_started_at();
  for (auto state :
       {Action::STATE_START_PENDING, Action::STATE_UNDER_WAY, Action::STATE_SUSPENDED}) {
    a.set_state(state);
    ASSERT_THAT(Halt(a, "", "psb/psb-1", now), IsOk());
    EXPECT_EQ(a.state(), Action::STATE_SUSPENDED);
  }
}

Closed Force(const Action& a, absl::Time now, const HouseholdFacts& household = {},
             const MoneyFacts& money = kLive) {
  return Reasons(ForceGates(a, household, money, now, ShippedRules(), ShippedCalendar()));
}

TEST(ForceGatesTest, EachGate) {
  const Action a = ReadyAction();
  const Date day(2026, 12, 17);
  EXPECT_EQ(Force(a, TimeOf(day, 9, 30)), Closed{});
  EXPECT_EQ(Force(a, TimeOf(day, 6, 30)), Closed{"NIGHT"});
  EXPECT_EQ(Force(a, TimeOf(Date(2026, 12, 15), 9)), Closed{"NOTICE_RUNNING"});
  EXPECT_EQ(Force(a, TimeOf(Date(2026, 12, 16), 9)), Closed{"NOTICE_RUNNING"});
  EXPECT_EQ(Force(a, TimeOf(Date(2026, 12, 18), 9)), Closed{"DAY_NOT_TOLD"});
  EXPECT_EQ(Force(a, TimeOf(day, 9, 30), {}, MoneyFacts{}), Closed{"PROOF_MISSING"});
  HouseholdFacts household;
  household.vacated = true;
  EXPECT_EQ(Force(a, TimeOf(day, 9, 30), household), Closed{"HOUSE_VACATED"});
  household = {};
  household.appeal_pending = true;
  EXPECT_EQ(Force(a, TimeOf(day, 9, 30), household), Closed{"APPEAL_PENDING"});
  household = {};
  household.annulled = true;
  EXPECT_EQ(Force(a, TimeOf(day, 9, 30), household), Closed{"DECISION_ANNULLED"});
  Action held = a;
  held.add_suspensions()->set_incident("incidents/I1");
  EXPECT_EQ(Force(held, TimeOf(day, 9, 30)), Closed{"INCIDENT_OPEN"});
}

TEST(ForceGatesTest, AToldDayThatBecameAHolidayIsStillBarred) {
  Action a = ReadyAction();
  *a.mutable_day() = ToProto(Date(2027, 1, 1));
  EXPECT_EQ(Force(a, TimeOf(Date(2027, 1, 1), 9)), Closed{"STATUTORY_HOLIDAY"});
}

TEST(ReadinessGatesTest, EachGate) {
  const v1::StartActionRequest present = EverybodyPresent();
  EXPECT_EQ(Reasons(ReadinessGates(ReadyAction(), present)), Closed{});

  Action a = ReadyAction();
  a.clear_plan();
  EXPECT_EQ(Reasons(ReadinessGates(a, present)), Closed{"PLAN_MISSING"});
  for (int i = 0; i < ReadyAction().plan().resources_size(); ++i) {
    a = ReadyAction();
    a.mutable_plan()->mutable_resources()->DeleteSubrange(i, 1);
    EXPECT_EQ(Reasons(ReadinessGates(a, present)), Closed{"RESOURCE_MISSING"});
    v1::StartActionRequest absent = present;
    absent.mutable_present_resources()->erase(absent.present_resources().begin() + i);
    EXPECT_EQ(Reasons(ReadinessGates(ReadyAction(), absent)), Closed{"RESOURCE_ABSENT"});
  }
  a = ReadyAction();
  a.mutable_plan()->add_issues();
  EXPECT_EQ(Reasons(ReadinessGates(a, present)), Closed{"ISSUE_OPEN"});
  for (int i = 0; i < 4; ++i) {
    a = ReadyAction();
    a.mutable_roster()->DeleteSubrange(i, 1);
    EXPECT_EQ(Reasons(ReadinessGates(a, present)), Closed{"ROSTER_INCOMPLETE"});
    v1::StartActionRequest absent = present;
    absent.mutable_present_bodies()->erase(absent.present_bodies().begin() + i);
    EXPECT_EQ(Reasons(ReadinessGates(ReadyAction(), absent)), Closed{"BODY_ABSENT"});
  }
}

TEST(IncidentGatesTest, OpenIncidentsOnly) {
  Action a = ReadyAction();
  EXPECT_EQ(Reasons(IncidentGates(a)), Closed{});
  a.add_suspensions();  // a halt without an incident needs no closing
  EXPECT_EQ(Reasons(IncidentGates(a)), Closed{});
  v1::Suspension* suspension = a.add_suspensions();
  suspension->set_incident("incidents/I1");
  EXPECT_EQ(Reasons(IncidentGates(a)), Closed{"INCIDENT_OPEN"});
  suspension->mutable_lifted_at();
  EXPECT_EQ(Reasons(IncidentGates(a)), Closed{});
}

TEST(ClosingGatesTest, FourSlotsAndOneNote) {
  Action a = ReadyAction();
  a.mutable_record()->add_proceedings();
  a.mutable_record()->add_property();
  v1::CloseActionRequest signed_by_all;
  for (int slot = 1; slot <= v1::SIGNATURE_SLOT_WITNESS; ++slot) {
    v1::Signature* signature = signed_by_all.add_signatures();
    signature->set_slot(static_cast<v1::SignatureSlot>(slot));
    signature->set_signer("示例");
  }
  EXPECT_EQ(Reasons(ClosingGates(a, signed_by_all)), Closed{});
  for (int i = 0; i < 4; ++i) {
    v1::CloseActionRequest one_empty = signed_by_all;
    v1::Signature* signature = one_empty.mutable_signatures(i);
    signature->clear_signer();
    EXPECT_EQ(Reasons(ClosingGates(a, one_empty)), Closed{"SIGNATURE_SLOT_EMPTY"});
    signature->set_refusal_note("拒签");
    const bool may_be_noted = signature->slot() == v1::SIGNATURE_SLOT_EXECUTED_PERSON;
    EXPECT_EQ(Reasons(ClosingGates(a, one_empty)),
              may_be_noted ? Closed{} : Closed{"SIGNATURE_SLOT_EMPTY"});
    one_empty.mutable_signatures()->DeleteSubrange(i, 1);
    EXPECT_EQ(Reasons(ClosingGates(a, one_empty)), Closed{"SIGNATURE_SLOT_EMPTY"});
  }
  a.mutable_record()->clear_property();
  EXPECT_EQ(Reasons(ClosingGates(a, signed_by_all)), Closed{"RECORD_INCOMPLETE"});
  a.mutable_record()->add_property();
  a.mutable_record()->clear_proceedings();
  EXPECT_EQ(Reasons(ClosingGates(a, signed_by_all)), Closed{"RECORD_INCOMPLETE"});
}

}  // namespace
}  // namespace liandong::enforcement
