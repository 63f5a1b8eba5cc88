// The money of the sample project from the first deposit to the last instalment, to the fen.
#include <numeric>

#include "services/funds/metrics/funds_metrics.h"
#include "services/funds/obligation/obligation_rules.h"
#include "services/funds/testing/funds_world.h"
#include "shared/testing/figure_reader.h"

namespace liandong::funds {
namespace {

using namespace testing;  // NOLINT: the world of this service's tests

struct Household {
  const char* id;
  int64_t house, annex, decoration, attachments, moving, business, reward;
};

// Households that take money; H02 and H07, which take homes, are in Exchange().
constexpr Household kMoney[] = {
    {"H01", 51'004'800, 0, 4'120'000, 360'000, 207'900, 0, 3'000'000},
    {"H03", 58'197'700, 0, 6'680'000, 480'000, 228'525, 0, 3'000'000},
    {"H04", 101'952'000, 0, 5'200'000, 0, 129'600, 2'760'000, 3'000'000},
    {"H05", 45'325'700, 0, 3'150'000, 240'000, 186'270, 0, 3'000'000},
    {"H06", 62'437'500, 0, 4'730'000, 520'000, 253'125, 0, 3'000'000},
    {"H08", 39'232'600, 4'712'400, 3'340'000, 160'000, 176'250, 0, 1'500'000},
    {"H09", 34'154'600, 0, 2'480'000, 100'000, 138'840, 0, 1'500'000},
    {"H10", 43'202'600, 0, 2'970'000, 330'000, 177'060, 0, 1'500'000},
    {"H11", 48'704'900, 0, 3'860'000, 290'000, 196'920, 0, 0},
    {"H12", 46'678'500, 0, 3'520'000, 310'000, 189'750, 0, 0},
};

class SampleMoneyTest : public FundsWorld {
 protected:
  static std::vector<Item> ItemsOf(const Household& h) {
    std::vector<Item> items;
    const auto add = [&](const char* id, v1::ItemKind kind, int64_t fen) {
      if (fen != 0) items.push_back({id, kind, fen});
    };
    add("house", v1::ITEM_KIND_HOUSE_VALUE, h.house);
    add("annex", v1::ITEM_KIND_LEGAL_ANNEX, h.annex);
    add("decoration", v1::ITEM_KIND_DECORATION, h.decoration);
    add("attachments", v1::ITEM_KIND_ATTACHMENTS, h.attachments);
    add("moving", v1::ITEM_KIND_MOVING, h.moving);
    add("business", v1::ITEM_KIND_BUSINESS_LOSS, h.business);
    add("reward", v1::ITEM_KIND_REWARD, h.reward);
    return items;
  }
  static std::vector<Payee> PayeesOf(const std::string& id, int64_t total) {
    if (id == "H03") {
      return {{"mortgagee", v1::PAYEE_KIND_MORTGAGEE, 28'000'000},
              {"owner", v1::PAYEE_KIND_HOUSEHOLD, total - 28'000'000}};
    }
    if (id == "H05") return {{"court", v1::PAYEE_KIND_COURT_ACCOUNT, total}};
    if (id == "H06") {
      const auto halves = Divide(total, {1, 1});
      return {{"first", v1::PAYEE_KIND_HOUSEHOLD, halves[0]},
              {"second", v1::PAYEE_KIND_HOUSEHOLD, halves[1]}};
    }
    return {{"owner", v1::PAYEE_KIND_HOUSEHOLD, total}};
  }
  void PushMoney(const std::string& only = "") {
    for (const Household& h : kMoney) {
      const bool decided = std::string(h.id) == "H11" || std::string(h.id) == "H12";
      if (only.empty() ? decided : only != h.id) continue;
      const auto items = ItemsOf(h);
      int64_t total = 0;
      for (const Item& item : items) total += item.fen;
      totals_[h.id] = total;
      ASSERT_THAT(Push(MakeObligation(h.id, items, PayeesOf(h.id, total))), IsOk()) << h.id;
    }
  }
  void PushExchange(const char* id, int64_t home, int64_t difference, int64_t decoration,
                    int64_t attachments, int64_t moving, int64_t transition) {
    const int64_t cash = difference + decoration + attachments + moving + transition + 3'000'000;
    totals_[id] = cash;
    ASSERT_THAT(Push(MakeObligation(id,
                                    {{"home", v1::ITEM_KIND_HOME_PURCHASE, home},
                                     {"difference", v1::ITEM_KIND_EXCHANGE_DIFFERENCE, difference},
                                     {"decoration", v1::ITEM_KIND_DECORATION, decoration},
                                     {"attachments", v1::ITEM_KIND_ATTACHMENTS, attachments},
                                     {"moving", v1::ITEM_KIND_MOVING, moving},
                                     {"transition", v1::ITEM_KIND_TRANSITION, transition},
                                     {"reward", v1::ITEM_KIND_REWARD, 3'000'000}},
                                    {{"seller", v1::PAYEE_KIND_HOME_SELLER, home},
                                     {"owner", v1::PAYEE_KIND_HOUSEHOLD, cash}},
                                    1, /*transition_later=*/true)),
                IsOk());
  }
  void Fee(const std::string& id, int64_t fen, int period) {
    ASSERT_THAT(Prepare(Paper(id + "-fee" + std::to_string(period), id, v1::PAYMENT_KIND_TRANSITION,
                              fen, period)),
                IsOk());
  }
  void Deposit12(const std::string& id, int64_t fen) {
    v1::OpenEscrowRequest open;
    open.set_parent("projects/P1");
    open.set_escrow_id(id);
    open.mutable_escrow()->set_obligation("projects/P1/obligations/" + id);
    open.mutable_escrow()->set_ground(v1::Escrow::GROUND_OTHER_BY_LAW);
    open.mutable_escrow()->set_ground_document("示例文书1号");
    open.mutable_escrow()->set_amount_fen(fen);
    open.mutable_escrow()->set_notary_office("notary");
    open.mutable_escrow()->set_deposit_account("82000100000000000077");
    ASSERT_THAT(Call(Hsb(1), escrows_, &EscrowService::OpenEscrow, open), IsOk());
    v1::CheckEscrowRequest check;
    check.set_name("projects/P1/escrows/" + id);
    ASSERT_THAT(Call(Hsb(2), escrows_, &EscrowService::CheckEscrow, check), IsOk());
    v1::InstructEscrowRequest instruct;
    instruct.set_name(check.name());
    ASSERT_THAT(Call(Hsb(3), escrows_, &EscrowService::InstructEscrow, instruct), IsOk());
    v1::ConfirmEscrowDepositRequest confirm;
    confirm.set_name(check.name());
    confirm.set_amount_fen(fen);
    confirm.set_receipt_number("E-" + id);
    *confirm.mutable_deposit_date() = Day("2026-05-15");
    ASSERT_THAT(Call(Bank(), escrows_, &EscrowService::ConfirmEscrowDeposit, confirm), IsOk());
  }

  std::map<std::string, int64_t> totals_;
};

TEST_F(SampleMoneyTest, ComesOutToTheFen) {
  Fill();
  PushMoney();
  PushExchange("H02", 40'449'300, -4'195'400, 2'850'000, 120'000, 289'260, 154'272);
  PushExchange("H07", 51'095'200, 1'697'200, 3'690'000, 280'000, 414'600, 221'120);
  EXPECT_EQ(totals_["H02"], 2'218'132);
  EXPECT_EQ(totals_["H07"], 9'302'920);
  EXPECT_EQ(Position().encumbered_fen(), 601'903'022);  // ten agreements

  world_.SetNow("2026-04-17 09:00");
  std::vector<std::string> papers;
  for (const auto& [id, total] : totals_) {
    const int64_t later = id == "H02" ? 154'272 : id == "H07" ? 221'120 : 0;
    ASSERT_THAT(PrepareAll(id, total - later), IsOk()) << id;
    papers.push_back(id);
  }
  ASSERT_OK_AND_ASSIGN(v1::PaymentRun run, Pay("run-1", papers));
  EXPECT_EQ(run.settled_fen(), 509'983'130);
  const v1::Payment h03 = GetPayment("H03"), h05 = GetPayment("H05"), h06 = GetPayment("H06");
  EXPECT_EQ(h03.parts(0).amount_fen(), 28'000'000);
  EXPECT_EQ(h03.parts(1).amount_fen(), 40'586'225);
  EXPECT_EQ(h05.parts(0).amount_fen(), 51'901'970);
  EXPECT_EQ(h06.parts(0).amount_fen(), 35'470'313);
  EXPECT_EQ(h06.parts(1).amount_fen(), 35'470'312);

  for (const char* id : {"H02", "H07"}) {
    ASSERT_THAT(Prepare(Paper(std::string(id) + "-home", id, v1::PAYMENT_KIND_HOME_PURCHASE,
                              std::string(id) == "H02" ? 40'449'300 : 51'095'200)),
                IsOk());
  }
  ASSERT_OK_AND_ASSIGN(run, Pay("homes", {"H02-home", "H07-home"}));
  EXPECT_EQ(run.settled_fen(), 91'544'500);
  EXPECT_TRUE(GetObligation("H02").compensated());
  EXPECT_EQ(GetObligation("H02").state(), v1::Obligation::STATE_PARTLY_PAID);

  world_.SetNow("2026-05-15 09:00");
  PushMoney("H11");
  PushMoney("H12");
  EXPECT_EQ(totals_["H11"], 53'051'820);
  EXPECT_EQ(totals_["H12"], 50'698'250);
  Deposit12("H11", 53'051'820);
  Deposit12("H12", 50'698'250);

  for (int period : {1, 2}) {
    Fee("H02", 77'136, period);
    Fee("H07", 110'560, period);
    const std::string n = std::to_string(period);
    ASSERT_THAT(Pay("fees-" + n, {"H02-fee" + n, "H07-fee" + n}), IsOk());
  }
  EXPECT_THAT(Prepare(Paper("H02-fee3", "H02", v1::PAYMENT_KIND_TRANSITION, 77'136, 3)),
              RefusedWith(kAlreadyPaid));

  ASSERT_THAT(Contract("demolition", v1::PURPOSE_DEMOLITION, 9'600'000), IsOk());
  for (int period : {1, 2}) {
    const std::string id = "demolition-" + std::to_string(period);
    ASSERT_THAT(Prepare(Paper(id, "demolition", v1::PAYMENT_KIND_SERVICE, 4'800'000, period, id)),
                IsOk());
    ASSERT_THAT(Pay(id, {id}), IsOk());
  }

  v1::WithdrawEscrowRequest withdraw;
  withdraw.set_name("projects/P1/escrows/H11");
  ASSERT_THAT(Call(Notary(), escrows_, &EscrowService::WithdrawEscrow, withdraw), IsOk());

  const v1::ProjectPosition position = Position();
  EXPECT_EQ(position.lines(0).spent_fen(), 705'653'092);
  EXPECT_EQ(position.lines(0).free_fen(), 35'346'908);
  EXPECT_EQ(position.escrowed_fen(), 50'698'250);
  EXPECT_EQ(position.encumbered_fen(), 0);
  EXPECT_EQ(position.pending_fen(), 0);
  EXPECT_EQ(position.balance_fen(), 794'660'000 - 705'653'092 - 9'600'000);
  EXPECT_EQ(position.shortfall_fen(), 0);
  ExpectBooksGood();
}

TEST_F(SampleMoneyTest, MetricsShowBalancesAndStates) {
  Fill();
  ASSERT_THAT(Push(Simple("H01", 100)), IsOk());
  ASSERT_THAT(PrepareAll("H01", 100), IsOk());
  ASSERT_THAT(Pay("run-1", {"H01"}), IsOk());
  liandong::testing::FigureReader reader(world_.storage().pool());
  AddFigures(reader.figures(), reader.metrics(), world_.storage());
  ASSERT_THAT(reader.figures().Read(), IsOk());
  std::map<std::string, double> figures;
  for (const auto& family : reader.metrics().collectable()->Collect()) {
    for (const auto& metric : family.metric) {
      std::string key = family.name;
      for (const auto& label : metric.label) key += "|" + label.value;
      figures[key] = metric.gauge.value;
    }
  }
  EXPECT_EQ(figures["liandong_fund_balance_fen|projects/P1|COMPENSATION"], 740'999'900);
  EXPECT_EQ(figures["liandong_fund_balance_fen|projects/P1|DEMOLITION"], 9'600'000);
  EXPECT_EQ(figures["liandong_fund_balance_fen|projects/P1|UNALLOTTED"], 0);
  EXPECT_EQ(figures["liandong_fund_shortfall_fen|projects/P1"], 0);
  EXPECT_EQ(figures["liandong_payments|SETTLED"], 1);
  EXPECT_EQ(figures["liandong_payments|FAILED"], 0);
  EXPECT_EQ(figures["liandong_payments_fen|SETTLED"], 100);
  EXPECT_EQ(figures["liandong_payments_fen|FAILED"], 0);
  EXPECT_EQ(figures["liandong_fund_spent_fen|projects/P1|COMPENSATION"], 100);
  EXPECT_EQ(figures["liandong_fund_encumbered_fen|projects/P1|COMPENSATION"], 0);
  EXPECT_EQ(figures["liandong_fund_escrow_fen|projects/P1"], 0);
  EXPECT_EQ(figures["liandong_escrows|DEPOSITED"], 0);
  EXPECT_EQ(figures.count("liandong_escrows|DEPOSITED"), 1u);
}

}  // namespace
}  // namespace liandong::funds
