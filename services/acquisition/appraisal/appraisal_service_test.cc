#include "services/acquisition/appraisal/appraisal_service.h"

#include "services/acquisition/appraisal/appraisal_reasons.h"
#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/testing/world.h"
#include "shared/calendar/date_proto.h"

namespace liandong::acquisition {
namespace {

using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

class AppraisalServiceTest : public AcquisitionWorld {
 protected:
  v1::Appraisal AppraisalNow(const std::string& no) {
    v1::GetAppraisalRequest request;
    request.set_name("projects/P1/appraisals/" + no);
    auto appraisal = acquisition_.appraisals.GetAppraisal(As("hsb-1"), request);
    EXPECT_THAT(appraisal, IsOk());
    return *appraisal;
  }
  v1::SubmitAppraisalReportRequest Report(const std::string& day) {
    return Fresh(Parse<v1::SubmitAppraisalReportRequest>(
        R"(name: "projects/P1/appraisals/H12" values { unit_price_fen: 369000 } report $doc
           appraisers: "appraiser/appraiser-1" appraisers: "appraiser/appraiser-2"
           valuation_date $day()" +
        day + ")"));
  }
  void Draw() {
    At("2026-03-12 09:00");
    ASSERT_THAT(
        acquisition_.appraisals.DrawAppraiser(As("hsb-1"), Fresh(Parse<v1::DrawAppraiserRequest>(
                                                               R"(parent: "projects/P1" choice {
                                          candidates: "appraiser" candidates: "other"
                                          seed: "seed-3" no_agreement $doc })"))),
        IsOk());
  }
  absl::Status Attest(const std::string& drawn) {
    auto request = Parse<v1::AttestDrawRequest>(R"(name: "projects/P1/appraiserChoice")");
    request.set_appraiser(drawn);
    return acquisition_.appraisals.AttestDraw(As("notary-2"), Fresh(request)).status();
  }
  absl::Status Preliminary(int64_t price_fen = 369000) {
    auto request =
        Parse<v1::SubmitPreliminaryValueRequest>(R"(household: "projects/P1/households/H12")");
    request.mutable_values()->set_unit_price_fen(price_fen);
    return acquisition_.appraisals.SubmitPreliminaryValue(As("appraiser-1"), Fresh(request))
        .status();
  }
};

TEST_F(AppraisalServiceTest, OnlyTheAppraiserDrawnAndAttested) {
  Until(&AcquisitionWorld::Announce);
  EXPECT_THAT(Preliminary(), RefusedWith(kAppraiserNotChosenByOwners));
  Draw();
  EXPECT_THAT(Preliminary(), RefusedWith(kAppraiserNotChosenByOwners));
  EXPECT_THAT(Attest("other"), RefusedWith(kDrawDiffers));
  ASSERT_THAT(Attest("appraiser"), IsOk());
  EXPECT_THAT(Attest("appraiser"), RefusedWith(kChoiceState));
  EXPECT_THAT(Preliminary(369050), RefusedWith(kPriceNotWholeYuan));
  EXPECT_EQ(Count("appraisals"), 0);
  EXPECT_THAT(Preliminary(), IsOk());
}

TEST_F(AppraisalServiceTest, NoLotBeforeTheAnnouncement) {
  Until(&AcquisitionWorld::Decide);
  EXPECT_THAT(
      acquisition_.appraisals.DrawAppraiser(As("hsb-1"), Fresh(Parse<v1::DrawAppraiserRequest>(
                                                             R"(parent: "projects/P1" choice {
                                        candidates: "appraiser" candidates: "other" seed: "x" })"))),
      RefusedWith(kDecisionNotAnnounced));
}

TEST_F(AppraisalServiceTest, FinanceCommentsAndChangesNothing) {
  Until(&AcquisitionWorld::Announce);
  Draw();
  ASSERT_THAT(Attest("appraiser"), IsOk());
  ASSERT_THAT(Preliminary(), IsOk());
  const auto comment = Parse<v1::CommentOnValueRequest>(
      R"(name: "projects/P1/appraisals/H12" text: "与同类房屋比较")");
  ASSERT_OK_AND_ASSIGN(const auto commented,
                       acquisition_.appraisals.CommentOnValue(As("fin-1"), Fresh(comment)));
  EXPECT_EQ(commented.comments_size(), 1);
  EXPECT_EQ(commented.house_value_fen(), 46678500);
}

TEST_F(AppraisalServiceTest, AReportIsValuedAtTheAnnouncementAndPostedBefore) {
  Until(&AcquisitionWorld::Announce);
  Draw();
  ASSERT_THAT(Attest("appraiser"), IsOk());
  ASSERT_THAT(Preliminary(), IsOk());
  EXPECT_THAT(
      acquisition_.appraisals.SubmitAppraisalReport(As("appraiser-1"), Report("2026-03-04")),
      RefusedWith(kValuationDate));
  EXPECT_THAT(
      acquisition_.appraisals.SubmitAppraisalReport(As("appraiser-1"), Report("2026-03-05")),
      RefusedWith(kValuesNotPosted));
  EXPECT_EQ(AppraisalNow("H12").state(), v1::Appraisal::STATE_PRELIMINARY);
}

TEST_F(AppraisalServiceTest, ServedReportsRunTenDays) {
  Until(&AcquisitionWorld::Appraise);
  const v1::Appraisal h08 = AppraisalNow("H08");
  EXPECT_EQ(h08.annex_area_cm2(), 126000);
  EXPECT_EQ(h08.annex_value_fen(), 4712400);
  EXPECT_EQ(AppraisalNow("H10").annex_area_cm2(), 0);  // determined illegal
  EXPECT_EQ(FormatDate(*FromProto(h08.review_until().legal_due())), "2026-04-07");
  EXPECT_EQ(HouseholdNow("H08").state(), v1::Household::STATE_APPRAISED);
  auto again = Parse<v1::ServeAppraisalRequest>(
      R"(name: "projects/P1/appraisals/H08"
         service { manner: MANNER_IN_PERSON date $day(2026-03-26) })");
  EXPECT_THAT(acquisition_.appraisals.ServeAppraisal(As("hsb-1"), Fresh(again)),
              RefusedWith(kAppraisalState));
  EXPECT_THAT(acquisition_.appraisals.CommentOnValue(
                  As("fin-1"), Fresh(Parse<v1::CommentOnValueRequest>(
                                   R"(name: "projects/P1/appraisals/H08" text: "x")"))),
              RefusedWith(kAppraisalState));
}

}  // namespace
}  // namespace liandong::acquisition
