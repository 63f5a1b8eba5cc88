#include "services/funds/ledger/books.h"

#include "absl/strings/str_cat.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/ledger/accounts.h"
#include "shared/crypto/hash.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {
namespace {

// What one entry adds to one side of an account.
struct Change {
  int64_t posted = 0;
  int64_t pending = 0;
};

Change ChangeOf(const Entry& entry) {
  switch (entry.kind) {
    case v1::ENTRY_KIND_PENDING:
      return {0, entry.amount_fen};
    case v1::ENTRY_KIND_SETTLE:
      return {entry.amount_fen, -entry.amount_fen};
    case v1::ENTRY_KIND_VOID:
      return {0, -entry.amount_fen};
    default:
      return {entry.amount_fen, 0};
  }
}

bool Add(int64_t& sum, int64_t amount) { return !__builtin_add_overflow(sum, amount, &sum); }

int64_t FreeOf(std::string_view account, const Balance& b) {
  return IsDebitNormal(account) ? b.debits_posted - b.credits_posted - b.credits_pending
                                : b.credits_posted - b.debits_posted - b.debits_pending;
}

absl::Status Check(std::string_view account, const Balance& balance) {
  if (balance.debits_pending < 0 || balance.credits_pending < 0) {
    return absl::InternalError(
        absl::StrCat("more resolved than reserved on ", std::string(account)));
  }
  const int64_t free = FreeOf(account, balance);
  if (free >= 0) return absl::OkStatus();
  if (account == kBank) return Refuse(kFundsShortfall, {{"short_fen", absl::StrCat(-free)}});
  return absl::InternalError(absl::StrCat("account ", std::string(account), " below zero"));
}

void Append(std::string& out, std::string_view value) {
  const auto length = static_cast<uint32_t>(value.size());
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(length >> shift));
  out.append(value);
}

void Append(std::string& out, int64_t value) { Append(out, std::to_string(value)); }

}  // namespace

absl::Status Books::Apply(const Entry& entry) {
  if (!IsAccount(entry.debit) || !IsAccount(entry.credit) || entry.debit == entry.credit ||
      entry.amount_fen <= 0) {
    return absl::InternalError("not an entry of the chart of accounts");
  }
  const Change change = ChangeOf(entry);
  Balance debit = Of(entry.debit);
  Balance credit = Of(entry.credit);
  if (!Add(debit.debits_posted, change.posted) || !Add(debit.debits_pending, change.pending)) {
    return Refuse(kAmountOverflow, {{"account", entry.debit}});
  }
  if (!Add(credit.credits_posted, change.posted) || !Add(credit.credits_pending, change.pending)) {
    return Refuse(kAmountOverflow, {{"account", entry.credit}});
  }
  RETURN_IF_ERROR(Check(entry.debit, debit));
  RETURN_IF_ERROR(Check(entry.credit, credit));
  balances_[entry.debit] = debit;
  balances_[entry.credit] = credit;
  return absl::OkStatus();
}

Balance Books::Of(std::string_view account) const {
  const auto found = balances_.find(account);
  return found == balances_.end() ? Balance() : found->second;
}

int64_t Books::Posted(std::string_view account) const {
  const Balance b = Of(account);
  return IsDebitNormal(account) ? b.debits_posted - b.credits_posted
                                : b.credits_posted - b.debits_posted;
}

int64_t Books::Free(std::string_view account) const { return FreeOf(account, Of(account)); }

int64_t Books::Incoming(std::string_view account) const {
  const Balance b = Of(account);
  return IsDebitNormal(account) ? b.debits_pending : b.credits_pending;
}

std::string CanonicalEntry(std::string_view project, const Entry& entry) {
  std::string out;
  out.reserve(512);
  Append(out, project);
  Append(out, entry.seq);
  Append(out, static_cast<int64_t>(entry.kind));
  Append(out, entry.debit);
  Append(out, entry.credit);
  Append(out, entry.amount_fen);
  Append(out, entry.refers_to);
  Append(out, entry.reference);
  Append(out, entry.agency);
  Append(out, entry.officer);
  Append(out, entry.method);
  Append(out, entry.request_id);
  Append(out, entry.at_us);
  return out;
}

std::string ChainHash(std::string_view previous, std::string_view project, const Entry& entry) {
  crypto::Sha256Hasher hasher;
  hasher.Update(previous);
  hasher.Update(CanonicalEntry(project, entry));
  return hasher.Finish();
}

}  // namespace liandong::funds
