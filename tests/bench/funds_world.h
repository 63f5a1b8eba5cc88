// What benchmarks of funds run against: the service in a process of its own on a database of its
// own, and callers who share a few connections, as an agency's system has them.
#ifndef TESTS_BENCH_FUNDS_WORLD_H_
#define TESTS_BENCH_FUNDS_WORLD_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "shared/testing/test_client.h"
#include "shared/testing/test_database.h"
#include "shared/testing/test_pki.h"
#include "tests/bench/bench.h"
#include "tests/support/service_process.h"

namespace liandong::bench {

inline constexpr int kConnections = 4;

class FundsWorld {
 public:
  // Starts the service with as many workers as there are callers.
  static absl::StatusOr<std::unique_ptr<FundsWorld>> Start(int callers);

  const db::ConnectOptions& database() const { return database_.options(); }
  testing::TestPki& pki() { return pki_; }
  // Calls as the Housing Bureau's officer; `number` is the caller's.
  absl::Status Call(int number, const google::protobuf::Message& request,
                    google::protobuf::Message& response) const;
  // `response` is there until `done` is called.
  void CallAsync(int number, const google::protobuf::Message& request,
                 google::protobuf::Message& response, Done done) const;

 private:
  FundsWorld() = default;

  testing::TestDatabase database_;
  testing::TestPki pki_;
  std::unique_ptr<testing::ServiceProcess> funds_;
  std::vector<std::unique_ptr<testing::TestClient>> clients_;
  std::string token_;
};

}  // namespace liandong::bench

#endif  // TESTS_BENCH_FUNDS_WORLD_H_
