#include "shared/commands/relay.h"

#include <algorithm>

#include "absl/cleanup/cleanup.h"
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

constexpr int kPageMax = 200;
constexpr char kSelectTargets[] = "SELECT DISTINCT target FROM commands WHERE state = 0 LIMIT 100";
// Oldest open command of each source: order per source, no source waits for another.
constexpr char kSelectDue[] =
    "SELECT c.id, c.source, c.kind, c.target, c.request_type, c.request, c.agency, c.officer,"
    " c.method, c.request_id, c.trace_id, c.seq FROM commands c WHERE c.state = 0 AND c.target = ?"
    " AND c.seq > ? AND NOT EXISTS"
    " (SELECT 1 FROM commands e WHERE e.state = 0 AND e.source = c.source AND e.seq < c.seq)"
    " ORDER BY c.seq LIMIT ?";
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
constexpr char kSelectRefused[] =
    "SELECT kind, COUNT(*) FROM commands WHERE state = 2 GROUP BY kind LIMIT 1000";

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

// Whether the target as a whole is away or full, whatever it is asked.
bool IsOfTarget(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable ||
         status.code() == absl::StatusCode::kResourceExhausted;
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
  CommandRow row;  // its request as it is stored
  RequestKey key;
  std::string trace_id;
  int64_t seq;
};

CommandRelay::CommandRelay(Storage& storage, Deliver deliver, const OutcomeLimits& limits)
    : storage_(storage), deliver_(std::move(deliver)), limits_(limits) {}

void CommandRelay::OnOutcome(const std::string& kind, OutcomeHandler handler, Refusal refusal) {
  kinds_[kind] = {std::move(handler), refusal};
}

bool CommandRelay::Paused(const std::string& what) {
  absl::MutexLock lock(&mutex_);
  if (forged_.contains(what)) return true;
  auto pause = pauses_.find(what);
  return pause != pauses_.end() && absl::Now() < pause->second.until;
}

void CommandRelay::PauseLonger(const std::string& what) {
  absl::MutexLock lock(&mutex_);
  Pause& pause = pauses_[what];
  pause.length = std::clamp(pause.length * 2, kRetryPauseMin, kRetryPauseMax);
  pause.until = absl::Now() + pause.length;
}

absl::StatusOr<bool> CommandRelay::Step(const db::LeaseGuard& guard) {
  const absl::Time until = absl::Now() + kStepTimeMax;
  ASSIGN_OR_RETURN(const db::Rows targets, db::ReadRows(storage_.pool(), until, kSelectTargets));
  ++turn_;
  bool more = false;
  for (size_t i = 0; i < targets.size(); ++i) {
    ASSIGN_OR_RETURN(const bool left,
                     StepTarget(guard, targets[(turn_ + i) % targets.size()].Int(0), until));
    more |= left;
  }
  return more;
}

absl::StatusOr<bool> CommandRelay::StepTarget(const db::LeaseGuard& guard, int64_t target,
                                              absl::Time until) {
  const std::string name = absl::StrCat("target ", target);
  if (Paused(name)) return false;
  int delivered = 0;
  int64_t after = 0;
  while (true) {
    ASSIGN_OR_RETURN(const db::Rows rows,
                     db::ReadRows(storage_.pool(), absl::Now() + kDeliveryTimeMax, kSelectDue,
                                  {target, after, kPageMax}));
    for (const db::Row& row : rows) {
      const Record record{.row = {.id = row.Text(0),
                                  .source = row.Text(1),
                                  .kind = row.Text(2),
                                  .target = static_cast<common::v1::Service>(row.Int(3)),
                                  .request_type = row.Text(4),
                                  .request = row.Text(5)},
                          .key = {row.Text(6), row.Text(7), row.Text(8), row.Text(9)},
                          .trace_id = row.Text(10),
                          .seq = row.Int(11)};
      after = record.seq;
      const std::string& id = record.row.id;
      if (Paused(id)) continue;
      if (delivered >= kBatchMax || absl::Now() >= until || !guard.held()) return true;
      const absl::Status status = DeliverOne(guard, record);
      if (status.ok()) {
        ++delivered;
        absl::MutexLock lock(&mutex_);
        pauses_.erase(id);
        pauses_.erase(name);
        continue;
      }
      LOG_WARN("command stays open", {"command", id}, {"kind", record.row.kind},
               {"reason", ReasonOf(status)});
      // The command too: when the target is back, the one it can not take must not be its first.
      PauseLonger(id);
      if (!IsOfTarget(status)) continue;
      PauseLonger(name);
      return false;
    }
    if (rows.size() < kPageMax || absl::Now() >= until) return delivered > 0;
  }
}

absl::Status CommandRelay::Open(const Record& record, Message& request) {
  const CommandRow& row = record.row;
  absl::StatusOr<std::string> stored = storage_.keys().Open(
      crypto::Purpose::kDocuments, CommandPlace(storage_, row, record.key), row.request);
  if (!stored.ok()) {
    absl::MutexLock lock(&mutex_);
    forged_.insert(row.id);
    LOG_ERROR("a command was not written by this service: never delivered", {"command", row.id},
              {"kind", row.kind}, {"reason", ReasonOf(stored.status())});
    return stored.status();
  }
  ASSIGN_OR_RETURN(db::Pool::Lease connection,
                   storage_.pool().Acquire(absl::Now() + kDeliveryTimeMax));
  SubjectKeys::Session session;
  return DecodeDocument(storage_, *connection, session, *stored,
                        HoldsPersonalData(request.GetDescriptor()), row.source,
                        absl::StrCat("commands|", row.id), request);
}

absl::Status CommandRelay::DeliverOne(const db::LeaseGuard& guard, const Record& record) {
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
      record.row.request_type);
  const auto* method = type == nullptr ? nullptr : rpc::MethodOf(type);
  if (method == nullptr) return absl::InternalError("a command of an unknown type");
  std::unique_ptr<Message> request = NewMessage(type);
  std::unique_ptr<Message> response = NewMessage(method->output_type());
  RETURN_IF_ERROR(Open(record, *request));
  const bool on_behalf = AdmitsOnBehalf(*method, storage_.service());
  const absl::Status status = deliver_(record.row.target,
                                       {.agency = on_behalf ? record.key.agency : "",
                                        .officer = on_behalf ? record.key.officer : "",
                                        .trace_id = record.trace_id,
                                        .deadline = absl::Now() + kDeliveryTimeMax},
                                       *request, *response);
  if (!status.ok() && !IsFinal(status)) {
    RETURN_IF_ERROR(db::Transact(
        storage_.pool(), absl::Now() + kDeliveryTimeMax, [&](db::Connection& connection) {
          return connection.Execute(kCountAttempt, {record.row.id}).status();
        }));
    return status;
  }
  return Close(guard, record, *request, status, *response);
}

absl::Status CommandRelay::Close(const db::LeaseGuard& guard, const Record& record,
                                 const Message& request, const absl::Status& status,
                                 const Message& response) {
  auto kind = kinds_.find(record.row.kind);
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
    ASSIGN_OR_RETURN(db::Rows open, m.db().Query(kLockOpen, {record.row.id}));
    if (open.empty()) return absl::OkStatus();  // closed by an earlier COMMIT of ours
    RETURN_IF_ERROR(
        kind->second.handler(m, {record.row.source, record.row.kind, request, status, response}));
    return m.db()
        .Execute(kClose, {static_cast<int>(status.ok() ? kDone : kRefused),
                          status.ok() ? db::Value() : ToProto(status).SerializeAsString(),
                          absl::ToUnixMicros(context.now), record.row.id})
        .status();
  }));
  LOG_INFO("command closed", {"command", record.row.id}, {"kind", record.row.kind},
           {"reason", ReasonOf(status)}, {"trace_id", record.trace_id});
  absl::MutexLock lock(&mutex_);
  ++closed_;
  return absl::OkStatus();
}

absl::Status CommandRelay::AwaitOutcome(const RequestContext& context, const RequestKey& key) {
  const absl::Time until = std::min(context.deadline - kAnswerTime, absl::Now() + limits_.wait_max);
  bool may_wait;
  {
    absl::MutexLock lock(&mutex_);
    may_wait = ++waiters_ <= limits_.waiters_max;
  }
  const auto leave = absl::MakeCleanup([this] {
    absl::MutexLock lock(&mutex_);
    --waiters_;
  });
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
    if (!open || !may_wait || absl::Now() >= until) return absl::OkStatus();
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
  absl::MutexLock lock(&mutex_);
  backlog.forged = static_cast<int64_t>(forged_.size());
  return backlog;
}

absl::StatusOr<std::map<std::string, int64_t>> CommandRelay::ReadRefused() {
  ASSIGN_OR_RETURN(db::Rows rows,
                   db::ReadRows(storage_.pool(), absl::Now() + absl::Seconds(2), kSelectRefused));
  std::map<std::string, int64_t> refused;
  for (const auto& [kind, handling] : kinds_) refused[kind] = 0;
  for (const db::Row& row : rows) {
    if (auto kind = refused.find(row.Text(0)); kind != refused.end()) kind->second = row.Int(1);
  }
  return refused;
}

}  // namespace liandong
