#include "shared/storage/checkpoint.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong {
namespace {

constexpr int64_t kReadChangesMax = 200;

}  // namespace

std::string ChainOrigin(const Storage& storage) {
  return absl::StrCat(storage.service(), "/", storage.Table("changes"));
}

absl::StatusOr<common::v1::SignedCheckpoint> MakeCheckpoint(Storage& storage,
                                                            const crypto::PrivateKey& key,
                                                            std::string_view key_id, absl::Time at,
                                                            absl::Time deadline) {
  if (key.algorithm() != crypto::SignatureAlgorithm::kEd25519) {
    return absl::InternalError("checkpoints are signed with Ed25519");
  }
  ASSIGN_OR_RETURN(const ChainPosition head, ReadChainHead(storage, deadline));
  if (head.seq == 0) return Refuse(kNothingChained);
  common::v1::Checkpoint checkpoint;
  checkpoint.set_origin(ChainOrigin(storage));
  checkpoint.set_size(head.seq);
  checkpoint.set_head_hash(head.hash);
  checkpoint.mutable_at()->set_seconds(absl::ToUnixSeconds(at));
  ASSIGN_OR_RETURN(
      crypto::SignedEnvelope envelope,
      crypto::SignEnvelope(key, key_id, kCheckpointDomain, DeterministicBytes(checkpoint)));
  common::v1::SignedCheckpoint result;
  result.set_checkpoint(std::move(envelope.payload));
  result.set_key_id(std::move(envelope.key_id));
  result.set_signature(std::move(envelope.signature));
  return result;
}

absl::StatusOr<common::v1::Checkpoint> OpenCheckpoint(const common::v1::SignedCheckpoint& signed_,
                                                      const crypto::SigningKeySet& keys,
                                                      absl::Time at) {
  const crypto::SignedEnvelope envelope{signed_.key_id(), crypto::SignatureAlgorithm::kEd25519,
                                        signed_.checkpoint(), signed_.signature()};
  RETURN_IF_ERROR(keys.Verify(kCheckpointDomain, envelope, at));
  common::v1::Checkpoint checkpoint;
  if (!checkpoint.ParseFromString(signed_.checkpoint())) return Refuse(kCheckpointMalformed);
  return checkpoint;
}

absl::Status VerifyCheckpointExtends(const common::v1::Checkpoint& older,
                                     const common::v1::Checkpoint& newer,
                                     const ChainReader& reader) {
  if (older.origin() != newer.origin()) {
    return Refuse(kCheckpointOrigin, {{"old", older.origin()}, {"new", newer.origin()}});
  }
  const Metadata sizes = {{"old_size", std::to_string(older.size())},
                          {"new_size", std::to_string(newer.size())}};
  if (newer.size() < older.size()) return Refuse(kCheckpointShrunk, sizes);
  ChainPosition position{older.size(), older.head_hash()};
  while (position.seq < newer.size()) {
    const int64_t wanted = std::min(kReadChangesMax, newer.size() - position.seq);
    ASSIGN_OR_RETURN(const std::vector<std::string> changes,
                     reader(position.seq, static_cast<int>(wanted)));
    if (changes.empty()) return Refuse(kCheckpointDiverged, sizes);
    for (const std::string& change : changes) position = position.After(change);
  }
  if (position.seq != newer.size() || position.hash != newer.head_hash()) {
    return Refuse(kCheckpointDiverged, sizes);
  }
  return absl::OkStatus();
}

}  // namespace liandong
