// What field options demand, enforced for every method by one walk over the message.
#ifndef SHARED_RPC_FIELD_RULES_H_
#define SHARED_RPC_FIELD_RULES_H_

#include <functional>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "shared/status/reason.h"

namespace liandong::rpc {

inline constexpr int kTextLengthMaxDefault = 512;
inline constexpr int kItemsMaxDefault = 200;
inline constexpr int kDepthMax = 16;

// Finds a reason by its name in the service's catalogue; null when there is none.
using ReasonLookup = std::function<const Reason*(std::string_view)>;

// Clears output-only fields (AIP-203: a value sent there is ignored), spells UUIDs in their one form,
// refuses fields that the contract of this release does not have, and checks every other rule;
// all wrong fields come back in one answer. `lookup` serves fields with a reason of their own.
absl::Status EnforceFieldRules(google::protobuf::Message& request, const ReasonLookup& lookup);

// Replaces personal data by its masked form: 4311**********0018, 陈**, ****0012.
void MaskPersonalData(google::protobuf::Message& message);

}  // namespace liandong::rpc

#endif  // SHARED_RPC_FIELD_RULES_H_
