#include "services/petitions/incident/incident_rules.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/petitions/times.h"
#include "shared/testing/machine_check.h"
#include "shared/testing/status_matchers.h"

namespace liandong::petitions {
namespace {

using common::v1::Agency;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::RefusedWith;

constexpr Agency kHq = common::v1::AGENCY_PROJECT_HEADQUARTERS;
constexpr Agency kSdo = common::v1::AGENCY_SUBDISTRICT_OFFICE;
constexpr Agency kLsd = common::v1::AGENCY_DISTRICT_GOVERNMENT;
constexpr Agency kEdz = common::v1::AGENCY_ECONOMIC_ZONE;
constexpr Agency kLg = common::v1::AGENCY_LEADING_GROUP;
constexpr Agency kGov = common::v1::AGENCY_CITY_GOVERNMENT;

TEST(IncidentMachine, EveryStateWithEveryAction) {
  liandong::testing::ExpectExactly<Incident::State>(
      kIncidentMachine, kIncidentState,
      {
          {{Incident::STATE_UNSPECIFIED, "ReportIncident"}, Incident::STATE_OPEN},
          {{Incident::STATE_OPEN, "AddIncidentReport"}, Incident::STATE_OPEN},
          {{Incident::STATE_OPEN, "ChangeGrade"}, Incident::STATE_OPEN},
          {{Incident::STATE_OPEN, "CheckInAtScene"}, Incident::STATE_OPEN},
          {{Incident::STATE_OPEN, "CloseIncident"}, Incident::STATE_CLOSED},
          {{Incident::STATE_OPEN, "CloseIncident (action suspended)"},
           Incident::STATE_CLOSE_PENDING},
          {{Incident::STATE_CLOSE_PENDING, "AllowResume accepted"}, Incident::STATE_CLOSED},
          {{Incident::STATE_CLOSE_PENDING, "AllowResume refused"}, Incident::STATE_OPEN},
      });
}

TEST(LeadOf, FollowsTheGradeAndTheTerritory) {
  EXPECT_EQ(LeadOf(v1::GRADE_GENERAL, "431103"), kHq);
  EXPECT_EQ(LeadOf(v1::GRADE_LARGER, "431103"), kLsd);
  EXPECT_EQ(LeadOf(v1::GRADE_LARGER, "431171"), kEdz);
  EXPECT_EQ(LeadOf(v1::GRADE_MAJOR, "431103"), kLg);
  EXPECT_EQ(LeadOf(v1::GRADE_EXTREME, "431103"), kLg);
}

// All pairs of grades, all bodies in the chain of command: raised by the lead or above it, lowered
// by above it only.
TEST(CheckRegrade, EveryPairByEveryBody) {
  const std::map<Agency, int> level = {{kHq, 1}, {kLsd, 2}, {kLg, 3}, {kGov, 4}};
  const std::map<int, int> lead_level = {{1, 1}, {2, 2}, {3, 3}, {4, 3}};
  for (int from = 1; from <= 4; ++from) {
    for (int to = 1; to <= 4; ++to) {
      for (const auto& [body, height] : level) {
        const absl::Status status =
            CheckRegrade(static_cast<v1::Grade>(from), static_cast<v1::Grade>(to), "431103", body);
        const int lead = lead_level.at(from);
        if (from == to) {
          EXPECT_THAT(status, RefusedWith(kGradeUnchanged));
        } else if (to < from) {
          if (height > lead) {
            EXPECT_THAT(status, IsOk()) << from << to << body;
          } else {
            EXPECT_THAT(status, RefusedWith(kLowerFromBelow)) << from << to << body;
          }
        } else if (height >= lead) {
          EXPECT_THAT(status, IsOk()) << from << to << body;
        } else {
          EXPECT_THAT(status, RefusedWith(kRaiseFromBelow)) << from << to << body;
        }
      }
    }
  }
}

TEST(CheckRegrade, TheOtherTerritoryDoesNotLead) {
  EXPECT_THAT(CheckRegrade(v1::GRADE_LARGER, v1::GRADE_MAJOR, "431103", kEdz),
              RefusedWith(kRaiseFromBelow));
}

Caller By(Agency capacity, bool head = false) {
  Caller caller;
  caller.capacity = capacity;
  if (head) caller.roles = {"head"};
  return caller;
}

TEST(DutiesOf, EachOwesItsOwnReport) {
  Incident incident;
  incident.set_unit(kGov);
  EXPECT_THAT(DutiesOf(incident, By(kHq)).value(), ElementsAre(v1::REPORT_DUTY_HEADQUARTERS));
  EXPECT_THAT(DutiesOf(incident, By(kSdo)).value(),
              ElementsAre(v1::REPORT_DUTY_SUBDISTRICT_OFFICE));
  EXPECT_THAT(DutiesOf(incident, By(kGov, true)).value(), ElementsAre(v1::REPORT_DUTY_UNIT_HEAD));
  EXPECT_THAT(DutiesOf(incident, By(kGov)), RefusedWith(kUnitHeadRequired));
  EXPECT_THAT(DutiesOf(incident, By(kLsd)).value(), IsEmpty());
  EXPECT_THAT(DutiesOf(incident, By(common::v1::AGENCY_COURT, true)), RefusedWith(kNotConcerned));
  // The head of headquarters owes both when it happened there.
  incident.set_unit(kHq);
  EXPECT_THAT(DutiesOf(incident, By(kHq, true)).value(),
              ElementsAre(v1::REPORT_DUTY_HEADQUARTERS, v1::REPORT_DUTY_UNIT_HEAD));
}

TEST(AddReport, TheFirstFulfilsTheDutyTheRestFollowsUp) {
  const absl::Time ten = absl::FromUnixSeconds(1'797'000'000);
  Incident incident;
  for (auto& owed : OwedReports(ten, absl::Minutes(30))) *incident.add_owed_reports() = owed;
  ASSERT_EQ(incident.owed_reports_size(), 3);
  for (const auto& owed : incident.owed_reports()) {
    EXPECT_TRUE(owed.missing());
    EXPECT_EQ(ToTime(owed.due_time()), ten + absl::Minutes(30));
  }
  AddReport(incident, {v1::REPORT_DUTY_HEADQUARTERS}, "hq/hq-2", ten, "现场有冲突");
  EXPECT_FALSE(incident.owed_reports(0).missing());
  EXPECT_TRUE(incident.owed_reports(1).missing());
  EXPECT_FALSE(incident.reports(0).follow_up());
  AddReport(incident, {v1::REPORT_DUTY_HEADQUARTERS}, "hq/hq-2", ten + absl::Minutes(5), "续报");
  EXPECT_TRUE(incident.reports(1).follow_up());
  EXPECT_EQ(ToTime(incident.owed_reports(0).sent_time()), ten);
  AddReport(incident, {}, "lsd/lsd-1", ten + absl::Minutes(9), "处置进展");
  EXPECT_EQ(incident.reports(2).duty(), v1::REPORT_DUTY_UNSPECIFIED);
}

TEST(CheckClosing, NamesEveryClosedGate) {
  Incident incident;
  incident.set_name("incidents/i1");
  incident.set_territory("431103");
  incident.set_grade(v1::GRADE_LARGER);
  for (auto& owed : OwedReports(absl::UnixEpoch(), absl::Minutes(30))) {
    *incident.add_owed_reports() = owed;
  }
  const absl::Status all = CheckClosing(incident, kHq);
  EXPECT_EQ(ReasonOf(all), "GATES_CLOSED");
  EXPECT_EQ(MetadataOf(all, "count"), "5");
  for (auto& owed : *incident.mutable_owed_reports()) owed.set_missing(false);
  EXPECT_THAT(CheckClosing(incident, kLsd), RefusedWith(kPrincipalNotArrived));
  *incident.mutable_principal_arrived_time() = ToTimestamp(absl::UnixEpoch());
  EXPECT_THAT(CheckClosing(incident, kHq), RefusedWith(kNotLeading));
  EXPECT_THAT(CheckClosing(incident, kLsd), IsOk());
  incident.mutable_owed_reports(2)->set_missing(true);
  EXPECT_THAT(CheckClosing(incident, kLsd), RefusedWith(kReportMissing));
  // Headquarters closes an incident of the lowest grade without the territory's principal.
  incident.mutable_owed_reports(2)->set_missing(false);
  incident.clear_principal_arrived_time();
  incident.set_grade(v1::GRADE_GENERAL);
  EXPECT_THAT(CheckClosing(incident, kHq), IsOk());
}

}  // namespace
}  // namespace liandong::petitions
