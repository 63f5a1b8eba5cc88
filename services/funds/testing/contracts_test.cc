// What the contracts of this service promise about who may call what.
#include <set>

#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/options.pb.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/testing/funds_world.h"

namespace liandong::funds {
namespace {

using common::v1::Access;

const Access& AccessOf(const google::protobuf::Descriptor* request) {
  return rpc::MethodOf(request)->options().GetExtension(common::v1::access);
}

bool Lists(const Access& access, common::v1::Agency agency) {
  for (int listed : access.agencies()) {
    if (listed == agency) return true;
  }
  return false;
}

// Clause 3.5.e: who prepares can neither assemble, check nor pay, and is told why.
TEST(ContractsTest, TerritoriesAreBarredFromApproving) {
  for (const auto* request :
       {v1::CreatePaymentRunRequest::descriptor(), v1::CheckPaymentRunRequest::descriptor(),
        v1::InstructPaymentRunRequest::descriptor()}) {
    const Access& access = AccessOf(request);
    std::set<int> barred;
    for (const auto& bar : access.bars()) {
      EXPECT_EQ(bar.reason(), kPreparerCannotApprove.name);
      barred.insert(bar.agency());
    }
    EXPECT_EQ(barred, (std::set<int>{common::v1::AGENCY_DISTRICT_GOVERNMENT,
                                     common::v1::AGENCY_ECONOMIC_ZONE}))
        << request->full_name();
    EXPECT_FALSE(Lists(access, common::v1::AGENCY_DISTRICT_GOVERNMENT));
  }
}

TEST(ContractsTest, OnlyTheBankIsAMachine) {
  for (const auto* request :
       {v1::ConfirmDepositRequest::descriptor(), v1::ReportPaymentResultsRequest::descriptor(),
        v1::ConfirmEscrowDepositRequest::descriptor()}) {
    const Access& access = AccessOf(request);
    EXPECT_TRUE(access.machine()) << request->full_name();
    ASSERT_EQ(access.agencies_size(), 1);
    EXPECT_EQ(access.agencies(0), common::v1::AGENCY_BANK);
  }
  EXPECT_FALSE(AccessOf(v1::InstructPaymentRunRequest::descriptor()).machine());
}

TEST(ContractsTest, DebtsAndFreezesComeFromServicesOnly) {
  for (const auto* request :
       {v1::PushObligationRequest::descriptor(), v1::CancelObligationRequest::descriptor(),
        v1::IssueFundingProofRequest::descriptor(), v1::ReleaseFundingProofRequest::descriptor()}) {
    EXPECT_EQ(AccessOf(request).agencies_size(), 0) << request->full_name();
    EXPECT_GT(AccessOf(request).services_size(), 0);
  }
}

TEST(ContractsTest, ReasonsAreNamedOnce) {
  std::set<std::string_view> names;
  for (const Reason* reason : kReasons) {
    EXPECT_TRUE(names.insert(reason->name).second) << reason->name;
    EXPECT_FALSE(reason->text_zh.empty());
  }
}

}  // namespace
}  // namespace liandong::funds
