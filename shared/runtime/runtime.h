// Everything one service process consists of, constructed in order and torn down in reverse.
#ifndef SHARED_RUNTIME_RUNTIME_H_
#define SHARED_RUNTIME_RUNTIME_H_

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "prometheus/exposer.h"
#include "shared/auth/directory.h"
#include "shared/calendar/calendar.h"
#include "shared/commands/consumer.h"
#include "shared/commands/relay.h"
#include "shared/config/config.h"
#include "shared/crypto/key.h"
#include "shared/crypto/keyring.h"
#include "shared/db/leased_loop.h"
#include "shared/db/pool.h"
#include "shared/figures/figures.h"
#include "shared/metrics/metrics.h"
#include "shared/rpc/authenticator.h"
#include "shared/rpc/binder.h"
#include "shared/rpc/dispatcher.h"
#include "shared/rpc/peers.h"
#include "shared/rpc/server.h"
#include "shared/rpc/stream.h"
#include "shared/rules/rule_set.h"
#include "shared/runtime/directory_store.h"
#include "shared/runtime/operations_service.h"
#include "shared/storage/access_log.h"
#include "shared/storage/stamper.h"
#include "shared/storage/storage.h"
#include "shared/time/clock.h"

namespace liandong {

struct ServiceSpec;

// How often streams look for what other replicas wrote.
inline constexpr absl::Duration kStreamPollInterval = absl::Milliseconds(200);
// How soon a directory installed at another replica is in force here.
inline constexpr std::chrono::milliseconds kDirectoryInterval{2'000};
// How often the figures of the database are read: as often as Prometheus asks for them.
inline constexpr std::chrono::milliseconds kFiguresInterval{5'000};

class Runtime {
 public:
  static absl::StatusOr<std::unique_ptr<Runtime>> Make(const Config& config,
                                                       const ServiceSpec& spec);
  ~Runtime();

  // What business objects are made of.
  Storage& storage() { return *storage_; }
  // The table set of accusations, with its own chain; only when ServiceSpec::sealed_tables.
  Storage& sealed_storage() { return *sealed_storage_; }
  const rules::RuleSet& rules() const { return *rules_; }
  const Calendar& calendar() const { return *calendar_; }
  rpc::Peers& peers() { return *peers_; }
  CommandRelay& relay() { return *relay_; }
  rpc::Binder& binder() { return *binder_; }
  Metrics& metrics() { return metrics_; }
  Figures& figures() { return *figures_; }
  const crypto::PrivateKey& signing_key() const { return *signing_key_; }
  const std::string& signing_key_id() const { return config_.signing_key_id; }

  const auth::DirectoryHolder& directory() const { return *directory_; }

  // Work that falls due as business time passes (a missed meeting, an overdue answer): `sweep` is
  // called now and then by one replica, with the business time up to which it must have looked;
  // true when there is more to do at once.
  using Sweep = std::function<absl::StatusOr<bool>(const db::LeaseGuard&, absl::Time now)>;
  void AddSweeper(const std::string& name, Sweep sweep);

  // Follows the stream of a service to the right; see EventConsumer.
  void Consume(common::v1::Service source, std::vector<std::string> types, ChangeHandler handler);

  absl::Status Start();
  // Readiness off, calls completed, loops ended. Once.
  void Stop();
  int port() const { return server_->port(); }

 private:
  Runtime(const Config& config, const ServiceSpec& spec);
  absl::Status Construct(const ServiceSpec& spec);
  // A loop that one replica runs at a time; started with the server.
  db::LeasedLoop& AddLoop(db::LeasedLoopOptions options, db::LeasedLoop::Step step);
  absl::Status LoadClock();
  absl::Status LoadDirectory();
  void AddSharedLoops();
  void AddChain(const std::string& name, Storage& storage, Stamper& stamper);
  void RegisterMetrics();

  const Config config_;
  const std::string service_;
  Metrics metrics_;
  Clock clock_;
  std::unique_ptr<db::Pool> pool_;
  std::unique_ptr<crypto::KeyRing> keys_;
  std::unique_ptr<crypto::PrivateKey> signing_key_;
  std::unique_ptr<auth::DirectoryHolder> directory_;
  std::unique_ptr<DirectoryStore> directories_;
  std::optional<rules::RuleSet> rules_;
  std::optional<Calendar> calendar_;
  std::unique_ptr<Storage> storage_;
  std::unique_ptr<Storage> sealed_storage_;
  std::unique_ptr<AccessLog> access_log_;
  std::unique_ptr<rpc::Authenticator> authenticator_;
  std::unique_ptr<rpc::StreamHub> streams_;
  std::unique_ptr<rpc::Dispatcher> dispatcher_;
  std::unique_ptr<rpc::Peers> peers_;
  std::unique_ptr<CommandRelay> relay_;
  std::unique_ptr<Stamper> stamper_;
  std::unique_ptr<Stamper> sealed_stamper_;
  std::unique_ptr<rpc::Binder> binder_;
  std::unique_ptr<Figures> figures_;
  std::unique_ptr<OperationsService> operations_;
  std::shared_ptr<void> business_;
  std::vector<std::unique_ptr<EventConsumer>> consumers_;
  // Machine time at which a sweeper's last complete pass began.
  std::deque<std::atomic<int64_t>> swept_us_;
  std::vector<std::unique_ptr<db::LeasedLoop>> loops_;
  std::unique_ptr<prometheus::Exposer> exposer_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace liandong

#endif  // SHARED_RUNTIME_RUNTIME_H_
