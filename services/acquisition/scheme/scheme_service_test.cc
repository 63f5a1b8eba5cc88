#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/project/project_reasons.h"
#include "services/acquisition/scheme/scheme_reasons.h"
#include "services/acquisition/testing/world.h"
#include "shared/calendar/date_proto.h"

namespace liandong::acquisition {
namespace {

using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

constexpr char kContents[] = R"(document $doc terms {
    moving_fee_fen: 1500 moves_on_exchange: 2 transition_fee_fen: 800 signing_days: 30
    unit_prices { use: "住宅" structure: "砖混" low_fen: 365000 high_fen: 376000 } })";

class SchemeServiceTest : public AcquisitionWorld {
 protected:
  v1::CreateSchemeRequest Draft(const std::string& project, const std::string& more = "") {
    return Fresh(Parse<v1::CreateSchemeRequest>(
        "parent: \"" + project + "\" scheme_id: \"v1\" scheme {" + kContents + more + "}"));
  }
  absl::StatusOr<v1::Scheme> Pass(const std::string& version, const std::string& stage) {
    return acquisition_.schemes.PassSchemeReview(
        As("leg-1"), Fresh(Parse<v1::PassSchemeReviewRequest>("name: \"projects/P1/schemes/" +
                                                              version + "\" stage: " + stage)));
  }
  absl::StatusOr<v1::Scheme> Close(const std::string& hearing = "不举行") {
    return acquisition_.schemes.CloseConsultation(
        As("gov-1"), Fresh(Parse<v1::CloseConsultationRequest>(
                         std::string(R"(name: "projects/P1/schemes/v1" revised_id: "v2" opinions: 9
                           opinions_published $doc revised {)") +
                         kContents + "} hearing: \"" + hearing + "\"")));
  }
  v1::Scheme SchemeNow(const std::string& version) {
    v1::GetSchemeRequest request;
    request.set_name("projects/P1/schemes/" + version);
    return *acquisition_.schemes.GetScheme(As("gov-1"), request);
  }
};

TEST_F(SchemeServiceTest, PricesThatDifferFromTheNeighbourAreExplained) {
  CreateProject();
  auto neighbour = Parse<v1::CreateProjectRequest>(
      R"(project_id: "P2" project { territory: "431171" department: "hsb" })");
  ASSERT_THAT(acquisition_.projects.CreateProject(As("hsb-1"), Fresh(neighbour)), IsOk());
  auto theirs = Draft("projects/P2");
  theirs.mutable_scheme()->mutable_terms()->mutable_unit_prices(0)->set_low_fen(360000);
  theirs.mutable_scheme()->mutable_terms()->mutable_unit_prices(0)->set_high_fen(360000);
  ASSERT_THAT(acquisition_.schemes.CreateScheme(As("hsb-1"), theirs), IsOk());
  EXPECT_THAT(acquisition_.schemes.CreateScheme(
                  As("hsb-1"), Draft("projects/P1", "neighbours: \"projects/P2\"")),
              RefusedWith(kPriceDeviationUnexplained));
  EXPECT_EQ(Count("schemes"), 1);
  EXPECT_THAT(acquisition_.schemes.CreateScheme(
                  As("hsb-1"),
                  Draft("projects/P1", "neighbours: \"projects/P2\" deviation_reason: \"临街\"")),
              IsOk());
}

TEST_F(SchemeServiceTest, TheDraftIsArguedOverBeforeItIsReviewed) {
  CreateProject();
  ASSERT_THAT(acquisition_.schemes.CreateScheme(As("hsb-1"), Draft("projects/P1")), IsOk());
  const auto returned = Pass("v1", "STAGE_BEFORE_CONSULTATION");
  EXPECT_THAT(returned, RefusedWith(kReviewReturned));
  EXPECT_EQ(MetadataOf(returned.status(), "missing"), "ARGUMENT_MEETING");
  EXPECT_EQ(SchemeNow("v1").state(), v1::Scheme::STATE_DRAFT);
  EXPECT_THAT(
      acquisition_.schemes.PublishScheme(
          As("gov-1"), Fresh(Parse<v1::PublishSchemeRequest>(R"(name: "projects/P1/schemes/v1")"))),
      RefusedWith(kSchemeState));
}

TEST_F(SchemeServiceTest, OpinionsMayBeGivenForThirtyFullDays) {
  CreateProject();
  Freeze();
  Import();
  Survey();
  ASSERT_THAT(acquisition_.schemes.CreateScheme(As("hsb-1"), Draft("projects/P1")), IsOk());
  ASSERT_THAT(acquisition_.schemes.RecordArgumentMeeting(
                  As("gov-1"), Fresh(Parse<v1::RecordArgumentMeetingRequest>(
                                   R"(name: "projects/P1/schemes/v1" minutes $doc)"))),
              IsOk());
  ASSERT_THAT(Pass("v1", "STAGE_BEFORE_CONSULTATION"), IsOk());
  At("2026-01-23 09:00");
  ASSERT_OK_AND_ASSIGN(
      const auto published,
      acquisition_.schemes.PublishScheme(As("gov-1"), Fresh(Parse<v1::PublishSchemeRequest>(
                                                          R"(name: "projects/P1/schemes/v1")"))));
  EXPECT_EQ(FormatDate(*FromProto(published.consultation().legal_due())), "2026-02-24");

  At("2026-02-13 16:00");
  const auto early = Close();
  EXPECT_THAT(early, RefusedWith(kConsultationOpen));
  EXPECT_EQ(MetadataOf(early.status(), "earliest"), "2026-02-25");
  At("2026-02-24 23:59");
  EXPECT_THAT(Close(), RefusedWith(kConsultationOpen));
  EXPECT_EQ(SchemeNow("v1").state(), v1::Scheme::STATE_CONSULTATION);

  At("2026-02-25 09:00");
  EXPECT_THAT(Close(""), RefusedWith(kHearingUnexplained));
  ASSERT_OK_AND_ASSIGN(const auto revised, Close());
  EXPECT_EQ(revised.name(), "projects/P1/schemes/v2");
  EXPECT_EQ(revised.replaces(), "projects/P1/schemes/v1");
  EXPECT_EQ(SchemeNow("v1").state(), v1::Scheme::STATE_REPLACED);

  // The risk assessment is still to be filed.
  const auto returned = Pass("v2", "STAGE_BEFORE_DECISION");
  EXPECT_THAT(returned, RefusedWith(kReviewReturned));
  EXPECT_EQ(MetadataOf(returned.status(), "missing"), "RISK_ASSESSMENT");
}

TEST_F(SchemeServiceTest, SigningOpensOnceEveryReportIsServed) {
  Until(&AcquisitionWorld::Announce);
  const auto open = [this](const std::string& from) {
    return acquisition_.schemes.OpenSigning(
        As("hsb-1"), Fresh(Parse<v1::OpenSigningRequest>(
                         "name: \"projects/P1/schemes/v2\" from $day(" + from + ")")));
  };
  const auto unserved = open("2026-03-27");
  EXPECT_THAT(unserved, RefusedWith(kReportsNotServed));
  EXPECT_EQ(MetadataOf(unserved.status(), "count"), "12");
  Appraise();
  EXPECT_THAT(open("2026-03-25"), RefusedWith(kSigningDate));
  ASSERT_OK_AND_ASSIGN(const auto scheme, open("2026-03-27"));
  EXPECT_EQ(FormatDate(*FromProto(scheme.signing_until().legal_due())), "2026-04-27");
  EXPECT_THAT(open("2026-03-28"), RefusedWith(kSigningOpened));
}

TEST_F(SchemeServiceTest, SigningWaitsForTheAnnouncement) {
  Until(&AcquisitionWorld::Decide);
  EXPECT_THAT(acquisition_.schemes.OpenSigning(
                  As("hsb-1"), Fresh(Parse<v1::OpenSigningRequest>(
                                   R"(name: "projects/P1/schemes/v2" from $day(2026-03-27))"))),
              RefusedWith(kGatesClosed));
}

TEST_F(SchemeServiceTest, NoDraftAfterTheDecision) {
  Until(&AcquisitionWorld::Decide);
  auto request = Draft("projects/P1");
  request.set_scheme_id("v3");
  EXPECT_THAT(acquisition_.schemes.CreateScheme(As("hsb-1"), request), RefusedWith(kProjectState));
}

}  // namespace
}  // namespace liandong::acquisition
