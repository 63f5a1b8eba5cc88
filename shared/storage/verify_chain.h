// Re-reads a change chain and finds the first thing in it that is not as it was written.
#ifndef SHARED_STORAGE_VERIFY_CHAIN_H_
#define SHARED_STORAGE_VERIFY_CHAIN_H_

#include <functional>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "liandong/common/v1/changes.pb.h"
#include "shared/status/reason.h"
#include "shared/storage/chain.h"
#include "shared/storage/difference.h"
#include "shared/storage/storage.h"

namespace liandong {

inline constexpr Reason kVerificationUnfinished{
    "VERIFICATION_UNFINISHED", absl::StatusCode::kDeadlineExceeded,
    "the deadline passed before everything was verified; nothing wrong had been found",
    "核验未能在时限内完成；已核验部分未发现问题"};

struct VerifyChainOptions {
  // A position the caller trusts, e.g. where its last verification ended; absent: the beginning.
  std::optional<ChainPosition> from;
  // A checkpoint the caller has kept, opened with OpenCheckpoint: finds a cut or rewritten tail and
  // a swapped database, which a chain by itself can not show.
  std::optional<common::v1::Checkpoint> checkpoint;
  // A change older than this (business time) must have its place.
  absl::Duration without_place_max = absl::Minutes(5);
  // Machine time after which no further page is read.
  absl::Time deadline = absl::InfiniteFuture();
  // Changes read at once.
  int page_changes_max = 200;
};

struct ChainReport {
  // Everything up to here is as it was written.
  ChainPosition verified;
  std::optional<Difference> difference;
};

// Called after each page; an error ends the verification with that error.
using ChainProgress = std::function<absl::Status(const ChainPosition& verified)>;

// Reads page by page, each within kChainPageTimeout, while writes go on. The chain first, then the
// checkpoint, then changes without a place. VERIFICATION_UNFINISHED at the deadline.
absl::StatusOr<ChainReport> VerifyChain(
    Storage& storage, const VerifyChainOptions& options = {},
    const ChainProgress& progress = [](const ChainPosition&) { return absl::OkStatus(); });

}  // namespace liandong

#endif  // SHARED_STORAGE_VERIFY_CHAIN_H_
