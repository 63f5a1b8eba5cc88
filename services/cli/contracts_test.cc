#include "services/cli/contracts.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/operations.pb.h"
#include "liandong/funds/v1/budget.pb.h"

namespace liandong::cli {
namespace {

using ::testing::HasSubstr;

TEST(Contracts, FindsAMethodOfAService) {
  const Endpoint endpoint = FindUnary("funds.BudgetService.CreateBudget").value();
  EXPECT_EQ(endpoint.service, "funds");
  EXPECT_EQ(endpoint.path(), "/liandong.funds.v1.BudgetService/CreateBudget");
  EXPECT_TRUE(endpoint.is_write());
  EXPECT_FALSE(FindUnary("funds.BudgetService.GetBudget").value().is_write());
}

TEST(Contracts, EveryServiceServesOperations) {
  for (std::string_view service : kServices) {
    const Endpoint endpoint =
        FindUnary(std::string(service) + ".OperationsService.GetClock").value();
    EXPECT_EQ(endpoint.service, service);
    EXPECT_EQ(endpoint.path(), "/liandong.common.v1.OperationsService/GetClock");
  }
}

TEST(Contracts, SaysWhatThereIsInstead) {
  const auto problem = [](const char* name) {
    const absl::Status status = FindUnary(name).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << name;
    return std::string(status.message());
  };
  EXPECT_THAT(problem("GetBudget"), HasSubstr("service.Service.Method"));
  EXPECT_THAT(problem("money.BudgetService.GetBudget"), HasSubstr("funds, registry"));
  EXPECT_THAT(problem("funds.LoanService.GetLoan"), HasSubstr("liandong.funds.v1.LoanService"));
  EXPECT_THAT(problem("funds.BudgetService.Approve"), HasSubstr("ReviewBudget"));
  EXPECT_THAT(problem("funds.OperationsService.Watch"), HasSubstr("stream"));
  EXPECT_TRUE(FindEndpoint("funds.OperationsService.Watch").ok());
}

TEST(Contracts, FillsARequestIdThatIsEmpty) {
  funds::v1::SubmitBudgetRequest request;
  FillRequestId(request, "first");
  FillRequestId(request, "second");
  EXPECT_EQ(request.request_id(), "first");
  funds::v1::GetBudgetRequest read;
  FillRequestId(read, "first");
  EXPECT_EQ(read.ByteSizeLong(), 0u);
}

TEST(Contracts, PrintsJsonWithContractNamesAndChineseAsItIs) {
  funds::v1::BudgetLine line;
  line.set_submitted_fen(100);
  line.set_opinion("核减");
  EXPECT_EQ(ToJson(line), R"({"submitted_fen":"100","opinion":"核减"})");
}

TEST(Contracts, PrintsAnUnknownTypeAsText) {
  common::v1::Change change;
  change.set_resource("projects/P1/x");
  change.mutable_document()->set_type_url("type.googleapis.com/liandong.none.v1.None");
  change.mutable_document()->set_value("?");
  EXPECT_THAT(ToJson(change), HasSubstr("projects/P1/x"));
}

}  // namespace
}  // namespace liandong::cli
