#include "tests/bench/funds_process.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/impl/client_unary_call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "shared/auth/certificate.h"
#include "shared/auth/officer_token.h"
#include "shared/crypto/key.h"
#include "shared/rpc/health_probe.h"
#include "shared/rpc/peers.h"
#include "shared/rpc/to_grpc.h"
#include "shared/status/macros.h"

namespace liandong::bench {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Runs the program to its end, or, with `pid`, in the background.
absl::Status Run(std::vector<std::string> arguments, pid_t* pid) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(126);
    execv(argv[0], argv.data());
    _exit(127);
  }
  if (pid != nullptr) {
    *pid = child;
    return absl::OkStatus();
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(arguments[0], " failed"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<FundsProcess>> FundsProcess::Start(int workers) {
  auto funds = std::unique_ptr<FundsProcess>(new FundsProcess());
  funds->pki_ = Environment("LIANDONG_TEST_PKI");
  const std::string url = Environment("LIANDONG_TEST_DB_URL");
  if (funds->pki_.empty() || url.empty()) {
    return absl::FailedPreconditionError("run the benchmarks with ./liandong bench");
  }
  const std::string program =
      (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "liandong-funds").string();
  const int port = 20'000 + getpid() % 20'000;
  funds->address_ = absl::StrCat("127.0.0.1:", port);
  funds->database_.url = url;
  funds->database_.user = "root";
  {
    ASSIGN_OR_RETURN(auto connection, db::Connection::Open(funds->database_));
    funds->database_.database = absl::StrCat("bench_", getpid());
    RETURN_IF_ERROR(connection
                        ->Execute(absl::StrCat("CREATE DATABASE ", funds->database_.database,
                                               " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"))
                        .status());
  }
  const std::string& pki = funds->pki_;
  const std::vector<std::string> arguments = {
      program,
      "--profile=development",
      "--trust_domain=dev.liandong",
      "--log_level=warn",
      absl::StrCat("--listen=", funds->address_),
      absl::StrCat("--workers=", workers),
      absl::StrCat("--db_connections_max=", workers + 8),
      absl::StrCat("--db_url=", url),
      absl::StrCat("--db_name=", funds->database_.database),
      "--db_user=root",
      "--migrate_user=root",
      absl::StrCat("--tls_ca=", pki, "/ca.pem"),
      absl::StrCat("--tls_cert=", pki, "/services/funds.pem"),
      absl::StrCat("--tls_key=", pki, "/services/funds.key"),
      absl::StrCat("--directory=", pki, "/directory.binpb"),
      absl::StrCat("--directory_root_key=", pki, "/directory/root.pub.pem"),
      absl::StrCat("--kek_file=", pki, "/kek/funds.kek"),
      absl::StrCat("--signing_key=", pki, "/signing/funds.pem"),
      "--signing_key_id=dev-funds-1",
      absl::StrCat("--rules=", LIANDONG_SOURCE_DIR, "/shared/rules/data/rules.json"),
      absl::StrCat("--holidays=", LIANDONG_SOURCE_DIR, "/shared/calendar/data/holidays.json")};
  std::vector<std::string> migrate = arguments;
  migrate.push_back("--migrate");
  RETURN_IF_ERROR(Run(migrate, nullptr));
  RETURN_IF_ERROR(Run(arguments, &funds->pid_));
  return rpc::ProbeHealth(funds->address_, "funds", funds->AgencyTls("operator")).ok()
             ? absl::StatusOr<std::unique_ptr<FundsProcess>>(std::move(funds))
             : absl::UnavailableError("funds did not start");
}

FundsProcess::~FundsProcess() {
  if (pid_ > 0) {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  db::ConnectOptions server = database_;
  server.database.clear();
  if (auto connection = db::Connection::Open(server); connection.ok()) {
    (*connection)->Execute(absl::StrCat("DROP DATABASE ", database_.database)).status().IgnoreError();
  }
}

rpc::TlsFiles FundsProcess::AgencyTls(const std::string& agency) const {
  return {absl::StrCat(pki_, "/ca.pem"), absl::StrCat(pki_, "/agencies/", agency, ".pem"),
          absl::StrCat(pki_, "/agencies/", agency, ".key")};
}

absl::StatusOr<std::string> FundsProcess::Authorization(const std::string& agency,
                                                        const std::string& officer) const {
  std::ifstream file(AgencyTls(agency).certificate);
  std::stringstream pem;
  pem << file.rdbuf();
  ASSIGN_OR_RETURN(auth::CertificateFacts facts, auth::ReadCertificate(pem.str()));
  ASSIGN_OR_RETURN(crypto::PrivateKey key, crypto::PrivateKey::FromFile(absl::StrCat(
                                               pki_, "/officers/", officer, ".pem")));
  ASSIGN_OR_RETURN(std::string token,
                   auth::MakeOfficerToken(key, absl::StrCat("dev-", officer, "-1"),
                                          {.officer_id = officer,
                                           .organisation_id = agency,
                                           .audience = "funds",
                                           .issued_at = absl::Now(),
                                           .expires_at = absl::Now() + absl::Minutes(10),
                                           .certificate_sha256 = facts.sha256}));
  return absl::StrCat("Bearer ", token);
}

Caller::Caller(const FundsProcess& funds, const std::string& agency, std::string authorization)
    : channel_(rpc::OpenChannel(funds.address(), "funds", funds.AgencyTls(agency))),
      authorization_(std::move(authorization)) {}

absl::Status Caller::Call(const google::protobuf::Message& request,
                          google::protobuf::Message& response) {
  const auto* method = rpc::MethodOf(request.GetDescriptor());
  const std::string path = absl::StrCat("/", method->service()->full_name(), "/", method->name());
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
  context.AddMetadata("authorization", authorization_);
  return rpc::FromGrpc(
      grpc::internal::BlockingUnaryCall<google::protobuf::Message, google::protobuf::Message,
                                        google::protobuf::Message, google::protobuf::Message>(
          channel_.get(),
          grpc::internal::RpcMethod(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC), &context,
          request, &response));
}

}  // namespace liandong::bench
