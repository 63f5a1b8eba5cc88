// What an obligation must look like, how it changes, and how its money divides. Pure.
#ifndef SERVICES_FUNDS_OBLIGATION_OBLIGATION_RULES_H_
#define SERVICES_FUNDS_OBLIGATION_OBLIGATION_RULES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "services/funds/funds_reasons.h"
#include "shared/rules/state_machine.h"

namespace liandong::funds {

using v1::Obligation;

// Payments and escrows lead from OPEN over PARTLY_PAID to SETTLED, and returned ones back, by the
// amounts alone (SettleState). A cancelled obligation may be told anew.
inline constexpr rules::Transition<Obligation::State> kObligationMoves[] = {
    {Obligation::STATE_UNSPECIFIED, "PushObligation", Obligation::STATE_OPEN},
    {Obligation::STATE_OPEN, "PushObligation", Obligation::STATE_OPEN},
    {Obligation::STATE_PARTLY_PAID, "PushObligation", Obligation::STATE_PARTLY_PAID},
    {Obligation::STATE_SETTLED, "PushObligation", Obligation::STATE_SETTLED},
    {Obligation::STATE_CANCELLED, "PushObligation", Obligation::STATE_OPEN},
    {Obligation::STATE_OPEN, "CancelObligation", Obligation::STATE_CANCELLED},
    {Obligation::STATE_OPEN, "PreparePayment", Obligation::STATE_OPEN},
    {Obligation::STATE_PARTLY_PAID, "PreparePayment", Obligation::STATE_PARTLY_PAID},
    {Obligation::STATE_SETTLED, "PreparePayment", Obligation::STATE_SETTLED},
    {Obligation::STATE_OPEN, "RecordPaymentRefusal", Obligation::STATE_OPEN},
    {Obligation::STATE_PARTLY_PAID, "RecordPaymentRefusal", Obligation::STATE_PARTLY_PAID},
    {Obligation::STATE_OPEN, "OpenEscrow", Obligation::STATE_OPEN},
    {Obligation::STATE_PARTLY_PAID, "OpenEscrow", Obligation::STATE_PARTLY_PAID},
};
inline constexpr rules::StateMachine kObligationMachine("Obligation", kObligationState,
                                                        kObligationMoves);

// Items and payees of a group belong together: the household's money, a home's price, a service.
enum class Group { kHousehold, kHome, kService };
Group GroupOf(v1::ItemKind kind);
Group GroupOf(v1::PayeeKind kind);

// Paid by periods or instalments instead of at once.
bool IsScheduled(const Obligation& obligation, const v1::ObligationItem& item);
// Fen of the items of a group, all or only the scheduled ones.
int64_t ItemsFen(const Obligation& obligation, Group group);
int64_t ScheduledFen(const Obligation& obligation, Group group);

// All at once: DUPLICATE_ID, ITEM_AMOUNT, ITEM_NOT_OF_PURPOSE, HOUSEHOLD_MISSING; then
// PAYEES_DO_NOT_SUM for each group whose shares are not its items, or where the payees of scheduled
// fees have less than those. FOREIGN_PROJECT for a household of another project.
absl::Status CheckObligation(const Obligation& obligation);

// What live payments and escrows have taken of each item, in fen.
using Claimed = std::map<std::string, int64_t>;

// Whether `next` may follow `current`: OBLIGATION_STALE, OBLIGATION_OTHER_SOURCE, and
// OBLIGATION_PAID where a taken item changes its amount (one paid by periods: falls below what was
// taken) or a payee keeps less than it was paid. More money for a paid household is a new item.
absl::Status CheckSuccession(const Obligation& current, const Obligation& next,
                             const Claimed& claimed);

// Sets total, state and `compensated` from the amounts. A cancelled obligation stays cancelled.
void SettleState(Obligation& obligation);

// `amount_fen` divided by the weights (at least one above zero), whole fen, odd ones to the first.
std::vector<int64_t> Divide(int64_t amount_fen, const std::vector<int64_t>& weights);

// A payee's part: position in `payees` and fen above zero.
struct Part {
  int payee;
  int64_t amount_fen;
  friend bool operator==(const Part&, const Part&) = default;
};
// Who gets what of everything a group is owed at once.
std::vector<Part> PartsAtOnce(const Obligation& obligation, Group group);
// The same without what its payees were paid of it already.
std::vector<Part> PartsNotPaid(const Obligation& obligation, Group group);
// Who gets what of one period of `amount_fen`, `before_fen` having been taken by earlier ones: over
// all periods each payee gets its exact share. NOT_OWED when the amount is too small to be divided.
absl::StatusOr<std::vector<Part>> PartsOfPeriod(const Obligation& obligation, Group group,
                                                int64_t before_fen, int64_t amount_fen);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_OBLIGATION_OBLIGATION_RULES_H_
