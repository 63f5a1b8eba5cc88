// A real server, over mutual TLS, of the one contract that every service serves; what its methods
// do is the test's.
#ifndef SHARED_RPC_TESTING_TEST_SERVER_H_
#define SHARED_RPC_TESTING_TEST_SERVER_H_

#include <functional>
#include <memory>

#include "gtest/gtest.h"
#include "liandong/common/v1/operations.pb.h"
#include "shared/auth/directory.h"
#include "shared/metrics/metrics.h"
#include "shared/rpc/authenticator.h"
#include "shared/rpc/binder.h"
#include "shared/rpc/dispatcher.h"
#include "shared/rpc/server.h"
#include "shared/rpc/stream.h"
#include "shared/storage/access_log.h"
#include "shared/storage/mutation.h"
#include "shared/testing/test_client.h"
#include "shared/testing/test_pki.h"
#include "shared/testing/test_storage.h"

namespace liandong::testing {

// Answers with empty messages where a test says nothing else.
struct TestOperations {
  template <class Request, class Response>
  using Method = std::function<absl::StatusOr<Response>(const RequestContext&, const Request&)>;
  using Source = std::unique_ptr<rpc::StreamSource<common::v1::Change>>;

  Method<common::v1::GetClockRequest, common::v1::GetClockResponse> get_clock;
  std::function<absl::StatusOr<Source>(const RequestContext&)> watch;
  // The same for a test that looks at where the stream is to go on.
  std::function<absl::StatusOr<Source>(const common::v1::WatchRequest&)> watch_from;

  absl::StatusOr<common::v1::GetClockResponse> GetClock(
      const RequestContext& context, const common::v1::GetClockRequest& request) {
    if (get_clock) return get_clock(context, request);
    return common::v1::GetClockResponse();
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Nothing(const RequestContext&, const Request&) {
    return Response();
  }

  void Bind(rpc::Binder& binder) {
    using namespace common::v1;
    binder.Unary(this, &TestOperations::GetClock);
    binder.Unary(this, &TestOperations::Nothing<ListSigningKeysRequest, ListSigningKeysResponse>);
    binder.Unary(this, &TestOperations::Nothing<GetCheckpointRequest, SignedCheckpoint>);
    binder.Unary(this, &TestOperations::Nothing<VerifyChangesRequest, VerifyChangesResponse>);
    binder.Unary(this,
                 &TestOperations::Nothing<ListPendingCommandsRequest, ListPendingCommandsResponse>);
    binder.Unary(this, &TestOperations::Nothing<InstallDirectoryRequest, InstallDirectoryResponse>);
    binder.Unary(this, &TestOperations::Nothing<RestartConsumerRequest, RestartConsumerResponse>);
    binder.Unary(this, &TestOperations::Nothing<MoveClockRequest, MoveClockResponse>);
    binder.Unary(this, &TestOperations::Nothing<QuiesceRequest, QuiesceResponse>);
    binder.Stream<WatchRequest, Change>(
        [this](const RequestContext& context,
               const google::protobuf::Message& request) -> absl::StatusOr<Source> {
          if (watch_from) return watch_from(static_cast<const WatchRequest&>(request));
          if (watch) return watch(context);
          return Refuse(rpc::kStreamEnded);
        });
  }
};

class TestServer {
 public:
  struct Options {
    rpc::DispatchLimits dispatch = {.workers = 4, .development = true};
    rpc::StreamLimits streams;
    // Streams are woken by the test alone.
    absl::Duration poll_interval = absl::InfiniteDuration();
    rpc::ServerOptions server;
    // A further proto service and what binds its methods; none by itself.
    std::string more_service;
    std::function<void(rpc::Binder&)> bind_more;
    // Of the reasons that its contract names.
    rpc::ReasonLookup reasons = [](std::string_view) { return nullptr; };
  };

  explicit TestServer(Options options = MakeOptions())
      : storage_("funds", {}),
        config_(TestConfig(pki_, storage_.database().options(), common::v1::SERVICE_FUNDS)),
        directory_(Roots(), crypto::DevelopmentKeys::kAccepted, absl::Hours(24)),
        authenticator_(directory_, "funds", pki_.trust_domain()),
        access_log_(storage_.database().pool()),
        streams_(options.poll_interval, options.streams),
        dispatcher_(options.dispatch, authenticator_, storage_.clock(), metrics_, access_log_,
                    options.reasons),
        binder_(dispatcher_, streams_, ServicesOf(options)) {
    dispatcher_.SetStoredAnswer([this](const RequestContext& context,
                                       const google::protobuf::Message& request,
                                       google::protobuf::Message& response) {
      return Replay(storage(), context, request, response);
    });
    InstallDirectory();
    operations_.Bind(binder_);
    if (options.bind_more) options.bind_more(binder_);
    const int refresh_seconds = options.server.tls.refresh_seconds;
    options.server.tls = config_.server.tls;
    options.server.tls.refresh_seconds = refresh_seconds;
    options.server.drain_delay = absl::ZeroDuration();
    auto server = rpc::Server::Start(options.server, binder_, streams_);
    if (!server.ok()) {
      ADD_FAILURE() << server.status();
      std::abort();
    }
    server_ = *std::move(server);
  }

  static Options MakeOptions() { return {}; }

  TestPki& pki() { return pki_; }
  TestOperations& operations() { return operations_; }
  rpc::StreamHub& streams() { return streams_; }
  rpc::Dispatcher& dispatcher() { return dispatcher_; }
  Metrics& metrics() { return metrics_; }
  rpc::Server& server() { return *server_; }
  const Config& config() const { return config_; }
  TestDatabase& database() { return storage_.database(); }
  Storage& storage() { return storage_.storage(); }

  // Signs the directory as it now stands and puts it in force.
  void InstallDirectory() {
    const absl::Status installed = directory_.Install(pki_.Sign(), absl::Now());
    EXPECT_TRUE(installed.ok()) << installed;
  }
  TestClient Client(common::v1::Agency agency) { return Client(&pki_.Certificate(agency)); }
  TestClient Client(common::v1::Service service) { return Client(&pki_.Certificate(service)); }
  TestClient Client(const TestCertificate* certificate, const TestAuthority* authority = nullptr) {
    return TestClient(pki_, server_->port(), common::v1::SERVICE_FUNDS, certificate, authority);
  }

 private:
  static std::vector<std::string> ServicesOf(const Options& options) {
    std::vector<std::string> services{"liandong.common.v1.OperationsService"};
    if (!options.more_service.empty()) services.push_back(options.more_service);
    return services;
  }
  crypto::SigningKeySet Roots() {
    crypto::SigningKeySet roots;
    roots.Add({.key_id = pki_.root_key_id(), .key = pki_.root().public_key()});
    return roots;
  }

  TestPki pki_;
  TestStorage storage_;
  const Config config_;
  auth::DirectoryHolder directory_;
  rpc::Authenticator authenticator_;
  Metrics metrics_;
  AccessLog access_log_;
  TestOperations operations_;
  rpc::StreamHub streams_;
  rpc::Dispatcher dispatcher_;
  rpc::Binder binder_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace liandong::testing

#endif  // SHARED_RPC_TESTING_TEST_SERVER_H_
