#include "shared/testing/test_client.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/empty.pb.h"
#include "grpc/grpc_security_constants.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/impl/client_unary_call.h"
#include "grpcpp/security/tls_certificate_provider.h"
#include "grpcpp/security/tls_credentials_options.h"
#include "grpcpp/support/client_callback.h"
#include "grpcpp/support/sync_stream.h"
#include "shared/auth/certificate.h"
#include "shared/auth/officer_token.h"
#include "shared/auth/spiffe.h"
#include "shared/rpc/authenticator.h"
#include "shared/rpc/peers.h"
#include "shared/rpc/to_grpc.h"

namespace liandong::testing {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "test client: %s\n", what.c_str());
  std::abort();
}

std::shared_ptr<grpc::Channel> Open(int port, const std::string& service,
                                    const TestCertificate* certificate,
                                    const TestAuthority& authority) {
  std::vector<grpc::experimental::IdentityKeyCertPair> pairs;
  if (certificate != nullptr) pairs.push_back({certificate->key_pem, certificate->certificate_pem});
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_certificate_provider(
      std::make_shared<grpc::experimental::StaticDataCertificateProvider>(
          authority.certificate_pem(), pairs));
  options.watch_root_certs();
  if (certificate != nullptr) options.watch_identity_key_cert_pairs();
  grpc::ChannelArguments arguments;
  arguments.SetSslTargetNameOverride(service);
  // A connection of its own, so that it is made with this very certificate.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", port),
                                   grpc::experimental::TlsCredentials(options), arguments);
}

class Stream : public TestStream {
 public:
  explicit Stream(std::string path) : path_(std::move(path)) {}

  grpc::ClientContext& context() { return context_; }
  void Start(grpc::Channel* channel, const Message& request) {
    reader_.reset(grpc::internal::ClientReaderFactory<Message>::Create<Message>(
        channel,
        grpc::internal::RpcMethod(path_.c_str(), grpc::internal::RpcMethod::SERVER_STREAMING),
        &context_, request));
  }
  bool Read(Message& item) override { return reader_->Read(&item); }
  void Cancel() override { context_.TryCancel(); }
  absl::Status Finish() override { return rpc::FromGrpc(reader_->Finish()); }

 private:
  const std::string path_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<Message>> reader_;
};

}  // namespace

TestClient::TestClient(const TestPki& pki, int port, common::v1::Service service,
                       const TestCertificate* certificate, const TestAuthority* authority)
    : pki_(pki),
      service_(auth::ServiceName(service)),
      certificate_sha256_(certificate != nullptr ? certificate->sha256 : std::string(64, '0')),
      channel_(
          Open(port, service_, certificate, authority != nullptr ? *authority : pki.authority())) {}

absl::Status TestClient::Call(const Message& request, Message& response,
                              const CallOptions& options) const {
  const MethodDescriptor* method = rpc::MethodOf(request.GetDescriptor());
  if (method == nullptr) Die(absl::StrCat("no method takes a ", request.GetTypeName()));
  return CallPath(PathOf(*method), request, response, options);
}

void TestClient::CallAsync(const Message& request, Message& response, const CallOptions& options,
                           std::function<void(absl::Status)> done) const {
  const MethodDescriptor* method = rpc::MethodOf(request.GetDescriptor());
  if (method == nullptr) Die(absl::StrCat("no method takes a ", request.GetTypeName()));
  struct Call {
    std::string path;
    grpc::ClientContext context;
  };
  auto call = std::make_shared<Call>();
  call->path = PathOf(*method);
  Prepare(call->context, options);
  grpc::internal::CallbackUnaryCall<Message, Message, Message, Message>(
      channel_.get(),
      grpc::internal::RpcMethod(call->path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC),
      &call->context, &request, &response,
      [call, done = std::move(done)](grpc::Status status) { done(rpc::FromGrpc(status)); });
}

absl::Status TestClient::CallPath(const std::string& path, const Message& request,
                                  Message& response, const CallOptions& options) const {
  grpc::ClientContext context;
  Prepare(context, options);
  return rpc::FromGrpc(grpc::internal::BlockingUnaryCall<Message, Message, Message, Message>(
      channel_.get(),
      grpc::internal::RpcMethod(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC), &context,
      request, &response));
}

std::unique_ptr<TestStream> TestClient::Stream(const Message& request,
                                               const CallOptions& options) const {
  const MethodDescriptor* method = rpc::MethodOf(request.GetDescriptor());
  if (method == nullptr) Die(absl::StrCat("no method takes a ", request.GetTypeName()));
  auto stream = std::make_unique<testing::Stream>(PathOf(*method));
  Prepare(stream->context(), options);
  stream->Start(channel_.get(), request);
  return stream;
}

absl::StatusOr<std::string> TestClient::ServerCertificateSha256() const {
  grpc::ClientContext context;
  Prepare(context, {});
  const google::protobuf::Empty empty;
  google::protobuf::Empty answer;
  const absl::Status status =
      rpc::FromGrpc(grpc::internal::BlockingUnaryCall<Message, Message, Message, Message>(
          channel_.get(),
          grpc::internal::RpcMethod("/grpc.health.v1.Health/Check",
                                    grpc::internal::RpcMethod::NORMAL_RPC),
          &context, empty, &answer));
  if (!status.ok()) return status;
  const auto pem = context.auth_context()->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
  if (pem.empty()) return absl::InternalError("the server showed no certificate");
  auto facts = auth::ReadCertificate(std::string_view(pem[0].data(), pem[0].size()));
  if (!facts.ok()) return facts.status();
  return facts->sha256;
}

void TestClient::Prepare(grpc::ClientContext& context, const CallOptions& options) const {
  context.set_deadline(absl::ToChronoTime(absl::Now() + options.timeout));
  const std::string token = !options.token.empty() ? options.token
                            : !options.officer.empty()
                                ? OfficerToken(pki_, service_, certificate_sha256_, options)
                                : "";
  if (!token.empty()) context.AddMetadata(rpc::kOfficerTokenKey, "Bearer " + token);
  if (!options.on_behalf_agency.empty()) {
    context.AddMetadata(rpc::kOnBehalfAgencyKey, options.on_behalf_agency);
  }
  if (!options.on_behalf_officer.empty()) {
    context.AddMetadata(rpc::kOnBehalfOfficerKey, options.on_behalf_officer);
  }
  if (options.full_view) context.AddMetadata(rpc::kViewKey, "full");
  if (options.wait_for_ready) context.set_wait_for_ready(true);
  for (const auto& [key, value] : options.metadata) context.AddMetadata(key, value);
}

std::string OfficerToken(const TestPki& pki, const std::string& service,
                         const std::string& certificate_sha256, const CallOptions& options) {
  auth::OfficerTokenClaims claims;
  claims.officer_id = options.officer;
  claims.organisation_id = options.officer.substr(0, options.officer.rfind('-'));
  claims.audience = options.audience.empty() ? service : options.audience;
  claims.issued_at = absl::Now() + options.issued;
  claims.expires_at = absl::Now() + options.expires;
  claims.certificate_sha256 =
      options.bound_sha256.empty() ? certificate_sha256 : options.bound_sha256;
  auto token = auth::MakeOfficerToken(pki.OfficerKey(options.officer),
                                      pki.OfficerKeyId(options.officer), claims);
  if (!token.ok()) Die(token.status().ToString());
  return *std::move(token);
}

std::string PathOf(const MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

}  // namespace liandong::testing
