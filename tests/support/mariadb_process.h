// A MariaDB server of a test's own, durable like production, that may be killed at any time.
#ifndef TESTS_SUPPORT_MARIADB_PROCESS_H_
#define TESTS_SUPPORT_MARIADB_PROCESS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "shared/db/connection.h"
#include "shared/testing/test_pki.h"
#include "tests/support/child_process.h"

namespace liandong::testing {

class MariaDbProcess {
 public:
  // Installs an empty server in a folder of its own and starts it.
  static absl::StatusOr<std::unique_ptr<MariaDbProcess>> Start();

  // As its administrator, to no database.
  const db::ConnectOptions& server() const { return server_; }
  // Creates a database; the options to connect to it.
  absl::StatusOr<db::ConnectOptions> CreateDatabase(const std::string& name);
  void Kill() { process_->Kill(); }
  // Starts it again and waits until it answers.
  absl::Status Restart();

 private:
  MariaDbProcess() = default;
  absl::Status AwaitAnswer();

  TestFolder folder_;
  db::ConnectOptions server_;
  std::unique_ptr<ChildProcess> process_;
};

}  // namespace liandong::testing

#endif  // TESTS_SUPPORT_MARIADB_PROCESS_H_
