#include "services/enforcement/visits/visit_service.h"

#include "services/enforcement/testing/enforcement_world.h"

namespace liandong::enforcement {
namespace {

using testing::IsOk;
using testing::RefusedWith;

class VisitServiceTest : public testing::EnforcementWorld {
 protected:
  RequestContext Street() { return As(common::v1::AGENCY_SUBDISTRICT_OFFICE, "sdo"); }
  static v1::RecordVisitRequest Visiting(const std::string& id = "v1") {
    v1::RecordVisitRequest request;
    request.set_parent(CaseName());
    request.set_visit_id(id);
    request.mutable_visit()->add_visitors("sdo/sdo-1");
    request.mutable_visit()->add_visitors("com/com-1");
    request.mutable_visit()->set_summary("示例解释");
    request.set_request_id(testing::NewRequestId());
    return request;
  }
};

TEST_F(VisitServiceTest, ByDayByTwoAndWhileTheCaseRuns) {
  world_.SetNow("2026-06-16 09:00");
  ASSERT_THAT(cases_.OpenCase(Government(), Opening()), IsOk());
  ASSERT_OK_AND_ASSIGN(const auto visit, visits_.RecordVisit(Street(), Visiting()));
  EXPECT_EQ(visit.household(), "projects/P1/households/H12");
  EXPECT_EQ(visit.summary(), "示例解释");

  auto alone = Visiting("v2");
  alone.mutable_visit()->set_visitors(1, "sdo/sdo-1");
  EXPECT_THAT(visits_.RecordVisit(Street(), alone), RefusedWith(kTwoVisitorsRequired));
  world_.SetNow("2026-06-16 20:00");
  EXPECT_THAT(visits_.RecordVisit(Street(), Visiting("v2")), RefusedWith(kVisitHours));
  world_.SetNow("2026-06-17 09:00");
  peers_.household().set_vacated(true);
  ASSERT_THAT(HearOfHousehold(), IsOk());
  EXPECT_THAT(visits_.RecordVisit(Street(), Visiting("v2")), RefusedWith(kCaseEnded));

  v1::ListVisitsRequest list;
  list.set_parent(CaseName());
  ASSERT_OK_AND_ASSIGN(const auto log, visits_.ListVisits(Street(), list));
  ASSERT_EQ(log.visits_size(), 1);
  EXPECT_EQ(log.visits(0).name(), CaseName() + "/visits/v1");
}

}  // namespace
}  // namespace liandong::enforcement
