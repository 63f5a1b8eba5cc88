#include "services/funds/fund/fund_service.h"

#include "services/funds/fund/fund_rules.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/testing/funds_world.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

class FundServiceTest : public FundsWorld {
 protected:
  absl::StatusOr<v1::ProjectFund> Close() {
    v1::CloseProjectFundRequest request;
    request.set_name("projects/P1/fund");
    request.set_audit("审计报告1号");
    return Call(Hsb(), funds_, &FundService::CloseProjectFund, request);
  }
};

TEST_F(FundServiceTest, OpensOneAccountAProject) {
  ASSERT_OK_AND_ASSIGN(v1::ProjectFund fund, OpenFund());
  EXPECT_EQ(fund.state(), v1::ProjectFund::STATE_OPEN);
  EXPECT_THAT(OpenFund(), RefusedWith(kResourceExists));
  accounts_ = 0;
  EXPECT_THAT(OpenFund("projects/P2"), RefusedWith(kAccountInUse));
  EXPECT_EQ(Count("project_funds"), 1);
}

TEST_F(FundServiceTest, ListsOneProjectOrAllWithinReach) {
  ASSERT_THAT(OpenFund("projects/P1"), IsOk());
  ASSERT_THAT(OpenFund("projects/P2"), IsOk());
  ASSERT_THAT(OpenFund("projects/P3", "cig", "431171"), IsOk());
  const auto names = [&](RequestContext caller, const std::string& parent) {
    v1::ListProjectFundsRequest request;
    request.set_parent(parent);
    request.set_page_size(2);
    std::vector<std::string> found;
    do {
      auto page = Call(caller, funds_, &FundService::ListProjectFunds, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const auto& fund : page->funds()) found.push_back(fund.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return found;
  };
  EXPECT_EQ(names(Audit(), "projects/P2"), std::vector<std::string>{"projects/P2/fund"});
  EXPECT_EQ(names(Audit(), "projects/-"),
            (std::vector<std::string>{"projects/P1/fund", "projects/P2/fund", "projects/P3/fund"}));
  RequestContext edz = As(common::v1::AGENCY_ECONOMIC_ZONE, "edz", "edz-1");
  edz.scope.every_territory = false;
  edz.scope.territories = {"431171"};
  EXPECT_EQ(names(edz, "projects/-"), std::vector<std::string>{"projects/P3/fund"});
}

TEST_F(FundServiceTest, OnlyTheConfiguredAreas) {
  EXPECT_THAT(OpenFund("projects/P1", "cig", "431102"), RefusedWith(ids::kAreaOutOfScope));
}

TEST_F(FundServiceTest, ClosesOnlyWhenEmptyAndThenNothingMoves) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  const auto refused = Close();
  EXPECT_THAT(refused, RefusedWith(kGatesClosed));
  EXPECT_EQ(MetadataOf(refused.status(), "count"), "2");  // money and a debt

  ASSERT_THAT(OpenFund("projects/P2"), IsOk());
  v1::CloseProjectFundRequest request;
  request.set_name("projects/P2/fund");
  request.set_audit("审计报告2号");
  ASSERT_OK_AND_ASSIGN(v1::ProjectFund closed,
                       Call(Hsb(), funds_, &FundService::CloseProjectFund, request));
  EXPECT_EQ(closed.state(), v1::ProjectFund::STATE_CLOSED);
  EXPECT_EQ(closed.closing_audit(), "审计报告2号");
  EXPECT_THAT(Call(Hsb(), funds_, &FundService::CloseProjectFund, request),
              RefusedWith(kFundNotOpen));
  EXPECT_THAT(Announce("1", 100, "projects/P2"), RefusedWith(kFundNotOpen));
  EXPECT_THAT(Push(Simple("H01", 100, 1, "projects/P2")), RefusedWith(kFundNotOpen));
  EXPECT_THAT(PutInForce(SampleLines(), "v1", "projects/P2"), RefusedWith(kFundNotOpen));
}

TEST_F(FundServiceTest, NoFundIsNoOpenFund) {
  EXPECT_THAT(Push(Simple("H01", 100)), RefusedWith(kFundNotOpen));
}

TEST(CheckEmptyTest, EveryKindOfMoneyCounts) {
  EXPECT_THAT(CheckEmpty(Books(), {}), IsOk());
  const absl::Status money =
      CheckEmpty(Books({{kBank, {5, 0, 0, 0}}, {kFunding, {0, 5, 0, 0}}}), {});
  EXPECT_THAT(money, RefusedWith(kFundNotEmpty));
  EXPECT_EQ(MetadataOf(money, "what"), "BANK");
  EXPECT_EQ(MetadataOf(money, "amount_fen"), "5");
  EXPECT_THAT(CheckEmpty(Books({{kEscrow, {5, 0, 0, 0}}}), {}), RefusedWith(kFundNotEmpty));
  EXPECT_THAT(CheckEmpty(Books({{Encumbered(v1::PURPOSE_WORK), {5, 0, 0, 0}}}), {}),
              RefusedWith(kFundNotEmpty));
  EXPECT_THAT(CheckEmpty(Books(), {.decision_fen = 5, .cases = {}}), RefusedWith(kFundNotEmpty));
}

}  // namespace
}  // namespace liandong::funds
