#include "services/acquisition/agreement/agreement_service.h"

#include "liandong/funds/v1/obligation.pb.h"
#include "liandong/registry/v1/allotment.pb.h"
#include "services/acquisition/agreement/agreement_reasons.h"
#include "services/acquisition/testing/world.h"

namespace liandong::acquisition {
namespace {

using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

constexpr Reason kLineExceeded{"LINE_EXCEEDED", absl::StatusCode::kFailedPrecondition, "x", "x"};

class AgreementServiceTest : public AcquisitionWorld {
 protected:
  absl::StatusOr<v1::Agreement> ReviewAs(const std::string& officer, const std::string& no,
                                         int64_t total_fen) {
    RequestContext context = As(officer);
    const auto* method = v1::ReviewAgreementRequest::descriptor()
                             ->file()
                             ->FindServiceByName("AgreementService")
                             ->FindMethodByName("ReviewAgreement");
    context.access = &method->options().GetExtension(common::v1::access);
    v1::ReviewAgreementRequest request;
    request.set_name("projects/P1/agreements/" + no);
    request.set_total_fen(total_fen);
    return acquisition_.agreements.ReviewAgreement(context, Fresh(request));
  }
  funds::v1::Obligation Pushed(const std::string& no) {
    for (const auto& request : Delivered<funds::v1::PushObligationRequest>()) {
      if (request.obligation().household() == Household(no)) return request.obligation();
    }
    ADD_FAILURE() << no;
    return {};
  }
  void Assign(const std::string& no) {
    auto assign = Parse<v1::AssignNegotiatorsRequest>(R"(negotiators: "lsd/lsd-1")");
    assign.set_household(Household(no));
    ASSERT_THAT(acquisition_.agreements.AssignNegotiators(As("lsd-1"), Fresh(assign)), IsOk());
  }
};

TEST_F(AgreementServiceTest, NoInvestorAtTheTable) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-03-30 14:00");
  EXPECT_THAT(acquisition_.agreements.AssignNegotiators(
                  As("lsd-1"), Fresh(Parse<v1::AssignNegotiatorsRequest>(
                                   R"(household: "projects/P1/households/H01"
                                      negotiators: "lsd/lsd-1" negotiators: "cig/cig-1")"))),
              RefusedWith(kInvestorWall));
  EXPECT_EQ(Count("negotiations"), 0);
}

TEST_F(AgreementServiceTest, SignedWithAllContentsOnly) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-03-30 15:00");
  EXPECT_THAT(acquisition_.agreements.SignAgreement(As("lsd-1"), SignRequest("H01")),
              RefusedWith(kNegotiatorNotAssigned));
  Assign("H01");
  auto request = SignRequest("H01");
  request.mutable_agreement()->clear_vacate_by();
  EXPECT_THAT(acquisition_.agreements.SignAgreement(As("lsd-1"), request),
              RefusedWith(kFieldMissing));
  EXPECT_EQ(Count("agreements"), 0);
  ASSERT_OK_AND_ASSIGN(const auto signed_one,
                       acquisition_.agreements.SignAgreement(As("lsd-1"), SignRequest("H01")));
  EXPECT_EQ(signed_one.sheet().total_fen(), 58692700);
  EXPECT_THAT(acquisition_.agreements.SignAgreement(As("lsd-1"), SignRequest("H01")),
              RefusedWith(kResourceExists));
}

TEST_F(AgreementServiceTest, OnlyWithinTheSigningPeriod) {
  Until(&AcquisitionWorld::Appraise);
  EXPECT_THAT(acquisition_.agreements.SignAgreement(As("lsd-1"), SignRequest("H01")),
              RefusedWith(kSigningNotOpened));
  OpenSigning();
  At("2026-04-28 09:00");
  EXPECT_THAT(acquisition_.agreements.SignAgreement(As("lsd-1"), SignRequest("H01")),
              RefusedWith(kSigningPeriodOver));
}

TEST_F(AgreementServiceTest, CoOwnersMortgagesAndHomes) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-04-07 09:00");
  for (const char* no : {"H02", "H03", "H06"}) Assign(no);
  auto alone = SignRequest("H06");
  alone.mutable_agreement()->mutable_signed_by()->RemoveLast();
  EXPECT_THAT(acquisition_.agreements.SignAgreement(As("lsd-1"), alone),
              RefusedWith(kCoOwnerSignature));
  auto unsettled = SignRequest("H03");
  unsettled.mutable_agreement()->clear_settlements();
  EXPECT_THAT(acquisition_.agreements.SignAgreement(As("lsd-1"), unsettled),
              RefusedWith(kMortgageUnsettled));
  EXPECT_THAT(acquisition_.agreements.SignAgreement(As("lsd-1"), SignRequest("H02")),
              RefusedWith(kHomeNotChosen));
  EXPECT_EQ(Count("agreements"), 0);
}

TEST_F(AgreementServiceTest, ReviewedByAnotherOfficerWithTheRightTotal) {
  Until(&AcquisitionWorld::OpenSigning);
  At("2026-03-30 15:00");
  auto assign = Parse<v1::AssignNegotiatorsRequest>(
      R"(household: "projects/P1/households/H01" negotiators: "lsd/lsd-1"
         negotiators: "hsb/hsb-1")");
  ASSERT_THAT(acquisition_.agreements.AssignNegotiators(As("lsd-1"), Fresh(assign)), IsOk());
  auto request = SignRequest("H01");
  request.mutable_agreement()->add_negotiators("hsb/hsb-1");
  ASSERT_THAT(acquisition_.agreements.SignAgreement(As("lsd-1"), request), IsOk());

  EXPECT_THAT(ReviewAs("hsb-1", "H01", 58692700), RefusedWith(kFourEyes));
  const auto off = ReviewAs("hsb-2", "H01", 58692800);
  EXPECT_THAT(off, RefusedWith(kAmountMismatch));
  EXPECT_EQ(MetadataOf(off.status(), "computed_fen"), "58692700");
  EXPECT_EQ(AgreementNow("H01").state(), v1::Agreement::STATE_SIGNED);

  ASSERT_THAT(ReviewAs("hsb-2", "H01", 58692700), IsOk());
  EXPECT_EQ(AgreementNow("H01").state(), v1::Agreement::STATE_OBLIGATION_PENDING);
  EXPECT_EQ(HouseholdNow("H01").state(), v1::Household::STATE_APPRAISED);
  Deliver();
  EXPECT_EQ(AgreementNow("H01").state(), v1::Agreement::STATE_EFFECTIVE);
  EXPECT_EQ(AgreementNow("H01").reviewer(), "hsb/hsb-2");
  const v1::Household household = HouseholdNow("H01");
  EXPECT_EQ(household.state(), v1::Household::STATE_AGREED);
  EXPECT_EQ(household.owed_fen(), 58692700);
  EXPECT_EQ(household.vacate_by().month(), 5);
  EXPECT_THAT(ReviewAs("hsb-2", "H01", 58692700), RefusedWith(kAgreementState));
}

TEST_F(AgreementServiceTest, ARefusalOfFundsLeadsBackToSigned) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  refusals_["PushObligationRequest"] = Refuse(kLineExceeded);
  Review("H01");
  EXPECT_EQ(AgreementNow("H01").state(), v1::Agreement::STATE_SIGNED);
  EXPECT_EQ(AgreementNow("H01").reviewer(), "");
  EXPECT_EQ(HouseholdNow("H01").state(), v1::Household::STATE_APPRAISED);
  EXPECT_EQ(HouseholdNow("H01").owed_fen(), 0);
  EXPECT_EQ(HouseholdNow("H01").obligation().total_fen(), 0);
  EXPECT_EQ(HouseholdNow("H01").obligation().source(), "");
  refusals_.clear();
  delivered_.clear();
  Review("H01");
  EXPECT_EQ(AgreementNow("H01").state(), v1::Agreement::STATE_EFFECTIVE);
  EXPECT_EQ(Pushed("H01").source_version(), 2);
}

TEST_F(AgreementServiceTest, ASealedUnitWaitsForTheCourtsAccount) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H05");
  EXPECT_THAT(ReviewAs("hsb-2", "H05", 51901970), RefusedWith(kCourtAccountMissing));
}

TEST_F(AgreementServiceTest, TenAgreementsOfTheSampleAndTheirPayees) {
  Until(&AcquisitionWorld::ChooseHomes);
  At("2026-03-30 10:00");
  ASSERT_THAT(acquisition_.obligations.NameCourtAccount(
                  As("crt-1"), Fresh(Parse<v1::NameCourtAccountRequest>(
                                   R"(name: "projects/P1/households/H05" court_account {
                                        title: "执行款专户" account: "82000100000000000055"
                                        document $doc })"))),
              IsOk());
  for (const char* no : {"H01", "H02", "H04", "H05", "H06", "H03", "H07", "H08", "H09", "H10"}) {
    SCOPED_TRACE(no);
    Sign(no);
    Review(no);
    ASSERT_EQ(AgreementNow(no).state(), v1::Agreement::STATE_EFFECTIVE);
  }
  const auto figures = *acquisition_.projects.GetProjectFigures(
      As("hsb-1"), Parse<v1::GetProjectFiguresRequest>(R"(name: "projects/P1")"));
  EXPECT_EQ(figures.agreements(), 10);
  EXPECT_EQ(figures.households(), 12);
  EXPECT_EQ(figures.owed_fen(), 601903022);

  const funds::v1::Obligation h02 = Pushed("H02");
  ASSERT_EQ(h02.payees_size(), 2);
  EXPECT_EQ(h02.payees(0).kind(), funds::v1::PAYEE_KIND_HOME_SELLER);
  EXPECT_EQ(h02.payees(0).amount_fen(), 40449300);
  EXPECT_EQ(h02.payees(1).amount_fen(), 2218132);
  EXPECT_TRUE(h02.transition_later());
  EXPECT_EQ(h02.items(0).kind(), funds::v1::ITEM_KIND_HOME_PURCHASE);
  EXPECT_EQ(h02.items(1).kind(), funds::v1::ITEM_KIND_EXCHANGE_DIFFERENCE);
  EXPECT_EQ(h02.items(1).amount_fen(), -4195400);
  EXPECT_EQ(Pushed("H07").items(1).amount_fen(), 1697200);
  EXPECT_EQ(Pushed("H03").payees(0).kind(), funds::v1::PAYEE_KIND_MORTGAGEE);
  EXPECT_EQ(Pushed("H03").payees(1).amount_fen(), 40586225);
  EXPECT_EQ(Pushed("H05").payees(0).kind(), funds::v1::PAYEE_KIND_COURT_ACCOUNT);
  EXPECT_EQ(Pushed("H06").payees(0).amount_fen(), 35470313);
  EXPECT_EQ(Pushed("H06").payees(1).display_name(), "吴示六");

  for (const auto& request : Delivered<funds::v1::PushObligationRequest>()) {
    int64_t items = 0, payees = 0;
    for (const auto& item : request.obligation().items()) items += item.amount_fen();
    for (const auto& payee : request.obligation().payees()) payees += payee.amount_fen();
    EXPECT_EQ(items, payees) << request.obligation().name();
  }
  const auto allotments = Delivered<registry::v1::PushAllotmentRequest>();
  ASSERT_EQ(allotments.size(), 2u);
  EXPECT_EQ(allotments[0].allotment().home_unit_code(), "431103001009GB00021F00010302");
  EXPECT_EQ(allotments[0].allotment().owners(0).owner().name(), "李示二");
}

}  // namespace
}  // namespace liandong::acquisition
