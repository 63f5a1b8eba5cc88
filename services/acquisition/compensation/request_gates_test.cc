// Every gate of the compensation decision at the service: closed alone, all closed at once, nothing
// written, and open on the first day that allows it.
#include "services/acquisition/acquisition_reasons.h"
#include "services/acquisition/testing/late_household.h"
#include "services/acquisition/testing/world.h"
#include "shared/testing/closed_gates.h"
#include "shared/testing/footprint.h"

namespace liandong::acquisition {
namespace {

using liandong::testing::FootprintOf;
using liandong::testing::Names;
using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

class RequestGatesTest : public AcquisitionWorld {
 protected:
  static constexpr char kBoth[] = "opinions_heard $doc methods_offered $doc";

  absl::StatusOr<v1::CompensationDecision> Ask(const std::string& no,
                                               const std::string& papers = kBoth) {
    auto request = Parse<v1::RequestCompensationDecisionRequest>(papers);
    request.set_household(Household(no));
    return acquisition_.decisions.RequestCompensationDecision(As("hsb-1"), Fresh(request));
  }
  void ExpectClosed(const std::string& no, const Names& gates, const std::string& papers = kBoth) {
    liandong::testing::ExpectClosed(
        world_, [&] { return Ask(no, papers); }, gates);
  }
  template <class Result>
  void ExpectRefused(const Result& result, const Reason& reason, int64_t before) {
    EXPECT_THAT(result, RefusedWith(reason));
    EXPECT_EQ(liandong::testing::WordsAmissIn(liandong::testing::StatusOf(result)), "");
    EXPECT_EQ(FootprintOf(world_), before);
  }
};

// Rows 47, 48. The signing period runs through 04-27.
TEST_F(RequestGatesTest, EachGateAlone) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-20 09:00");
  testing::ImportLateHousehold(*this);
  At("2026-04-27 23:59");
  ExpectClosed("H12", {"SIGNING_PERIOD_OPEN"});
  At("2026-04-28 00:00");
  ExpectClosed("H12", {"OPINIONS_NOT_HEARD"}, "methods_offered $doc");
  ExpectClosed("H12", {"METHODS_NOT_OFFERED"}, "opinions_heard $doc");
  ExpectClosed("H13", {"APPRAISAL_NOT_SERVED"});
  EXPECT_THAT(Ask("H12"), IsOk());
}

TEST_F(RequestGatesTest, AllGatesAtOnce) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-20 09:00");
  testing::ImportLateHousehold(*this);
  ExpectClosed(
      "H13",
      {"APPRAISAL_NOT_SERVED", "METHODS_NOT_OFFERED", "OPINIONS_NOT_HEARD", "SIGNING_PERIOD_OPEN"},
      "");
}

TEST_F(RequestGatesTest, BeforeThereIsASigningPeriod) {
  Until(&AcquisitionWorld::Appraise);
  At("2026-04-28 09:00");
  ExpectClosed("H12", {"SIGNING_NOT_OPENED"});
}

// Ten days to ask for a review of the value: served on 04-20, they end on 04-30.
TEST_F(RequestGatesTest, TheDaysOfTheValueReview) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-20 09:00");
  testing::ImportLateHousehold(*this);
  testing::ServeLateHousehold(*this, "2026-04-20");
  At("2026-04-27 09:00");
  ExpectClosed("H13", {"SIGNING_PERIOD_OPEN", "VALUE_REVIEW_OPEN"});
  At("2026-04-30 23:59");
  ExpectClosed("H13", {"VALUE_REVIEW_OPEN"});
  At("2026-05-01 00:00");
  EXPECT_THAT(Ask("H13"), IsOk());
}

// Clause 4.2.a: whoever signed is not decided about, whether the agreement is reviewed or not.
TEST_F(RequestGatesTest, NoDecisionAboutWhoAgreed) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  Review("H01");
  Sign("H04");
  At("2026-04-28 09:00");
  ExpectClosed("H01", {"AGREEMENT_STANDS"});
  ExpectClosed("H04", {"AGREEMENT_STANDS"});
}

TEST_F(RequestGatesTest, NoSecondDecision) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-28 09:00");
  ASSERT_THAT(Ask("H12"), IsOk());
  ASSERT_THAT(acquisition_.decisions.MakeCompensationDecision(
                  As("gov-3"), Fresh(Parse<v1::MakeCompensationDecisionRequest>(
                                   R"(name: "projects/P1/compensationDecisions/H12" document $doc
                                      payment_due $day(2026-05-08) vacate_days: 30
                                      transition: "自行过渡" place_posted: "社区公告栏")"))),
              IsOk());
  Deliver();
  ExpectRefused(Ask("H12"), kHouseholdState, FootprintOf(world_));
}

// Rows 48, 49: R590-25, 26.
TEST_F(RequestGatesTest, EachContentAndTheServiceOfTheDecision) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-28 09:00");
  ASSERT_THAT(Ask("H12"), IsOk());
  At("2026-04-29 09:00");
  const auto make = [this](const std::string& left_out) {
    auto request = Parse<v1::MakeCompensationDecisionRequest>(
        R"(name: "projects/P1/compensationDecisions/H12" document $doc
           payment_due $day(2026-05-08) vacate_days: 30 transition: "自行过渡"
           place_posted: "社区公告栏" rights_told: true)");
    if (!left_out.empty()) {
      request.GetReflection()->ClearField(&request,
                                          request.GetDescriptor()->FindFieldByName(left_out));
    }
    return acquisition_.decisions.MakeCompensationDecision(As("gov-3"), Fresh(request));
  };
  const auto serve = [this](const std::string& service) {
    return acquisition_.decisions.ServeCompensationDecision(
        As("gov-1"),
        Fresh(Parse<v1::ServeCompensationDecisionRequest>(
            R"(name: "projects/P1/compensationDecisions/H12" service {)" + service + "}")));
  };
  int64_t before = FootprintOf(world_);
  for (const char* field : {"payment_due", "vacate_days", "transition", "place_posted"}) {
    const auto refused = make(field);
    ExpectRefused(refused, kFieldMissing, before);
    EXPECT_EQ(MetadataOf(refused.status(), "missing"), field);
  }
  ExpectRefused(serve("manner: MANNER_IN_PERSON date $day(2026-04-29)"), kCompensationDecisionState,
                before);
  ASSERT_THAT(make(""), IsOk());
  Deliver();

  At("2026-04-30 09:00");
  before = FootprintOf(world_);
  ExpectRefused(serve("manner: MANNER_IN_PERSON date $day(2026-05-01)"), kServiceDate, before);
  ExpectRefused(serve("manner: MANNER_IN_PERSON date $day(2026-04-28)"), kServiceDate, before);
  ExpectRefused(serve(R"(manner: MANNER_LEFT_BEHIND date $day(2026-04-30)
                         witnesses: "com/com-1" witnesses: "com/com-1")"),
                kServiceIncomplete, before);
  ExpectRefused(serve("manner: MANNER_LEFT_BEHIND date $day(2026-05-01)"), kFieldsInvalid, before);
  EXPECT_THAT(serve("manner: MANNER_IN_PERSON date $day(2026-04-29)"), IsOk());
}

}  // namespace
}  // namespace liandong::acquisition
