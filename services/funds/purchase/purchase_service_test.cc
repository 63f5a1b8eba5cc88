#include "services/funds/purchase/purchase_service.h"

#include "services/funds/testing/funds_world.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

class PurchaseServiceTest : public FundsWorld {
 protected:
  void SetUp() override { ASSERT_THAT(OpenFund(), IsOk()); }
};

// Clause 3.6.e, R590 20.
TEST_F(PurchaseServiceTest, AppraiserIsNeverProcured) {
  const int64_t before = Footprint();
  EXPECT_THAT(ApprovePurchase(v1::PURPOSE_APPRAISAL, "appraiser"),
              RefusedWith(kAppraiserNotProcured));
  EXPECT_EQ(Footprint(), before);
  ASSERT_OK_AND_ASSIGN(v1::PurchaseApproval approval,
                       ApprovePurchase(v1::PURPOSE_DEMOLITION, "demolition"));
  EXPECT_EQ(approval.approver(), "fin/fin-1");
}

TEST_F(PurchaseServiceTest, DemolitionIsContractedOnlyWithAnApprovedMethod) {
  ASSERT_THAT(PutInForce(SampleLines()), IsOk());
  EXPECT_THAT(Contract("demolition", v1::PURPOSE_DEMOLITION, 100),
              RefusedWith(kPurchaseNotApproved));
  EXPECT_THAT(Contract("appraisal", v1::PURPOSE_APPRAISAL, 100), IsOk());
  ASSERT_THAT(ApprovePurchase(v1::PURPOSE_DEMOLITION, "demolition"), IsOk());
  EXPECT_THAT(Contract("demolition", v1::PURPOSE_DEMOLITION, 100), IsOk());
  EXPECT_THAT(Contract("survey", v1::PURPOSE_SURVEY, 100), RefusedWith(kPurchaseNotApproved));
}

}  // namespace
}  // namespace liandong::funds
