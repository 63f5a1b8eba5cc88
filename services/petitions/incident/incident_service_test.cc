#include "services/petitions/incident/incident_service.h"

#include "gtest/gtest.h"
#include "services/petitions/figures.h"
#include "services/petitions/incident/incident_rules.h"
#include "services/petitions/testing/petitions_world.h"
#include "services/petitions/times.h"
#include "shared/testing/figure_reader.h"

namespace liandong::petitions {
namespace {

using common::v1::Agency;
using testing::IsOk;
using testing::NewRequestId;
using testing::RefusedWith;

constexpr Agency kHq = common::v1::AGENCY_PROJECT_HEADQUARTERS;
constexpr Agency kSdo = common::v1::AGENCY_SUBDISTRICT_OFFICE;
constexpr Agency kLsd = common::v1::AGENCY_DISTRICT_GOVERNMENT;
constexpr Agency kGov = common::v1::AGENCY_CITY_GOVERNMENT;
constexpr char kName[] = "incidents/2026-12-17";
constexpr char kAction[] = "projects/P1/actions/H12";
constexpr Reason kActionState{"ACTION_STATE", absl::StatusCode::kFailedPrecondition, "", ""};

class IncidentServiceTest : public ::testing::Test {
 protected:
  IncidentServiceTest() { world_.SetNow("2026-12-17 10:10"); }

  v1::ReportIncidentRequest Request(const std::string& action = kAction) {
    v1::ReportIncidentRequest request;
    request.set_incident_id("2026-12-17");
    auto* incident = request.mutable_incident();
    incident->set_territory("431103");
    incident->set_project("projects/P1");
    incident->set_action(action);
    incident->set_unit(kGov);
    incident->set_place("梅湾街道示例路23号");
    *incident->mutable_occurred_time() = ToTimestamp(world_.now());
    incident->set_persons(30);
    request.set_text("现场有人阻拦");
    request.set_request_id(NewRequestId());
    return request;
  }
  absl::StatusOr<v1::Incident> Report(const std::string& action = kAction) {
    return world_.incidents.ReportIncident(world_.As(kHq, "hq-2"), Request(action));
  }
  absl::StatusOr<v1::Incident> Add(Agency agency, const std::string& officer) {
    v1::AddIncidentReportRequest request;
    request.set_name(kName);
    request.set_text("情况报告");
    request.set_request_id(NewRequestId());
    return world_.incidents.AddIncidentReport(world_.As(agency, officer), request);
  }
  absl::StatusOr<v1::Incident> Grade(Agency agency, const std::string& officer, v1::Grade grade) {
    v1::ChangeGradeRequest request;
    request.set_name(kName);
    request.set_grade(grade);
    request.set_cause("人员增多");
    request.set_request_id(NewRequestId());
    return world_.incidents.ChangeGrade(world_.As(agency, officer), request);
  }
  absl::StatusOr<v1::Incident> CheckIn(const std::string& officer) {
    v1::CheckInAtSceneRequest request;
    request.set_name(kName);
    request.set_request_id(NewRequestId());
    return world_.incidents.CheckInAtScene(world_.As(kLsd, officer), request);
  }
  absl::StatusOr<v1::Incident> Close(Agency agency, const std::string& officer) {
    v1::CloseIncidentRequest request;
    request.set_name(kName);
    request.set_review("原因、处置与改进");
    request.set_request_id(NewRequestId());
    return world_.incidents.CloseIncident(world_.As(agency, officer), request);
  }
  v1::Incident Stored() {
    v1::GetIncidentRequest request;
    request.set_name(kName);
    return world_.incidents.GetIncident(world_.As(kHq, "hq-1"), request).value();
  }

  PetitionsWorld world_;
};

TEST_F(IncidentServiceTest, SuspendsTheActionAtOnceAndOwesThreeReports) {
  ASSERT_OK_AND_ASSIGN(v1::Incident reported, Report());
  EXPECT_EQ(reported.grade(), v1::GRADE_GENERAL);
  EXPECT_EQ(reported.lead_body(), kHq);
  EXPECT_EQ(reported.action_state(), v1::Incident::ACTION_STATE_SUSPEND_PENDING);
  world_.Deliver();
  ASSERT_EQ(world_.delivered.size(), 1u);
  EXPECT_EQ(world_.delivered[0].type, "SuspendActionRequest");
  EXPECT_EQ(world_.delivered[0].agency, "hq");
  EXPECT_EQ(Stored().action_state(), v1::Incident::ACTION_STATE_SUSPENDED);

  ASSERT_THAT(Add(kSdo, "sdo-1"), IsOk());
  EXPECT_FALSE(Stored().owed_reports(0).missing());
  EXPECT_FALSE(Stored().owed_reports(1).missing());
  EXPECT_TRUE(Stored().owed_reports(2).missing());
  EXPECT_THAT(Add(kGov, "gov-1"), RefusedWith(kUnitHeadRequired));
  EXPECT_THAT(Add(common::v1::AGENCY_COURT, "crt-3"), RefusedWith(kNotConcerned));
  EXPECT_TRUE(Stored().owed_reports(2).missing());
  world_.SetNow("2026-12-17 10:25");
  ASSERT_OK_AND_ASSIGN(v1::Incident complete, Add(kGov, "gov-3"));
  EXPECT_FALSE(complete.owed_reports(2).missing());
  EXPECT_EQ(ToTime(complete.owed_reports(2).sent_time()), world_.now());
}

// Clause 5.1.b: a report that nobody could send would keep the action suspended for ever.
TEST_F(IncidentServiceTest, TheUnitConcernedIsOneThatCanReport) {
  auto request = Request();
  for (Agency unit : {common::v1::AGENCY_NOTARY, common::v1::AGENCY_AUDIT_OFFICE}) {
    request.mutable_incident()->set_unit(unit);
    EXPECT_THAT(world_.incidents.ReportIncident(world_.As(kHq, "hq-2"), request),
                RefusedWith(kUnitCannotReport));
  }
  world_.Deliver();
  EXPECT_TRUE(world_.delivered.empty());
  request.mutable_incident()->set_unit(common::v1::AGENCY_PUBLIC_SECURITY);
  ASSERT_THAT(world_.incidents.ReportIncident(world_.As(kHq, "hq-2"), request), IsOk());
  EXPECT_TRUE(CanReport(common::v1::AGENCY_HOUSING_BUREAU));
  RequestContext head = world_.As(common::v1::AGENCY_PUBLIC_SECURITY, "psb-3");
  head.caller.roles = {std::string(kHeadRole)};
  v1::AddIncidentReportRequest add;
  add.set_name(kName);
  add.set_text("情况报告");
  add.set_request_id(NewRequestId());
  ASSERT_OK_AND_ASSIGN(v1::Incident told, world_.incidents.AddIncidentReport(head, add));
  EXPECT_FALSE(told.owed_reports(2).missing());
}

TEST_F(IncidentServiceTest, StandsWhenEnforcementHasNothingToSuspend) {
  world_.enforcement_answers = Refuse(kActionState);
  ASSERT_THAT(Report(), IsOk());
  world_.Deliver();
  EXPECT_EQ(Stored().state(), v1::Incident::STATE_OPEN);
  EXPECT_EQ(Stored().action_state(), v1::Incident::ACTION_STATE_SUSPEND_REFUSED);
  EXPECT_EQ(Stored().action_refusal(), "ACTION_STATE");
}

// The reporter waits for enforcement, and is told of the incident, not of an error.
TEST_F(IncidentServiceTest, ARefusedSuspensionIsShownInTheIncidentThatStands) {
  world_.enforcement_answers = Refuse(kActionState);
  world_.storage().SetOutcomeWaiter([this](const RequestContext& context, const RequestKey& key) {
    world_.Deliver();
    return world_.relay.AwaitOutcome(context, key);
  });
  const auto request = Request();
  const RequestContext reporter = world_.As(kHq, "hq-2");
  ASSERT_OK_AND_ASSIGN(v1::Incident answer, world_.incidents.ReportIncident(reporter, request));
  EXPECT_EQ(answer.state(), v1::Incident::STATE_OPEN);
  EXPECT_EQ(answer.action_state(), v1::Incident::ACTION_STATE_SUSPEND_REFUSED);
  EXPECT_EQ(answer.action_refusal(), "ACTION_STATE");
  ASSERT_OK_AND_ASSIGN(v1::Incident again, world_.incidents.ReportIncident(reporter, request));
  EXPECT_EQ(again.SerializeAsString(), answer.SerializeAsString());
  EXPECT_EQ(world_.delivered.size(), 1u);
  EXPECT_EQ(world_.Count("incidents"), 1);
}

// Closing goes back when enforcement refuses the resumption: there the refusal is the answer.
TEST_F(IncidentServiceTest, ARefusedResumptionAnswersTheClosing) {
  ASSERT_THAT(Report(), IsOk());
  world_.Deliver();
  ASSERT_THAT(Add(kSdo, "sdo-1"), IsOk());
  ASSERT_THAT(Add(kGov, "gov-3"), IsOk());
  world_.storage().SetOutcomeWaiter([this](const RequestContext& context, const RequestKey& key) {
    world_.Deliver();
    return world_.relay.AwaitOutcome(context, key);
  });
  world_.enforcement_answers = Refuse(kActionState);
  EXPECT_THAT(Close(kHq, "hq-3"), RefusedWith(kActionState));
  EXPECT_EQ(Stored().state(), v1::Incident::STATE_OPEN);
}

TEST_F(IncidentServiceTest, GradeFollowsThePersonsInvolved) {
  auto request = Request("");
  request.mutable_incident()->set_persons(1000);
  ASSERT_OK_AND_ASSIGN(v1::Incident incident,
                       world_.incidents.ReportIncident(world_.As(kHq, "hq-2"), request));
  EXPECT_EQ(incident.grade(), v1::GRADE_MAJOR);
  EXPECT_EQ(incident.lead_body(), common::v1::AGENCY_LEADING_GROUP);
  EXPECT_EQ(incident.action_state(), v1::Incident::ACTION_STATE_UNSPECIFIED);
  world_.Deliver();
  EXPECT_TRUE(world_.delivered.empty());
}

TEST_F(IncidentServiceTest, RefusesReportsOfTheFutureAndOfBodiesNotConcerned) {
  auto future = Request();
  *future.mutable_incident()->mutable_occurred_time() =
      ToTimestamp(world_.now() + absl::Minutes(1));
  EXPECT_THAT(world_.incidents.ReportIncident(world_.As(kHq, "hq-2"), future),
              RefusedWith(kOccurredInFuture));
  EXPECT_THAT(
      world_.incidents.ReportIncident(world_.As(common::v1::AGENCY_COURT, "crt-3"), Request()),
      RefusedWith(kNotConcerned));
  EXPECT_EQ(world_.Count("incidents"), 0);
  EXPECT_EQ(world_.Count("commands"), 0);
}

TEST_F(IncidentServiceTest, RaisedByTheLeadLoweredFromAboveOnly) {
  ASSERT_THAT(Report(), IsOk());
  world_.SetNow("2026-12-17 10:40");
  ASSERT_OK_AND_ASSIGN(v1::Incident raised, Grade(kHq, "hq-3", v1::GRADE_LARGER));
  EXPECT_EQ(raised.lead_body(), kLsd);
  EXPECT_EQ(raised.grade_changes(0).officer(), "hq/hq-3");
  EXPECT_THAT(Grade(kHq, "hq-3", v1::GRADE_GENERAL), RefusedWith(kLowerFromBelow));
  EXPECT_THAT(Grade(kHq, "hq-3", v1::GRADE_MAJOR), RefusedWith(kRaiseFromBelow));
  EXPECT_THAT(Grade(kLsd, "lsd-3", v1::GRADE_LARGER), RefusedWith(kGradeUnchanged));
  EXPECT_EQ(Stored().grade(), v1::GRADE_LARGER);
  EXPECT_EQ(Stored().grade_changes_size(), 1);
  EXPECT_THAT(Grade(common::v1::AGENCY_LEADING_GROUP, "lg-1", v1::GRADE_GENERAL), IsOk());
}

TEST_F(IncidentServiceTest, ClosedWithReviewOnceEnforcementKnows) {
  ASSERT_THAT(Report(), IsOk());
  ASSERT_THAT(Grade(kHq, "hq-3", v1::GRADE_LARGER), IsOk());
  EXPECT_EQ(ReasonOf(Close(kHq, "hq-3").status()), "GATES_CLOSED");
  ASSERT_THAT(Add(kSdo, "sdo-1"), IsOk());
  EXPECT_EQ(ReasonOf(Close(kLsd, "lsd-3").status()), "GATES_CLOSED");
  ASSERT_THAT(Add(kGov, "gov-3"), IsOk());
  EXPECT_THAT(Close(kLsd, "lsd-3"), RefusedWith(kPrincipalNotArrived));
  EXPECT_THAT(CheckIn("lsd-1"), RefusedWith(kPrincipalRequired));
  world_.SetNow("2026-12-17 11:05");
  ASSERT_OK_AND_ASSIGN(v1::Incident there, CheckIn("lsd-3"));
  EXPECT_EQ(there.principal(), "lsd/lsd-3");
  EXPECT_THAT(Close(kHq, "hq-3"), RefusedWith(kNotLeading));
  EXPECT_EQ(Stored().state(), v1::Incident::STATE_OPEN);

  world_.SetNow("2026-12-18 16:00");
  ASSERT_OK_AND_ASSIGN(v1::Incident pending, Close(kLsd, "lsd-3"));
  EXPECT_EQ(pending.state(), v1::Incident::STATE_CLOSE_PENDING);
  EXPECT_THAT(Add(kHq, "hq-1"), RefusedWith(kIncidentState));
  testing::FigureReader figures(world_.storage().pool());
  AddFigures(figures.figures(), world_.storage());
  EXPECT_EQ(figures.Value("liandong_incidents_open", {{"grade", "LARGER"}}), 1);
  world_.Deliver();
  ASSERT_EQ(world_.delivered.size(), 2u);
  EXPECT_EQ(world_.delivered[1].type, "AllowResumeRequest");
  // Nobody but petitions itself may lift the suspension.
  EXPECT_EQ(world_.delivered[1].agency, "");
  EXPECT_EQ(Stored().state(), v1::Incident::STATE_CLOSED);
  EXPECT_EQ(Stored().action_state(), v1::Incident::ACTION_STATE_MAY_RESUME);
  EXPECT_EQ(figures.Value("liandong_incidents_open", {{"grade", "LARGER"}}), 0);
}

TEST_F(IncidentServiceTest, StaysOpenWhenEnforcementRefuses) {
  ASSERT_THAT(Report(), IsOk());
  ASSERT_THAT(Add(kSdo, "sdo-1"), IsOk());
  ASSERT_THAT(Add(kGov, "gov-3"), IsOk());
  world_.Deliver();
  world_.enforcement_answers = Refuse(kActionState);
  ASSERT_THAT(Close(kHq, "hq-3"), IsOk());
  world_.Deliver();
  EXPECT_EQ(Stored().state(), v1::Incident::STATE_OPEN);
  EXPECT_EQ(Stored().action_refusal(), "ACTION_STATE");
}

TEST_F(IncidentServiceTest, WithoutAnActionItIsClosedAtOnce) {
  ASSERT_THAT(Report(""), IsOk());
  ASSERT_THAT(Add(kSdo, "sdo-1"), IsOk());
  ASSERT_THAT(Add(kGov, "gov-3"), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::Incident closed, Close(kHq, "hq-3"));
  EXPECT_EQ(closed.state(), v1::Incident::STATE_CLOSED);
  world_.Deliver();
  EXPECT_TRUE(world_.delivered.empty());
}

}  // namespace
}  // namespace liandong::petitions
