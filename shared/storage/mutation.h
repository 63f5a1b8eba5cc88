// Every write of every service: one transaction that holds the resource, its row in `changes`, its
// claim on the request id and its commands to other services.
//
//   return Mutate<Budget>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<Budget> {
//     ASSIGN_OR_RETURN(Budget budget, budgets_.Lock(m, request.name()));
//     RETURN_IF_ERROR(CanApprove(budget, …));        // gates, read under the lock
//     budget.set_state(Budget::STATE_IN_FORCE);
//     return budgets_.Update(m, budget);
//   });
#ifndef SHARED_STORAGE_MUTATION_H_
#define SHARED_STORAGE_MUTATION_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "shared/context/request_context.h"
#include "shared/db/connection.h"
#include "shared/status/reason.h"
#include "shared/storage/storage.h"

namespace liandong {

inline constexpr Reason kRequestIdReused{
    "REQUEST_ID_REUSED", absl::StatusCode::kAlreadyExists,
    "this request_id was used before with another payload", "该request_id已用于其他内容的请求"};
inline constexpr Reason kEtagMismatch{
    "ETAG_MISMATCH", absl::StatusCode::kAborted,
    "the resource was changed since it was read; read it again", "资源已被他人修改，请重新读取"};
inline constexpr Reason kFourEyes{
    "FOUR_EYES", absl::StatusCode::kPermissionDenied,
    "this officer already acted as {duty} here; another officer must act",
    "该人员已在本事项中担任{duty}，须由其他人员办理"};
inline constexpr Reason kResourceNotFound{"RESOURCE_NOT_FOUND", absl::StatusCode::kNotFound,
                                          "no such resource within the caller's reach",
                                          "在调用方权限范围内没有该资源"};
inline constexpr Reason kResourceExists{"RESOURCE_EXISTS", absl::StatusCode::kAlreadyExists,
                                        "a resource of this name exists", "该名称的资源已存在"};

// Who owns a request id: one row of `requests`.
struct RequestKey {
  std::string agency;
  std::string officer;  // '' for machines, never NULL
  std::string method;
  std::string request_id;
};

// One row of `changes`, before it has an id.
struct ChangeRow {
  std::string resource;
  int64_t version = 0;
  std::string type;  // full message name
  std::string territory;
  common::v1::Seal seal = common::v1::SEAL_ORDINARY;
  std::string subject;
  std::string document;  // as stored: encrypted when it holds personal data
  bool answer = false;   // the answer to the request that made it
};

// One row of `commands`, before it has a number.
struct CommandRow {
  std::string id;      // the request_id of every delivery
  std::string source;  // resource whose commands are delivered in order
  std::string kind;    // picks the outcome handler
  common::v1::Service target = common::v1::SERVICE_UNSPECIFIED;
  std::string request_type;
  std::string request;  // serialised, encrypted when it holds personal data
};

// What the request of a command is sealed to in its row: all that its delivery depends on. A row
// that somebody else wrote or moved does not open, and is never delivered.
std::string CommandPlace(const Storage& storage, const CommandRow& command, const RequestKey& key);

// What one transaction writes beside the resources themselves.
struct Unit {
  RequestKey key;
  std::vector<ChangeRow> changes;
  std::vector<CommandRow> commands;
};

// The only writer of `changes` and `commands`.
absl::Status Commit(Storage& storage, db::Connection& connection, const RequestContext& context,
                    const std::vector<const Unit*>& units);

// The transaction as business code sees it. Lives for one attempt.
class Mutation {
 public:
  Mutation(Storage& storage, db::Connection& connection, const RequestContext& context,
           const google::protobuf::Message* request, RequestKey key)
      : storage_(storage), connection_(connection), context_(context), request_(request) {
    unit_.key = std::move(key);
  }
  Mutation(const Mutation&) = delete;
  Mutation& operator=(const Mutation&) = delete;

  Storage& storage() { return storage_; }
  db::Connection& db() { return connection_; }
  const RequestContext& context() const { return context_; }
  absl::Time now() const { return context_.now; }
  // The acting officer as it is recorded in resources: "hsb/hsb-2", or the agency for a machine.
  std::string actor() const;

  // The request that asked for this; null for sweepers, consumers and outcomes.
  const google::protobuf::Message* request() const { return request_; }

  // Sends `request` to `target` after the commit, in order per `source`. Its request_id field is
  // set here. The outcome handler registered for `kind` runs in the transaction that closes it.
  absl::Status Command(common::v1::Service target, std::string_view kind, std::string_view source,
                       google::protobuf::Message& request);

  // Below: for stores.
  struct Held {
    std::string territory;
    common::v1::Seal seal;
    int64_t version;
    // As it was made or locked, when it has fields that must stay so.
    std::shared_ptr<const google::protobuf::Message> fixed;
  };
  std::map<std::string, Held>& held() { return held_; }
  Unit& unit() { return unit_; }
  SubjectKeys::Session& subject_keys() { return subject_keys_; }

 private:
  Storage& storage_;
  db::Connection& connection_;
  const RequestContext& context_;
  const google::protobuf::Message* request_;
  Unit unit_;
  std::map<std::string, Held> held_;
  SubjectKeys::Session subject_keys_;
};

namespace internal {

using Body = std::function<absl::Status(Mutation&, google::protobuf::Message& answer)>;
absl::Status Mutate(Storage& storage, const RequestContext& context,
                    const google::protobuf::Message& request, google::protobuf::Message& answer,
                    const Body& body);

}  // namespace internal

// Runs `body` once per request_id and answers the resource it returns, now and on every replay.
// `body` may run twice (deadlock, lost connection): it captures nothing it mutates, makes no RPC.
template <class Resource, class Body>
absl::StatusOr<Resource> Mutate(Storage& storage, const RequestContext& context,
                                const google::protobuf::Message& request, Body body) {
  Resource answer;
  absl::Status status = internal::Mutate(
      storage, context, request, answer,
      [&body](Mutation& m, google::protobuf::Message& out) -> absl::Status {
        absl::StatusOr<Resource> result = body(m);
        if (!result.ok()) return result.status();
        static_cast<Resource&>(out) = *std::move(result);
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  return answer;
}

// What `request` was answered when it had its effect; nothing when it has had none, or when that can
// not be found out now. For a write whose gates lie before its Mutate: whatever they say the second
// time (what was open is closed by the effect itself, a day has passed, another service is down),
// the same request id answers the same. Dispatch asks this of every write that was refused.
std::optional<absl::Status> Replay(Storage& storage, const RequestContext& context,
                                   const google::protobuf::Message& request,
                                   google::protobuf::Message& answer);

// Runs `body` once per request_id, in one transaction with the claim: for a write whose answer
// follows from the request alone. A replay is OK and does nothing. `body` may run twice.
absl::Status MutateOnce(Storage& storage, const RequestContext& context,
                        const google::protobuf::Message& request,
                        const std::function<absl::Status(db::Connection&)>& body);

// A transaction of the service itself (sweeper, consumer, command outcome): no claim; whatever row
// `body` locks first is the arbiter. `key` names the request whose answer its changes are; without a
// request_id they are recorded under the context's caller and method.
absl::Status MutateAsSystem(Storage& storage, const RequestContext& context, const RequestKey& key,
                            const std::function<absl::Status(Mutation&)>& body);

}  // namespace liandong

#endif  // SHARED_STORAGE_MUTATION_H_
