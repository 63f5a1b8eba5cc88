#include "services/funds/ledger/ledger.h"

#include <algorithm>

#include "shared/status/macros.h"

namespace liandong::funds {

Ledger::Ledger(Mutation& m, std::string_view project, JournalHead head, Books books)
    : m_(&m),
      project_(project),
      head_(std::move(head)),
      books_(std::move(books)),
      first_(head_.seq == 0) {
  for (const auto& [account, balance] : books_.balances()) known_.insert(account);
}

absl::StatusOr<Ledger> Ledger::Open(Mutation& m, std::string_view project) {
  ASSIGN_OR_RETURN(JournalHead head, ReadHead(m.db(), project, /*lock=*/true));
  ASSIGN_OR_RETURN(Books books, ReadBooks(m.db(), project));
  return Ledger(m, project, std::move(head), std::move(books));
}

absl::StatusOr<int64_t> Ledger::Book(Entry entry) {
  const RequestKey& key = m_->unit().key;
  entry.seq = head_.seq + 1;
  entry.agency = key.agency;
  entry.officer = key.officer;
  entry.method = key.method;
  entry.request_id = key.request_id;
  // Calls read the clock before they wait for the lock: the journal's time still only goes forward.
  entry.at_us = std::max(absl::ToUnixMicros(m_->now()), head_.at_us);
  RETURN_IF_ERROR(books_.Apply(entry));
  head_.hash = ChainHash(head_.hash, project_, entry);
  head_.seq = entry.seq;
  head_.at_us = entry.at_us;
  RETURN_IF_ERROR(InsertEntry(m_->db(), project_, {entry, head_.hash}));
  touched_.insert({entry.debit, entry.credit});
  return entry.seq;
}

absl::StatusOr<int64_t> Ledger::Post(std::string_view debit, std::string_view credit,
                                     int64_t amount_fen, std::string_view reference) {
  Entry entry;
  entry.kind = v1::ENTRY_KIND_POST;
  entry.debit = std::string(debit);
  entry.credit = std::string(credit);
  entry.amount_fen = amount_fen;
  entry.reference = std::string(reference);
  return Book(std::move(entry));
}

absl::StatusOr<int64_t> Ledger::Reserve(std::string_view debit, std::string_view credit,
                                        int64_t amount_fen, std::string_view reference) {
  Entry entry;
  entry.kind = v1::ENTRY_KIND_PENDING;
  entry.debit = std::string(debit);
  entry.credit = std::string(credit);
  entry.amount_fen = amount_fen;
  entry.reference = std::string(reference);
  return Book(std::move(entry));
}

absl::StatusOr<int64_t> Ledger::Resolve(v1::EntryKind kind, int64_t reservation,
                                        std::string_view reference) {
  ASSIGN_OR_RETURN(StoredEntry reserved, ReadEntry(m_->db(), project_, reservation));
  if (reserved.entry.kind != v1::ENTRY_KIND_PENDING) {
    return absl::InternalError("only a reservation can be settled or voided");
  }
  Entry entry = std::move(reserved.entry);
  entry.kind = kind;
  entry.refers_to = reservation;
  entry.reference = std::string(reference);
  return Book(std::move(entry));
}

absl::StatusOr<int64_t> Ledger::Settle(int64_t reservation, std::string_view reference) {
  return Resolve(v1::ENTRY_KIND_SETTLE, reservation, reference);
}

absl::StatusOr<int64_t> Ledger::Void(int64_t reservation, std::string_view reference) {
  return Resolve(v1::ENTRY_KIND_VOID, reservation, reference);
}

absl::StatusOr<int64_t> Ledger::Reverse(int64_t posting, std::string_view reference) {
  ASSIGN_OR_RETURN(StoredEntry original, ReadEntry(m_->db(), project_, posting));
  Entry entry = std::move(original.entry);
  if (entry.kind != v1::ENTRY_KIND_POST && entry.kind != v1::ENTRY_KIND_SETTLE) {
    return absl::InternalError("only a posting can be reversed");
  }
  entry.kind = v1::ENTRY_KIND_REVERSE;
  std::swap(entry.debit, entry.credit);
  entry.refers_to = posting;
  entry.reference = std::string(reference);
  return Book(std::move(entry));
}

absl::Status Ledger::Close() {
  if (touched_.empty()) return absl::OkStatus();
  for (const std::string& account : touched_) {
    RETURN_IF_ERROR(
        WriteBalance(m_->db(), project_, account, books_.Of(account), known_.count(account) == 0));
  }
  return WriteHead(m_->db(), project_, head_, first_);
}

}  // namespace liandong::funds
