// Every gate of the expropriation decision and its announcement at the service: closed alone, all
// closed at once, nothing written, and open on the first day and fen that allow it.
#include "google/rpc/error_details.pb.h"
#include "services/acquisition/acquisition_reasons.h"
#include "services/acquisition/testing/world.h"
#include "shared/testing/closed_gates.h"
#include "shared/testing/footprint.h"

namespace liandong::acquisition {
namespace {

using liandong::testing::ClosesExactly;
using liandong::testing::DetailOf;
using liandong::testing::FootprintOf;
using liandong::testing::Names;
using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

class DecisionGatesServiceTest : public AcquisitionWorld {
 protected:
  absl::StatusOr<v1::ExpropriationDecision> Ask(bool with_minutes = true) {
    return acquisition_.expropriations.MakeExpropriationDecision(As("gov-3"),
                                                                 DecisionRequest(with_minutes));
  }
  void ExpectClosed(const Names& gates, bool with_minutes = true) {
    const int64_t before = FootprintOf(world_);
    refused_ = Ask(with_minutes).status();
    EXPECT_THAT(refused_, ClosesExactly(gates));
    EXPECT_EQ(FootprintOf(world_), before);
  }
  void SubmitPlans(const std::vector<std::string>& kinds) {
    std::string text = R"(name: "projects/P1")";
    for (const auto& kind : kinds) text += " plans { kind: KIND_" + kind + " document $doc }";
    ASSERT_THAT(
        acquisition_.projects.SubmitPlans(As("cig-1"), Fresh(Parse<v1::SubmitPlansRequest>(text))),
        IsOk());
  }
  void PassReview() {
    ASSERT_THAT(
        acquisition_.schemes.PassSchemeReview(
            As("leg-1"), Fresh(Parse<v1::PassSchemeReviewRequest>(
                             R"(name: "projects/P1/schemes/v2" stage: STAGE_BEFORE_DECISION)"))),
        IsOk());
  }
  void FindBuilding() {
    const auto found = Parse<v1::InvestigateBuildingRequest>(
        R"(parent: "projects/P1" building_id: "late" building {
             household: "projects/P1/households/H01" what: "附房" area_cm2: 10000
             investigators: "cmb/cmb-1" investigators: "cmb/cmb-2" evidence: "cc" })");
    ASSERT_THAT(acquisition_.surveys.InvestigateBuilding(As("cmb-1"), Fresh(found)), IsOk());
  }

  absl::Status refused_;
};

// Rows 25 to 28.
TEST_F(DecisionGatesServiceTest, EachGateAlone) {
  Until(&AcquisitionWorld::ReadyToDecide);
  At("2026-03-03 09:00");
  short_fen_ = 1;
  ExpectClosed({"FUNDS_SHORTFALL"});
  EXPECT_EQ(MetadataOf(refused_, "short_fen"), "1");
  short_fen_ = 0;
  budget_in_force_ = false;
  ExpectClosed({"BUDGET_NOT_IN_FORCE"});
  budget_in_force_ = true;
  ExpectClosed({"EXECUTIVE_MINUTES_MISSING"}, false);
  EXPECT_EQ(MetadataOf(refused_, "households"), "12");

  // The survey hangs through 01-23.
  At("2026-01-23 23:59");
  ExpectClosed({"SURVEY_NOT_POSTED"});
  At("2026-01-24 00:00");
  ExpectClosed({"EXECUTIVE_MINUTES_MISSING"}, false);

  At("2026-03-03 09:00");
  FindBuilding();
  ExpectClosed({"BUILDING_UNDETERMINED"});
  EXPECT_EQ(MetadataOf(refused_, "count"), "1");
  ASSERT_THAT(acquisition_.surveys.ReviewBuilding(
                  As("cmb-1"), Fresh(Parse<v1::ReviewBuildingRequest>(
                                   R"(name: "projects/P1/buildings/late" minutes $doc
                                      opinions { body: "huc" opinion: "同意" }
                                      opinions { body: "nrb" opinion: "同意" })"))),
              IsOk());
  ExpectClosed({"BUILDING_UNDETERMINED"});
  ASSERT_THAT(acquisition_.surveys.DetermineBuilding(
                  As("huc-3"), Fresh(Parse<v1::DetermineBuildingRequest>(
                                   R"(name: "projects/P1/buildings/late" determination $doc
                                      owner_heard: true appeal_rights_told: true
                                      finding: FINDING_LEGAL)"))),
              IsOk());
  // Clause 3.5.f: what was found since is posted anew.
  ExpectClosed({"SURVEY_NOT_POSTED"});
  ASSERT_THAT(acquisition_.postings.RecordPosting(
                  As("hsb-1"), Fresh(Parse<v1::RecordPostingRequest>(
                                   R"(parent: "projects/P1" posting_id: "again" posting {
                                        kind: KIND_SURVEY place: "社区公告栏" masked: true
                                        from $day(2026-03-03) to $day(2026-03-10) })"))),
              IsOk());
  At("2026-03-10 23:59");
  ExpectClosed({"SURVEY_NOT_POSTED"});
  At("2026-03-11 00:00");
  // Clause 3.9.a
  auto foreign = DecisionRequest(true);
  foreign.mutable_decision()->set_red_line("projects/P2/redLines/v1");
  EXPECT_THAT(acquisition_.expropriations.MakeExpropriationDecision(As("gov-3"), foreign),
              ClosesExactly(Names{"RED_LINE_OF_OTHER_PROJECT"}));
  EXPECT_THAT(Ask(), IsOk());
}

TEST_F(DecisionGatesServiceTest, ThreePlansAreNotFour) {
  Until(&AcquisitionWorld::ConsultScheme);
  At("2026-03-02 09:00");
  PassReview();
  SubmitPlans({"DEVELOPMENT", "LAND_USE", "URBAN_RURAL"});
  ExpectClosed({"PLAN_PACK_INCOMPLETE"});
  EXPECT_EQ(MetadataOf(refused_, "have"), "3");
  EXPECT_EQ(MetadataOf(refused_, "need"), "4");
  EXPECT_EQ(MetadataOf(refused_, "missing"), "SPECIAL");
  SubmitPlans({"SPECIAL"});
  EXPECT_THAT(Ask(), IsOk());
}

TEST_F(DecisionGatesServiceTest, TheRevisedSchemeIsReviewedAgain) {
  Until(&AcquisitionWorld::ConsultScheme);
  At("2026-03-02 09:00");
  SubmitPlans({"DEVELOPMENT", "LAND_USE", "URBAN_RURAL", "SPECIAL"});
  ExpectClosed({"SCHEME_NOT_REVIEWED"});
  PassReview();
  EXPECT_THAT(Ask(), IsOk());
}

TEST_F(DecisionGatesServiceTest, AllGatesAtOnce) {
  CreateProject();
  Freeze();
  Import();
  FindBuilding();
  const Names others = {"BUILDING_UNDETERMINED", "EXECUTIVE_MINUTES_MISSING",
                        "PLAN_PACK_INCOMPLETE",  "RISK_ASSESSMENT_MISSING",
                        "SCHEME_NOT_REVIEWED",   "SURVEY_INCOMPLETE",
                        "SURVEY_NOT_POSTED"};
  short_fen_ = 91000000;
  Names gates = others;
  gates.push_back("FUNDS_SHORTFALL");
  ExpectClosed(gates, false);
  budget_in_force_ = false;
  gates.back() = "BUDGET_NOT_IN_FORCE";
  ExpectClosed(gates, false);
}

// Row 30: R590-13.
TEST_F(DecisionGatesServiceTest, EachContentOfTheAnnouncementAlone) {
  Until(&AcquisitionWorld::Decide);
  At("2026-03-05 09:00");
  const auto announce = [this](const std::vector<std::string>& left_out) {
    auto request = Parse<v1::AnnounceDecisionRequest>(
        R"(name: "projects/P1/decision" announcement {
             document $doc scheme_attached: true review_right: "60日内" suit_right: "六个月内"
             land_use_right_withdrawn: true })");
    auto& announcement = *request.mutable_announcement();
    for (const auto& field : left_out) {
      announcement.GetReflection()->ClearField(
          &announcement, announcement.GetDescriptor()->FindFieldByName(field));
    }
    return acquisition_.expropriations.AnnounceDecision(As("gov-3"), Fresh(request)).status();
  };
  const int64_t before = FootprintOf(world_);
  for (const auto& [field, reason, missing] :
       {std::tuple("review_right", kRightsNoticeMissing, "REVIEW"),
        std::tuple("suit_right", kRightsNoticeMissing, "SUIT"),
        std::tuple("scheme_attached", kAnnouncementIncomplete, "SCHEME"),
        std::tuple("land_use_right_withdrawn", kAnnouncementIncomplete,
                   "LAND_USE_RIGHT_WITHDRAWN")}) {
    const absl::Status refused = announce({field});
    EXPECT_THAT(refused, RefusedWith(reason)) << field;
    EXPECT_EQ(MetadataOf(refused, "missing"), missing);
    EXPECT_EQ(liandong::testing::WordsAmissIn(refused), "");
  }
  const absl::Status all =
      announce({"review_right", "suit_right", "scheme_attached", "land_use_right_withdrawn"});
  EXPECT_THAT(all, RefusedWith(kFieldsInvalid));
  EXPECT_EQ(DetailOf<google::rpc::BadRequest>(all).field_violations_size(), 2);
  EXPECT_EQ(FootprintOf(world_), before);
  EXPECT_THAT(announce({}), IsOk());
}

}  // namespace
}  // namespace liandong::acquisition
