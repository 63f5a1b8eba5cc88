#include "tests/support/mariadb_process.h"

#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "shared/status/macros.h"

namespace liandong::testing {
namespace {

constexpr absl::Duration kStartTimeMax = absl::Seconds(60);
constexpr char kInstaller[] = "/usr/bin/mariadb-install-db";
constexpr char kServer[] = "/usr/sbin/mariadbd";

}  // namespace

absl::StatusOr<std::unique_ptr<MariaDbProcess>> MariaDbProcess::Start() {
  auto server = std::unique_ptr<MariaDbProcess>(new MariaDbProcess());
  const std::string folder = server->folder_.path();
  const std::string settings = server->folder_.Write(
      "my.cnf", absl::StrCat("[mariadbd]\n", "datadir=", folder, "/data\n", "socket=", folder,
                             "/sock\n", "pid-file=", folder, "/pid\n",
                             // A server that starts removes temporary tables of whoever shares it.
                             "tmpdir=", folder, "\n", "skip-networking\n",
                             geteuid() == 0 ? "user=root\n" : "",
                             "character-set-server=utf8mb4\ncollation-server=utf8mb4_bin\n"
                             "transaction-isolation=READ-COMMITTED\n"
                             "innodb-flush-log-at-trx-commit=1\nmax-connections=200\n"));
  // --force: also where the machine's own name cannot be looked up.
  ChildProcess install({kInstaller, absl::StrCat("--defaults-file=", settings), "--force",
                        "--auth-root-authentication-method=normal", "--skip-test-db"},
                       folder + "/install.log");
  RETURN_IF_ERROR(install.Run());
  server->server_.url = absl::StrCat("unix://", folder, "/sock");
  server->server_.user = "root";
  server->process_ = std::make_unique<ChildProcess>(
      std::vector<std::string>{kServer, absl::StrCat("--defaults-file=", settings)},
      folder + "/server.log");
  RETURN_IF_ERROR(server->Restart());
  return server;
}

absl::Status MariaDbProcess::Restart() {
  RETURN_IF_ERROR(process_->Start());
  return AwaitAnswer();
}

absl::Status MariaDbProcess::AwaitAnswer() {
  const absl::Time until = absl::Now() + kStartTimeMax;
  absl::Status last;
  while (absl::Now() < until) {
    auto connection = db::Connection::Open(server_);
    if (connection.ok()) return absl::OkStatus();
    last = connection.status();
    absl::SleepFor(absl::Milliseconds(20));
  }
  return last;
}

absl::StatusOr<db::ConnectOptions> MariaDbProcess::CreateDatabase(const std::string& name) {
  ASSIGN_OR_RETURN(auto connection, db::Connection::Open(server_));
  RETURN_IF_ERROR(connection->Execute(absl::StrCat("CREATE DATABASE ", name)).status());
  db::ConnectOptions options = server_;
  options.database = name;
  return options;
}

}  // namespace liandong::testing
