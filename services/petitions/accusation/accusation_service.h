// Accusations (检举控告): the only business code that touches the sealed table set.
#ifndef SERVICES_PETITIONS_ACCUSATION_ACCUSATION_SERVICE_H_
#define SERVICES_PETITIONS_ACCUSATION_ACCUSATION_SERVICE_H_

#include <functional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "liandong/common/v1/changes.pb.h"
#include "liandong/petitions/v1/accusation.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::petitions {

// States the sealed chain, and reads what was once stated of it.
struct Checkpoints {
  std::function<absl::StatusOr<common::v1::SignedCheckpoint>(absl::Time deadline)> make;
  std::function<absl::StatusOr<common::v1::Checkpoint>(const common::v1::SignedCheckpoint&)> open;
};

// Thread-safe. Contracts: protos/liandong/petitions/v1/accusation.proto.
class AccusationService {
 public:
  // `sealed`: the table set of accusations, never the ordinary one.
  AccusationService(Storage& sealed, const rules::RuleSet& rules, const Calendar& calendar,
                    Checkpoints checkpoints)
      : sealed_(sealed),
        rules_(rules),
        calendar_(calendar),
        checkpoints_(std::move(checkpoints)),
        accusations_(sealed),
        keys_(sealed) {}

  absl::StatusOr<v1::SealingKey> RegisterSealingKey(const RequestContext& context,
                                                    const v1::RegisterSealingKeyRequest& request);
  absl::StatusOr<v1::Accusation> FileAccusation(const RequestContext& context,
                                                const v1::FileAccusationRequest& request);
  absl::StatusOr<v1::Accusation> AcceptAccusation(const RequestContext& context,
                                                  const v1::AcceptAccusationRequest& request);
  absl::StatusOr<v1::Accusation> CloseAccusation(const RequestContext& context,
                                                 const v1::CloseAccusationRequest& request);
  absl::StatusOr<v1::Accusation> GetAccusation(const RequestContext& context,
                                               const v1::GetAccusationRequest& request);
  absl::StatusOr<v1::ListAccusationsResponse> ListAccusations(
      const RequestContext& context, const v1::ListAccusationsRequest& request);
  absl::StatusOr<common::v1::SignedCheckpoint> GetAccusationsCheckpoint(
      const RequestContext& context, const v1::GetAccusationsCheckpointRequest& request);
  absl::StatusOr<v1::VerifyAccusationsResponse> VerifyAccusations(
      const RequestContext& context, const v1::VerifyAccusationsRequest& request);

 private:
  // The key new accusations are encrypted to, locked. SEALING_KEY_MISSING.
  absl::StatusOr<v1::SealingKey> LockActiveKey(Mutation& m);
  absl::StatusOr<v1::Accusation> Move(Mutation& m, const std::string& name,
                                      std::string_view action);

  Storage& sealed_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  const Checkpoints checkpoints_;
  Store<v1::Accusation> accusations_;
  Store<v1::SealingKey> keys_;
};

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_ACCUSATION_ACCUSATION_SERVICE_H_
