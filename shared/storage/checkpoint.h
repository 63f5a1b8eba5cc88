// Checkpoints (检查点): signed statements of how long a chain is and what its last hash is. Whoever
// keeps one outside the database can tell later that nothing before it was changed.
#ifndef SHARED_STORAGE_CHECKPOINT_H_
#define SHARED_STORAGE_CHECKPOINT_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "liandong/common/v1/changes.pb.h"
#include "shared/crypto/signature.h"
#include "shared/storage/chain.h"

namespace liandong {

inline constexpr std::string_view kCheckpointDomain = "liandong checkpoint v1";

inline constexpr Reason kNothingChained{"NOTHING_CHAINED", absl::StatusCode::kFailedPrecondition,
                                        "nothing has been chained yet", "变更链尚无任何记录"};
inline constexpr Reason kCheckpointMalformed{
    "CHECKPOINT_MALFORMED", absl::StatusCode::kInvalidArgument,
    "the signed bytes are not a checkpoint", "所签内容不是检查点"};
inline constexpr Reason kCheckpointOrigin{
    "CHECKPOINT_ORIGIN", absl::StatusCode::kInvalidArgument,
    "the checkpoints are of different chains: {old} and {new}",
    "两个检查点属于不同的变更链：{old}与{new}"};
inline constexpr Reason kCheckpointShrunk{
    "CHECKPOINT_SHRUNK", absl::StatusCode::kDataLoss,
    "the chain of {old_size} changes has shrunk to {new_size}",
    "变更链由{old_size}条减少为{new_size}条"};
inline constexpr Reason kCheckpointDiverged{
    "CHECKPOINT_DIVERGED", absl::StatusCode::kDataLoss,
    "the chain does not lead from the old checkpoint of {old_size} changes to the new one of "
    "{new_size}",
    "变更链不能由原检查点（{old_size}条）延续至新检查点（{new_size}条）"};

// "<service>/changes", "<service>/sealed_changes".
std::string ChainOrigin(const Storage& storage);

// States the chain as it is now. `key` is Ed25519; `at` is machine time. NOTHING_CHAINED.
absl::StatusOr<common::v1::SignedCheckpoint> MakeCheckpoint(Storage& storage,
                                                            const crypto::PrivateKey& key,
                                                            std::string_view key_id, absl::Time at,
                                                            absl::Time deadline);

// The content of a checkpoint whose signature holds; `at` as in SigningKeySet::Verify, whose
// refusals it passes on. CHECKPOINT_MALFORMED.
absl::StatusOr<common::v1::Checkpoint> OpenCheckpoint(const common::v1::SignedCheckpoint& signed_,
                                                      const crypto::SigningKeySet& keys,
                                                      absl::Time at);

// Whether the chain read by `reader` leads from `older` to `newer`, both opened before.
// CHECKPOINT_ORIGIN, CHECKPOINT_SHRUNK, CHECKPOINT_DIVERGED, errors of the reader.
absl::Status VerifyCheckpointExtends(const common::v1::Checkpoint& older,
                                     const common::v1::Checkpoint& newer,
                                     const ChainReader& reader);

}  // namespace liandong

#endif  // SHARED_STORAGE_CHECKPOINT_H_
