// The change chain (变更链): the order of all changes of one table set, each hash covering its
// change and everything before it.
//
//   hash(0)   = SHA-256("liandong change chain v1|<service>|<table prefix>")
//   hash(seq) = SHA-256(hash(seq - 1) ‖ SHA-256(canonical bytes of the change in place seq))
//
// so that a witness needs 32 bytes of each change, and none of its content, to follow the chain.
//
// The canonical bytes are every column of the row in `changes`, in the order of the table, numbers
// as text, each value preceded by its length (4 bytes, big-endian). Documents stand in it as they
// are stored, so that an erased subject's ciphertext still verifies.
#ifndef SHARED_STORAGE_CHAIN_H_
#define SHARED_STORAGE_CHAIN_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "shared/db/value.h"
#include "shared/storage/storage.h"

namespace liandong {

// A row of `changes` as it is stored.
struct ChangeRecord {
  int64_t id = 0;
  std::string resource;
  int64_t version = 0;
  std::string type;
  std::string territory;
  int64_t seal = 0;
  std::string subject;
  std::string method;
  std::string agency;
  std::string officer;
  std::string request_id;
  std::string trace_id;
  int64_t at_us = 0;
  int64_t answer = 0;
  std::string doc;
};

// The SELECT list for `changes c` that ReadChangeRecord takes apart.
inline constexpr char kChangeColumns[] =
    "c.id, c.resource, c.version, c.type, c.territory, c.seal, c.subject, c.method, c.agency,"
    " c.officer, c.request_id, c.trace_id, c.at_us, c.answer, c.doc";
inline constexpr size_t kChangeColumnCount = 15;
// `first`: position of c.id in the row.
ChangeRecord ReadChangeRecord(const db::Row& row, size_t first);

std::string CanonicalChange(const ChangeRecord& change);

// Where a chain stands after its first `seq` changes.
struct ChainPosition {
  int64_t seq = 0;
  std::string hash;  // 32 bytes

  // Where it stands one change later.
  ChainPosition After(std::string_view canonical_change) const;
};

// The position before the first change.
ChainPosition ChainStart(const Storage& storage);
// The position after the last change that has its place.
absl::StatusOr<ChainPosition> ReadChainHead(Storage& storage, absl::Time deadline);

// The canonical bytes of the changes in the places after `after`, at most `max`, in order; fewer
// only where the chain ends.
using ChainReader = std::function<absl::StatusOr<std::vector<std::string>>(int64_t after, int max)>;
// Reads from the database; `storage` outlives the reader. CHAIN_BROKEN where a place or its change
// is missing.
ChainReader StoredChain(Storage& storage);

inline constexpr Reason kChainBroken{"CHAIN_BROKEN", absl::StatusCode::kDataLoss,
                                     "the change chain has no readable change in place {seq}",
                                     "变更链第{seq}位缺少可读取的变更"};

// Longest wait for one page of a chain (machine time).
inline constexpr absl::Duration kChainPageTimeout = absl::Seconds(30);

}  // namespace liandong

#endif  // SHARED_STORAGE_CHAIN_H_
