// Who gets what a household is owed. Pure.
#ifndef SERVICES_ACQUISITION_COMPENSATION_PAYEES_H_
#define SERVICES_ACQUISITION_COMPENSATION_PAYEES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "google/protobuf/repeated_field.h"
#include "liandong/acquisition/v1/compensation.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

struct Payee {
  enum class Kind { kHousehold, kMortgagee, kCourtAccount, kHomeSeller };

  std::string id;
  Kind kind;
  std::string title;
  std::string account;
  int64_t amount_fen;

  friend bool operator==(const Payee&, const Payee&) = default;
};

// The seller of an exchange home.
struct Seller {
  std::string title;
  std::string account;
};

using Settlements = google::protobuf::RepeatedPtrField<v1::MortgageSettlement>;

// Each mortgage of the register has one settlement, to its holder and in full, and nobody else has:
// MORTGAGE_UNSETTLED, SETTLEMENT_UNFOUNDED.
void CheckSettlements(const Settlements& settlements, const v1::Household& household, Gates& gates);

// The payees of a sheet: home price to the seller, then mortgagees as settled, the rest to the
// owners by their shares, odd fen to the first-named; all of the money of a sealed unit to the
// court's account, and to nobody until the court has named one. A sheet less than what is settled
// gives the mortgagees what there is, in their order; who has no mortgage any more gets nothing.
std::vector<Payee> PayeesOf(const v1::Household& household, const v1::CompensationSheet& sheet,
                            const Settlements& settlements, const Seller& seller);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_COMPENSATION_PAYEES_H_
