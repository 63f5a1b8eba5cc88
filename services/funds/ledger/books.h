// What a journal adds up to, and what each entry may do. Pure: the ledger, its verification and the
// statements all fold entries with this and nothing else.
#ifndef SERVICES_FUNDS_LEDGER_BOOKS_H_
#define SERVICES_FUNDS_LEDGER_BOOKS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "liandong/funds/v1/ledger.pb.h"

namespace liandong::funds {

// One row of the journal. Amounts are fen, above zero.
struct Entry {
  int64_t seq = 0;
  v1::EntryKind kind = v1::ENTRY_KIND_UNSPECIFIED;
  std::string debit;
  std::string credit;
  int64_t amount_fen = 0;
  // The entry it settles, voids or reverses; 0 for none. The accounts of a settlement and a void
  // are those of the reservation, the accounts of a reversal those of the original exchanged.
  int64_t refers_to = 0;
  std::string reference;
  std::string agency;
  std::string officer;
  std::string method;
  std::string request_id;
  int64_t at_us = 0;
};

struct Balance {
  int64_t debits_posted = 0;
  int64_t credits_posted = 0;
  int64_t debits_pending = 0;
  int64_t credits_pending = 0;

  friend bool operator==(const Balance&, const Balance&) = default;
};

// The balances of one project.
class Books {
 public:
  Books() = default;
  explicit Books(std::map<std::string, Balance, std::less<>> balances)
      : balances_(std::move(balances)) {}

  // Takes the entry in, or refuses it and changes nothing: FUNDS_SHORTFALL when the bank account
  // lacks the money, AMOUNT_OVERFLOW; INTERNAL for an entry that no caller's request can cause (an
  // unknown account, another account below zero, more resolved than reserved).
  absl::Status Apply(const Entry& entry);

  // Zero for accounts that were never used.
  Balance Of(std::string_view account) const;
  // The posted balance in the account's own direction.
  int64_t Posted(std::string_view account) const;
  // The same less what reservations will take from it.
  int64_t Free(std::string_view account) const;
  // What reservations will add to it.
  int64_t Incoming(std::string_view account) const;

  const std::map<std::string, Balance, std::less<>>& balances() const { return balances_; }

 private:
  std::map<std::string, Balance, std::less<>> balances_;
};

// The bytes an entry stands for in the chain: every member, numbers as text, each preceded by its
// length (4 bytes, big-endian).
std::string CanonicalEntry(std::string_view project, const Entry& entry);
// Hash of the chain after `entry`; `previous` is empty before the first.
std::string ChainHash(std::string_view previous, std::string_view project, const Entry& entry);

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_LEDGER_BOOKS_H_
