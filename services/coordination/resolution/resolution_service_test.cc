#include "services/coordination/resolution/resolution_service.h"

#include <map>

#include "gtest/gtest.h"
#include "services/coordination/figures.h"
#include "services/coordination/resolution/resolution_rules.h"
#include "services/coordination/testing/coordination_world.h"
#include "shared/testing/figure_reader.h"

namespace liandong::coordination {
namespace {

using common::v1::AGENCY_FINANCE;
using common::v1::AGENCY_HOUSING_BUREAU;
using common::v1::AGENCY_LEADING_GROUP;
using testing::IsOk;
using testing::NewRequestId;
using testing::RefusedWith;

TEST(ResolutionMachine, EveryStateWithEveryAction) {
  const std::map<std::pair<int, std::string>, Resolution::State> legal = {
      {{Resolution::STATE_UNSPECIFIED, "AdoptResolution"}, Resolution::STATE_OPEN},
      {{Resolution::STATE_OPEN, "AnswerResolution"}, Resolution::STATE_ANSWERED},
      {{Resolution::STATE_ANSWERED, "CloseResolution"}, Resolution::STATE_CLOSED},
      {{Resolution::STATE_ANSWERED, "CloseResolution (return)"}, Resolution::STATE_OPEN},
  };
  const auto* states = Resolution::State_descriptor();
  for (int i = 0; i < states->value_count(); ++i) {
    const auto from = static_cast<Resolution::State>(states->value(i)->number());
    for (const char* action :
         {"AdoptResolution", "AnswerResolution", "CloseResolution", "CloseResolution (return)"}) {
      const auto next = kResolutionMachine.Next(from, action);
      const auto expected = legal.find({from, action});
      if (expected == legal.end()) {
        EXPECT_THAT(next, RefusedWith(kResolutionState)) << from << action;
      } else {
        ASSERT_THAT(next, IsOk()) << from << action;
        EXPECT_EQ(*next, expected->second);
      }
    }
  }
}

class ResolutionServiceTest : public ::testing::Test {
 protected:
  ResolutionServiceTest() {
    world_.FillSeats();
    EXPECT_THAT(world_.Designate(AGENCY_HOUSING_BUREAU, "hsb"), IsOk());
    EXPECT_THAT(world_.Designate(AGENCY_FINANCE, "fin"), IsOk());
    EXPECT_THAT(world_.Hold("2026-01", AGENCY_LEADING_GROUP, "lg-2"), IsOk());
  }

  absl::StatusOr<v1::Resolution> Adopt(const std::string& officer = "lg-2",
                                       std::vector<std::string> assisting = {"fin"}) {
    v1::AdoptResolutionRequest request;
    request.set_resolution_id("R-01");
    auto* resolution = request.mutable_resolution();
    resolution->set_meeting("meetings/2026-01");
    resolution->set_project("projects/P1");
    resolution->set_text("征收决定于3月6日前公告");
    resolution->set_lead_body("hsb");
    for (const std::string& body : assisting) resolution->add_assisting(body);
    *resolution->mutable_due_date() = ToProto(Date(2026, 3, 6));
    request.set_request_id(NewRequestId());
    return world_.resolutions.AdoptResolution(world_.As(AGENCY_LEADING_GROUP, officer), request);
  }
  absl::StatusOr<v1::Resolution> Answer(common::v1::Agency agency, const std::string& officer) {
    v1::AnswerResolutionRequest request;
    request.set_name("resolutions/R-01");
    request.set_answer("已于3月5日公告");
    request.set_request_id(NewRequestId());
    return world_.resolutions.AnswerResolution(world_.As(agency, officer), request);
  }
  absl::StatusOr<v1::Resolution> Close(const std::string& return_reason = "") {
    v1::CloseResolutionRequest request;
    request.set_name("resolutions/R-01");
    request.set_return_reason(return_reason);
    request.set_request_id(NewRequestId());
    return world_.resolutions.CloseResolution(world_.Office(), request);
  }

  CoordinationWorld world_;
};

TEST_F(ResolutionServiceTest, AdoptedByTheChairForBodiesThatCanAct) {
  EXPECT_THAT(Adopt("lg-1"), RefusedWith(kNotChair));
  EXPECT_THAT(Adopt("lg-2", {"fin", "cig"}), RefusedWith(kNotDesignated));
  EXPECT_EQ(world_.Count("resolutions"), 0);
  ASSERT_OK_AND_ASSIGN(v1::Resolution resolution, Adopt());
  EXPECT_EQ(resolution.state(), v1::Resolution::STATE_OPEN);
  EXPECT_EQ(resolution.adopted_by(), "lg/lg-2");
}

TEST_F(ResolutionServiceTest, AnsweredByTheLeadClosedByTheOffice) {
  ASSERT_THAT(Adopt(), IsOk());
  EXPECT_THAT(Close(), RefusedWith(kResolutionState));
  EXPECT_THAT(Answer(AGENCY_FINANCE, "fin-1"), RefusedWith(kNotLeadBody));
  ASSERT_THAT(Answer(AGENCY_HOUSING_BUREAU, "hsb-1"), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::Resolution returned, Close("请附公告照片"));
  EXPECT_EQ(returned.state(), v1::Resolution::STATE_OPEN);
  ASSERT_THAT(Answer(AGENCY_HOUSING_BUREAU, "hsb-1"), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::Resolution closed, Close());
  EXPECT_EQ(closed.state(), v1::Resolution::STATE_CLOSED);
  EXPECT_EQ(closed.closed_by(), "lgo/lgo-1");
  EXPECT_EQ(closed.return_reason(), "");
}

TEST_F(ResolutionServiceTest, FiguresCountStatesAndWhatIsOverdue) {
  ASSERT_THAT(Adopt(), IsOk());
  testing::FigureReader figures(world_.storage().pool());
  AddFigures(figures.figures(), world_.storage());
  world_.SetNow("2026-03-06 23:00");
  EXPECT_EQ(figures.Value("liandong_resolutions", {{"state", "OPEN"}}), 1);
  EXPECT_EQ(figures.Value("liandong_resolutions_overdue"), 0);
  world_.SetNow("2026-03-07 00:00");
  EXPECT_EQ(figures.Value("liandong_resolutions_overdue"), 1);
  ASSERT_THAT(Answer(AGENCY_HOUSING_BUREAU, "hsb-1"), IsOk());
  EXPECT_EQ(figures.Value("liandong_resolutions_overdue"), 0);
}

}  // namespace
}  // namespace liandong::coordination
