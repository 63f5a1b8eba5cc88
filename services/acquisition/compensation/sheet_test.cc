#include "services/acquisition/compensation/sheet.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "services/acquisition/appraisal/appraisal_rules.h"

namespace liandong::acquisition {
namespace {

v1::SchemeTerms Terms() {
  v1::SchemeTerms terms;
  terms.set_moving_fee_fen(1500);
  terms.set_moves_on_exchange(2);
  terms.set_transition_fee_fen(800);
  terms.set_business_loss_months(3);
  return terms;
}

v1::Appraisal Appraised(int64_t area_cm2, int64_t annex_cm2, int64_t price_yuan,
                        int64_t decoration_yuan, int64_t attachments_yuan, int64_t profit_yuan) {
  v1::AppraisedValues values;
  values.set_unit_price_fen(price_yuan * 100);
  values.set_decoration_fen(decoration_yuan * 100);
  values.set_attachments_fen(attachments_yuan * 100);
  values.set_monthly_profit_fen(profit_yuan * 100);
  v1::Appraisal appraisal;
  SetValues(values, area_cm2, annex_cm2, appraisal);
  return appraisal;
}

v1::Home HomeOf(int64_t area_cm2, int64_t price_yuan) {
  v1::Home home;
  home.set_area_cm2(area_cm2);
  home.set_unit_price_fen(price_yuan * 100);
  return home;
}

// One line of the sample's table; home_cm2 is 0 for money.
struct Line {
  const char* no;
  int64_t area_cm2, annex_cm2, price_yuan, decoration_yuan, attachments_yuan, profit_yuan;
  int64_t reward_yuan, home_cm2, home_price_yuan;
  // Expected, in fen.
  int64_t house, annex, moving, transition, loss, total, difference, cash;
};

const std::vector<Line>& Table() {
  static const auto* table =
      new std::vector<Line>{{"H01", 1386000, 0, 3680, 41200, 3600, 0, 30000, 0, 0,  //
                             51004800, 0, 207900, 0, 0, 58692700, 0, 58692700},
                            {"H02", 964200, 0, 3760, 28500, 1200, 0, 30000, 923500, 4380,  //
                             36253900, 0, 289260, 154272, 0, 42667432, 4195400, 2218132},
                            {"H03", 1523500, 0, 3820, 66800, 4800, 0, 30000, 0, 0,  //
                             58197700, 0, 228525, 0, 0, 68586225, 0, 68586225},
                            {"H04", 864000, 0, 11800, 52000, 0, 9200, 30000, 0, 0,  //
                             101952000, 0, 129600, 0, 2760000, 113041600, 0, 113041600},
                            {"H05", 1241800, 0, 3650, 31500, 2400, 0, 30000, 0, 0,  //
                             45325700, 0, 186270, 0, 0, 51901970, 0, 51901970},
                            {"H06", 1687500, 0, 3700, 47300, 5200, 0, 30000, 0, 0,  //
                             62437500, 0, 253125, 0, 0, 70940625, 0, 70940625},
                            {"H07", 1382000, 0, 3820, 36900, 2800, 0, 30000, 1156000, 4420,  //
                             52792400, 0, 414600, 221120, 0, 60398120, -1697200, 9302920},
                            {"H08", 1049000, 126000, 3740, 33400, 1600, 0, 15000, 0, 0,  //
                             39232600, 4712400, 176250, 0, 0, 49121250, 0, 49121250},
                            {"H09", 925600, 0, 3690, 24800, 1000, 0, 15000, 0, 0,  //
                             34154600, 0, 138840, 0, 0, 38373440, 0, 38373440},
                            {"H10", 1180400, 0, 3660, 29700, 3300, 0, 15000, 0, 0,  //
                             43202600, 0, 177060, 0, 0, 48179660, 0, 48179660},
                            {"H11", 1312800, 0, 3710, 38600, 2900, 0, 0, 0, 0,  //
                             48704900, 0, 196920, 0, 0, 53051820, 0, 53051820},
                            {"H12", 1265000, 0, 3690, 35200, 3100, 0, 0, 0, 0,  //
                             46678500, 0, 189750, 0, 0, 50698250, 0, 50698250}};
  return *table;
}

v1::CompensationSheet SheetOf(const Line& line) {
  const v1::Appraisal appraisal =
      Appraised(line.area_cm2, line.annex_cm2, line.price_yuan, line.decoration_yuan,
                line.attachments_yuan, line.profit_yuan);
  if (line.home_cm2 == 0) return MoneySheet(appraisal, Terms(), line.reward_yuan * 100);
  return ExchangeSheet(appraisal, Terms(), line.reward_yuan * 100,
                       HomeOf(line.home_cm2, line.home_price_yuan), 2);
}

TEST(SheetTest, EveryHouseholdOfTheSampleToTheFen) {
  for (const Line& line : Table()) {
    SCOPED_TRACE(line.no);
    const v1::CompensationSheet sheet = SheetOf(line);
    EXPECT_EQ(sheet.house_value_fen(), line.house);
    EXPECT_EQ(sheet.legal_annex_fen(), line.annex);
    EXPECT_EQ(sheet.decoration_fen(), line.decoration_yuan * 100);
    EXPECT_EQ(sheet.attachments_fen(), line.attachments_yuan * 100);
    EXPECT_EQ(sheet.moving_fen(), line.moving);
    EXPECT_EQ(sheet.transition_fen(), line.transition);
    EXPECT_EQ(sheet.business_loss_fen(), line.loss);
    EXPECT_EQ(sheet.reward_fen(), line.reward_yuan * 100);
    EXPECT_EQ(sheet.total_fen(), line.total);
    EXPECT_EQ(sheet.exchange_difference_fen(), line.difference);
    EXPECT_EQ(sheet.cash_fen(), line.cash);
  }
}

TEST(SheetTest, TheSumsOfTheSample) {
  v1::CompensationSheet sum;
  int64_t area_cm2 = 0, homes_fen = 0, agreed_fen = 0;
  for (const Line& line : Table()) {
    const v1::CompensationSheet sheet = SheetOf(line);
    area_cm2 += line.area_cm2;
    sum.set_house_value_fen(sum.house_value_fen() + sheet.house_value_fen());
    sum.set_legal_annex_fen(sum.legal_annex_fen() + sheet.legal_annex_fen());
    sum.set_decoration_fen(sum.decoration_fen() + sheet.decoration_fen());
    sum.set_attachments_fen(sum.attachments_fen() + sheet.attachments_fen());
    sum.set_moving_fen(sum.moving_fen() + sheet.moving_fen());
    sum.set_transition_fen(sum.transition_fen() + sheet.transition_fen());
    sum.set_business_loss_fen(sum.business_loss_fen() + sheet.business_loss_fen());
    sum.set_reward_fen(sum.reward_fen() + sheet.reward_fen());
    sum.set_total_fen(sum.total_fen() + sheet.total_fen());
    homes_fen += sheet.home_value_fen();
    if (sheet.reward_fen() > 0) agreed_fen += sheet.total_fen();
  }
  EXPECT_EQ(area_cm2, 14781800);
  EXPECT_EQ(sum.house_value_fen(), 619937200);
  EXPECT_EQ(sum.legal_annex_fen(), 4712400);
  EXPECT_EQ(sum.decoration_fen(), 46590000);
  EXPECT_EQ(sum.attachments_fen(), 3190000);
  EXPECT_EQ(sum.moving_fen(), 2588100);
  EXPECT_EQ(sum.transition_fen(), 375392);
  EXPECT_EQ(sum.business_loss_fen(), 2760000);
  EXPECT_EQ(sum.reward_fen(), 25500000);
  EXPECT_EQ(sum.total_fen(), 705653092);
  EXPECT_EQ(homes_fen, 91544500);
  EXPECT_EQ(agreed_fen, 601903022);
}

TEST(SheetTest, RoundsValuesToTheYuanAndFeesToTheFen) {
  EXPECT_EQ(ValueFen(10'000, 149), 100);
  EXPECT_EQ(ValueFen(10'000, 150), 200);
  EXPECT_EQ(ValueFen(0, 368000), 0);
  EXPECT_EQ(FeeFen(5, 1000), 1);  // half a fen
  EXPECT_EQ(FeeFen(4, 1000), 0);
  // The largest area and price that contracts let pass.
  EXPECT_EQ(ValueFen(1'000'000'000, 100'000'000), 10'000'000'000'000);
}

}  // namespace
}  // namespace liandong::acquisition
