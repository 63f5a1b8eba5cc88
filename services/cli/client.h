// Calls of any method of any service, as any principal: mTLS with the organisation's certificate,
// the officer's token, a trace of its own.
#ifndef SERVICES_CLI_CLIENT_H_
#define SERVICES_CLI_CLIENT_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "liandong/common/v1/operations.pb.h"
#include "services/cli/contracts.h"
#include "services/cli/credentials.h"

namespace liandong::cli {

struct CallOptions {
  // Of one attempt.
  absl::Duration timeout = absl::Seconds(30);
  // How long a call that got no answer is sent again, unchanged: the same request_id makes it the
  // same call.
  absl::Duration retry_for = absl::ZeroDuration();
  // Personal data unmasked, for bodies whose duty needs it.
  bool full_view = false;
};

struct WatchOptions {
  // How long a service that is away is waited for.
  absl::Duration connect_for = absl::Seconds(10);
  bool full_view = false;
};

// Whether nobody decided about the call: the service was away, stopping, or died with it.
bool IsTransient(const absl::Status& status);

// Thread-safe.
class Client {
 public:
  using Channels = std::function<absl::StatusOr<std::shared_ptr<grpc::Channel>>(
      const std::string& organisation, const std::string& service)>;

  // mTLS channels to `targets`.
  Client(Pki pki, const Targets& targets);
  // Channels made elsewhere.
  Client(Pki pki, Channels channels);

  // A refusal comes back as the service made it. Without an officer, no token is sent. Errors of
  // Pki, and NOT_FOUND for a service without an address, before anything is sent.
  absl::Status Call(const Endpoint& endpoint, const Principal& principal,
                    const google::protobuf::Message& request, google::protobuf::Message& response,
                    const CallOptions& options = {});

  // Hands on every change that the service streams, until the stream ends or `take` returns an
  // error, which it then returns. OK when the service ended the stream by itself.
  absl::Status Watch(const std::string& service, const Principal& principal,
                     const common::v1::WatchRequest& request, const WatchOptions& options,
                     const std::function<absl::Status(const common::v1::Change&)>& take);

 private:
  absl::StatusOr<std::shared_ptr<grpc::Channel>> ChannelFor(const std::string& organisation,
                                                            const std::string& service);
  absl::Status Prepare(const std::string& service, const Principal& principal, bool full_view,
                       grpc::ClientContext& context) const;

  const Pki pki_;
  const Channels open_;
  absl::Mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<grpc::Channel>> channels_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace liandong::cli

#endif  // SERVICES_CLI_CLIENT_H_
