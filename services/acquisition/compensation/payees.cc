#include "services/acquisition/compensation/payees.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/acquisition/agreement/agreement_reasons.h"
#include "services/acquisition/household/household_rules.h"

namespace liandong::acquisition {
namespace {

void AddOwners(const v1::Household& household, int64_t amount_fen, std::vector<Payee>& payees) {
  const size_t first = payees.size();
  int64_t given = 0;
  for (const auto& party : household.parties()) {
    // Whole and remainder apart, so that no product overflows.
    const int64_t n = party.share_numerator();
    const int64_t d = party.share_denominator();
    const int64_t share = amount_fen / d * n + amount_fen % d * n / d;
    payees.push_back({.id = absl::StrCat(household.household_no(), "-", party.party_id()),
                      .kind = Payee::Kind::kHousehold,
                      .title = party.name(),
                      .account = party.account(),
                      .amount_fen = share});
    given += share;
  }
  if (payees.size() > first) payees[first].amount_fen += amount_fen - given;
}

using Debts = std::multiset<std::pair<std::string, int64_t>>;

Debts MortgagesOf(const v1::Household& household) {
  Debts debts;
  for (const auto& each : household.encumbrances()) {
    if (each.kind() == v1::Encumbrance::KIND_MORTGAGE) {
      debts.emplace(each.holder(), each.amount_fen());
    }
  }
  return debts;
}

// Takes the mortgage that `settlement` settles out of `open`; false when there is none.
bool Settle(const v1::MortgageSettlement& settlement, Debts& open) {
  const auto found = open.find({settlement.holder(), settlement.amount_fen()});
  if (found == open.end()) return false;
  open.erase(found);
  return true;
}

}  // namespace

void CheckSettlements(const Settlements& settlements, const v1::Household& household,
                      Gates& gates) {
  Debts open = MortgagesOf(household);
  bool founded = true;
  for (const auto& settlement : settlements) founded &= Settle(settlement, open);
  if (!open.empty()) gates.Close(kMortgageUnsettled, household.name());
  if (!founded) gates.Close(kSettlementUnfounded, household.name());
}

std::vector<Payee> PayeesOf(const v1::Household& household, const v1::CompensationSheet& sheet,
                            const Settlements& settlements, const Seller& seller) {
  std::vector<Payee> payees;
  int64_t left_fen = sheet.total_fen();
  if (sheet.home_value_fen() > 0) {
    const int64_t price_fen = std::min(left_fen, sheet.home_value_fen());
    payees.push_back({.id = "seller",
                      .kind = Payee::Kind::kHomeSeller,
                      .title = seller.title,
                      .account = seller.account,
                      .amount_fen = price_fen});
    left_fen -= price_fen;
  }
  if (HasEncumbrance(household, v1::Encumbrance::KIND_SEAL)) {
    if (household.has_court_account() && left_fen > 0) {
      payees.push_back({.id = "court",
                        .kind = Payee::Kind::kCourtAccount,
                        .title = household.court_account().title(),
                        .account = household.court_account().account(),
                        .amount_fen = left_fen});
    }
    return payees;
  }
  Debts open = MortgagesOf(household);
  for (int i = 0; i < settlements.size(); ++i) {
    if (!Settle(settlements.Get(i), open)) continue;
    const int64_t settled_fen = std::min(left_fen, settlements.Get(i).amount_fen());
    if (settled_fen == 0) continue;
    payees.push_back({.id = absl::StrCat("mortgagee-", i + 1),
                      .kind = Payee::Kind::kMortgagee,
                      .title = settlements.Get(i).holder(),
                      .account = settlements.Get(i).account(),
                      .amount_fen = settled_fen});
    left_fen -= settled_fen;
  }
  if (left_fen > 0) AddOwners(household, left_fen, payees);
  return payees;
}

}  // namespace liandong::acquisition
