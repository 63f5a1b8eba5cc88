#include "shared/runtime/runtime.h"

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "shared/auth/spiffe.h"
#include "shared/db/migrator.h"
#include "shared/log/log.h"
#include "shared/runtime/service_main.h"
#include "shared/runtime/side_tables.h"
#include "shared/status/macros.h"

namespace liandong {
namespace {

constexpr char kSelectOffset[] = "SELECT offset_us FROM clock_offset WHERE id = 1 LIMIT 1";
constexpr char kInsertOffset[] = "INSERT IGNORE INTO clock_offset (id, offset_us) VALUES (1, ?)";
constexpr char kAnyChange[] = "SELECT 1 FROM changes LIMIT 1";

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file.good()) return absl::FailedPreconditionError(absl::StrCat("can not read ", path));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

crypto::DevelopmentKeys KeysOf(const Config& config) {
  return config.development() ? crypto::DevelopmentKeys::kAccepted
                              : crypto::DevelopmentKeys::kRefused;
}

absl::StatusOr<crypto::SigningKeySet> ReadRoots(const Config& config) {
  ASSIGN_OR_RETURN(std::string pem, ReadFile(config.directory_root_key));
  ASSIGN_OR_RETURN(crypto::PublicKey key, crypto::PublicKey::FromPem(pem));
  crypto::SigningKeySet roots;
  roots.Add({.key_id = config.directory_root_key_id, .key = std::move(key)});
  return roots;
}

}  // namespace

Runtime::Runtime(const Config& config, const ServiceSpec& spec)
    : config_(config), service_(auth::ServiceName(spec.service)) {}

absl::StatusOr<std::unique_ptr<Runtime>> Runtime::Make(const Config& config,
                                                       const ServiceSpec& spec) {
  auto runtime = std::unique_ptr<Runtime>(new Runtime(config, spec));
  RETURN_IF_ERROR(runtime->Construct(spec));
  return runtime;
}

absl::Status Runtime::Construct(const ServiceSpec& spec) {
  pool_ = std::make_unique<db::Pool>(config_.database, config_.db_connections_max);
  {
    ASSIGN_OR_RETURN(db::Pool::Lease connection, pool_->Acquire(absl::Now() + absl::Seconds(10)));
    RETURN_IF_ERROR(db::CheckSchema(*connection, MigrationsOf(config_, spec)));
  }
  ASSIGN_OR_RETURN(crypto::KeyRing keys, crypto::KeyRing::Load(config_.kek_file, KeysOf(config_)));
  keys_ = std::make_unique<crypto::KeyRing>(std::move(keys));
  ASSIGN_OR_RETURN(crypto::PrivateKey signing, crypto::PrivateKey::FromFile(config_.signing_key));
  signing_key_ = std::make_unique<crypto::PrivateKey>(std::move(signing));
  ASSIGN_OR_RETURN(std::string rules, ReadFile(config_.rules));
  ASSIGN_OR_RETURN(rules_, rules::RuleSet::Parse(rules));
  ASSIGN_OR_RETURN(std::string holidays, ReadFile(config_.holidays));
  ASSIGN_OR_RETURN(calendar_, Calendar::Parse(holidays));
  RETURN_IF_ERROR(LoadClock());
  RETURN_IF_ERROR(LoadDirectory());
  storage_ = std::make_unique<Storage>(service_, *pool_, *keys_, clock_);
  if (spec.sealed_tables) {
    sealed_storage_ = std::make_unique<Storage>(service_, *pool_, *keys_, clock_, kSealedPrefix);
  }
  access_log_ = std::make_unique<AccessLog>(*pool_);
  authenticator_ =
      std::make_unique<rpc::Authenticator>(*directory_, service_, config_.trust_domain);
  streams_ = std::make_unique<rpc::StreamHub>(kStreamPollInterval, config_.streams);
  auto lookup = [reasons = spec.reasons](std::string_view name) -> const Reason* {
    for (const Reason* reason : reasons) {
      if (reason->name == name) return reason;
    }
    return nullptr;
  };
  dispatcher_ = std::make_unique<rpc::Dispatcher>(config_.dispatch, *authenticator_, clock_,
                                                  metrics_, *access_log_, lookup);
  dispatcher_->SetStoredAnswer([this](const RequestContext& context,
                                      const google::protobuf::Message& request,
                                      google::protobuf::Message& response) {
    const bool sealed = context.access->sealed() && sealed_storage_ != nullptr;
    return Replay(sealed ? *sealed_storage_ : *storage_, context, request, response);
  });
  peers_ = std::make_unique<rpc::Peers>(config_.peers, config_.server.tls);
  relay_ = std::make_unique<CommandRelay>(
      *storage_,
      [this](common::v1::Service target, const rpc::OnBehalf& caller,
             const google::protobuf::Message& request, google::protobuf::Message& response) {
        return peers_->Call(target, caller, request, response);
      },
      config_.outcomes);
  std::vector<std::string> served = spec.proto_services;
  served.push_back("liandong.common.v1.OperationsService");
  binder_ = std::make_unique<rpc::Binder>(*dispatcher_, *streams_, std::move(served));
  operations_ = std::make_unique<OperationsService>(
      OperationsService::Parts{.storage = *storage_,
                               .clock = clock_,
                               .directory = *directory_,
                               .directories = *directories_,
                               .service = spec.service,
                               .signing_key = *signing_key_,
                               .signing_key_id = config_.signing_key_id,
                               .relay = *relay_,
                               .authenticator = *authenticator_});
  operations_->Bind(*binder_);
  figures_ = std::make_unique<Figures>(metrics_, *pool_);
  AddSharedLoops();
  business_ = spec.build(*this);
  operations_->SetMethods(binder_->methods());
  RegisterMetrics();
  return absl::OkStatus();
}

absl::Status Runtime::LoadClock() {
  if (!config_.development()) return absl::OkStatus();
  const absl::Time machine_now = absl::Now();
  int64_t offset_us = 0;
  if (!config_.dev_clock_start.empty()) {
    absl::Time start;
    std::string error;
    if (!absl::ParseTime(absl::RFC3339_full, config_.dev_clock_start, &start, &error)) {
      return absl::InvalidArgumentError(absl::StrCat("--dev_clock_start: ", error));
    }
    offset_us = absl::ToInt64Microseconds(start - machine_now);
  }
  RETURN_IF_ERROR(db::Transact(
      *pool_, machine_now + absl::Seconds(10), [&](db::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(db::Rows changes, connection.Query(kAnyChange));
        // A database with history keeps the clock it has lived with.
        if (changes.empty()) {
          RETURN_IF_ERROR(connection.Execute(kInsertOffset, {offset_us}).status());
        }
        ASSIGN_OR_RETURN(db::Rows rows, connection.Query(kSelectOffset));
        if (!rows.empty()) clock_.SetOffset(absl::Microseconds(rows[0].Int(0)));
        return absl::OkStatus();
      }));
  return absl::OkStatus();
}

absl::Status Runtime::LoadDirectory() {
  ASSIGN_OR_RETURN(crypto::SigningKeySet roots, ReadRoots(config_));
  directory_ = std::make_unique<auth::DirectoryHolder>(
      std::move(roots), KeysOf(config_), absl::Hours(config_.directory_age_hours_max));
  ASSIGN_OR_RETURN(std::string bytes, ReadFile(config_.directory));
  common::v1::SignedDirectory signed_directory;
  if (!signed_directory.ParseFromString(bytes)) {
    return absl::FailedPreconditionError(absl::StrCat(config_.directory, " is no directory"));
  }
  RETURN_IF_ERROR(directory_->Install(signed_directory, absl::Now()));
  // One that was installed while the service ran may be newer than the file.
  directories_ = std::make_unique<DirectoryStore>(*pool_, *directory_);
  return directories_->Follow(absl::Now() + absl::Seconds(10));
}

void Runtime::AddSharedLoops() {
  const StamperOptions stamping{.lease_term = config_.lease_term};
  stamper_ = std::make_unique<Stamper>(*storage_, stamping);
  auto& delivering = AddLoop({.lease = "relay", .idle_interval = std::chrono::milliseconds(200)},
                             [this](const db::LeaseGuard& guard) { return relay_->Step(guard); });
  storage_->SetOnCommit([this, &delivering](bool has_commands) {
    stamper_->Notify();
    if (has_commands) delivering.Notify();
  });
  storage_->SetOutcomeWaiter([this](const RequestContext& context, const RequestKey& key) {
    return relay_->AwaitOutcome(context, key);
  });
  operations_->AddBackground(
      {"commands", [&delivering] { delivering.Notify(); },
       [this](absl::Time) -> absl::StatusOr<std::string> {
         ASSIGN_OR_RETURN(CommandRelay::Backlog backlog, relay_->ReadBacklog());
         return backlog.open == 0 ? "" : absl::StrCat(backlog.open, " commands open");
       }});
  AddChain("chain", *storage_, *stamper_);
  if (sealed_storage_ != nullptr) {
    sealed_stamper_ = std::make_unique<Stamper>(*sealed_storage_, stamping);
    sealed_storage_->SetOnCommit([this](bool) { sealed_stamper_->Notify(); });
    AddChain("sealed chain", *sealed_storage_, *sealed_stamper_);
  }
}

void Runtime::AddChain(const std::string& name, Storage& storage, Stamper& stamper) {
  operations_->AddBackground(
      {name, [&stamper] { stamper.Notify(); },
       [&storage](absl::Time) -> absl::StatusOr<std::string> {
         ASSIGN_OR_RETURN(Backlog backlog, ReadBacklog(storage, absl::Now() + absl::Seconds(2)));
         return backlog.count == 0 ? "" : absl::StrCat(backlog.count, " changes without place");
       }});
}

db::LeasedLoop& Runtime::AddLoop(db::LeasedLoopOptions options, db::LeasedLoop::Step step) {
  options.term = config_.lease_term;
  loops_.push_back(std::make_unique<db::LeasedLoop>(*pool_, std::move(options), std::move(step)));
  return *loops_.back();
}

void Runtime::AddSweeper(const std::string& name, Sweep sweep) {
  std::atomic<int64_t>& swept_us = swept_us_.emplace_back(0);
  auto& loop = AddLoop(
      {.lease = absl::StrCat("sweep-", name), .idle_interval = std::chrono::milliseconds(1000)},
      [this, &swept_us,
       sweep = std::move(sweep)](const db::LeaseGuard& guard) -> absl::StatusOr<bool> {
        const int64_t began_us = absl::ToUnixMicros(absl::Now());
        ASSIGN_OR_RETURN(bool more, sweep(guard, clock_.Now()));
        if (!more) swept_us = began_us;
        return more;
      });
  operations_->AddBackground({name, [&loop] { loop.Notify(); },
                              [&swept_us](absl::Time since) -> absl::StatusOr<std::string> {
                                return swept_us >= absl::ToUnixMicros(since) ? "" : "not swept";
                              }});
}

void Runtime::Consume(common::v1::Service source, std::vector<std::string> types,
                      ChangeHandler handler) {
  consumers_.push_back(std::make_unique<EventConsumer>(*storage_, *peers_, source, std::move(types),
                                                       std::move(handler)));
  EventConsumer& consumer = *consumers_.back();
  operations_->AddConsumer(consumer);
  auto& loop =
      AddLoop({.lease = consumer.lease_name(), .idle_interval = std::chrono::milliseconds(200)},
              [&consumer](const db::LeaseGuard& guard) { return consumer.Step(guard); });
  operations_->AddBackground({consumer.lease_name(), [&loop] { loop.Notify(); },
                              [&consumer](absl::Time since) -> absl::StatusOr<std::string> {
                                return consumer.caught_up_at() >= since ? "" : "not caught up";
                              }});
}

void Runtime::RegisterMetrics() {
  auto& up = metrics_.Gauge("liandong_build_info", "The release that runs",
                            {{"service", service_}, {"version", LIANDONG_VERSION}});
  up.Set(1);
  auto& reachable = metrics_.Gauge("liandong_database_up", "1 while the database answers");
  auto& connections = metrics_.Gauge("liandong_database_connections_in_use", "Connections on loan");
  auto& queued = metrics_.Gauge("liandong_queue_length", "Calls that wait for a worker");
  auto& open = metrics_.Gauge("liandong_commands_open", "Commands to other services not closed");
  auto& age = metrics_.Gauge("liandong_commands_oldest_seconds", "Age of the oldest open command");
  auto& unstamped = metrics_.Gauge("liandong_changes_unstamped", "Changes without a place yet");
  auto& lag = metrics_.Gauge("liandong_changes_unstamped_seconds", "Age of the oldest such change");
  auto& directory = metrics_.Gauge("liandong_directory_age_seconds", "Since the directory's issue");
  auto& watching = metrics_.Gauge("liandong_streams", "Watch streams held");
  auto& forged = metrics_.Gauge("liandong_commands_forged",
                                "Open commands that this service did not write: never delivered");
  figures_->Add([this, &open, &age, &forged](absl::Time) -> absl::Status {
    ASSIGN_OR_RETURN(CommandRelay::Backlog backlog, relay_->ReadBacklog());
    open.Set(static_cast<double>(backlog.open));
    age.Set(absl::ToDoubleSeconds(backlog.oldest));
    forged.Set(static_cast<double>(backlog.forged));
    ASSIGN_OR_RETURN(const auto refused, relay_->ReadRefused());
    for (const auto& [kind, count] : refused) {
      metrics_
          .Gauge("liandong_commands_refused", "Commands that their target refused, ever",
                 {{"kind", kind}})
          .Set(static_cast<double>(count));
    }
    return absl::OkStatus();
  });
  figures_->Add([this, &unstamped, &lag](absl::Time deadline) -> absl::Status {
    ASSIGN_OR_RETURN(Backlog backlog, ReadBacklog(*storage_, deadline));
    unstamped.Set(static_cast<double>(backlog.count));
    lag.Set(absl::ToDoubleSeconds(backlog.oldest_age));
    return absl::OkStatus();
  });
  metrics_.OnScrape([this, &reachable, &connections, &queued, &directory, &watching] {
    reachable.Set(pool_->reachable() ? 1 : 0);
    connections.Set(pool_->in_use());
    queued.Set(static_cast<double>(dispatcher_->pool().queued()));
    watching.Set(static_cast<double>(streams_->size()));
    for (const auto& consumer : consumers_) {
      metrics_
          .Gauge(
              "liandong_stream_lag_seconds",
              "Since all of that service's changes were handled; 0 where another replica does it",
              {{"source", consumer->source_name()}})
          .Set(absl::ToDoubleSeconds(consumer->Lag(absl::Now())));
    }
    if (auto current = directory_->Get()) {
      directory.Set(absl::ToDoubleSeconds(current->Age(absl::Now())));
    }
  });
}

absl::Status Runtime::Start() {
  ASSIGN_OR_RETURN(server_, rpc::Server::Start(config_.server, *binder_, *streams_));
  stamper_->Start();
  if (sealed_stamper_ != nullptr) sealed_stamper_->Start();
  for (auto& loop : loops_) loop->Start();
  figures_->Start(kFiguresInterval);
  directories_->Start(kDirectoryInterval);
  if (!config_.metrics_listen.empty()) {
    try {
      exposer_ = std::make_unique<prometheus::Exposer>(config_.metrics_listen, 2);
    } catch (const std::exception&) {
      return absl::FailedPreconditionError(
          absl::StrCat("can not serve metrics on ", config_.metrics_listen));
    }
    exposer_->RegisterCollectable(metrics_.collectable());
  }
  LOG_INFO("serving", {"port", server_->port()}, {"profile", config_.profile});
  return absl::OkStatus();
}

void Runtime::Stop() {
  if (server_ != nullptr) server_->Drain();
  if (figures_ != nullptr) figures_->Stop();
  if (directories_ != nullptr) directories_->Stop();
  // A loop's step may notify any other one: all end before the first is destroyed, and before what
  // they work on; the order of members does the rest.
  for (auto& loop : loops_) loop->Stop();
  if (stamper_ != nullptr) stamper_->Stop();
  if (sealed_stamper_ != nullptr) sealed_stamper_->Stop();
  loops_.clear();
  stamper_.reset();
  sealed_stamper_.reset();
  exposer_.reset();
}

Runtime::~Runtime() { Stop(); }

}  // namespace liandong
