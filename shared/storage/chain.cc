#include "shared/storage/chain.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "shared/crypto/hash.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong {
namespace {

void Append(std::string& out, std::string_view value) {
  const auto length = static_cast<uint32_t>(value.size());
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(length >> shift));
  out.append(value);
}

void Append(std::string& out, int64_t value) { Append(out, std::to_string(value)); }

}  // namespace

ChangeRecord ReadChangeRecord(const db::Row& row, size_t first) {
  ChangeRecord change;
  change.id = row.Int(first);
  change.resource = row.Text(first + 1);
  change.version = row.Int(first + 2);
  change.type = row.Text(first + 3);
  change.territory = row.Text(first + 4);
  change.seal = row.Int(first + 5);
  change.subject = row.Text(first + 6);
  change.method = row.Text(first + 7);
  change.agency = row.Text(first + 8);
  change.officer = row.Text(first + 9);
  change.request_id = row.Text(first + 10);
  change.trace_id = row.Text(first + 11);
  change.at_us = row.Int(first + 12);
  change.answer = row.Int(first + 13);
  change.doc = row.Text(first + 14);
  return change;
}

std::string CanonicalChange(const ChangeRecord& change) {
  std::string out;
  out.reserve(change.doc.size() + 512);
  Append(out, change.id);
  Append(out, change.resource);
  Append(out, change.version);
  Append(out, change.type);
  Append(out, change.territory);
  Append(out, change.seal);
  Append(out, change.subject);
  Append(out, change.method);
  Append(out, change.agency);
  Append(out, change.officer);
  Append(out, change.request_id);
  Append(out, change.trace_id);
  Append(out, change.at_us);
  Append(out, change.answer);
  Append(out, change.doc);
  return out;
}

ChainPosition ChainPosition::After(std::string_view canonical_change) const {
  crypto::Sha256Hasher hasher;
  hasher.Update(hash);
  hasher.Update(crypto::Sha256(canonical_change));
  return {seq + 1, hasher.Finish()};
}

ChainPosition ChainStart(const Storage& storage) {
  return {0, crypto::Sha256(absl::StrCat("liandong change chain v1|", storage.service(), "|",
                                         storage.Table("")))};
}

absl::StatusOr<ChainPosition> ReadChainHead(Storage& storage, absl::Time deadline) {
  ASSIGN_OR_RETURN(const db::Rows rows,
                   db::ReadRows(storage.pool(), deadline,
                                absl::StrCat("SELECT seq, hash FROM ", storage.Table("chain"),
                                             " ORDER BY seq DESC LIMIT 1")));
  if (rows.empty()) return ChainStart(storage);
  return ChainPosition{rows[0].Int(0), rows[0].Text(1)};
}

ChainReader StoredChain(Storage& storage) {
  return [&storage](int64_t after, int max) -> absl::StatusOr<std::vector<std::string>> {
    ASSIGN_OR_RETURN(
        const db::Rows rows,
        db::ReadRows(storage.pool(), absl::Now() + kChainPageTimeout,
                     absl::StrCat("SELECT h.seq, ", kChangeColumns, " FROM ",
                                  storage.Table("chain"), " h LEFT JOIN ", storage.Table("changes"),
                                  " c ON c.id = h.change_id WHERE h.seq > ?"
                                  " ORDER BY h.seq LIMIT ?"),
                     {after, max}));
    std::vector<std::string> changes;
    changes.reserve(rows.size());
    for (const db::Row& row : rows) {
      if (row.Int(0) != ++after || row.IsNull(1)) {
        return Refuse(kChainBroken, {{"seq", std::to_string(after)}});
      }
      changes.push_back(CanonicalChange(ReadChangeRecord(row, 1)));
    }
    return changes;
  };
}

}  // namespace liandong
