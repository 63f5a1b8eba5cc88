#include "services/funds/obligation/obligation_rules.h"

#include <numeric>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/funds/fund/open_fund.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::funds {
namespace {

constexpr Group kGroups[] = {Group::kHousehold, Group::kHome, Group::kService};

const char* NameOf(Group group) {
  switch (group) {
    case Group::kHousehold:
      return "household";
    case Group::kHome:
      return "exchange home";
    case Group::kService:
      return "service";
  }
  return "";
}

int64_t SharesFen(const Obligation& obligation, Group group) {
  int64_t sum = 0;
  for (const auto& payee : obligation.payees()) {
    if (GroupOf(payee.kind()) == group) sum += payee.amount_fen();
  }
  return sum;
}

// The payees that take scheduled money, with their shares as weights; 0 for everybody else. A
// transition fee is the household's own, unless a court has named the account for all of it.
std::vector<int64_t> ScheduleWeights(const Obligation& obligation, Group group) {
  std::vector<int64_t> own(obligation.payees_size()), all(obligation.payees_size());
  for (int i = 0; i < obligation.payees_size(); ++i) {
    const auto& payee = obligation.payees(i);
    if (GroupOf(payee.kind()) != group) continue;
    all[i] = payee.amount_fen();
    if (group != Group::kHousehold || payee.kind() == v1::PAYEE_KIND_HOUSEHOLD) own[i] = all[i];
  }
  return std::accumulate(own.begin(), own.end(), int64_t{0}) > 0 ? own : all;
}

bool FitsPurpose(Group group, v1::Purpose purpose) {
  return (purpose == v1::PURPOSE_COMPENSATION) == (group != Group::kService);
}

absl::Status CheckSums(const Obligation& obligation) {
  FieldErrors errors;
  for (Group group : kGroups) {
    const int64_t items = ItemsFen(obligation, group);
    const int64_t shares = SharesFen(obligation, group);
    // Also each payee of scheduled fees must have a share that holds its part of them.
    int64_t parts = ScheduledFen(obligation, group);
    for (const Part& part : PartsAtOnce(obligation, group)) parts += part.amount_fen;
    const bool covered = items == shares && parts == items;
    if (covered) continue;
    errors.Add("obligation.payees", kPayeesDoNotSum,
               {{"group", NameOf(group)},
                {"payees_fen", absl::StrCat(shares)},
                {"items_fen", absl::StrCat(items)}});
  }
  return errors.status();
}

std::vector<Part> WithoutZeros(const std::vector<int64_t>& amounts) {
  std::vector<Part> parts;
  for (size_t i = 0; i < amounts.size(); ++i) {
    if (amounts[i] > 0) parts.push_back({static_cast<int>(i), amounts[i]});
  }
  return parts;
}

absl::Status Paid(int64_t used_fen) {
  return Refuse(kObligationPaid, {{"used_fen", absl::StrCat(used_fen)}});
}

}  // namespace

Group GroupOf(v1::ItemKind kind) {
  if (kind == v1::ITEM_KIND_HOME_PURCHASE) return Group::kHome;
  return kind == v1::ITEM_KIND_SERVICE_CONTRACT ? Group::kService : Group::kHousehold;
}

Group GroupOf(v1::PayeeKind kind) {
  if (kind == v1::PAYEE_KIND_HOME_SELLER) return Group::kHome;
  return kind == v1::PAYEE_KIND_CONTRACTOR ? Group::kService : Group::kHousehold;
}

bool IsScheduled(const Obligation& obligation, const v1::ObligationItem& item) {
  return item.kind() == v1::ITEM_KIND_SERVICE_CONTRACT ||
         (item.kind() == v1::ITEM_KIND_TRANSITION && obligation.transition_later());
}

int64_t ItemsFen(const Obligation& obligation, Group group) {
  int64_t sum = 0;
  for (const auto& item : obligation.items()) {
    if (GroupOf(item.kind()) == group) sum += item.amount_fen();
  }
  return sum;
}

int64_t ScheduledFen(const Obligation& obligation, Group group) {
  int64_t sum = 0;
  for (const auto& item : obligation.items()) {
    if (GroupOf(item.kind()) == group && IsScheduled(obligation, item)) sum += item.amount_fen();
  }
  return sum;
}

absl::Status CheckObligation(const Obligation& obligation) {
  const std::string purpose = v1::Purpose_Name(obligation.purpose());
  FieldErrors errors;
  std::set<std::string> items, payees;
  for (const auto& item : obligation.items()) {
    if (!items.insert(item.item_id()).second) {
      errors.Add("obligation.items", kDuplicateId, {{"id", item.item_id()}});
    }
    if (item.amount_fen() == 0 ||
        (item.amount_fen() < 0 && item.kind() != v1::ITEM_KIND_EXCHANGE_DIFFERENCE)) {
      errors.Add("obligation.items", kItemAmount);
    }
    if (!FitsPurpose(GroupOf(item.kind()), obligation.purpose())) {
      errors.Add("obligation.items", kItemNotOfPurpose, {{"purpose", purpose}});
    }
  }
  for (const auto& payee : obligation.payees()) {
    if (!payees.insert(payee.payee_id()).second) {
      errors.Add("obligation.payees", kDuplicateId, {{"id", payee.payee_id()}});
    }
    if (!FitsPurpose(GroupOf(payee.kind()), obligation.purpose())) {
      errors.Add("obligation.payees", kItemNotOfPurpose, {{"purpose", purpose}});
    }
  }
  if (obligation.purpose() == v1::PURPOSE_COMPENSATION && obligation.household().empty()) {
    errors.Add("obligation.household", kHouseholdMissing);
  }
  RETURN_IF_ERROR(errors.status());
  if (!obligation.household().empty()) {
    RETURN_IF_ERROR(CheckOfProject(obligation.household(), ProjectOf(obligation.name())));
  }
  return CheckSums(obligation);
}

absl::Status CheckSuccession(const Obligation& current, const Obligation& next,
                             const Claimed& claimed) {
  if (current.state() != Obligation::STATE_CANCELLED) {
    if (current.source() != next.source()) return Refuse(kObligationOtherSource);
    if (next.source_version() < current.source_version()) {
      return Refuse(kObligationStale, {{"version", absl::StrCat(next.source_version())}});
    }
  }
  std::map<std::string, int64_t> amounts;
  std::map<std::string, bool> scheduled;
  for (const auto& item : next.items()) {
    amounts[item.item_id()] = item.amount_fen();
    scheduled[item.item_id()] = IsScheduled(next, item);
  }
  int64_t taken = 0;
  bool kept = true;
  for (const auto& [item, fen] : claimed) {
    taken += fen;
    kept &= scheduled[item] ? amounts[item] >= fen : amounts[item] == fen;
  }
  std::map<std::string, int64_t> shares;
  for (const auto& payee : next.payees()) shares[payee.payee_id()] = payee.amount_fen();
  for (const auto& payee : current.payees()) kept &= shares[payee.payee_id()] >= payee.paid_fen();
  return kept ? absl::OkStatus() : Paid(taken);
}

void SettleState(Obligation& obligation) {
  int64_t total = 0, scheduled = 0;
  for (Group group : kGroups) {
    total += ItemsFen(obligation, group);
    scheduled += ScheduledFen(obligation, group);
  }
  obligation.set_total_fen(total);
  if (obligation.state() == Obligation::STATE_CANCELLED) return;
  const int64_t done = obligation.paid_fen() + obligation.escrowed_fen();
  obligation.set_state(done == 0      ? Obligation::STATE_OPEN
                       : done < total ? Obligation::STATE_PARTLY_PAID
                                      : Obligation::STATE_SETTLED);
  const int64_t at_once = total - scheduled;
  obligation.set_compensated(obligation.purpose() == v1::PURPOSE_COMPENSATION && done > 0 &&
                             (done >= total || done - obligation.scheduled_paid_fen() >= at_once));
}

std::vector<int64_t> Divide(int64_t amount_fen, const std::vector<int64_t>& weights) {
  const __int128 sum = std::accumulate(weights.begin(), weights.end(), __int128{0});
  std::vector<int64_t> shares(weights.size());
  int64_t given = 0;
  size_t first = weights.size();
  for (size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) continue;
    if (first == weights.size()) first = i;
    shares[i] = static_cast<int64_t>(static_cast<__int128>(amount_fen) * weights[i] / sum);
    given += shares[i];
  }
  if (first < weights.size()) shares[first] += amount_fen - given;
  return shares;
}

std::vector<Part> PartsAtOnce(const Obligation& obligation, Group group) {
  const auto later = Divide(ScheduledFen(obligation, group), ScheduleWeights(obligation, group));
  std::vector<int64_t> amounts(obligation.payees_size());
  for (int i = 0; i < obligation.payees_size(); ++i) {
    if (GroupOf(obligation.payees(i).kind()) != group) continue;
    amounts[i] = obligation.payees(i).amount_fen() - later[i];
  }
  return WithoutZeros(amounts);
}

std::vector<Part> PartsNotPaid(const Obligation& obligation, Group group) {
  std::vector<Part> parts;
  const auto by_periods = Divide(group == Group::kHome ? 0 : obligation.scheduled_paid_fen(),
                                 ScheduleWeights(obligation, group));
  for (Part part : PartsAtOnce(obligation, group)) {
    part.amount_fen -= obligation.payees(part.payee).paid_fen() - by_periods[part.payee];
    if (part.amount_fen > 0) parts.push_back(part);
  }
  return parts;
}

absl::StatusOr<std::vector<Part>> PartsOfPeriod(const Obligation& obligation, Group group,
                                                int64_t before_fen, int64_t amount_fen) {
  const auto weights = ScheduleWeights(obligation, group);
  const auto before = Divide(before_fen, weights);
  auto amounts = Divide(before_fen + amount_fen, weights);
  for (size_t i = 0; i < amounts.size(); ++i) {
    amounts[i] -= before[i];
    if (amounts[i] < 0) {
      return Refuse(kNotOwed,
                    {{"owed_fen", absl::StrCat(ScheduledFen(obligation, group) - before_fen)},
                     {"stated_fen", absl::StrCat(amount_fen)}});
    }
  }
  return WithoutZeros(amounts);
}

}  // namespace liandong::funds
