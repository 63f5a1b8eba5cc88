#include "services/coordination/task/task_service.h"

#include "gtest/gtest.h"
#include "services/coordination/task/task_rules.h"
#include "services/coordination/testing/coordination_world.h"
#include "shared/testing/closed_gates.h"

namespace liandong::coordination {
namespace {

using common::v1::AGENCY_CITY_MANAGEMENT;
using common::v1::AGENCY_HOUSING_BUREAU;
using testing::IsOk;
using testing::NewRequestId;
using testing::RefusedWith;

TEST(TaskMachine, EveryStateWithEveryAction) {
  const auto* states = Task::State_descriptor();
  for (int i = 0; i < states->value_count(); ++i) {
    const auto from = static_cast<Task::State>(states->value(i)->number());
    for (std::string_view action : {"AssignTask", "AcknowledgeTask", "CompleteTask"}) {
      const auto next = kTaskMachine.Next(from, action);
      if (from == Task::STATE_UNSPECIFIED && action == "AssignTask") {
        EXPECT_EQ(next.value(), Task::STATE_ASSIGNED);
      } else if (from == Task::STATE_ASSIGNED && action == "AcknowledgeTask") {
        EXPECT_EQ(next.value(), Task::STATE_ACKNOWLEDGED);
      } else if (from == Task::STATE_ACKNOWLEDGED && action == "CompleteTask") {
        EXPECT_EQ(next.value(), Task::STATE_DONE);
      } else {
        EXPECT_THAT(next, RefusedWith(kTaskState)) << from << action;
      }
    }
  }
}

class TaskServiceTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::Task> Assign(std::vector<std::string> assisting = {},
                                  Date due = Date(2026, 1, 30),
                                  v1::TaskKind kind = v1::TASK_KIND_SUPPORT) {
    v1::AssignTaskRequest request;
    request.set_task_id("patrol");
    request.mutable_task()->set_title("征收范围内违建巡查");
    request.mutable_task()->set_lead_body("cmb");
    for (const std::string& body : assisting) request.mutable_task()->add_assisting(body);
    request.mutable_task()->set_kind(kind);
    *request.mutable_task()->mutable_due_date() = ToProto(due);
    request.set_request_id(NewRequestId());
    return world_.tasks.AssignTask(world_.Office(), request);
  }
  absl::StatusOr<v1::Task> Acknowledge(common::v1::Agency agency, const std::string& officer) {
    v1::AcknowledgeTaskRequest request;
    request.set_name("tasks/patrol");
    request.set_request_id(NewRequestId());
    return world_.tasks.AcknowledgeTask(world_.As(agency, officer), request);
  }
  absl::StatusOr<v1::Task> Complete(common::v1::Agency agency, const std::string& officer) {
    v1::CompleteTaskRequest request;
    request.set_name("tasks/patrol");
    request.set_result("已完成");
    request.set_request_id(NewRequestId());
    return world_.tasks.CompleteTask(world_.As(agency, officer), request);
  }

  CoordinationWorld world_;
};

TEST_F(TaskServiceTest, NothingIsAssignedToABodyWithoutPeopleForIt) {
  EXPECT_THAT(Assign(), RefusedWith(kNotDesignated));
  ASSERT_THAT(world_.Designate(AGENCY_CITY_MANAGEMENT, "cmb", false), IsOk());
  EXPECT_THAT(Assign(), RefusedWith(kNotDesignated));
  EXPECT_EQ(world_.Count("tasks"), 0);
  ASSERT_THAT(world_.Designate(AGENCY_CITY_MANAGEMENT, "cmb"), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::Task task, Assign());
  EXPECT_EQ(task.state(), v1::Task::STATE_ASSIGNED);
  EXPECT_EQ(task.assigned_by(), "lgo/lgo-1");
}

TEST_F(TaskServiceTest, EveryClosedGateIsNamed) {
  const auto refused = Assign({"cmb", "lsd"}, Date(2026, 1, 3));
  // Lead assists, two bodies without designation, due day past.
  EXPECT_THAT(refused, liandong::testing::ClosesExactly(liandong::testing::Names{
                           "DUE_IN_PAST", "LEAD_ASSISTS", "NOT_DESIGNATED", "NOT_DESIGNATED"}));
  EXPECT_EQ(world_.Count("requests"), 0);
  ASSERT_THAT(world_.Designate(AGENCY_CITY_MANAGEMENT, "cmb"), IsOk());
  EXPECT_THAT(Assign({"cmb"}), RefusedWith(kLeadAssists));
  EXPECT_THAT(Assign({}, Date(2026, 1, 3)), RefusedWith(kDueInPast));
  EXPECT_THAT(Assign({}, Date(2026, 1, 4)), IsOk());
}

// Clause 3.11.j, and the independence of court, procuratorate and discipline commission.
TEST_F(TaskServiceTest, InvestorsAndIndependentBodiesGetSupportTasksOnly) {
  using enum common::v1::Agency;
  ASSERT_THAT(world_.Designate(AGENCY_CITY_MANAGEMENT, "cmb"), IsOk());
  ASSERT_THAT(world_.Designate(AGENCY_CITY_INVESTMENT, "cig"), IsOk());
  ASSERT_THAT(world_.Designate(AGENCY_COURT, "crt"), IsOk());
  for (auto kind : {v1::TASK_KIND_NEGOTIATION, v1::TASK_KIND_VACATING, v1::TASK_KIND_ENFORCEMENT}) {
    EXPECT_THAT(Assign({"cig"}, Date(2026, 1, 30), kind), RefusedWith(kInvestorKeptOut));
    EXPECT_THAT(Assign({"crt"}, Date(2026, 1, 30), kind), RefusedWith(kIndependentBody));
  }
  EXPECT_EQ(world_.Count("tasks"), 0);
  ASSERT_OK_AND_ASSIGN(v1::Task task, Assign({"cig", "crt"}));
  EXPECT_EQ(task.kind(), v1::TASK_KIND_SUPPORT);
}

TEST_F(TaskServiceTest, TheLeadAloneWorksOnIt) {
  ASSERT_THAT(world_.Designate(AGENCY_CITY_MANAGEMENT, "cmb"), IsOk());
  ASSERT_THAT(Assign(), IsOk());
  EXPECT_THAT(Acknowledge(AGENCY_HOUSING_BUREAU, "hsb-1"), RefusedWith(kNotLeadBody));
  EXPECT_THAT(Complete(AGENCY_CITY_MANAGEMENT, "cmb-1"), RefusedWith(kTaskState));
  ASSERT_THAT(Acknowledge(AGENCY_CITY_MANAGEMENT, "cmb-1"), IsOk());
  EXPECT_THAT(Complete(AGENCY_HOUSING_BUREAU, "hsb-1"), RefusedWith(kNotLeadBody));
  ASSERT_OK_AND_ASSIGN(v1::Task done, Complete(AGENCY_CITY_MANAGEMENT, "cmb-1"));
  EXPECT_EQ(done.done_by(), "cmb/cmb-1");
  v1::ListTasksRequest list;
  list.set_lead_body("cmb");
  EXPECT_EQ(world_.tasks.ListTasks(world_.Office(), list)->tasks_size(), 1);
}

}  // namespace
}  // namespace liandong::coordination
