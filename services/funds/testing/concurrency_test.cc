// Many callers, one fund: exactly one winner, and never a fen too much.
#include <atomic>
#include <thread>

#include "services/funds/testing/funds_world.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

class ConcurrencyTest : public FundsWorld {
 protected:
  // How many of `count` parallel calls succeeded; the others must be refused with `reason`.
  int Race(int count, const Reason& reason, const std::function<absl::Status(int)>& call) {
    std::vector<absl::Status> answers(count);
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back([&, i] { answers[i] = call(i); });
    for (auto& thread : threads) thread.join();
    int won = 0;
    for (const absl::Status& answer : answers) {
      if (answer.ok()) {
        ++won;
      } else {
        EXPECT_THAT(answer, RefusedWith(reason));
      }
    }
    return won;
  }
};

TEST_F(ConcurrencyTest, TwoPayersOneRun) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  ASSERT_THAT(Assemble("run-1", {"H01"}), IsOk());
  ASSERT_THAT(Check("run-1"), IsOk());
  EXPECT_EQ(Race(2, kRunState, [&](int i) { return Instruct("run-1", 3 + i).status(); }), 1);
  EXPECT_EQ(Position().pending_fen(), 100);
  ExpectBooksGood();
}

TEST_F(ConcurrencyTest, OnePaymentInManyRuns) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  EXPECT_EQ(Race(8, kPaymentState,
                 [&](int i) { return Assemble("run-" + std::to_string(i), {"H01"}).status(); }),
            1);
}

TEST_F(ConcurrencyTest, OneDebtInManyPapers) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  EXPECT_EQ(Race(8, kAlreadyPaid,
                 [&](int i) {
                   return Prepare(Paper("p" + std::to_string(i), "H01",
                                        v1::PAYMENT_KIND_COMPENSATION, 100))
                       .status();
                 }),
            1);
  EXPECT_EQ(Count("payment_claims"), 1);
}

TEST_F(ConcurrencyTest, EightDebtsAgainstALineForFour) {
  ASSERT_THAT(OpenFund(), IsOk());
  ASSERT_THAT(PutInForce({{v1::PURPOSE_COMPENSATION, 499}}), IsOk());
  EXPECT_EQ(Race(8, kLineExceeded,
                 [&](int i) { return Push(Simple("H0" + std::to_string(i), 100)).status(); }),
            4);
  EXPECT_EQ(Position().encumbered_fen(), 400);
  ExpectBooksGood();
}

TEST_F(ConcurrencyTest, EightRunsAgainstAQuotaForFive) {
  ASSERT_THAT(OpenFund(), IsOk());
  ASSERT_THAT(PutInForce(SampleLines()), IsOk());
  ASSERT_THAT(Deposit("1", 10'000), IsOk());
  ASSERT_THAT(Allot({{v1::PURPOSE_COMPENSATION, 599}}), IsOk());
  for (int i = 0; i < 8; ++i) {
    const std::string n = std::to_string(i);
    ASSERT_THAT(Push(Simple("H0" + n, 100)), IsOk());
    ASSERT_THAT(PrepareAll("H0" + n, 100), IsOk());
    ASSERT_THAT(Assemble("run-" + n, {"H0" + n}), IsOk());
    ASSERT_THAT(Check("run-" + n), IsOk());
  }
  EXPECT_EQ(
      Race(8, kQuotaExceeded, [&](int i) { return Instruct("run-" + std::to_string(i)).status(); }),
      5);
  EXPECT_EQ(Position().pending_fen(), 500);
  ExpectBooksGood();
}

TEST_F(ConcurrencyTest, OneResultFromManyConnections) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  ASSERT_THAT(Order("run-1", {"H01"}), IsOk());
  EXPECT_EQ(Race(8, kBankResultConflict,
                 [&](int) {
                   return Report("run-1", {Result("H01", v1::PaymentResult::OUTCOME_SETTLED, "B1")})
                       .status();
                 }),
            8);
  EXPECT_EQ(Position().spent_fen(), 100);
  ExpectBooksGood();
}

}  // namespace
}  // namespace liandong::funds
