#include "services/cli/books.h"

#include <sstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/operations.pb.h"
#include "liandong/funds/v1/fund.pb.h"
#include "liandong/funds/v1/ledger.pb.h"
#include "liandong/petitions/v1/accusation.pb.h"
#include "liandong/registry/v1/register.pb.h"
#include "services/cli/test_pki.h"
#include "services/cli/test_server.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/rpc/to_grpc.h"
#include "shared/status/refusal.h"

namespace liandong::cli {
namespace {

using google::protobuf::Message;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class VerifyBooksTest : public ::testing::Test {
 protected:
  VerifyBooksTest()
      : client_(pki_.pki(), [this](const std::string&, const std::string&) {
          return absl::StatusOr<std::shared_ptr<grpc::Channel>>(ChannelTo(server_.port()));
        }) {}

  void Answer(const Message& answer) {
    server_.answers.push_back({{answer.SerializeAsString()}, grpc::Status::OK});
  }
  void Refusal(const absl::Status& status) { server_.answers.push_back({{}, rpc::ToGrpc(status)}); }
  void AnswerChanges(const std::string& difference = "") {
    common::v1::VerifyChangesResponse changes;
    changes.set_changes_verified(12);
    changes.set_resources_verified(3);
    if (!difference.empty()) changes.add_differences(difference);
    Answer(changes);
  }
  // The funds of these projects, and where the list goes on.
  void AnswerFunds(const std::vector<std::string>& projects, const std::string& next = "") {
    funds::v1::ListProjectFundsResponse funds;
    for (const std::string& project : projects) funds.add_funds()->set_name(project + "/fund");
    funds.set_next_page_token(next);
    Answer(funds);
  }
  static funds::v1::TrialBalance Balance(bool balanced) {
    funds::v1::TrialBalance balance;
    balance.set_entries(6);
    balance.set_debits_fen(100);
    balance.set_credits_fen(balanced ? 100 : 99);
    balance.set_balanced(balanced);
    return balance;
  }
  static funds::v1::VerifyJournalResponse Journal(bool ok) {
    funds::v1::VerifyJournalResponse journal;
    journal.set_ok(ok);
    journal.set_entries(6);
    if (!ok) journal.set_difference("the entry is missing");
    return journal;
  }

  bool Verify(const std::string& service) {
    std::ostringstream out;
    const bool holds = VerifyBooks(client_, {"audit", ""}, service, out);
    out_ = out.str();
    EXPECT_TRUE(server_.answers.empty()) << "not asked for everything";
    return holds;
  }
  // "LedgerService/VerifyJournal" of each call.
  std::vector<std::string> Calls() {
    std::vector<std::string> calls;
    for (const Exchange& exchange : server_.exchanges) {
      const size_t service = exchange.path.rfind('.') + 1;
      calls.push_back(exchange.path.substr(service));
    }
    return calls;
  }

  TestPki pki_;
  FakeServer server_;
  Client client_;
  std::string out_;
};

TEST_F(VerifyBooksTest, EveryServiceHasItsChainOfChanges) {
  AnswerChanges();
  EXPECT_TRUE(Verify("acquisition"));
  EXPECT_EQ(out_, "acquisition changes: holds (changes verified 12, resources verified 3)\n");
  AnswerChanges("CHANGE_ALTERED seq 17");
  EXPECT_FALSE(Verify("acquisition"));
  EXPECT_THAT(out_, AllOf(StartsWith("acquisition changes: DOES NOT HOLD (changes verified 12"),
                          HasSubstr("CHANGE_ALTERED seq 17")));
}

TEST_F(VerifyBooksTest, FundsHasABalanceAndAJournalForEachProject) {
  AnswerChanges();
  AnswerFunds({"projects/P1"}, "more");
  AnswerFunds({"projects/P2"});
  Answer(Balance(true));
  Answer(Balance(true));
  AnswerFunds({"projects/P1", "projects/P2"});
  Answer(Journal(true));
  Answer(Journal(true));
  EXPECT_TRUE(Verify("funds"));
  EXPECT_EQ(out_,
            "funds changes: holds (changes verified 12, resources verified 3)\n"
            "funds trial balance projects/P1: holds (entries 6, debits fen 100, credits fen 100)\n"
            "funds trial balance projects/P2: holds (entries 6, debits fen 100, credits fen 100)\n"
            "funds journal projects/P1: holds (entries 6)\n"
            "funds journal projects/P2: holds (entries 6)\n");
  EXPECT_THAT(Calls(),
              ElementsAre("OperationsService/VerifyChanges", "FundService/ListProjectFunds",
                          "FundService/ListProjectFunds", "LedgerService/GetTrialBalance",
                          "LedgerService/GetTrialBalance", "FundService/ListProjectFunds",
                          "LedgerService/VerifyJournal", "LedgerService/VerifyJournal"));
  funds::v1::ListProjectFundsRequest second_page;
  ASSERT_TRUE(second_page.ParseFromString(server_.exchanges[2].request));
  EXPECT_EQ(second_page.parent(), "projects/-");
  EXPECT_EQ(second_page.page_token(), "more");
  funds::v1::VerifyJournalRequest last;
  ASSERT_TRUE(last.ParseFromString(server_.exchanges.back().request));
  EXPECT_EQ(last.parent(), "projects/P2");
}

TEST_F(VerifyBooksTest, ABookThatDoesNotHoldIsShownAndTheOthersAreStillVerified) {
  AnswerChanges();
  AnswerFunds({"projects/P1"});
  Answer(Balance(false));
  AnswerFunds({"projects/P1"});
  Answer(Journal(false));
  EXPECT_FALSE(Verify("funds"));
  EXPECT_THAT(out_, HasSubstr("trial balance projects/P1: DOES NOT HOLD (entries 6, debits fen "
                              "100, credits fen 99)"));
  EXPECT_THAT(out_, HasSubstr("journal projects/P1: DOES NOT HOLD (entries 6)"));
  EXPECT_THAT(out_, HasSubstr("the entry is missing"));
}

TEST_F(VerifyBooksTest, FundsWithoutAProjectHasNothingToBalance) {
  AnswerChanges();
  AnswerFunds({});
  AnswerFunds({});
  EXPECT_TRUE(Verify("funds"));
  EXPECT_THAT(out_, AllOf(HasSubstr("funds trial balance: no project\n"),
                          HasSubstr("funds journal: no project\n")));
}

TEST_F(VerifyBooksTest, TheRegistryHasItsRegister) {
  registry::v1::VerifyRegisterResponse response;
  response.set_ok(true);
  response.set_units(21);
  response.set_certificates(35);
  response.set_numbered(9);
  AnswerChanges();
  Answer(response);
  EXPECT_TRUE(Verify("registry"));
  EXPECT_THAT(out_,
              HasSubstr("registry register: holds (units 21, certificates 35, numbered 9)\n"));
  response.set_ok(false);
  auto* difference = response.add_differences();
  difference->set_kind(registry::v1::RegisterDifference::KIND_NUMBER_GAP);
  difference->set_resource("units/431103001009GB00021F00010302/certificates/title-2026-0000003");
  AnswerChanges();
  Answer(response);
  EXPECT_FALSE(Verify("registry"));
  EXPECT_THAT(out_, AllOf(HasSubstr("registry register: DOES NOT HOLD"),
                          HasSubstr("KIND_NUMBER_GAP"), HasSubstr("title-2026-0000003")));
}

TEST_F(VerifyBooksTest, ABookThatIsNotOpenToTheCallerIsNamedAndPassedOver) {
  AnswerChanges();
  Refusal(Refuse(rpc::kAgencyNotAllowed));
  EXPECT_TRUE(Verify("petitions"));
  EXPECT_THAT(out_, HasSubstr("petitions sealed changes: not open to audit\n"));
  petitions::v1::VerifyAccusationsResponse sealed;
  sealed.set_changes_verified(4);
  sealed.add_differences("TAIL_CUT");
  AnswerChanges();
  Answer(sealed);
  EXPECT_FALSE(Verify("petitions"));
  EXPECT_THAT(out_,
              AllOf(HasSubstr("petitions sealed changes: DOES NOT HOLD"), HasSubstr("TAIL_CUT")));
}

TEST_F(VerifyBooksTest, WhatIsNotAnsweredIsNotVerified) {
  Refusal(Refuse(rpc::kAgencyNotAllowed));
  EXPECT_FALSE(Verify("enforcement"));
  EXPECT_THAT(out_, HasSubstr("enforcement changes: not verified: "));
  EXPECT_THAT(out_, HasSubstr("AGENCY_NOT_ALLOWED"));
  AnswerChanges();
  Refusal(Refuse(rpc::kOverloaded));
  EXPECT_FALSE(Verify("registry"));
  EXPECT_THAT(out_, HasSubstr("registry register: not verified: "));
}

}  // namespace
}  // namespace liandong::cli
