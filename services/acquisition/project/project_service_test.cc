#include "liandong/registry/v1/restriction.pb.h"
#include "services/acquisition/project/project_reasons.h"
#include "services/acquisition/testing/world.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::acquisition {
namespace {

using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

class ProjectServiceTest : public AcquisitionWorld {};

TEST_F(ProjectServiceTest, AProjectOutsideTheAreaIsNotOpened) {
  At("2026-01-05 09:00");
  EXPECT_THAT(acquisition_.projects.CreateProject(
                  As("hsb-1"), Fresh(Parse<v1::CreateProjectRequest>(
                                   R"(project_id: "P9" project { territory: "431102" })"))),
              RefusedWith(ids::kAreaOutOfScope));
  EXPECT_EQ(Count("projects"), 0);
  CreateProject();
  EXPECT_EQ(Count("projects"), 1);
}

TEST_F(ProjectServiceTest, OnlyTheOwnInvestorHandsInPlans) {
  CreateProject();
  const auto request = Parse<v1::SubmitPlansRequest>(
      R"(name: "projects/P1" plans { kind: KIND_LAND_USE document $doc })");
  EXPECT_THAT(acquisition_.projects.SubmitPlans(As("eig-1"), Fresh(request)),
              RefusedWith(kNotTheInvestor));
  ASSERT_OK_AND_ASSIGN(const auto once,
                       acquisition_.projects.SubmitPlans(As("cig-1"), Fresh(request)));
  EXPECT_EQ(once.plans_size(), 1);
  ASSERT_OK_AND_ASSIGN(const auto twice,
                       acquisition_.projects.SubmitPlans(As("cig-1"), Fresh(request)));
  EXPECT_EQ(twice.plans_size(), 1);
}

TEST_F(ProjectServiceTest, AfterTheDecisionNothingIsPreparedAnyMore) {
  Until(&AcquisitionWorld::Decide);
  EXPECT_THAT(acquisition_.projects.SubmitPlans(As("cig-1"), Fresh(Parse<v1::SubmitPlansRequest>(
                                                                 R"(name: "projects/P1"
                                      plans { kind: KIND_LAND_USE document $doc })"))),
              RefusedWith(kProjectState));
  EXPECT_THAT(acquisition_.projects.FileRiskAssessment(As("gov-1"),
                                                       Fresh(Parse<v1::FileRiskAssessmentRequest>(
                                                           R"(name: "projects/P1"
                                      risk_assessment { level: LEVEL_LOW document $doc })"))),
              RefusedWith(kProjectState));
}

TEST_F(ProjectServiceTest, ABadPostingIsNotRecorded) {
  CreateProject();
  auto request = Parse<v1::RecordPostingRequest>(
      R"(parent: "projects/P1" posting_id: "p" posting {
           kind: KIND_SURVEY from $day(2026-01-16) to $day(2026-01-22) masked: true })");
  EXPECT_THAT(acquisition_.postings.RecordPosting(As("hsb-1"), Fresh(request)),
              RefusedWith(kPostingTooShort));
  request.mutable_posting()->mutable_to()->set_day(23);
  request.mutable_posting()->set_masked(false);
  EXPECT_THAT(acquisition_.postings.RecordPosting(As("hsb-1"), Fresh(request)),
              RefusedWith(kPostingNotMasked));
  EXPECT_EQ(Count("postings"), 0);
}

class FreezeServiceTest : public AcquisitionWorld {
 protected:
  v1::FreezeNotice FreezeNow() {
    auto freeze = acquisition_.freezes.GetFreezeNotice(
        As("hsb-1"), Parse<v1::GetFreezeNoticeRequest>(R"(name: "projects/P1/freezes/f1")"));
    EXPECT_THAT(freeze, IsOk());
    return *freeze;
  }
};

TEST_F(FreezeServiceTest, TheRegistryFlagsEveryUnit) {
  CreateProject();
  Freeze();
  const auto flags = Delivered<registry::v1::FlagFreezeRequest>();
  ASSERT_EQ(flags.size(), 1u);
  EXPECT_EQ(flags[0].project(), "projects/P1");
  EXPECT_EQ(flags[0].unit_codes_size(), 12);
  EXPECT_EQ(FreezeNow().state(), v1::FreezeNotice::STATE_IN_FORCE);
  EXPECT_THAT(acquisition_.freezes.IssueFreezeNotice(
                  As("hsb-1"), Fresh(Parse<v1::IssueFreezeNoticeRequest>(
                                   R"(parent: "projects/P1" freeze_id: "f2" freeze {
                                        from $day(2026-02-01) to $day(2026-03-01) })"))),
              RefusedWith(kFreezeStands));
  EXPECT_EQ(Count("freeze_notices"), 1);
}

TEST_F(FreezeServiceTest, OverAYearIsRefused) {
  CreateProject();
  EXPECT_THAT(acquisition_.freezes.IssueFreezeNotice(
                  As("hsb-1"), Fresh(Parse<v1::IssueFreezeNoticeRequest>(
                                   R"(parent: "projects/P1" freeze_id: "f1" freeze {
                                        from $day(2026-01-07) to $day(2027-01-08) })"))),
              RefusedWith(kFreezeOverOneYear));
  EXPECT_EQ(Count("freeze_notices"), 0);
}

TEST_F(FreezeServiceTest, ARefusalOfTheRegistryLeavesRoomForANewNotice) {
  CreateProject();
  refusals_["FlagFreezeRequest"] = Refuse(ids::kCollectiveLand);
  Freeze();
  EXPECT_EQ(FreezeNow().state(), v1::FreezeNotice::STATE_REFUSED);
  refusals_.clear();
  ASSERT_THAT(acquisition_.freezes.IssueFreezeNotice(
                  As("hsb-1"), Fresh(Parse<v1::IssueFreezeNoticeRequest>(
                                   R"(parent: "projects/P1" freeze_id: "f2" freeze {
                                        from $day(2026-01-07) to $day(2026-03-01) })"))),
              IsOk());
}

}  // namespace
}  // namespace liandong::acquisition
