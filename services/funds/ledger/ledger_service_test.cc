#include "services/funds/ledger/ledger_service.h"

#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/ledger.h"
#include "services/funds/testing/funds_world.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

class LedgerServiceTest : public FundsWorld {
 protected:
  // 1000 in on 02-27, H01 paid 100 on 03-10.
  void SetUp() override {
    ASSERT_THAT(OpenFund(), IsOk());
    ASSERT_THAT(PutInForce({{v1::PURPOSE_COMPENSATION, 1000}}), IsOk());
    ASSERT_THAT(Deposit("1", 1000), IsOk());
    world_.SetNow("2026-03-10 09:00");
    ASSERT_THAT(Allot({{v1::PURPOSE_COMPENSATION, 500}}), IsOk());
    ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
    ASSERT_THAT(PrepareAll("H01", 100), IsOk());
    ASSERT_THAT(Pay("run-1", {"H01"}), IsOk());
  }
  absl::StatusOr<v1::TrialBalance> Trial(const std::string& as_of = "") {
    v1::GetTrialBalanceRequest request;
    request.set_parent("projects/P1");
    if (!as_of.empty()) SetTime(*request.mutable_as_of(), TimeOf(*ParseDate(as_of)));
    return Call(Audit(), ledger_, &LedgerService::GetTrialBalance, request);
  }
  absl::StatusOr<v1::AccountStatement> Statement(const std::string& account, int size = 0,
                                                 const std::string& token = "") {
    v1::GetAccountStatementRequest request;
    request.set_parent("projects/P1");
    request.set_account(account);
    request.set_page_size(size);
    request.set_page_token(token);
    return Call(Audit(), ledger_, &LedgerService::GetAccountStatement, request);
  }
  v1::VerifyJournalResponse Verify() {
    v1::VerifyJournalRequest request;
    request.set_parent("projects/P1");
    auto report = Call(Audit(), ledger_, &LedgerService::VerifyJournal, request);
    EXPECT_THAT(report, IsOk());
    return report.value_or(v1::VerifyJournalResponse());
  }
  void ExpectDifference(const std::string& sql, int64_t seq, const std::string& words) {
    world_.database().Execute(sql);
    const v1::VerifyJournalResponse report = Verify();
    EXPECT_FALSE(report.ok());
    EXPECT_EQ(report.difference_seq(), seq);
    EXPECT_NE(report.difference().find(words), std::string::npos) << report.difference();
  }
};

// Clause 3.1.a, row 90 of the books.
TEST_F(LedgerServiceTest, TrialBalanceIsEvenNowAndThen) {
  ASSERT_OK_AND_ASSIGN(v1::TrialBalance now, Trial());
  EXPECT_TRUE(now.balanced());
  EXPECT_EQ(now.entries(), 6);
  EXPECT_EQ(now.debits_fen(), now.credits_fen());
  ASSERT_OK_AND_ASSIGN(v1::TrialBalance then, Trial("2026-03-01"));
  EXPECT_TRUE(then.balanced());
  EXPECT_EQ(then.entries(), 1);
  ASSERT_EQ(then.accounts_size(), 2);
  EXPECT_EQ(then.accounts(0).account(), "BANK");
  EXPECT_EQ(then.accounts(0).debits_posted_fen(), 1000);
  ASSERT_OK_AND_ASSIGN(v1::TrialBalance before, Trial("2026-02-01"));
  EXPECT_EQ(before.entries(), 0);
  EXPECT_TRUE(before.balanced());
}

TEST_F(LedgerServiceTest, StatementRunsPageByPage) {
  ASSERT_OK_AND_ASSIGN(v1::AccountStatement first, Statement(kBank, 2));
  ASSERT_EQ(first.lines_size(), 2);
  EXPECT_EQ(first.lines(0).balance_fen(), 1000);
  EXPECT_EQ(first.lines(0).entry().reference(), "projects/P1/deposits/1");
  EXPECT_EQ(first.lines(1).entry().kind(), v1::ENTRY_KIND_PENDING);
  EXPECT_EQ(first.lines(1).balance_fen(), 1000);
  ASSERT_FALSE(first.next_page_token().empty());
  ASSERT_OK_AND_ASSIGN(v1::AccountStatement rest, Statement(kBank, 2, first.next_page_token()));
  ASSERT_EQ(rest.lines_size(), 1);
  EXPECT_EQ(rest.lines(0).entry().kind(), v1::ENTRY_KIND_SETTLE);
  EXPECT_EQ(rest.lines(0).balance_fen(), 900);
  EXPECT_TRUE(rest.next_page_token().empty());
  EXPECT_THAT(Statement(kFunding, 2, first.next_page_token()), RefusedWith(kPageTokenInvalid));
  EXPECT_THAT(Statement("CASH"), RefusedWith(kAccountUnknown));
}

TEST_F(LedgerServiceTest, ProjectsOutOfReachAreNotFound) {
  RequestContext edz = As(common::v1::AGENCY_ECONOMIC_ZONE, "edz", "edz-1");
  edz.scope.territories = {"431171"};
  v1::GetProjectPositionRequest request;
  request.set_parent("projects/P1");
  EXPECT_THAT(Call(edz, ledger_, &LedgerService::GetProjectPosition, request),
              RefusedWith(kResourceNotFound));
}

TEST_F(LedgerServiceTest, VerificationFindsAChangedAmount) {
  EXPECT_TRUE(Verify().ok());
  ExpectDifference("UPDATE journal SET amount_fen = 99 WHERE seq = 3", 3, "hash");
}
TEST_F(LedgerServiceTest, VerificationFindsAMissingEntry) {
  ExpectDifference("DELETE FROM journal WHERE seq = 3", 3, "missing");
}
TEST_F(LedgerServiceTest, VerificationFindsACutTail) {
  ExpectDifference("DELETE FROM journal WHERE seq = 6", 5, "head");
}
TEST_F(LedgerServiceTest, VerificationFindsAChangedBalance) {
  ExpectDifference(
      "UPDATE ledger_accounts SET debits_posted = debits_posted + 1 WHERE account = 'FUNDING'", 6,
      "FUNDING");
}
TEST_F(LedgerServiceTest, VerificationFindsALostAccount) {
  ExpectDifference("DELETE FROM ledger_accounts WHERE account = 'FUNDING'", 6, "no balance");
}

// The journal's time never runs backwards, whatever order calls take the lock in.
TEST_F(LedgerServiceTest, TimeOnlyGoesForward) {
  world_.SetNow("2026-03-01 09:00");
  ASSERT_THAT(Deposit("2", 1), IsOk());
  EXPECT_TRUE(Verify().ok());
  ASSERT_OK_AND_ASSIGN(v1::TrialBalance then, Trial("2026-03-05"));
  EXPECT_EQ(then.entries(), 1);
}

// What no public call can ask for is refused by the database itself.
TEST_F(LedgerServiceTest, ReservationAndReversalResolveOnce) {
  const auto twice = [&](const std::function<absl::Status(Ledger&)>& first,
                         const std::function<absl::Status(Ledger&)>& second) {
    return MutateAsSystem(world_.storage(), Bank(), {"test", "", "test", ""},
                          [&](Mutation& m) -> absl::Status {
                            auto ledger = Ledger::Open(m, "projects/P1");
                            if (!ledger.ok()) return ledger.status();
                            absl::Status status = first(*ledger);
                            if (!status.ok()) return status;
                            return second(*ledger);
                          });
  };
  // Entry 4 is the reservation that 5 settled.
  EXPECT_FALSE(twice([](Ledger& l) { return l.Settle(4, "x").status(); },
                     [](Ledger&) { return absl::OkStatus(); })
                   .ok());
  EXPECT_FALSE(twice([](Ledger& l) { return l.Reverse(5, "x").status(); },
                     [](Ledger& l) { return l.Reverse(5, "x").status(); })
                   .ok());
  EXPECT_FALSE(twice([](Ledger& l) { return l.Settle(1, "x").status(); },
                     [](Ledger&) { return absl::OkStatus(); })
                   .ok());
  EXPECT_FALSE(twice([](Ledger& l) { return l.Reverse(4, "x").status(); },
                     [](Ledger&) { return absl::OkStatus(); })
                   .ok());
  EXPECT_TRUE(Verify().ok());
}

}  // namespace
}  // namespace liandong::funds
