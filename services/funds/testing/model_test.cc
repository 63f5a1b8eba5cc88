// Random orders to the service against a small model that predicts each answer and every balance.
#include <random>

#include "services/funds/testing/funds_world.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

// What the books must come to, in plain numbers, for one purpose.
struct Model {
  int64_t line = 2'000, deposited = 0, bank = 0, quota = 0, owed = 0, spent = 0, ordered = 0;

  // kBack: the bank sent it back, or could not pay it.
  enum class Stage { kOpen, kChecked, kOrdered, kPaid, kBack };
  struct Debt {
    int64_t fen;
    int64_t version = 1;
    int64_t paper_version = 0;
    int papers = 0, runs = 0;    // the newest ones carry these numbers
    Stage stage = Stage::kOpen;  // of its payment
    bool cancelled = false;
  };
  std::vector<Debt> debts;

  bool MayOwe(int64_t more) const { return spent + owed + more <= line; }
  bool MayAllot(int64_t more) const { return quota + more <= line && quota + more <= deposited; }
  bool MayOrder(int64_t fen) const { return spent + ordered + fen <= quota; }
};

class ModelTest : public FundsWorld, public ::testing::WithParamInterface<int> {
 protected:
  void SetUp() override {
    ASSERT_THAT(OpenFund(), IsOk());
    ASSERT_THAT(PutInForce({{v1::PURPOSE_COMPENSATION, model_.line}}), IsOk());
  }
  int Pick(int n) { return static_cast<int>(random_() % n); }
  static std::string Id(size_t debt) { return "H" + std::to_string(debt); }
  std::string PaperId(size_t debt) const {
    return Id(debt) + "-" + std::to_string(model_.debts[debt].papers);
  }
  std::string RunId(size_t debt) const {
    return Id(debt) + "-" + std::to_string(model_.debts[debt].runs);
  }

  void PayIn(int64_t fen) {
    ASSERT_THAT(Deposit(std::to_string(++serial_), fen), IsOk());
    model_.deposited += fen;
    model_.bank += fen;
  }
  void GiveQuota(int64_t fen) {
    const auto answer = Allot({{v1::PURPOSE_COMPENSATION, fen}}, std::to_string(++serial_));
    ASSERT_EQ(answer.ok(), model_.MayAllot(fen)) << answer.status();
    if (answer.ok()) model_.quota += fen;
  }
  void Owe(int64_t fen) {
    const bool may = model_.MayOwe(fen);
    const auto answer = Push(Simple(Id(model_.debts.size()), fen));
    ASSERT_EQ(answer.ok(), may) << answer.status();
    if (!may) return;
    model_.debts.push_back({fen});
    model_.owed += fen;
  }
  // A new version. What a payment has taken keeps its amount.
  void Change(size_t i, int64_t fen) {
    Model::Debt& debt = model_.debts[i];
    const bool gone = debt.cancelled;
    const bool begun = debt.stage != Model::Stage::kOpen;
    if (begun && Pick(2) == 0) fen = debt.fen;
    const int64_t grown = fen - (gone ? 0 : debt.fen);
    const bool may = (!begun || fen == debt.fen) && (grown <= 0 || model_.MayOwe(grown));
    const auto answer = Push(Simple(Id(i), fen, debt.version + 1));
    ASSERT_EQ(answer.ok(), may) << answer.status();
    if (!may) return;
    model_.owed += grown;
    debt.fen = fen;
    ++debt.version;
    debt.cancelled = false;
  }
  // Also when a payment is prepared: it can not be instructed any more.
  void Drop(size_t i) {
    Model::Debt& debt = model_.debts[i];
    const auto answer = Cancel(Id(i));
    const bool leaving = debt.stage == Model::Stage::kOrdered || debt.stage == Model::Stage::kPaid;
    ASSERT_EQ(answer.ok(), !debt.cancelled && !leaving) << answer.status();
    if (!answer.ok()) return;
    debt.cancelled = true;
    model_.owed -= debt.fen;
  }
  // Paper, run and check; after a failure another run.
  void PutForward(size_t i) {
    Model::Debt& debt = model_.debts[i];
    const bool back = debt.stage == Model::Stage::kBack;
    if (!back && (debt.cancelled || debt.stage != Model::Stage::kOpen)) {
      v1::PreparePaymentRequest again = PaperOf(i);
      again.set_payment_id(Id(i) + "-again");
      ASSERT_FALSE(Prepare(again).ok());
      return;
    }
    if (!back) {
      ++debt.papers;
      ASSERT_THAT(Prepare(PaperOf(i)), IsOk());
    }
    ++debt.runs;
    const auto assembled = Assemble(RunId(i), {PaperId(i)});
    ASSERT_EQ(assembled.ok(), !debt.cancelled) << assembled.status();
    if (!assembled.ok()) {
      --debt.runs;
      return;
    }
    debt.paper_version = debt.version;
    ASSERT_THAT(Check(RunId(i)), IsOk());
    debt.stage = Model::Stage::kChecked;
  }
  v1::PreparePaymentRequest PaperOf(size_t i) const {
    return Paper(PaperId(i), Id(i), v1::PAYMENT_KIND_COMPENSATION, model_.debts[i].fen);
  }
  // Run dissolved, paper withdrawn: the debt is as if nobody had begun.
  void TakeBack(size_t i) {
    Model::Debt& debt = model_.debts[i];
    if (debt.runs == 0) return;
    const bool may = debt.stage == Model::Stage::kChecked;
    const auto dissolved = Call(Hsb(), runs_, &RunService::CancelPaymentRun,
                                OfRun<v1::CancelPaymentRunRequest>(RunId(i)));
    ASSERT_EQ(dissolved.ok(), may) << dissolved.status();
    if (!may) return;
    v1::CancelPaymentRequest cancel;
    cancel.set_name("projects/P1/payments/" + PaperId(i));
    cancel.set_reason("重新办理");
    ASSERT_THAT(Call(Lsd(), payments_, &PaymentService::CancelPayment, cancel), IsOk());
    debt.stage = Model::Stage::kOpen;
  }
  void OrderPayment(size_t i) {
    Model::Debt& debt = model_.debts[i];
    if (debt.runs == 0) return;
    const bool may = debt.stage == Model::Stage::kChecked && !debt.cancelled &&
                     debt.version == debt.paper_version && model_.MayOrder(debt.fen);
    const auto answer = Instruct(RunId(i));
    ASSERT_EQ(answer.ok(), may) << answer.status();
    if (!may) return;
    debt.stage = Model::Stage::kOrdered;
    model_.ordered += debt.fen;
  }
  void TellResult(size_t i, v1::PaymentResult::Outcome outcome) {
    Model::Debt& debt = model_.debts[i];
    if (debt.runs == 0) return;
    const bool returned = outcome == v1::PaymentResult::OUTCOME_RETURNED;
    const bool may = debt.stage == (returned ? Model::Stage::kPaid : Model::Stage::kOrdered);
    const auto answer =
        Report(RunId(i), {Result(PaperId(i), outcome, "B" + std::to_string(++serial_))});
    ASSERT_EQ(answer.ok(), may) << answer.status();
    if (!may) return;
    if (!returned) model_.ordered -= debt.fen;
    if (outcome == v1::PaymentResult::OUTCOME_FAILED) {
      debt.stage = Model::Stage::kBack;
      return;
    }
    const int64_t fen = returned ? -debt.fen : debt.fen;
    model_.bank -= fen;
    model_.spent += fen;
    model_.owed -= fen;
    debt.stage = returned ? Model::Stage::kBack : Model::Stage::kPaid;
  }
  void Step() {
    const size_t i = model_.debts.empty() ? 0 : Pick(model_.debts.size());
    const int what = Pick(13);
    if (what == 0) return PayIn(1 + Pick(300));
    if (what == 1) return GiveQuota(1 + Pick(300));
    if (what == 2 || model_.debts.empty()) return Owe(1 + Pick(300));
    if (what == 3) return Change(i, 1 + Pick(300));
    if (what == 4) return Drop(i);
    if (what <= 6) return PutForward(i);
    if (what <= 8) return OrderPayment(i);
    if (what == 9) return TellResult(i, v1::PaymentResult::OUTCOME_FAILED);
    if (what == 10) return TellResult(i, v1::PaymentResult::OUTCOME_RETURNED);
    if (what == 11) return TakeBack(i);
    return TellResult(i, v1::PaymentResult::OUTCOME_SETTLED);
  }
  void ExpectSame() {
    const v1::ProjectPosition position = Position();
    ASSERT_EQ(position.deposited_fen(), model_.deposited);
    ASSERT_EQ(position.balance_fen(), model_.bank);
    ASSERT_EQ(position.pending_fen(), model_.ordered);
    ASSERT_EQ(position.encumbered_fen(), model_.owed);
    ASSERT_EQ(position.spent_fen(), model_.spent);
    ASSERT_EQ(position.lines(0).quota_fen(), model_.quota);
    ASSERT_LE(position.spent_fen() + position.encumbered_fen(), model_.line);
  }

  std::mt19937 random_{static_cast<uint32_t>(GetParam())};
  Model model_;
  int serial_ = 0;
};

TEST_P(ModelTest, EveryAnswerAndBalanceIsForeseen) {
  ASSERT_NO_FATAL_FAILURE(PayIn(1'000));
  ASSERT_NO_FATAL_FAILURE(GiveQuota(600));
  for (int step = 0; step < 150; ++step) {
    SCOPED_TRACE(step);
    ASSERT_NO_FATAL_FAILURE(Step());
    ASSERT_NO_FATAL_FAILURE(ExpectSame());
  }
  ExpectBooksGood();
}

INSTANTIATE_TEST_SUITE_P(Seeds, ModelTest, ::testing::Range(1, 7));

}  // namespace
}  // namespace liandong::funds
