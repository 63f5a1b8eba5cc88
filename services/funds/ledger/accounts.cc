#include "services/funds/ledger/accounts.h"

#include <set>

namespace liandong::funds {
namespace {

const std::set<std::string, std::less<>>& Chart() {
  static const auto* chart = [] {
    auto* all = new std::set<std::string, std::less<>>{kBank, kEscrow, kFunding, kQuotaGiven,
                                                       kEncumbrances};
    for (v1::Purpose purpose : kPurposes) {
      all->insert({Cost(purpose), Quota(purpose), Encumbered(purpose)});
    }
    return all;
  }();
  return *chart;
}

}  // namespace

std::string ShortName(v1::Purpose purpose) {
  return v1::Purpose_Name(purpose).substr(sizeof("PURPOSE_") - 1);
}

std::string Cost(v1::Purpose purpose) { return "COST." + ShortName(purpose); }
std::string Quota(v1::Purpose purpose) { return "QUOTA." + ShortName(purpose); }
std::string Encumbered(v1::Purpose purpose) { return "ENCUMBERED." + ShortName(purpose); }

bool IsAccount(std::string_view account) { return Chart().count(account) > 0; }

bool IsDebitNormal(std::string_view account) {
  return account != kFunding && account != kQuotaGiven && account != kEncumbrances;
}

}  // namespace liandong::funds
