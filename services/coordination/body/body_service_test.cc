#include "services/coordination/body/body_service.h"

#include "gtest/gtest.h"
#include "services/coordination/coordination_reasons.h"
#include "services/coordination/testing/coordination_world.h"

namespace liandong::coordination {
namespace {

using common::v1::AGENCY_CITY_MANAGEMENT;
using testing::IsOk;
using testing::NewRequestId;
using testing::RefusedWith;

class BodyServiceTest : public ::testing::Test {
 protected:
  CoordinationWorld world_;
};

TEST_F(BodyServiceTest, AssignableWithPlanLeaderAndStaff) {
  ASSERT_OK_AND_ASSIGN(v1::Body bare, world_.Designate(AGENCY_CITY_MANAGEMENT, "cmb", false));
  EXPECT_EQ(bare.name(), "bodies/cmb");
  EXPECT_EQ(bare.state(), v1::Body::STATE_INCOMPLETE);
  v1::ListBodiesRequest incomplete;
  incomplete.set_state(v1::Body::STATE_INCOMPLETE);
  EXPECT_EQ(world_.bodies.ListBodies(world_.Office(), incomplete)->bodies_size(), 1);
  ASSERT_OK_AND_ASSIGN(v1::Body complete, world_.Designate(AGENCY_CITY_MANAGEMENT, "cmb"));
  EXPECT_EQ(complete.state(), v1::Body::STATE_ASSIGNABLE);
  EXPECT_EQ(complete.etag(), "2");
  EXPECT_EQ(world_.bodies.ListBodies(world_.Office(), incomplete)->bodies_size(), 0);
}

TEST_F(BodyServiceTest, NamesItsOwnPeopleOnly) {
  v1::DesignateStaffRequest request;
  request.mutable_body()->add_leaders("hsb/hsb-3");
  request.mutable_body()->add_staff("cmb/cmb-1");
  request.set_request_id(NewRequestId());
  EXPECT_THAT(world_.bodies.DesignateStaff(world_.As(AGENCY_CITY_MANAGEMENT, "cmb-3"), request),
              RefusedWith(kOfficerOfOtherBody));
  EXPECT_EQ(world_.Count("bodies"), 0);
}

TEST_F(BodyServiceTest, TrainingIsEnteredAfterItWasHeld) {
  v1::RecordTrainingRequest request;
  request.set_training_id("2026-01");
  request.mutable_training()->set_title("征收与补偿条例培训");
  *request.mutable_training()->mutable_held_date() = ToProto(Date(2026, 1, 5));
  request.mutable_training()->add_attendees("cmb/cmb-1");
  request.set_request_id(NewRequestId());
  const auto hsb = world_.As(common::v1::AGENCY_HOUSING_BUREAU, "hsb-1");
  EXPECT_THAT(world_.bodies.RecordTraining(hsb, request), RefusedWith(kHeldInFuture));
  *request.mutable_training()->mutable_held_date() = ToProto(Date(2026, 1, 4));
  ASSERT_OK_AND_ASSIGN(v1::Training training, world_.bodies.RecordTraining(hsb, request));
  EXPECT_EQ(training.state(), v1::Training::STATE_HELD);
  EXPECT_EQ(world_.bodies.ListTrainings(hsb, {})->trainings_size(), 1);
}

}  // namespace
}  // namespace liandong::coordination
