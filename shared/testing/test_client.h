// A real client: one principal's certificate on one connection, an officer's token with each call.
#ifndef SHARED_TESTING_TEST_CLIENT_H_
#define SHARED_TESTING_TEST_CLIENT_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/testing/test_pki.h"

namespace liandong::testing {

// What goes with one call.
struct CallOptions {
  // A token is made for this officer; empty: none.
  std::string officer;
  // Of the token, where a test wants another than the right one.
  std::string audience;
  std::string bound_sha256;
  absl::Duration issued = -absl::Seconds(5);  // relative to now
  absl::Duration expires = absl::Minutes(5);
  // Sent as the token instead of one made for `officer`.
  std::string token;
  std::string on_behalf_agency;
  std::string on_behalf_officer;
  bool full_view = false;
  // Waits for a server that is away instead of failing at once.
  bool wait_for_ready = false;
  // Far more than a call takes, so that no test depends on it.
  absl::Duration timeout = absl::Seconds(60);
  std::vector<std::pair<std::string, std::string>> metadata;
};

// A server stream as its caller sees it. Used by one thread; Cancel from any.
class TestStream {
 public:
  virtual ~TestStream() = default;
  // Waits for the next item; false when the stream has ended.
  virtual bool Read(google::protobuf::Message& item) = 0;
  virtual void Cancel() = 0;
  // How it ended. Once, after Read returned false or Cancel.
  virtual absl::Status Finish() = 0;
};

// Thread-safe. `pki` outlives it.
class TestClient {
 public:
  // `certificate` null: the client shows none. It takes servers certified by `authority`, that of
  // `pki` when null, and named after `service`.
  TestClient(const TestPki& pki, int port, common::v1::Service service,
             const TestCertificate* certificate, const TestAuthority* authority = nullptr);

  // Calls the one method that takes this request. The refusal as the server made it, with its
  // reason; a status without reason when gRPC itself failed.
  absl::Status Call(const google::protobuf::Message& request, google::protobuf::Message& response,
                    const CallOptions& options = {}) const;
  template <class Response>
  absl::StatusOr<Response> Call(const google::protobuf::Message& request,
                                const CallOptions& options = {}) const {
    Response response;
    absl::Status status = Call(request, response, options);
    if (!status.ok()) return status;
    return response;
  }
  // The same without waiting: `done` gets the status, on a thread of gRPC's. `response` is there
  // until then.
  void CallAsync(const google::protobuf::Message& request, google::protobuf::Message& response,
                 const CallOptions& options, std::function<void(absl::Status)> done) const;
  // The same for a method that is in no contract of ours.
  absl::Status CallPath(const std::string& path, const google::protobuf::Message& request,
                        google::protobuf::Message& response, const CallOptions& options = {}) const;

  std::unique_ptr<TestStream> Stream(const google::protobuf::Message& request,
                                     const CallOptions& options = {}) const;

  // SHA-256 of the certificate the server shows, or why there is none. Asks for its health.
  absl::StatusOr<std::string> ServerCertificateSha256() const;

 private:
  void Prepare(grpc::ClientContext& context, const CallOptions& options) const;

  const TestPki& pki_;
  const std::string service_;
  const std::string certificate_sha256_;
  const std::shared_ptr<grpc::Channel> channel_;
};

// The token that an agency's officer sends to `service` over a connection with this certificate.
std::string OfficerToken(const TestPki& pki, const std::string& service,
                         const std::string& certificate_sha256, const CallOptions& options);

// The address of a method in the contracts: "/liandong.funds.v1.FundService/GetProjectFund".
std::string PathOf(const google::protobuf::MethodDescriptor& method);

}  // namespace liandong::testing

#endif  // SHARED_TESTING_TEST_CLIENT_H_
