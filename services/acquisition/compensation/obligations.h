// Keeps funds told of what each household is owed, and the household's row of what became of it.
#ifndef SERVICES_ACQUISITION_COMPENSATION_OBLIGATIONS_H_
#define SERVICES_ACQUISITION_COMPENSATION_OBLIGATIONS_H_

#include <string>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/agreement.pb.h"
#include "liandong/acquisition/v1/compensation.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/resettlement.pb.h"
#include "services/acquisition/compensation/payees.h"
#include "services/acquisition/ties/registry.h"
#include "shared/calendar/calendar.h"
#include "shared/calendar/date.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// What funds says of an obligation.
struct Settlement {
  int64_t paid_fen = 0;
  int64_t escrowed_fen = 0;
  Date day;  // of the change in funds
};

// Compensated by payment, escrow or a home, once all but transition fees still to come is settled.
v1::CompensationState StateOf(const v1::ObligationStatus& obligation);

// Thread-safe. The caller holds the household's row.
class Obligations {
 public:
  Obligations(Storage& storage, const Calendar& calendar)
      : storage_(storage),
        calendar_(calendar),
        households_(storage),
        agreements_(storage),
        decisions_(storage),
        homes_(storage),
        sites_(storage) {}

  // Fills household.obligation and commands funds to take it on; the caller writes the household.
  absl::Status PushAgreement(Mutation& m, v1::Household& household, const v1::Agreement& agreement);
  absl::Status PushDecision(Mutation& m, v1::Household& household,
                            const v1::CompensationDecision& decision);
  // Funds has refused it: the household shows none, and the next telling is a new one.
  static void TakeBack(v1::Household& household);
  // Tells funds the payees anew after a mortgage, seal or court account changed, unless all is
  // settled or nothing is owed. While there is none, for want of the court's account, funds is told
  // to owe nothing yet: nobody can be paid.
  absl::Status PushPayees(Mutation& m, v1::Household& household);
  // The same when what funds has just taken on, `told`, names other payees than there are by now.
  absl::Status Reconcile(Mutation& m, v1::Household& household,
                         const google::protobuf::Message& told);

  // Funds has taken the payees told anew, or has refused to: then the household shows why.
  absl::Status OnPayeesTold(Mutation& m, const std::string& household, const absl::Status& told);

  absl::StatusOr<v1::Household> NameCourtAccount(const RequestContext& context,
                                                 const v1::NameCourtAccountRequest& request);

  // The day to vacate of a decided household: the days run from `day` on unless they run from a
  // later one already (paid and served, whichever comes last).
  void SetVacateDue(v1::Household& household, const v1::CompensationDecision& decision, Date day);

  // Follows funds' and the registry's streams. A unit or obligation that is no household's is no
  // concern of ours.
  absl::Status OnSettlement(Mutation& m, const std::string& household,
                            const std::string& obligation, const Settlement& settlement);
  absl::Status OnUnit(Mutation& m, const UnitFacts& unit);

 private:
  // What an agreement or decision says is owed, and who sells the home.
  struct Owed {
    std::string source;
    v1::CompensationSheet sheet;
    Settlements settlements;
    google::type::Date due;
    Seller seller;
  };
  absl::StatusOr<Owed> OwedBy(Mutation& m, const v1::Agreement& agreement);
  static Owed OwedBy(const v1::CompensationDecision& decision);
  // By what is in effect.
  absl::StatusOr<Owed> OwedTo(Mutation& m, const v1::Household& household);
  absl::Status Push(Mutation& m, const char* kind, v1::Household& household, const Owed& owed);

  Storage& storage_;
  const Calendar& calendar_;
  Store<v1::Household> households_;
  Store<v1::Agreement> agreements_;
  Store<v1::CompensationDecision> decisions_;
  Store<v1::Home> homes_;
  Store<v1::Site> sites_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_COMPENSATION_OBLIGATIONS_H_
