#include "services/acquisition/compensation/sheet.h"

namespace liandong::acquisition {
namespace {

constexpr int64_t kSquareMetre = 10'000;  // in square centimetres

int64_t Rounded(int64_t number, int64_t unit) { return (number + unit / 2) / unit; }

// Everything that does not depend on the method, without the total.
v1::CompensationSheet Common(const v1::Appraisal& appraisal, const v1::SchemeTerms& terms,
                             int64_t reward_fen, int moves) {
  v1::CompensationSheet sheet;
  sheet.set_house_value_fen(appraisal.house_value_fen());
  sheet.set_legal_annex_fen(appraisal.annex_value_fen());
  sheet.set_decoration_fen(appraisal.values().decoration_fen());
  sheet.set_attachments_fen(appraisal.values().attachments_fen());
  sheet.set_moving_fen(
      FeeFen(appraisal.area_cm2() + appraisal.annex_area_cm2(), terms.moving_fee_fen()) * moves);
  sheet.set_business_loss_fen(appraisal.values().monthly_profit_fen() *
                              terms.business_loss_months());
  sheet.set_reward_fen(reward_fen);
  return sheet;
}

void SetTotal(v1::CompensationSheet& sheet) {
  sheet.set_total_fen(sheet.house_value_fen() + sheet.legal_annex_fen() + sheet.decoration_fen() +
                      sheet.attachments_fen() + sheet.moving_fen() + sheet.transition_fen() +
                      sheet.business_loss_fen() + sheet.reward_fen());
}

}  // namespace

int64_t ValueFen(int64_t area_cm2, int64_t unit_price_fen) {
  return Rounded(area_cm2 * unit_price_fen, kSquareMetre * 100) * 100;
}

int64_t FeeFen(int64_t area_cm2, int64_t fee_fen) {
  return Rounded(area_cm2 * fee_fen, kSquareMetre);
}

v1::CompensationSheet MoneySheet(const v1::Appraisal& appraisal, const v1::SchemeTerms& terms,
                                 int64_t reward_fen) {
  v1::CompensationSheet sheet = Common(appraisal, terms, reward_fen, 1);
  sheet.set_method(v1::COMPENSATION_METHOD_MONEY);
  SetTotal(sheet);
  sheet.set_cash_fen(sheet.total_fen());
  return sheet;
}

v1::CompensationSheet ExchangeSheet(const v1::Appraisal& appraisal, const v1::SchemeTerms& terms,
                                    int64_t reward_fen, const v1::Home& home, int months) {
  v1::CompensationSheet sheet = Common(appraisal, terms, reward_fen, terms.moves_on_exchange());
  sheet.set_method(v1::COMPENSATION_METHOD_EXCHANGE);
  sheet.set_transition_monthly_fen(FeeFen(appraisal.area_cm2(), terms.transition_fee_fen()));
  sheet.set_transition_fen(sheet.transition_monthly_fen() * months);
  SetTotal(sheet);
  sheet.set_home_value_fen(ValueFen(home.area_cm2(), home.unit_price_fen()));
  sheet.set_exchange_difference_fen(sheet.home_value_fen() - sheet.house_value_fen());
  sheet.set_cash_fen(sheet.total_fen() - sheet.home_value_fen());
  return sheet;
}

}  // namespace liandong::acquisition
