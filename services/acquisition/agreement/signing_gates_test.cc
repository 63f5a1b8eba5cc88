// Every gate of signing and reviewing an agreement at the service: closed alone, all closed at
// once, nothing written, and open on the first day and fen that allow it.
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

class SigningGatesTest : public AcquisitionWorld {
 protected:
  absl::StatusOr<v1::Agreement> SignNow(const v1::SignAgreementRequest& request) {
    return acquisition_.agreements.SignAgreement(As("lsd-1"), Fresh(request));
  }
  void ExpectClosed(const v1::SignAgreementRequest& request, const Names& gates) {
    liandong::testing::ExpectClosed(
        world_, [&] { return SignNow(request); }, gates);
  }
  template <class Result>
  void ExpectRefused(const Result& result, const Reason& reason, int64_t before) {
    EXPECT_THAT(result, RefusedWith(reason));
    EXPECT_EQ(liandong::testing::WordsAmissIn(liandong::testing::StatusOf(result)), "");
    EXPECT_EQ(FootprintOf(world_), before);
  }
  void Assign(const std::string& no) {
    auto assign = Parse<v1::AssignNegotiatorsRequest>(R"(negotiators: "lsd/lsd-1")");
    assign.set_household(Household(no));
    ASSERT_THAT(acquisition_.agreements.AssignNegotiators(As("lsd-1"), Fresh(assign)), IsOk());
  }
  absl::StatusOr<v1::Agreement> ReviewNow(int64_t total_fen) {
    v1::ReviewAgreementRequest request;
    request.set_name("projects/P1/agreements/H01");
    request.set_total_fen(total_fen);
    return acquisition_.agreements.ReviewAgreement(As("hsb-2"), Fresh(request));
  }
};

// Row 40. The period runs from 03-27 through Monday 04-27.
TEST_F(SigningGatesTest, TheDaysOfTheSigningPeriod) {
  Until(&AcquisitionWorld::OpenSigning);
  for (const char* no : {"H01", "H04"}) Assign(no);
  const int64_t before = FootprintOf(world_);
  At("2026-03-26 23:59");
  ExpectRefused(SignNow(SignRequest("H01")), kSigningNotOpened, before);
  At("2026-04-28 00:00");
  ExpectRefused(SignNow(SignRequest("H01")), kSigningPeriodOver, before);
  At("2026-03-27 00:00");
  EXPECT_THAT(SignNow(SignRequest("H01")), IsOk());
  At("2026-04-27 23:59");
  EXPECT_THAT(SignNow(SignRequest("H04")), IsOk());
}

// Rows 40 and 42: R590-25.
TEST_F(SigningGatesTest, EachContentAndEachOwnerAlone) {
  Until(&AcquisitionWorld::ChooseHomes);
  for (const char* no : {"H02", "H06"}) Assign(no);
  At("2026-04-07 09:00");
  const int64_t before = FootprintOf(world_);
  for (const char* field :
       {"payment_due", "vacate_by", "transition", "home", "transition_months"}) {
    auto request = SignRequest("H02");
    auto& agreement = *request.mutable_agreement();
    agreement.GetReflection()->ClearField(&agreement,
                                          agreement.GetDescriptor()->FindFieldByName(field));
    const auto refused = SignNow(request);
    ExpectRefused(refused, kFieldMissing, before);
    EXPECT_EQ(MetadataOf(refused.status(), "missing"), field);
  }
  auto alone = SignRequest("H06");
  for (const char* owner : {"1", "2"}) {
    alone.mutable_agreement()->clear_signed_by();
    alone.mutable_agreement()->add_signed_by(owner);
    const auto refused = SignNow(alone);
    ExpectRefused(refused, kCoOwnerSignature, before);
    EXPECT_EQ(MetadataOf(refused.status(), "signed"), "1");
    EXPECT_EQ(MetadataOf(refused.status(), "owners"), "2");
  }
  EXPECT_THAT(SignNow(SignRequest("H06")), IsOk());
  EXPECT_THAT(SignNow(SignRequest("H02")), IsOk());
}

TEST_F(SigningGatesTest, EachGateAloneAndAllAtOnce) {
  Until(&AcquisitionWorld::ChooseHomes);
  At("2026-04-07 09:00");
  testing::ImportLateHousehold(*this);
  ExpectClosed(SignRequest("H13"), {"APPRAISAL_NOT_SERVED", "NEGOTIATOR_NOT_ASSIGNED"});
  Assign("H13");
  ExpectClosed(SignRequest("H13"), {"APPRAISAL_NOT_SERVED"});

  auto everything_wrong = SignRequest("H03");
  everything_wrong.mutable_agreement()->clear_settlements();
  everything_wrong.mutable_agreement()->set_method(v1::COMPENSATION_METHOD_EXCHANGE);
  everything_wrong.mutable_agreement()->set_home("projects/P1/homes/A1-0302");
  everything_wrong.mutable_agreement()->set_transition_months(2);
  ExpectClosed(everything_wrong,
               {"HOME_NOT_CHOSEN", "MORTGAGE_UNSETTLED", "NEGOTIATOR_NOT_ASSIGNED"});
  ExpectClosed(SignRequest("H03"), {"NEGOTIATOR_NOT_ASSIGNED"});
  Assign("H03");
  auto one_fen_less = SignRequest("H03");
  one_fen_less.mutable_agreement()->mutable_settlements(0)->set_amount_fen(27999999);
  ExpectClosed(one_fen_less, {"MORTGAGE_UNSETTLED", "SETTLEMENT_UNFOUNDED"});
  auto to_a_friend = SignRequest("H03");
  *to_a_friend.mutable_agreement()->add_settlements() = Parse<v1::MortgageSettlement>(
      R"(holder: "示例公司" amount_fen: 1 account: "82000100000000000077")");
  ExpectClosed(to_a_friend, {"SETTLEMENT_UNFOUNDED"});
  auto by_another = SignRequest("H03");
  by_another.mutable_agreement()->add_negotiators("lsd/lsd-2");
  ExpectClosed(by_another, {"NEGOTIATOR_NOT_ASSIGNED"});
  EXPECT_THAT(SignNow(SignRequest("H03")), IsOk());

  Assign("H02");
  auto other_home = SignRequest("H02");
  other_home.mutable_agreement()->set_home("projects/P1/homes/A1-0503");
  ExpectClosed(other_home, {"HOME_NOT_CHOSEN"});
  EXPECT_THAT(SignNow(SignRequest("H02")), IsOk());
}

// Row 41. Who has agreed has its report: signing again is refused for the household's state.
TEST_F(SigningGatesTest, ReviewedToTheFenAndAgreedOnce) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  const int64_t before = FootprintOf(world_);
  ExpectRefused(ReviewNow(58692699), kAmountMismatch, before);
  ExpectRefused(ReviewNow(58692701), kAmountMismatch, before);
  ASSERT_THAT(ReviewNow(58692700), IsOk());
  Deliver();
  EXPECT_EQ(AgreementNow("H01").state(), v1::Agreement::STATE_EFFECTIVE);
  const int64_t agreed = FootprintOf(world_);
  ExpectRefused(SignNow(SignRequest("H01")), kHouseholdState, agreed);
}

}  // namespace
}  // namespace liandong::acquisition
