// The chart of accounts (会计科目) of one project. Every account is a code; a purpose's own
// accounts carry its name behind a dot: "COST.DEMOLITION".
//
//   money     BANK (银行存款), ESCROW (money at notary offices) and COST.x (支出) are debited,
//             FUNDING (拨入经费, what the investor paid in) is credited.
//   budget    QUOTA.x (额度) against QUOTA_GIVEN, ENCUMBERED.x (应付未付) against ENCUMBRANCES.
//
// So BANK + ESCROW + all COST = FUNDING at any time, and money and budget each balance alone.
#ifndef SERVICES_FUNDS_LEDGER_ACCOUNTS_H_
#define SERVICES_FUNDS_LEDGER_ACCOUNTS_H_

#include <string>
#include <string_view>

#include "liandong/funds/v1/fund.pb.h"

namespace liandong::funds {

inline constexpr char kBank[] = "BANK";
inline constexpr char kEscrow[] = "ESCROW";
inline constexpr char kFunding[] = "FUNDING";
inline constexpr char kQuotaGiven[] = "QUOTA_GIVEN";
inline constexpr char kEncumbrances[] = "ENCUMBRANCES";

std::string Cost(v1::Purpose purpose);
std::string Quota(v1::Purpose purpose);
std::string Encumbered(v1::Purpose purpose);

// Whether the chart has this account.
bool IsAccount(std::string_view account);
// Whether its balance is debits less credits; the others are credits less debits.
bool IsDebitNormal(std::string_view account);

// The six purposes, in order.
inline constexpr v1::Purpose kPurposes[] = {v1::PURPOSE_COMPENSATION, v1::PURPOSE_SURVEY,
                                            v1::PURPOSE_APPRAISAL,    v1::PURPOSE_DEMOLITION,
                                            v1::PURPOSE_WORK,         v1::PURPOSE_CONTINGENCY};
// "DEMOLITION"
std::string ShortName(v1::Purpose purpose);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_LEDGER_ACCOUNTS_H_
