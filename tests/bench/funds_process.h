// A funds service in a process of its own, on a database of its own, and callers of it.
#ifndef TESTS_BENCH_FUNDS_PROCESS_H_
#define TESTS_BENCH_FUNDS_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "shared/db/connection.h"
#include "shared/rpc/tls.h"

namespace liandong::bench {

// Keys and directory come from the folder LIANDONG_TEST_PKI, the database server from
// LIANDONG_TEST_DB_URL, the program from beside this one.
class FundsProcess {
 public:
  static absl::StatusOr<std::unique_ptr<FundsProcess>> Start(int workers);
  ~FundsProcess();

  const db::ConnectOptions& database() const { return database_; }
  const std::string& address() const { return address_; }
  rpc::TlsFiles AgencyTls(const std::string& agency) const;
  // "Bearer …" for calls of funds by this officer, good for ten minutes.
  absl::StatusOr<std::string> Authorization(const std::string& agency,
                                            const std::string& officer) const;

 private:
  FundsProcess() = default;

  std::string pki_;
  std::string address_;
  db::ConnectOptions database_;
  pid_t pid_ = -1;
};

// One caller: its own connection.
class Caller {
 public:
  Caller(const FundsProcess& funds, const std::string& agency, std::string authorization);
  absl::Status Call(const google::protobuf::Message& request, google::protobuf::Message& response);

 private:
  std::shared_ptr<grpc::Channel> channel_;
  const std::string authorization_;
};

}  // namespace liandong::bench

#endif  // TESTS_BENCH_FUNDS_PROCESS_H_
