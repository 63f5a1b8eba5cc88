// What stores, Mutate and the change chain of one table set share.
#ifndef SHARED_STORAGE_STORAGE_H_
#define SHARED_STORAGE_STORAGE_H_

#include <functional>
#include <memory>
#include <string>

#include "google/protobuf/message.h"
#include "shared/context/request_context.h"
#include "shared/crypto/keyring.h"
#include "shared/db/pool.h"
#include "shared/storage/subject_keys.h"
#include "shared/time/clock.h"

namespace liandong {

struct RequestKey;

// Waits for the outcome of the commands that a request left behind; set by the command relay.
// OK: they were carried out, and the answer is the newest change of the request. An error: the
// stored refusal.
using OutcomeWaiter = std::function<absl::Status(const RequestContext&, const RequestKey&)>;
// How long it waits, and how many calls may: each one holds a worker.
struct OutcomeLimits {
  absl::Duration wait_max = absl::Seconds(2);
  int waiters_max = 4;
};

// Table prefix of accusations, which share no table with ordinary matters.
inline constexpr char kSealedPrefix[] = "sealed_";

class Storage {
 public:
  // `service` names the owner in keys and chains ("funds"). `prefix` selects the table set: ""
  // for ordinary matters, kSealedPrefix for accusations.
  Storage(std::string service, db::Pool& pool, const crypto::KeyRing& keys, const Clock& clock,
          std::string prefix = "", db::MonotonicClock monotonic = db::SteadyNow);

  const std::string& service() const { return service_; }
  db::Pool& pool() { return pool_; }
  const crypto::KeyRing& keys() const { return keys_; }
  const Clock& clock() const { return clock_; }
  SubjectKeys& subject_keys() { return subject_keys_; }

  // Full name of a side table: "changes", "sealed_changes".
  std::string Table(std::string_view table) const { return prefix_ + std::string(table); }

  // Called after every commit that wrote changes: wakes the stamper, and the relay when there are
  // commands.
  void SetOnCommit(std::function<void(bool has_commands)> on_commit) {
    on_commit_ = std::move(on_commit);
  }
  void NotifyCommitted(bool has_commands) const {
    if (on_commit_) on_commit_(has_commands);
  }
  void SetOutcomeWaiter(OutcomeWaiter waiter) { outcome_waiter_ = std::move(waiter); }
  const OutcomeWaiter& outcome_waiter() const { return outcome_waiter_; }

 private:
  const std::string service_;
  const std::string prefix_;
  db::Pool& pool_;
  const crypto::KeyRing& keys_;
  const Clock& clock_;
  SubjectKeys subject_keys_;
  std::function<void(bool)> on_commit_;
  OutcomeWaiter outcome_waiter_;
};

// A document as it is stored: the binary message, encrypted under its subject's key when it holds
// personal data. `place` ties a ciphertext to where it stands ("changes|projects/P1/budgets/b1@3").
absl::StatusOr<std::string> EncodeDocument(Storage& storage, db::Connection& connection,
                                           SubjectKeys::Session& session,
                                           const google::protobuf::Message& message, bool personal,
                                           std::string_view subject, std::string_view place);
absl::Status DecodeDocument(Storage& storage, db::Connection& connection,
                            SubjectKeys::Session& session, std::string_view stored, bool personal,
                            std::string_view subject, std::string_view place,
                            google::protobuf::Message& message);

// The same bytes for equal messages, so that digests of them can be compared.
std::string DeterministicBytes(const google::protobuf::Message& message);

}  // namespace liandong

#endif  // SHARED_STORAGE_STORAGE_H_
