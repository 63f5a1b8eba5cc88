#include "shared/commands/relay.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/rpc/status.pb.h"
#include "shared/auth/spiffe.h"
#include "shared/db/pool.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/schema.h"

namespace liandong {
namespace {

using google::protobuf::Message;

enum State : int { kOpen = 0, kDone = 1, kRefused = 2 };

// Oldest open command of each source: order per source, no source waits for another.
constexpr char kSelectDue[] =
    "SELECT c.id, c.source, c.kind, c.target, c.request_type, c.request, c.agency, c.officer,"
    " c.method, c.request_id, c.trace_id FROM commands c WHERE c.state = 0 AND NOT EXISTS"
    " (SELECT 1 FROM commands e WHERE e.state = 0 AND e.source = c.source AND e.seq < c.seq)"
    " ORDER BY c.seq LIMIT 200";
constexpr char kLockOpen[] =
    "SELECT id FROM commands WHERE id = ? AND state = 0 LIMIT 1 FOR UPDATE";
constexpr char kClose[] =
    "UPDATE commands SET state = ?, outcome = ?, closed_us = ?, attempts = attempts + 1"
    " WHERE id = ?";
constexpr char kCountAttempt[] = "UPDATE commands SET attempts = attempts + 1 WHERE id = ?";
constexpr char kSelectOfRequest[] =
    "SELECT state, outcome, kind FROM commands WHERE request_id = ? AND method = ? AND agency = ?"
    " AND officer = ? ORDER BY seq LIMIT 1000";
constexpr char kSelectBacklog[] =
    "SELECT COUNT(*), COALESCE(MIN(created_us), 0) FROM commands WHERE state = 0";

// Whether a refusal settles the matter. Everything else may be the target's bad day.
bool IsFinal(const absl::Status& status) {
  if (ReasonOf(status).empty()) return false;
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kOutOfRange:
      return true;
    default:
      return false;
  }
}

// Whether `service` may call the method for somebody else.
bool AdmitsOnBehalf(const google::protobuf::MethodDescriptor& method, std::string_view service) {
  const auto& admitted = method.options().GetExtension(common::v1::access).on_behalf_services();
  const auto own = auth::ServiceNamed(service);
  return own && std::find(admitted.begin(), admitted.end(), *own) != admitted.end();
}

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

}  // namespace

struct CommandRelay::Record {
  std::string id;
  std::string source;
  std::string kind;
  common::v1::Service target;
  std::string request_type;
  std::string request;
  RequestKey key;
  std::string trace_id;
};

CommandRelay::CommandRelay(Storage& storage, Deliver deliver)
    : storage_(storage), deliver_(std::move(deliver)) {}

void CommandRelay::OnOutcome(const std::string& kind, OutcomeHandler handler, Refusal refusal) {
  kinds_[kind] = {std::move(handler), refusal};
}

bool CommandRelay::Paused(const std::string& id) {
  absl::MutexLock lock(&mutex_);
  auto pause = pauses_.find(id);
  return pause != pauses_.end() && absl::Now() < pause->second.until;
}

void CommandRelay::PauseLonger(const std::string& id) {
  absl::MutexLock lock(&mutex_);
  Pause& pause = pauses_[id];
  pause.length = std::clamp(pause.length * 2, kRetryPauseMin, kRetryPauseMax);
  pause.until = absl::Now() + pause.length;
}

absl::StatusOr<bool> CommandRelay::Step(const db::LeaseGuard& guard) {
  ASSIGN_OR_RETURN(db::Rows rows,
                   db::ReadRows(storage_.pool(), absl::Now() + kDeliveryTimeMax, kSelectDue));
  int delivered = 0;
  for (const db::Row& row : rows) {
    if (delivered >= kBatchMax || !guard.held()) return true;
    Record record{.id = row.Text(0),
                  .source = row.Text(1),
                  .kind = row.Text(2),
                  .target = static_cast<common::v1::Service>(row.Int(3)),
                  .request_type = row.Text(4),
                  .request = row.Text(5),
                  .key = {row.Text(6), row.Text(7), row.Text(8), row.Text(9)},
                  .trace_id = row.Text(10)};
    if (Paused(record.id)) continue;
    if (absl::Status status = DeliverOne(guard, record); !status.ok()) {
      LOG_WARN("command stays open", {"command", record.id}, {"kind", record.kind},
               {"reason", ReasonOf(status)});
      PauseLonger(record.id);
    } else {
      ++delivered;
    }
  }
  return delivered > 0;
}

absl::Status CommandRelay::DeliverOne(const db::LeaseGuard& guard, const Record& record) {
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
      record.request_type);
  const auto* method = type == nullptr ? nullptr : rpc::MethodOf(type);
  if (method == nullptr) return absl::InternalError("a command of an unknown type");
  std::unique_ptr<Message> request = NewMessage(type);
  std::unique_ptr<Message> response = NewMessage(method->output_type());
  {
    ASSIGN_OR_RETURN(db::Pool::Lease connection,
                     storage_.pool().Acquire(absl::Now() + kDeliveryTimeMax));
    SubjectKeys::Session session;
    RETURN_IF_ERROR(DecodeDocument(storage_, *connection, session, record.request,
                                   HoldsPersonalData(type), record.source,
                                   absl::StrCat("commands|", record.id), *request));
  }
  const bool on_behalf = AdmitsOnBehalf(*method, storage_.service());
  const absl::Status status = deliver_(record.target,
                                       {.agency = on_behalf ? record.key.agency : "",
                                        .officer = on_behalf ? record.key.officer : "",
                                        .trace_id = record.trace_id,
                                        .deadline = absl::Now() + kDeliveryTimeMax},
                                       *request, *response);
  if (!status.ok() && !IsFinal(status)) {
    RETURN_IF_ERROR(db::Transact(storage_.pool(), absl::Now() + kDeliveryTimeMax,
                                 [&](db::Connection& connection) {
                                   return connection.Execute(kCountAttempt, {record.id}).status();
                                 }));
    return status;
  }
  return Close(guard, record, *request, status, *response);
}

absl::Status CommandRelay::Close(const db::LeaseGuard& guard, const Record& record,
                                 const Message& request, const absl::Status& status,
                                 const Message& response) {
  auto kind = kinds_.find(record.kind);
  if (kind == kinds_.end()) return absl::InternalError("a command of an unknown kind");
  RequestContext context;
  context.caller.agency = record.key.agency;
  context.caller.officer = record.key.officer;
  context.scope = SystemScope();
  context.method = record.key.method;
  context.now = storage_.clock().Now();
  context.deadline = absl::Now() + kDeliveryTimeMax;
  context.trace_id = record.trace_id;
  RETURN_IF_ERROR(MutateAsSystem(storage_, context, record.key, [&](Mutation& m) -> absl::Status {
    RETURN_IF_ERROR(guard.CheckEpoch(m.db()));
    ASSIGN_OR_RETURN(db::Rows open, m.db().Query(kLockOpen, {record.id}));
    if (open.empty()) return absl::OkStatus();  // closed by an earlier COMMIT of ours
    RETURN_IF_ERROR(
        kind->second.handler(m, {record.source, record.kind, request, status, response}));
    return m.db()
        .Execute(kClose, {static_cast<int>(status.ok() ? kDone : kRefused),
                          status.ok() ? db::Value() : ToProto(status).SerializeAsString(),
                          absl::ToUnixMicros(context.now), record.id})
        .status();
  }));
  LOG_INFO("command closed", {"command", record.id}, {"kind", record.kind},
           {"reason", ReasonOf(status)}, {"trace_id", record.trace_id});
  absl::MutexLock lock(&mutex_);
  pauses_.erase(record.id);
  ++closed_;
  return absl::OkStatus();
}

absl::Status CommandRelay::AwaitOutcome(const RequestContext& context, const RequestKey& key) {
  const absl::Time until = context.deadline - kAnswerTime;
  while (true) {
    int64_t seen;
    {
      absl::MutexLock lock(&mutex_);
      seen = closed_;
    }
    ASSIGN_OR_RETURN(db::Rows rows,
                     db::ReadRows(storage_.pool(), context.deadline, kSelectOfRequest,
                                  {key.request_id, key.method, key.agency, key.officer}));
    bool open = false;
    for (const db::Row& row : rows) {
      const auto kind = kinds_.find(row.Text(2));
      const bool shown =
          kind != kinds_.end() && kind->second.refusal == Refusal::kShownInTheResource;
      if (row.Int(0) == kRefused && !shown) {
        google::rpc::Status refusal;
        if (!refusal.ParseFromString(row.Text(1))) {
          return absl::DataLossError("a stored refusal does not parse");
        }
        return FromProto(refusal);
      }
      open |= row.Int(0) == kOpen;
    }
    if (!open || absl::Now() >= until) return absl::OkStatus();
    auto moved = [this, seen]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return closed_ != seen; };
    absl::MutexLock lock(&mutex_);
    // Another replica may be the one that delivers: look at the table now and then.
    mutex_.AwaitWithDeadline(absl::Condition(&moved),
                             std::min(until, absl::Now() + absl::Milliseconds(100)));
  }
}

absl::StatusOr<CommandRelay::Backlog> CommandRelay::ReadBacklog() {
  ASSIGN_OR_RETURN(db::Rows rows,
                   db::ReadRows(storage_.pool(), absl::Now() + absl::Seconds(2), kSelectBacklog));
  Backlog backlog;
  backlog.open = rows[0].Int(0);
  if (backlog.open > 0) {
    backlog.oldest = storage_.clock().Now() - absl::FromUnixMicros(rows[0].Int(1));
  }
  return backlog;
}

}  // namespace liandong
